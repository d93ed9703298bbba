import type { KubernetesClient } from './kubernetes-client';

/** All pods of a cluster. They are watched: to list them ten times a second took an API server most of its time. */
export class WatchedPods {
  public static async of(client: KubernetesClient): Promise<WatchedPods> {
    const pods = new WatchedPods();
    const { items, metadata } = await client.find('/api/v1/pods');
    for (const pod of items) pods.byUid.set(pod.metadata.uid, pod);
    client.watch(`/api/v1/pods?watch=1&resourceVersion=${metadata.resourceVersion}`, (event) => pods.see(event), () => { pods.hasEnded = true; });
    return pods;
  }

  private readonly byUid = new Map<string, any>();
  private hasEnded = false;

  private constructor() {}

  /** As they are now; an error when nothing is heard of them any more. */
  public all(): readonly any[] {
    if (this.hasEnded) throw new Error('the watch of the pods has ended');
    return [...this.byUid.values()];
  }

  private see({ type, object }: any): void {
    if (type === 'ADDED' || type === 'MODIFIED') this.byUid.set(object.metadata.uid, object);
    else if (type === 'DELETED') this.byUid.delete(object.metadata.uid);
    else this.hasEnded = true;
  }
}

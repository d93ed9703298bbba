import type { KubernetesClient } from './kubernetes-client';

/** All pods of a cluster. They are watched: to list them ten times a second took an API server most of its time. */
export class WatchedPods {
  public static async of(client: KubernetesClient): Promise<WatchedPods> {
    const pods = new WatchedPods(client);
    await pods.begin();
    return pods;
  }

  private readonly byUid = new Map<string, any>();
  /** Only the newest watch counts; undefined: it has ended. */
  private watch?: symbol;

  private constructor(private readonly client: KubernetesClient) {}

  /** As they are now. An API server ends the watch of who does not listen for a while, as this process does while it waits for a command: then it is begun anew. */
  public async all(): Promise<readonly any[]> {
    if (this.watch === undefined) await this.begin();
    return [...this.byUid.values()];
  }

  private async begin(): Promise<void> {
    const { items, metadata } = await this.client.find('/api/v1/pods');
    const watch = Symbol('watch');
    this.watch = watch;
    this.byUid.clear();
    for (const pod of items) this.byUid.set(pod.metadata.uid, pod);
    const end = () => {
      if (this.watch === watch) this.watch = undefined;
    };
    this.client.watch(`/api/v1/pods?watch=1&resourceVersion=${metadata.resourceVersion}`, ({ type, object }) => {
      if (this.watch !== watch) return;
      if (type === 'ADDED' || type === 'MODIFIED') this.byUid.set(object.metadata.uid, object);
      else if (type === 'DELETED') this.byUid.delete(object.metadata.uid);
      else end();
    }, end);
  }
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ControlPlane } from './control-plane';
import type { KubernetesClient } from './kubernetes-client';
import { StandInNode } from './stand-in-node';
import type { ToolName } from '../../real-tool';

/** What a cluster is made of. */
export const CLUSTER_TOOLS: readonly ToolName[] = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'openssl'];

/**
 * A cluster on loopback: a real control plane that refuses every pod below the restricted Pod Security Standard, and a
 * stand-in for its scheduler and node.
 */
export interface Cluster {
  /** Path of the administrator's kubeconfig. */
  readonly kubeconfig: string;
  /** Talks to its API server as the administrator. */
  readonly client: KubernetesClient;
  /** From now on the image, written as in a pod, cannot be pulled. */
  breakImage(image: string): void;
  /** From now on no container is ready that is asked for the path over HTTP whether it is. */
  breakProbe(path: string): void;
  /** From now on what runs the image to its end fails, and says something. */
  failImage(image: string, says: string): void;
  /** Ends all of its processes and removes its files. They also end when this process does, however it ends. */
  stop(): Promise<void>;
}

export async function startCluster(): Promise<Cluster> {
  const directory = mkdtempSync(join(tmpdir(), 'cluster-'));
  const plane = new ControlPlane(directory);
  let node: StandInNode | undefined;
  const stop = async () => {
    try {
      await node?.stop();
    } finally {
      await plane.stop();
      rmSync(directory, { recursive: true, force: true });
    }
  };
  try {
    const { kubeconfig, client, certificates } = await plane.start();
    const joined = await StandInNode.join(client, certificates.server);
    node = joined;
    return {
      kubeconfig,
      client,
      breakImage: (image) => joined.breakImage(image),
      breakProbe: (path) => joined.breakProbe(path),
      failImage: (image, says) => joined.failImage(image, says),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

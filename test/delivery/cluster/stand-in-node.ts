import { readFileSync } from 'node:fs';
import { createServer, Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KeyPair } from './certificates';
import type { KubernetesClient } from './kubernetes-client';
import { missingConfiguration } from './pod-configuration';
import { WatchedPods } from './watched-pods';

const NAME = 'node-1';
const ADDRESS = '10.1.0.1';
const PERIOD_MILLISECONDS = 100;
/** Every kubelet says of its node what it runs on. */
const LABELS = { 'kubernetes.io/os': 'linux' };

/** What keeps a container from running, in the words of a kubelet, or from being ready; undefined: nothing does. */
type Trouble = 'ImagePullBackOff' | 'CreateContainerConfigError' | 'Unready' | undefined;

/**
 * Stands in for the scheduler and the one node of a cluster. It runs no container: it says of each pod what a kubelet would
 * say if every image could be pulled that is not named broken, and its process answered every such probe at once, or ended at once where it
 * is to end.
 */
export class StandInNode {
  public static async join(client: KubernetesClient, { certificate, key }: KeyPair): Promise<StandInNode> {
    const { status, body } = await client.send('POST', '/api/v1/nodes', { apiVersion: 'v1', kind: 'Node', metadata: { name: NAME, labels: LABELS } });
    if (status !== 201) throw new Error(`the node cannot join: ${JSON.stringify(body)}`);
    const node = new StandInNode(client, createServer({ cert: readFileSync(certificate), key: readFileSync(key) }));
    await new Promise<void>((resolve) => node.kubelet.listen(0, '127.0.0.1', resolve));
    const { port } = node.kubelet.address() as AddressInfo;
    const addresses = [{ type: 'InternalIP', address: '127.0.0.1' }];
    // A new node is not ready, which keeps daemons away.
    await client.send('PATCH', `/api/v1/nodes/${NAME}`, { spec: { taints: null } });
    await client.send('PATCH', `/api/v1/nodes/${NAME}/status`, { status: { addresses, daemonEndpoints: { kubeletEndpoint: { Port: port } } } });
    return node;
  }

  private readonly brokenImages = new Set<string>();
  private readonly brokenProbes = new Set<string>();
  /** What is said by images that fail. */
  private readonly failures = new Map<string, string>();
  private readonly imagesOfPods = new Map<string, string>();
  private readonly addresses = new Map<string, string>();
  private readonly loop: Promise<void>;
  private isStopped = false;

  private constructor(private readonly client: KubernetesClient, private readonly kubelet: Server) {
    // The log of a container: /containerLogs/<namespace>/<pod>/<container>.
    kubelet.on('request', ({ url = '' }, response) => {
      const [, , namespace, pod] = url.split(/[/?]/);
      response.end(this.failures.get(this.imagesOfPods.get(`${namespace}/${pod}`) ?? '') ?? '');
    });
    this.loop = this.run();
    // Until stop() hands a failure on, nobody listens.
    this.loop.catch(() => undefined);
  }

  /** From now on the image, written as in a pod, cannot be pulled. */
  public breakImage(image: string): void {
    this.brokenImages.add(image);
  }

  /** From now on no container is ready that is asked for the path over HTTP whether it is. */
  public breakProbe(path: string): void {
    this.brokenProbes.add(path);
  }

  /** From now on what runs the image to its end fails, and says something. */
  public failImage(image: string, says: string): void {
    this.failures.set(image, says);
  }

  /** Ends the node, with an error when it failed before. */
  public async stop(): Promise<void> {
    this.isStopped = true;
    this.kubelet.closeAllConnections();
    this.kubelet.close();
    await this.loop;
  }

  private async run(): Promise<void> {
    const pods = await WatchedPods.of(this.client);
    while (!this.isStopped) {
      for (const pod of await pods.all()) await this.see(pod);
      await sleep(PERIOD_MILLISECONDS);
    }
  }

  private async see(pod: any): Promise<void> {
    const { namespace, name, uid } = pod.metadata;
    const path = `/api/v1/namespaces/${namespace}/pods/${name}`;
    if (pod.metadata.deletionTimestamp !== undefined) {
      return this.change('DELETE', path, { apiVersion: 'v1', kind: 'DeleteOptions', gracePeriodSeconds: 0, preconditions: { uid } });
    }
    if (pod.spec.nodeName === undefined) {
      return this.change('POST', `${path}/binding`, { apiVersion: 'v1', kind: 'Binding', metadata: { name, uid }, target: { apiVersion: 'v1', kind: 'Node', name: NAME } });
    }
    this.imagesOfPods.set(`${namespace}/${name}`, pod.spec.containers[0].image);
    if (isReady(pod) || ['Succeeded', 'Failed'].includes(pod.status.phase)) return;
    const troubles = await this.troublesOf(pod);
    if (JSON.stringify(troubles) === JSON.stringify(knownTroubles(pod))) return;
    return this.change('PATCH', `${path}/status`, { metadata: { uid }, status: this.statusOf(pod, troubles) });
  }

  /** What is wrong with each container of a pod. */
  private async troublesOf(pod: any): Promise<Trouble[]> {
    return Promise.all(pod.spec.containers.map(async (container: any) => {
      if (this.brokenImages.has(container.image)) return 'ImagePullBackOff';
      if ((await missingConfiguration(this.client, pod.metadata.namespace, container)) !== undefined) return 'CreateContainerConfigError';
      return this.brokenProbes.has(container.readinessProbe?.httpGet?.path) ? 'Unready' : undefined;
    }));
  }

  private statusOf(pod: any, troubles: readonly Trouble[]): object {
    const now = new Date().toISOString();
    const isRunning = troubles.every((trouble) => trouble === undefined || trouble === 'Unready');
    const ends = isRunning && pod.spec.restartPolicy === 'Never';
    const exitCode = this.failures.has(pod.spec.containers[0].image) ? 1 : 0;
    const address = pod.status.podIP ?? this.addressOf(pod.metadata.uid);
    const unready = pod.spec.containers.filter((_: any, index: number) => troubles[index] !== undefined).map(({ name }: any) => name);
    const condition = (type: string, isTrue: boolean) => ({
      type,
      status: isTrue ? 'True' : 'False',
      lastTransitionTime: now,
      ...(!isTrue && unready.length > 0 && { reason: 'ContainersNotReady', message: `containers with unready status: [${unready.join(' ')}]` }),
    });
    return {
      phase: ends ? (exitCode === 0 ? 'Succeeded' : 'Failed') : isRunning ? 'Running' : 'Pending',
      startTime: pod.status.startTime ?? now,
      hostIP: ADDRESS,
      hostIPs: [{ ip: ADDRESS }],
      podIP: address,
      podIPs: [{ ip: address }],
      conditions: [condition('Initialized', true), ...['ContainersReady', 'Ready'].map((type) => condition(type, unready.length === 0 && !ends))],
      containerStatuses: pod.spec.containers.map(({ name, image }: any, index: number) => {
        const trouble = troubles[index];
        const isStarted = trouble === undefined || trouble === 'Unready';
        return {
          name,
          image,
          imageID: '',
          restartCount: 0,
          ready: trouble === undefined && !ends,
          started: isStarted,
          state: ends ? { terminated: { exitCode, reason: exitCode === 0 ? 'Completed' : 'Error', startedAt: now, finishedAt: now } }
            : isStarted ? { running: { startedAt: now } } : { waiting: { reason: trouble } },
        };
      }),
    };
  }

  /** The same whenever it is asked for: what was said of a pod may not have come back yet. */
  private addressOf(uid: string): string {
    const number = this.addresses.size + 1;
    const address = this.addresses.get(uid) ?? `10.2.${Math.floor(number / 250)}.${number % 250 + 1}`;
    this.addresses.set(uid, address);
    return address;
  }

  /** What others did to the pod in the meantime is no failure: it is seen again, or gone. */
  private async change(method: 'POST' | 'PATCH' | 'DELETE', path: string, content: object): Promise<void> {
    const { status, body } = await this.client.send(method, path, content);
    if (status >= 400 && status !== 404 && status !== 409) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(body)}`);
  }
}

function isReady(pod: any): boolean {
  return (pod.status.conditions ?? []).some(({ type, status }: any) => type === 'Ready' && status === 'True');
}

/** By container, as the status says; undefined when there is none yet. */
function knownTroubles(pod: any): Trouble[] | undefined {
  return pod.status.containerStatuses?.map(({ state, ready }: any) => state.waiting?.reason ?? (ready ? undefined : 'Unready'));
}

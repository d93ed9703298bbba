import * as fs from 'fs';
import * as path from 'path';
import type { Manifest } from '../../../src/kubernetes/manifests/manifest';
import { podTemplateOf } from '../../../src/kubernetes/manifests/pod-template-of';

/** What a workload of a public application is, in the fewest words. */
export interface WorkloadFacts {
  readonly name: string;
  readonly kind: string;
  readonly replicas: number;
  readonly ports?: readonly number[];
  /** Ports of the Service and those of the container behind them. */
  readonly service?: Readonly<Record<string, number>>;
  /** Type of the Service. */
  readonly type?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Variables that a Secret holds, or ought to hold. */
  readonly secretEnv?: readonly string[];
  readonly fieldEnv?: Readonly<Record<string, string>>;
  readonly probes?: Readonly<Record<string, string>>;
  readonly requests?: string;
  readonly limits?: string;
  /** By mount path. */
  readonly volumes?: Readonly<Record<string, string>>;
  readonly initContainers?: readonly string[];
  readonly args?: readonly string[];
  readonly terminationGracePeriodSeconds?: number;
  readonly runAsUser?: number;
  readonly nodeSelector?: Readonly<Record<string, string>>;
}

/** The facts of an application, taken from its published manifests. */
export function publishedFacts(application: string): WorkloadFacts[] {
  return JSON.parse(fs.readFileSync(path.join(__dirname, `${application}.json`), 'utf-8')) as WorkloadFacts[];
}

/** The same facts of the objects that were made of a workload, as far as the published ones have them. */
export function factsLike(published: WorkloadFacts, objects: readonly Manifest[]): WorkloadFacts {
  const find = (kind: string, name = published.name): any => objects.find((object) => object.kind === kind && object.metadata.name === name);
  const owner = find(published.kind);
  const { spec } = podTemplateOf(owner) as any;
  const [container] = spec.containers;
  const numbers = new Map<unknown, number>((container.ports ?? []).map(({ name, containerPort }: any) => [name, containerPort]));
  const service = find('Service')?.spec;
  const variables: any[] = container.env ?? [];
  const made: Required<WorkloadFacts> = {
    name: owner.metadata.name,
    kind: owner.kind,
    replicas: owner.spec.replicas,
    ports: [...numbers.values()],
    service: Object.fromEntries((service?.ports ?? []).map(({ port, targetPort }: any) => [port, numbers.get(targetPort) ?? targetPort])),
    type: service?.type ?? 'ClusterIP',
    env: find('ConfigMap')?.data ?? {},
    secretEnv: [
      ...(container.envFrom ?? []).flatMap(({ secretRef }: any) => (secretRef ? [`all of ${secretRef.name}`] : [])),
      ...variables.filter(({ valueFrom }) => valueFrom?.secretKeyRef).map(({ name }) => name),
    ].sort(),
    fieldEnv: Object.fromEntries(variables.filter(({ valueFrom }) => valueFrom?.fieldRef)
      .map(({ name, valueFrom }) => [name, valueFrom.fieldRef.fieldPath])),
    probes: Object.fromEntries(['startup', 'liveness', 'readiness'].filter((probe) => container[`${probe}Probe`])
      .map((probe) => [probe, probeText(container[`${probe}Probe`], numbers)])),
    requests: quantities(container.resources.requests),
    limits: quantities(container.resources.limits),
    volumes: Object.fromEntries((container.volumeMounts ?? []).map(({ name, mountPath }: any) => (
      [mountPath, volumeText(spec.volumes.find((volume: any) => volume.name === name))]))),
    initContainers: (spec.initContainers ?? []).map(({ name }: any) => name),
    args: container.args,
    terminationGracePeriodSeconds: spec.terminationGracePeriodSeconds,
    runAsUser: spec.securityContext.runAsUser,
    nodeSelector: spec.nodeSelector,
  };
  return like(published, made) as WorkloadFacts;
}

/** Of what was made that which was published has as well: hardening, defaults and what kinds add are more, and no less. */
function like(published: unknown, made: unknown): unknown {
  if (!isRecord(published) || !isRecord(made)) return made;
  return Object.fromEntries(Object.keys(published).map((key) => [key, like(published[key], made[key])]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function quantities({ cpu, memory }: { readonly cpu: string; readonly memory: string }): string {
  return `${cpu} ${memory}`;
}

function probeText(probe: any, numbers: ReadonlyMap<unknown, number>): string {
  const { httpGet, grpc, tcpSocket, exec, ...timing } = probe;
  const port = (given: unknown) => numbers.get(given) ?? given;
  const action = httpGet ? `http ${port(httpGet.port)} ${httpGet.path}${(httpGet.httpHeaders ?? []).map(({ name, value }: any) => ` ${name}: ${value}`).join('')}`
    : grpc ? `grpc ${port(grpc.port)}` : tcpSocket ? `tcp ${port(tcpSocket.port)}` : `exec ${exec.command.join(' ')}`;
  return [action, ...Object.keys(timing).sort().map((key) => `${key} ${timing[key]}`)].join(', ');
}

function volumeText({ emptyDir, secret, persistentVolumeClaim }: any): string {
  if (emptyDir) return 'emptyDir';
  if (secret) return `secret ${secret.secretName}${(secret.items ?? []).map(({ key, path: file }: any) => ` ${file}=${key}`).join('')}`;
  return `claim ${persistentVolumeClaim?.claimName}`;
}

import { FIRST_IMAGE_TAG, ImageReference, parseImage } from './image-reference';
import type { ServiceObjective } from './service-objective';
import type { ContainerResources, ReplicaRange, ResourceQuantities, SecretKey, ServiceOverrides } from './service-options';
import type { TrafficSource } from './traffic-source';
import type { TrafficTarget } from './traffic-target';
import { laidOver } from '../synth/declare/lay-over';

/** One end of a permitted connection. */
export type NetworkPeer =
  | { readonly kind: 'service'; readonly name: string }
  | { readonly kind: 'namespace'; readonly name: string }
  | { readonly kind: 'cidr'; readonly range: string }
  | { readonly kind: 'own-namespace' };

/** A permitted connection from a service to a peer. */
export interface EgressRule {
  readonly peer: NetworkPeer;
  readonly ports: readonly number[];
}

/** Everything the renderers need to know of a service, either everywhere or in one environment. */
export interface ServiceModel {
  readonly name: string;
  /** Name of the project that the service belongs to. */
  readonly partOf: string;
  readonly port: number;
  readonly image: ImageReference;
  readonly replicas: ReplicaRange;
  readonly targetCpuUtilizationPercent: number;
  readonly resources: { readonly requests: Required<ResourceQuantities>; readonly limits: Required<ResourceQuantities> };
  readonly livenessPath: string;
  readonly readinessPath: string;
  readonly startupTimeoutSeconds: number;
  /** All variables of the ConfigMap, `PORT` included. */
  readonly env: Readonly<Record<string, string>>;
  readonly secretEnv: Readonly<Record<string, SecretKey>>;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly ingress: readonly NetworkPeer[];
  readonly egress: readonly EgressRule[];
  readonly objective?: ServiceObjective;
}

/** What a service is before anything was said about it. */
export interface ServiceFacts {
  readonly name: string;
  readonly partOf: string;
  readonly port: number;
  /** Repository of the image when none is given. */
  readonly imageRepository: string;
}

/** What the other services of the estate say about the connections of one. */
export interface ServiceNeighbours {
  /** Services that connect to this one, in their order of declaration. */
  readonly callers: readonly string[];
  /** Port of a service of the estate; undefined when there is no such service. */
  portOf(service: string): number | undefined;
}

const DEFAULT_REQUESTS = { cpu: '100m', memory: '128Mi', ephemeralStorage: '64Mi' };
const DEFAULT_LIMITS = { cpu: '500m', memory: '256Mi', ephemeralStorage: '256Mi' };

/** Lays the declarations of a service over its defaults, the later over the earlier. */
export function resolveService(facts: ServiceFacts, layers: readonly ServiceOverrides[], neighbours: ServiceNeighbours): ServiceModel {
  const allowedFrom = last(layers, (layer) => layer.allowedFrom);
  const connectsTo = last(layers, (layer) => layer.connectsTo) ?? [];
  const command = last(layers, (layer) => layer.command);
  const args = last(layers, (layer) => layer.args);
  const objective = layers.map((layer) => layer.objective).filter((given) => given !== undefined)
    .reduce<ServiceObjective | undefined>((below, above) => (below ? laidOver(below, above) : above), undefined);
  return {
    name: facts.name,
    partOf: facts.partOf,
    port: facts.port,
    image: resolveImage(facts.imageRepository, layers),
    replicas: last(layers, (layer) => layer.replicas) ?? { min: 2, max: 4 },
    targetCpuUtilizationPercent: last(layers, (layer) => layer.targetCpuUtilizationPercent) ?? 70,
    resources: {
      requests: resolveQuantities(DEFAULT_REQUESTS, layers, (resources) => resources.requests),
      limits: resolveQuantities(DEFAULT_LIMITS, layers, (resources) => resources.limits),
    },
    livenessPath: last(layers, (layer) => layer.livenessPath) ?? '/livez',
    readinessPath: last(layers, (layer) => layer.readinessPath) ?? '/readyz',
    startupTimeoutSeconds: last(layers, (layer) => layer.startupTimeoutSeconds) ?? 60,
    env: { PORT: `${facts.port}`, ...merged(layers.map((layer) => layer.env)) },
    secretEnv: merged(layers.map((layer) => layer.secretEnv)),
    ...(command && { command }),
    ...(args && { args }),
    ingress: ingressOf(allowedFrom, neighbours.callers),
    egress: connectsTo.map((target) => egressTo(target, neighbours)),
    ...(objective && { objective }),
  };
}

/** The last layer that says anything decides. */
function last<T>(layers: readonly ServiceOverrides[], pick: (layer: ServiceOverrides) => T | undefined): T | undefined {
  for (let i = layers.length - 1; i >= 0; i--) {
    const value = pick(layers[i]);
    if (value !== undefined) return value;
  }
  return undefined;
}

function merged<T>(maps: ReadonlyArray<{ readonly [name: string]: T } | undefined>): Record<string, T> {
  return Object.fromEntries(maps.flatMap((map) => Object.entries(map ?? {})));
}

function resolveImage(repository: string, layers: readonly ServiceOverrides[]): ImageReference {
  let image: ImageReference = { repository, tag: FIRST_IMAGE_TAG };
  for (const [index, layer] of layers.entries()) {
    const given = layer.image === undefined ? undefined : parseImage(layer.image);
    // The first tag belongs to the default repository alone; later on a repository without a tag is a mirror of the same image.
    if (given) image = index === 0 || given.tag || given.digest ? given : { ...image, repository: given.repository };
    if (layer.imageTag !== undefined) image = { repository: image.repository, tag: layer.imageTag };
    if (layer.imageDigest !== undefined) image = { ...image, digest: layer.imageDigest };
  }
  return image;
}

function resolveQuantities(
  defaults: Required<ResourceQuantities>,
  layers: readonly ServiceOverrides[],
  pick: (resources: ContainerResources) => ResourceQuantities | undefined,
): Required<ResourceQuantities> {
  const given = merged(layers.map((layer) => definedOnly(layer.resources && pick(layer.resources))));
  return { ...defaults, ...given };
}

function definedOnly(quantities: ResourceQuantities = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(quantities).filter(([, value]) => value !== undefined)) as Record<string, string>;
}

function ingressOf(allowedFrom: readonly TrafficSource[] | undefined, callers: readonly string[]): NetworkPeer[] {
  if (!allowedFrom) return [{ kind: 'own-namespace' }];
  const peers = allowedFrom.map((source) => source._peer);
  const named = new Set(peers.map((peer) => (peer.kind === 'service' ? peer.name : undefined)));
  return [...peers, ...callers.filter((caller) => !named.has(caller)).map((name) => ({ kind: 'service', name }) as const)];
}

function egressTo(target: TrafficTarget, neighbours: ServiceNeighbours): EgressRule {
  const peer = target._peer;
  if (peer.kind !== 'service') return { peer, ports: target._ports };
  const port = neighbours.portOf(peer.name);
  return { peer, ports: port === undefined ? [] : [port] };
}

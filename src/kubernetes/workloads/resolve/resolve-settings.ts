import { isDeepStrictEqual } from 'node:util';
import { last } from './layers';
import { imageOver, resolveContainer } from './resolve-container';
import { resolveInitContainers } from './resolve-init-containers';
import { resolveMetadata, resolvePod } from './resolve-pod';
import { resolveVolumes } from './resolve-volumes';
import type { MetricsReader } from '../../../estate/monitoring';
import { FIRST_IMAGE_TAG, ImageReference } from '../../models/image-reference';
import type { NetworkPort, PortModel } from '../../models/port-model';
import type { RouteModel } from '../../models/route-model';
import type { EgressRule, NamedModel, WorkloadModel } from '../../models/workload-model';
import { MAIN_PORT, NetworkPeer } from '../../options/network-peer';
import { TrafficTarget } from '../../options/traffic-target';
import { Volume } from '../../options/volume';
import type { WorkloadOverrides } from '../../options/workload-options';
import { PortProtocol } from '../../options/workload-port';
import { egressToCall } from '../connections';
import type { GrantedReach } from '../declared-grant';

/** What a workload is before anything was said about it. */
export interface WorkloadFacts extends NamedModel {
  /** Repository of the image when none is given. */
  readonly imageRepository: string;
  /** Who reads the metrics of workloads; undefined: nobody that is known. */
  readonly metricsReader?: MetricsReader;
  /** Text of a file in the repository, by its path; empty where there is none, which is a problem elsewhere. */
  fileText(path: string): string;
}

/** Who connects to a workload. */
export interface Caller {
  readonly peer: NetworkPeer;
  /** Names of the ports that it connects to. */
  readonly portNames: readonly string[];
}

/** What others in the estate say about the connections of a workload. */
export interface WorkloadNeighbours {
  /** Workloads that connect to this one, in their order of declaration, then the proxies of gateways that do. */
  readonly callers: readonly Caller[];
  /**
   * By which gateways pass on requests to it.
   * @default - none does
   */
  readonly routes?: readonly RouteModel[];
  /**
   * What it reaches because of what it was granted.
   * @default - it was granted nothing
   */
  readonly granted?: GrantedReach;
  /** Ports of a workload of the estate, the main one first; none when there is no such workload, or nobody can connect to it. */
  portsOf(workload: string): readonly PortModel[];
}

/** Values that no workload has by default, to see what follows from an option that nobody gave. */
export const NOT_THE_DEFAULTS: WorkloadOverrides = {
  imageTag: 'another',
  image: 'another/image',
  resources: {
    requests: { cpu: '901m', memory: '901Mi', ephemeralStorage: '901Mi' },
    limits: { cpu: '902m', memory: '902Mi', ephemeralStorage: '902Mi' },
  },
  runAsUser: 20902,
  runAsGroup: 20903,
  volumes: { '/tmp': Volume.emptyDir({ sizeLimit: '903Mi' }) },
};

/** Lays what was said about a workload of any kind over the defaults, the later over the earlier. */
export function resolveSettings(
  facts: WorkloadFacts, layers: readonly WorkloadOverrides[], { portsOf, routes = [], granted }: WorkloadNeighbours,
): WorkloadModel {
  const { name, partOf, imageRepository } = facts;
  const { secretValues, ...container } = resolveContainer(name, layers);
  const { secretFiles, ...volumes } = resolveVolumes(facts, layers);
  const initContainers = resolveInitContainers(layers, container);
  const team = last(layers, (layer) => layer.team);
  return {
    ...container,
    partOf,
    image: resolveImage(imageRepository, layers),
    metadata: resolveMetadata(layers),
    ...volumes,
    secretValues: Object.assign({}, secretValues, ...initContainers.map((each) => each.secretValues), secretFiles) as Record<string, string>,
    pod: resolvePod(layers),
    initContainers,
    routes,
    grantedPorts: granted?.ports ?? [],
    egress: distinct([
      ...(last(layers, (layer) => layer.connectsTo) ?? [])
        .flatMap((end) => (end instanceof TrafficTarget ? egressTo(end, portsOf) : egressToCall(end))),
      ...granted?.egress ?? [],
    ]),
    ...(team !== undefined && { team }),
  };
}

/** What is granted may be named in `connectsTo` as well. */
function distinct(rules: readonly EgressRule[]): EgressRule[] {
  return rules.filter((rule, index) => !rules.slice(0, index).some((other) => isDeepStrictEqual(other, rule)));
}

function resolveImage(repository: string, layers: readonly WorkloadOverrides[]): ImageReference {
  let image: ImageReference = { repository, tag: FIRST_IMAGE_TAG };
  for (const [index, layer] of layers.entries()) {
    // The first tag belongs to the default repository alone.
    image = imageOver(index === 0 ? undefined : image, layer.image) ?? image;
    if (layer.imageTag !== undefined) image = { repository: image.repository, tag: layer.imageTag };
    if (layer.imageDigest !== undefined) image = { ...image, digest: layer.imageDigest };
  }
  return image;
}

function egressTo({ _peer: peer, _ports: ports, _portNames: portNames }: TrafficTarget, portsOf: WorkloadNeighbours['portsOf']): EgressRule {
  return { peer, ports: peer.kind === 'service' ? networkPorts(portsOf(peer.name), portNames) : ports.map((port) => ({ protocol: PortProtocol.TCP, port })) };
}

/** Those ports that are named. */
export function networkPorts(ports: readonly PortModel[], names: readonly string[]): NetworkPort[] {
  return ports.filter(({ name }, index) => names.includes(name) || (index === 0 && names.includes(MAIN_PORT)))
    .map(({ protocol, port }) => ({ protocol, port }));
}

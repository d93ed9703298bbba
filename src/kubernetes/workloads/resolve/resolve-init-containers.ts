import { last, merged } from './layers';
import { imageOver, resolveContainer } from './resolve-container';
import { portsOfSidecar } from './resolve-ports';
import { resolveProbes } from './resolve-probes';
import type { ContainerModel, InitContainerModel } from '../../models/container-model';
import type { ImageReference } from '../../models/image-reference';
import type { InitContainerOptions } from '../../options/init-container-options';
import type { PodContainerOptions } from '../../options/pod-container-options';
import type { PodOptions } from '../../options/pod-options';
import type { SidecarOptions } from '../../options/sidecar-options';

/**
 * The containers that start before the main one, in the order in which they do: sidecars first, since the others may use what they offer,
 * but for those that run before the sidecars.
 */
export function resolveInitContainers(layers: readonly PodOptions[], main: ContainerModel): InitContainerModel[] {
  const initContainers = containersIn(layers.map((layer) => layer.initContainers));
  const isEarly = ([, said]: Said<InitContainerOptions>) => last(said, ({ beforeSidecars }) => beforeSidecars) ?? false;
  const resolve = (container: Said<InitContainerOptions>) => ({ ...resolveOther(container, main), isSidecar: false });
  return [
    ...initContainers.filter(isEarly).map(resolve),
    ...containersIn(layers.map((layer) => layer.sidecars)).map((container) => resolveSidecar(container, main)),
    ...initContainers.filter((container) => !isEarly(container)).map(resolve),
  ];
}

/** A container by its name, and what was said of it, the later after the earlier. */
type Said<T> = readonly [name: string, layers: readonly T[]];

/** The containers that there are, in the order in which they were named first. */
function containersIn<T extends PodContainerOptions>(maps: ReadonlyArray<{ readonly [name: string]: T } | undefined>): Array<Said<T>> {
  return Object.keys(merged(maps))
    .map((name): Said<T> => [name, maps.flatMap((map) => (map && Object.hasOwn(map, name) ? [map[name]] : []))])
    .filter(([, layers]) => last(layers, ({ enabled }) => enabled) ?? true);
}

function resolveSidecar([name, layers]: Said<SidecarOptions>, main: ContainerModel): InitContainerModel {
  const ports = portsOfSidecar({ ports: last(layers, (layer) => layer.ports) });
  return {
    ...resolveOther([name, layers], main),
    isSidecar: true,
    ...(ports.length > 0 && { ports }),
    probes: resolveProbes(layers, {}),
  };
}

function resolveOther([name, layers]: Said<PodContainerOptions>, main: ContainerModel): Omit<InitContainerModel, 'isSidecar'> {
  const image = layers.reduce<ImageReference | undefined>((before, layer) => imageOver(before, layer.image), undefined);
  const inherits = last(layers, (layer) => layer.inheritEnv) ?? image === undefined;
  const container = resolveContainer(name, layers, main.name);
  const userId = last(layers, (layer) => layer.runAsUser);
  const groupId = last(layers, (layer) => layer.runAsGroup);
  const own = new Set([container.env, container.secretEnv, container.fieldEnv].flatMap(Object.keys));
  const inherited = <T>(variables: Readonly<Record<string, T>>) => (
    Object.fromEntries(Object.entries(inherits ? variables : {}).filter(([variable]) => !own.has(variable))));
  return {
    ...container,
    ...(image && { image }),
    secretEnv: { ...inherited(main.secretEnv), ...container.secretEnv },
    fieldEnv: { ...inherited(main.fieldEnv), ...container.fieldEnv },
    envFrom: [...inherits ? main.envFrom : [], ...container.envFrom],
    hasConfigMap: inherits,
    mounts: merged(layers.map((layer) => layer.mounts)),
    ...(userId !== undefined && { userId }),
    ...(groupId !== undefined && { groupId }),
  };
}

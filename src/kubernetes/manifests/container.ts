import { containerSecurity, RunningAs } from './hardening';
import { renderProbes } from './probes';
import { renderEnv, renderEnvFrom } from './variables';
import { renderMount } from './volumes';
import type { ContainerModel } from '../models/container-model';
import type { PortModel } from '../models/port-model';
import type { MountModel } from '../models/volume-model';
import type { ResourceQuantities } from '../options/container-resources';
import type { LifecycleAction } from '../options/lifecycle-hook';

/** What a container has from its pod, or otherwise than the other containers of it. */
export interface ContainerSetting {
  /** The image, with as much of its version as is the same in all environments. */
  readonly image: string;
  readonly user: RunningAs;
  /** Where it finds volumes of the pod. */
  readonly mounts: readonly MountModel[];
  /** Name of a ConfigMap of which every key becomes a variable; undefined: none does. */
  readonly configMap?: string;
  /** Variables that stand in the container itself. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether it is a sidecar, which stands among the init containers. */
  readonly isSidecar?: boolean;
}

/** A container, whichever of the pod it is, at the restricted Pod Security Standard unless it is loosened. */
export function renderContainer(
  model: ContainerModel, { image, user, mounts, configMap, env = {}, isSidecar = false }: ContainerSetting,
): object {
  const { ports = [], probes = {} } = model;
  const envFrom = renderEnvFrom(model.envFrom, configMap);
  const variables = [
    ...Object.entries(env).map(([name, value]) => ({ name, value })),
    ...renderEnv(model),
  ];
  return {
    name: model.name,
    image,
    imagePullPolicy: 'Always',
    ...(isSidecar && { restartPolicy: 'Always' }),
    ...(model.command && { command: model.command }),
    ...(model.args && { args: model.args }),
    ...(ports.length > 0 && { ports: ports.map(renderPort) }),
    ...(envFrom.length > 0 && { envFrom }),
    ...(variables.length > 0 && { env: variables }),
    ...renderProbes(probes, ports[0]),
    resources: { requests: renderQuantities(model.resources.requests), limits: renderQuantities(model.resources.limits) },
    ...renderLifecycle(model),
    securityContext: containerSecurity(user, model.loosening),
    ...(mounts.length > 0 && { volumeMounts: mounts.map(renderMount) }),
  };
}

function renderPort({ name, port, protocol }: PortModel): object {
  return { name, containerPort: port, protocol };
}

function renderQuantities({ cpu, memory, ephemeralStorage }: Required<ResourceQuantities>): object {
  return { cpu, memory, 'ephemeral-storage': ephemeralStorage };
}

function renderLifecycle({ postStart, preStop }: ContainerModel): object {
  if (postStart === undefined && preStop === undefined) return {};
  return { lifecycle: { ...(postStart && { postStart: renderHook(postStart) }), ...(preStop && { preStop: renderHook(preStop) }) } };
}

function renderHook(action: LifecycleAction): object {
  return action.kind === 'sleep' ? { sleep: { seconds: action.seconds } } : { exec: { command: action.command } };
}

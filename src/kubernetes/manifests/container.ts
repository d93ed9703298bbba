import { containerSecurity, RunningAs, tmpMount } from './hardening';
import { renderProbes } from './probes';
import type { ContainerModel } from '../models/container-model';
import type { PortModel } from '../models/port-model';
import type { ResourceQuantities } from '../options/container-resources';
import type { LifecycleAction } from '../options/lifecycle-hook';

/** What a container has from its pod, or otherwise than the other containers of it. */
export interface ContainerSetting {
  /** The image, with as much of its version as is the same in all environments. */
  readonly image: string;
  readonly user: RunningAs;
  /** Name of the volume that it has at `/tmp`. */
  readonly tmp: string;
  /** Name of a ConfigMap of which every key becomes a variable; undefined: none does. */
  readonly configMap?: string;
  /** Variables that stand in the container itself. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether it is a sidecar, which stands among the init containers. */
  readonly isSidecar?: boolean;
  /** What it finds where, beside `/tmp`. */
  readonly mounts?: readonly ClaimMount[];
}

/** A volume, and where a container finds it. */
export interface ClaimMount {
  readonly name: string;
  readonly mountPath: string;
  readonly subPath?: string;
}

/** A container, whichever of the pod it is, at the restricted Pod Security Standard unless it is loosened. */
export function renderContainer(
  model: ContainerModel, { image, user, tmp, configMap, env = {}, isSidecar = false, mounts = [] }: ContainerSetting,
): object {
  const { ports = [], probes = {} } = model;
  const variables = [
    ...Object.entries(env).map(([name, value]) => ({ name, value })),
    ...Object.entries(model.secretEnv).map(([name, { secret, key }]) => ({ name, valueFrom: { secretKeyRef: { name: secret, key } } })),
  ];
  return {
    name: model.name,
    image,
    imagePullPolicy: 'Always',
    ...(isSidecar && { restartPolicy: 'Always' }),
    ...(model.command && { command: model.command }),
    ...(model.args && { args: model.args }),
    ...(ports.length > 0 && { ports: ports.map(renderPort) }),
    ...(configMap !== undefined && { envFrom: [{ configMapRef: { name: configMap } }] }),
    ...(variables.length > 0 && { env: variables }),
    ...renderProbes(probes, ports[0]),
    resources: { requests: renderQuantities(model.resources.requests), limits: renderQuantities(model.resources.limits) },
    ...renderLifecycle(model),
    securityContext: containerSecurity(user, model.loosening),
    volumeMounts: [tmpMount(tmp), ...mounts.map(renderMount)],
  };
}

function renderMount({ name, mountPath, subPath }: ClaimMount): object {
  return { name, mountPath, ...(subPath !== undefined && { subPath }) };
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

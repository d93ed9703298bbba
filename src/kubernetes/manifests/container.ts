import { containerSecurity, RunningAs, TMP_MOUNT } from './hardening';
import { renderProbes } from './probes';
import type { ContainerModel } from '../models/container-model';
import type { PortModel } from '../models/port-model';
import type { LifecycleAction } from '../options/lifecycle-hook';
import type { ResourceQuantities } from '../options/workload-options';

/** What a container has from its pod. */
export interface ContainerSetting {
  /** The image, with as much of its version as is the same in all environments. */
  readonly image: string;
  /** Name of a ConfigMap of which every key becomes a variable. */
  readonly configMap: string;
  readonly user: RunningAs;
}

/** A container, whichever of the pod it is, at the restricted Pod Security Standard. */
export function renderContainer(model: ContainerModel, { image, configMap, user }: ContainerSetting): object {
  const secrets = Object.entries(model.secretEnv);
  const { ports = [], probes = {} } = model;
  return {
    name: model.name,
    image,
    imagePullPolicy: 'Always',
    ...(model.command && { command: model.command }),
    ...(model.args && { args: model.args }),
    ...(ports.length > 0 && { ports: ports.map(renderPort) }),
    envFrom: [{ configMapRef: { name: configMap } }],
    ...(secrets.length > 0 && {
      env: secrets.map(([name, { secret, key }]) => ({ name, valueFrom: { secretKeyRef: { name: secret, key } } })),
    }),
    ...renderProbes(probes, ports[0]),
    resources: { requests: renderQuantities(model.resources.requests), limits: renderQuantities(model.resources.limits) },
    ...renderLifecycle(model),
    securityContext: containerSecurity(user),
    volumeMounts: [TMP_MOUNT],
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

import { containerSecurity, podSecurity } from './hardening';
import { workloadLabels } from './labels';
import { renderEnv, renderEnvFrom } from './variables';
import { renderVolumeMount, renderVolumes } from './volumes';
import type { PodModel } from '../models/pod-model';
import type { WorkloadModel } from '../models/workload-model';
import type { LifecycleAction } from '../options/lifecycle-hook';
import type { Toleration } from '../options/pod-options';
import type { ResourceQuantities } from '../options/workload-options';

/** In what the pods of one kind of workload differ from those of the others. */
export interface PodParts {
  /** Ports that the container listens on. */
  readonly ports?: readonly object[];
  /** How Kubernetes finds out whether the container is well. */
  readonly probes?: object;
  /** Further fields of the pod, such as where it runs. */
  readonly pod?: object;
}

/** The pods of a workload, at the restricted Pod Security Standard. Their image has no tag: that is what each environment decides. */
export function renderPodTemplate(model: WorkloadModel, { pod, ...parts }: PodParts): object {
  const { labels, annotations, ...settings } = model.pod;
  return {
    metadata: { labels: { ...workloadLabels(model), ...labels }, ...(annotations && { annotations }) },
    spec: {
      serviceAccountName: model.name,
      automountServiceAccountToken: false,
      // Variables such as API_PORT=tcp://… for every Service of the namespace would shadow those of the application.
      enableServiceLinks: false,
      securityContext: podSecurity(settings),
      ...renderPodSettings(settings),
      ...pod,
      containers: [renderContainer(model, parts)],
      ...(model.volumes.length > 0 && { volumes: renderVolumes(model.volumes) }),
    },
  };
}

function renderPodSettings({ nodeSelector, tolerations, priorityClassName, terminationGracePeriodSeconds, imagePullSecrets }: PodModel): object {
  return {
    ...(imagePullSecrets && { imagePullSecrets: imagePullSecrets.map((name) => ({ name })) }),
    ...(priorityClassName !== undefined && { priorityClassName }),
    ...(terminationGracePeriodSeconds !== undefined && { terminationGracePeriodSeconds }),
    ...(nodeSelector && { nodeSelector }),
    ...(tolerations && { tolerations: tolerations.map(renderToleration) }),
  };
}

function renderToleration({ key, value, effect, tolerationSeconds }: Toleration): object {
  return {
    ...(key !== undefined && { key }),
    operator: value === undefined ? 'Exists' : 'Equal',
    ...(value !== undefined && { value }),
    ...(effect !== undefined && { effect }),
    ...(tolerationSeconds !== undefined && { tolerationSeconds }),
  };
}

function renderLifecycle({ postStart, preStop }: PodModel): object {
  if (postStart === undefined && preStop === undefined) return {};
  return { lifecycle: { ...(postStart && { postStart: renderHook(postStart) }), ...(preStop && { preStop: renderHook(preStop) }) } };
}

function renderHook(action: LifecycleAction): object {
  return action.kind === 'sleep' ? { sleep: { seconds: action.seconds } } : { exec: { command: action.command } };
}

function renderContainer(model: WorkloadModel, { ports, probes }: PodParts): object {
  const env = renderEnv(model);
  return {
    name: model.name,
    image: model.image.repository,
    imagePullPolicy: 'Always',
    ...(model.command && { command: model.command }),
    ...(model.args && { args: model.args }),
    ...(ports && { ports }),
    envFrom: renderEnvFrom(model),
    ...(env.length > 0 && { env }),
    ...probes,
    resources: { requests: renderQuantities(model.resources.requests), limits: renderQuantities(model.resources.limits) },
    ...renderLifecycle(model.pod),
    securityContext: containerSecurity(model.pod),
    ...(model.volumes.length > 0 && { volumeMounts: model.volumes.map(renderVolumeMount) }),
  };
}

function renderQuantities({ cpu, memory, ephemeralStorage }: Required<ResourceQuantities>): object {
  return { cpu, memory, 'ephemeral-storage': ephemeralStorage };
}

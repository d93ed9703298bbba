import { CONTAINER_SECURITY, POD_SECURITY, TMP_MOUNT, TMP_VOLUME } from './hardening';
import { workloadLabels } from './labels';
import type { WorkloadModel } from '../models/workload-model';
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
  return {
    metadata: { labels: workloadLabels(model) },
    spec: {
      serviceAccountName: model.name,
      automountServiceAccountToken: false,
      // Variables such as API_PORT=tcp://… for every Service of the namespace would shadow those of the application.
      enableServiceLinks: false,
      securityContext: POD_SECURITY,
      ...pod,
      containers: [renderContainer(model, parts)],
      volumes: [TMP_VOLUME],
    },
  };
}

function renderContainer(model: WorkloadModel, { ports, probes }: PodParts): object {
  const secrets = Object.entries(model.secretEnv);
  return {
    name: model.name,
    image: model.image.repository,
    imagePullPolicy: 'Always',
    ...(model.command && { command: model.command }),
    ...(model.args && { args: model.args }),
    ...(ports && { ports }),
    envFrom: [{ configMapRef: { name: model.name } }],
    ...(secrets.length > 0 && {
      env: secrets.map(([name, { secret, key }]) => ({ name, valueFrom: { secretKeyRef: { name: secret, key } } })),
    }),
    ...probes,
    resources: { requests: renderQuantities(model.resources.requests), limits: renderQuantities(model.resources.limits) },
    securityContext: CONTAINER_SECURITY,
    volumeMounts: [TMP_MOUNT],
  };
}

function renderQuantities({ cpu, memory, ephemeralStorage }: Required<ResourceQuantities>): object {
  return { cpu, memory, 'ephemeral-storage': ephemeralStorage };
}

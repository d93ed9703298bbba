import { CONTAINER_SECURITY, POD_SECURITY, spreadOver, TMP_MOUNT, TMP_VOLUME } from './hardening';
import { selectorLabels, serviceLabels } from './labels';
import type { Manifest } from './manifest';
import type { ServiceModel } from '../service-model';
import type { ResourceQuantities } from '../service-options';

const STARTUP_PERIOD_SECONDS = 5;

/**
 * The Deployment of a service, at the restricted Pod Security Standard.
 *
 * It has no `replicas`: the autoscaler owns them, and each apply would reset what it chose. Its image has no tag: that is
 * what each environment decides.
 */
export function renderDeployment(model: ServiceModel): Manifest {
  const labels = serviceLabels(model);
  const selector = { matchLabels: selectorLabels(model.name) };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: model.name, labels },
    spec: {
      revisionHistoryLimit: 5,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      selector,
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: model.name,
          automountServiceAccountToken: false,
          // Variables such as API_PORT=tcp://… for every Service of the namespace would shadow those of the application.
          enableServiceLinks: false,
          securityContext: POD_SECURITY,
          ...spreadOver(selector),
          containers: [renderContainer(model)],
          volumes: [TMP_VOLUME],
        },
      },
    },
  };
}

function renderContainer(model: ServiceModel): object {
  const secrets = Object.entries(model.secretEnv);
  return {
    name: model.name,
    image: model.image.repository,
    imagePullPolicy: 'Always',
    ...(model.command && { command: model.command }),
    ...(model.args && { args: model.args }),
    ports: [{ name: 'http', containerPort: model.port, protocol: 'TCP' }],
    envFrom: [{ configMapRef: { name: model.name } }],
    ...(secrets.length > 0 && {
      env: secrets.map(([name, { secret, key }]) => ({ name, valueFrom: { secretKeyRef: { name: secret, key } } })),
    }),
    startupProbe: {
      ...probe(model.livenessPath),
      periodSeconds: STARTUP_PERIOD_SECONDS,
      failureThreshold: Math.ceil(model.startupTimeoutSeconds / STARTUP_PERIOD_SECONDS),
    },
    livenessProbe: probe(model.livenessPath),
    readinessProbe: probe(model.readinessPath),
    resources: { requests: renderQuantities(model.resources.requests), limits: renderQuantities(model.resources.limits) },
    securityContext: CONTAINER_SECURITY,
    volumeMounts: [TMP_MOUNT],
  };
}

function probe(path: string): object {
  return { httpGet: { path, port: 'http' } };
}

function renderQuantities({ cpu, memory, ephemeralStorage }: Required<ResourceQuantities>): object {
  return { cpu, memory, 'ephemeral-storage': ephemeralStorage };
}

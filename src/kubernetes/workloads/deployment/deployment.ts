import type { ServiceModel } from './service-model';
import { spreadOver } from '../../manifests/hardening';
import { selectorLabels, workloadLabels } from '../../manifests/labels';
import type { Manifest } from '../../manifests/manifest';
import { renderPodTemplate } from '../../manifests/pod-template';

const STARTUP_PERIOD_SECONDS = 5;

/**
 * The Deployment of a service.
 *
 * It has no `replicas`: the autoscaler owns them, and each apply would reset what it chose.
 */
export function renderDeployment(model: ServiceModel): Manifest {
  const selector = { matchLabels: selectorLabels(model.name) };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: model.name, labels: workloadLabels(model) },
    spec: {
      revisionHistoryLimit: 5,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      selector,
      template: renderPodTemplate(model, {
        ports: [{ name: 'http', containerPort: model.port, protocol: 'TCP' }],
        probes: renderProbes(model),
        pod: spreadOver(selector),
      }),
    },
  };
}

function renderProbes({ livenessPath, readinessPath, startupTimeoutSeconds }: ServiceModel): object {
  return {
    startupProbe: {
      ...probe(livenessPath),
      periodSeconds: STARTUP_PERIOD_SECONDS,
      failureThreshold: Math.ceil(startupTimeoutSeconds / STARTUP_PERIOD_SECONDS),
    },
    livenessProbe: probe(livenessPath),
    readinessProbe: probe(readinessPath),
  };
}

function probe(path: string): object {
  return { httpGet: { path, port: 'http' } };
}

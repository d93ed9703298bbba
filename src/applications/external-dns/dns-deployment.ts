import { createHash } from 'node:crypto';
import type { DnsModel } from './dns-model';
import { CONFIG_DIR } from './dns-provider';
import { DnsSource } from './external-dns-options';
import { containerSecurity, DEFAULT_USER, podSecurity } from '../../kubernetes/manifests/hardening';
import { selectorLabels, workloadLabels } from '../../kubernetes/manifests/labels';
import type { Manifest } from '../../kubernetes/manifests/manifest';

/** Where it tells how it is, and its metrics. */
export const METRICS_PORT = 7979;

const SOURCES: Readonly<Record<DnsSource, readonly string[]>> = {
  [DnsSource.GATEWAY]: ['gateway-httproute', 'gateway-grpcroute'],
  [DnsSource.INGRESS]: ['ingress'],
};

/** The files that its provider needs; undefined: it needs none. */
export function renderDnsFiles(model: DnsModel): Manifest | undefined {
  const { files } = model.provider._parts(model.site);
  return files && { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: model.name, labels: workloadLabels(model) }, data: files };
}

/** The Deployment of external-dns, at the restricted Pod Security Standard. One pod: it has nobody who elects between several. */
export function renderDnsDeployment(model: DnsModel): Manifest {
  const labels = workloadLabels(model);
  const { files, podLabels, sidecar } = model.provider._parts(model.site);
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: model.name, labels },
    spec: {
      replicas: 1,
      revisionHistoryLimit: 5,
      strategy: { type: 'Recreate' },
      selector: { matchLabels: selectorLabels(model.name) },
      template: {
        metadata: { labels: { ...labels, ...podLabels }, ...(files && { annotations: { [FILES_HASH]: hashOf(files) } }) },
        spec: {
          serviceAccountName: model.name,
          // It looks for hosts in the cluster.
          automountServiceAccountToken: true,
          enableServiceLinks: false,
          securityContext: podSecurity(DEFAULT_USER),
          ...(sidecar && { initContainers: [sidecar] }),
          containers: [renderContainer(model)],
          ...(files && { volumes: [{ name: 'config', configMap: { name: model.name } }] }),
        },
      },
    },
  };
}

/** Pods read their files when they start. */
const FILES_HASH = 'feiyue-projen/files';

function hashOf(files: Readonly<Record<string, string>>): string {
  return createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 16);
}

function renderContainer(model: DnsModel): object {
  const { args, files } = model.provider._parts(model.site);
  const probe = { httpGet: { path: '/healthz', port: 'metrics' } };
  return {
    name: 'external-dns',
    image: model.image,
    imagePullPolicy: 'Always',
    args: [
      ...args,
      ...Object.values(DnsSource).filter((source) => model.sources.includes(source)).flatMap((source) => SOURCES[source]).map((source) => `--source=${source}`),
      ...model.zones.map((zone) => `--domain-filter=${zone}`),
      `--policy=${model.removesRecords ? 'sync' : 'upsert-only'}`,
      '--registry=txt',
      `--txt-owner-id=${model.ownerId}`,
      // Below the host, since what stands beside that of a whole zone would lie outside of it.
      '--txt-prefix=external-dns-%{record_type}.',
      '--txt-wildcard-replacement=any',
      '--log-format=json',
      `--metrics-address=:${METRICS_PORT}`,
    ],
    ports: [{ name: 'metrics', containerPort: METRICS_PORT, protocol: 'TCP' }],
    startupProbe: { ...probe, periodSeconds: 5, failureThreshold: 24 },
    livenessProbe: { tcpSocket: { port: 'metrics' } },
    readinessProbe: probe,
    resources: {
      requests: { 'cpu': '10m', 'memory': '64Mi', 'ephemeral-storage': '16Mi' },
      limits: { 'cpu': '200m', 'memory': '256Mi', 'ephemeral-storage': '64Mi' },
    },
    securityContext: containerSecurity(DEFAULT_USER),
    ...(files && { volumeMounts: [{ name: 'config', mountPath: CONFIG_DIR, readOnly: true }] }),
  };
}

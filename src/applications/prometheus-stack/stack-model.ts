import type { PrometheusStackOptions } from './prometheus-stack-options';
import { MONITORING_NAMESPACE } from '../../estate/monitoring';
import { DEFAULT_USER, podSecurity } from '../../kubernetes/manifests/hardening';
import { workloadLabels } from '../../kubernetes/manifests/labels';
import type { Manifest } from '../../kubernetes/manifests/manifest';

/** Everything that the renderers need to know of the stack. */
export interface StackModel extends Required<Omit<PrometheusStackOptions, 'environments' | 'storageClassName'>> {
  /** Name of the project that it belongs to. */
  readonly partOf: string;
  readonly storageClassName?: string;
}

/** The options with what nobody said. */
export function resolveStack(partOf: string, { retentionDays = 15, storageSize = '50Gi', storageClassName, includeGrafana = true }: PrometheusStackOptions): StackModel {
  return { partOf, retentionDays, storageSize, storageClassName, includeGrafana };
}

/** Name, labels and namespace of an object of one of its parts. */
export function metadataOf({ partOf }: StackModel, name: string): Manifest['metadata'] {
  return { name, namespace: MONITORING_NAMESPACE, labels: workloadLabels({ name, partOf }) };
}

/** A part of the stack that the operator does not run, as a Deployment with one pod. */
export interface StackPart {
  readonly name: string;
  readonly containers: readonly object[];
  readonly volumes?: readonly object[];
}

/** One pod: a second one would tell the same again. */
export function renderPart(model: StackModel, { name, containers, volumes }: StackPart): Manifest {
  const metadata = metadataOf(model, name);
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: {
      replicas: 1,
      revisionHistoryLimit: 5,
      strategy: { type: 'Recreate' },
      selector: { matchLabels: partLabels(name) },
      template: {
        metadata: { labels: metadata.labels },
        spec: {
          serviceAccountName: name,
          // It asks the API server.
          automountServiceAccountToken: true,
          enableServiceLinks: false,
          securityContext: podSecurity(DEFAULT_USER),
          containers,
          ...(volumes && { volumes }),
        },
      },
    },
  };
}

/** The one label by which everything selects the pods of a part. */
export function partLabels(name: string): Record<string, string> {
  return { 'app.kubernetes.io/instance': name };
}

/** The service account of a part, and what it may read in the whole cluster. */
export function renderAccess(model: StackModel, name: string, rules: readonly object[]): Record<string, Manifest> {
  const { labels } = metadataOf(model, name);
  const clusterName = `${MONITORING_NAMESPACE}-${name}`;
  return {
    [`${name}/serviceaccount.yaml`]: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadataOf(model, name), automountServiceAccountToken: false },
    [`${name}/clusterrole.yaml`]: { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: clusterName, labels }, rules },
    [`${name}/clusterrolebinding.yaml`]: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: clusterName, labels },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: clusterName },
      subjects: [{ kind: 'ServiceAccount', name, namespace: MONITORING_NAMESPACE }],
    },
  };
}

/** The Service of a part with one port. */
export function renderPartService(model: StackModel, name: string, port: number): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadataOf(model, name),
    spec: { selector: partLabels(name), ports: [{ name: 'http', port, targetPort: 'http', protocol: 'TCP' }] },
  };
}

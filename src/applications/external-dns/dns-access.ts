import type { DnsModel } from './dns-model';
import { DnsSource } from './external-dns-options';
import { workloadLabels } from '../../kubernetes/manifests/labels';
import type { Manifest } from '../../kubernetes/manifests/manifest';

const LOOK = ['get', 'list', 'watch'];

/** What it looks at in order to find hosts. Source: `clusterrole.yaml` of its chart. */
const RULES: Readonly<Record<DnsSource, readonly object[]>> = {
  [DnsSource.GATEWAY]: [
    { apiGroups: ['gateway.networking.k8s.io'], resources: ['gateways', 'httproutes', 'grpcroutes'], verbs: LOOK },
    { apiGroups: [''], resources: ['namespaces'], verbs: LOOK },
  ],
  [DnsSource.INGRESS]: [{ apiGroups: ['networking.k8s.io'], resources: ['ingresses'], verbs: LOOK }],
};

export function renderDnsClusterRole(model: DnsModel): Manifest {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: model.name, labels: workloadLabels(model) },
    rules: Object.values(DnsSource).filter((source) => model.sources.includes(source)).flatMap((source) => RULES[source]),
  };
}

/** Who it is for its provider. */
export function renderDnsAccount(model: DnsModel): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: model.name, labels: workloadLabels(model), annotations: model.provider._parts(model.site).accountAnnotations },
    automountServiceAccountToken: false,
  };
}

import type { ProxyModel } from './proxy-model';
import { workloadLabels } from '../../kubernetes/manifests/labels';
import type { Manifest } from '../../kubernetes/manifests/manifest';

/**
 * What the proxy may do: speak in the name of people, with what their tokens say. It asks whether someone may use `--as`, and
 * then tells the audit log who that was. It may not speak in the name of service accounts.
 */
export function renderProxyClusterRole(model: ProxyModel): Manifest {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: model.name, labels: workloadLabels(model) },
    rules: [
      { apiGroups: [''], resources: ['users', 'groups'], verbs: ['impersonate'] },
      {
        apiGroups: ['authentication.k8s.io'],
        resources: [
          'userextras/authentication.kubernetes.io/credential-id',
          'userextras/originaluser.jetstack.io-user',
          'userextras/originaluser.jetstack.io-groups',
          'userextras/originaluser.jetstack.io-extra',
        ],
        verbs: ['impersonate'],
      },
      { apiGroups: ['authorization.k8s.io'], resources: ['subjectaccessreviews'], verbs: ['create'] },
    ],
  };
}

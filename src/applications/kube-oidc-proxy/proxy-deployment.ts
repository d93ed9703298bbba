import type { ProxyModel } from './proxy-model';
import { containerSecurity, DEFAULT_USER, podSecurity, TMP_MOUNT, TMP_VOLUME } from '../../kubernetes/manifests/hardening';
import { selectorLabels, workloadLabels } from '../../kubernetes/manifests/labels';
import type { Manifest } from '../../kubernetes/manifests/manifest';
import { renderSpread } from '../../kubernetes/manifests/spread';
import { PodSpread } from '../../kubernetes/options/spread-options';

/** Where an unprivileged process can listen. */
export const PROXY_PORT = 8443;
const READINESS_PORT = 8080;
const TLS_DIR = '/etc/kube-oidc-proxy/tls';

/** The Deployment of the proxy, at the restricted Pod Security Standard. */
export function renderProxyDeployment(model: ProxyModel): Manifest {
  const labels = workloadLabels(model);
  const selector = { matchLabels: selectorLabels(model.name) };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: model.name, labels },
    spec: {
      replicas: model.replicas,
      revisionHistoryLimit: 5,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      selector,
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: model.name,
          // It speaks to the API server in the name of others.
          automountServiceAccountToken: true,
          enableServiceLinks: false,
          securityContext: podSecurity(DEFAULT_USER),
          ...renderSpread(PodSpread.PREFERRED, selector),
          containers: [renderContainer(model)],
          volumes: [TMP_VOLUME, { name: 'tls', secret: { secretName: model.tlsSecret, defaultMode: 0o440 } }],
        },
      },
    },
  };
}

function renderContainer(model: ProxyModel): object {
  return {
    name: 'kube-oidc-proxy',
    image: model.image,
    imagePullPolicy: 'Always',
    command: ['kube-oidc-proxy'],
    args: [
      `--secure-port=${PROXY_PORT}`,
      `--readiness-probe-port=${READINESS_PORT}`,
      `--tls-cert-file=${TLS_DIR}/tls.crt`,
      `--tls-private-key-file=${TLS_DIR}/tls.key`,
      ...Object.entries({
        'oidc-issuer-url': model.issuerUrl,
        'oidc-client-id': model.clientId,
        'oidc-username-claim': model.usernameClaim,
        'oidc-username-prefix': model.usernamePrefix,
        'oidc-groups-claim': model.groupsClaim,
        'oidc-groups-prefix': model.groupsPrefix,
      }).map(([flag, value]) => `--${flag}=${withoutVariables(value)}`),
    ],
    ports: [{ name: 'https', containerPort: PROXY_PORT, protocol: 'TCP' }, { name: 'ready', containerPort: READINESS_PORT, protocol: 'TCP' }],
    startupProbe: { tcpSocket: { port: 'https' }, periodSeconds: 5, failureThreshold: 12 },
    livenessProbe: { tcpSocket: { port: 'https' } },
    readinessProbe: { httpGet: { path: '/ready', port: 'ready' } },
    resources: {
      requests: { 'cpu': '100m', 'memory': '64Mi', 'ephemeral-storage': '64Mi' },
      limits: { 'cpu': '1', 'memory': '256Mi', 'ephemeral-storage': '128Mi' },
    },
    securityContext: containerSecurity(DEFAULT_USER),
    volumeMounts: [TMP_MOUNT, { name: 'tls', mountPath: TLS_DIR, readOnly: true }],
  };
}

/** Kubernetes would put the variables of the container in the place of `$(NAME)`. */
function withoutVariables(text: string): string {
  return text.replaceAll('$(', () => '$$(');
}

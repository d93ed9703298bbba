import type { TailscaleOperatorOptions, TailscaleWorkloadIdentity } from './tailscale-operator-options';
import type { PatchContent } from '../../kubernetes/kustomize/kustomize-patch';
import { podSecurityLabels } from '../../kubernetes/manifests/namespace';

/** The namespace that the manifest of the operator brings. */
export const TAILSCALE_NAMESPACE = 'tailscale';

/** Where the operator finds the token of its service account. */
const TOKEN_DIR = '/var/run/secrets/tailscale/serviceaccount';

/** How the options change the objects that the operator is installed by. */
export function settingsPatches(options: TailscaleOperatorOptions, version: string): PatchContent[] {
  return [
    // It stands there to be filled in, and would be applied empty over the one that a vault put into the cluster.
    merge({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'operator-oauth', namespace: TAILSCALE_NAMESPACE }, $patch: 'delete' }),
    // Its proxies set up routes in the network of their pod.
    merge({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: TAILSCALE_NAMESPACE, labels: podSecurityLabels('privileged') } }),
    operatorPatch(options, version),
  ];
}

function operatorPatch({ workloadIdentity, hostname, tags, proxyTags }: TailscaleOperatorOptions, version: string): PatchContent {
  const env: object[] = [
    ...(hostname !== undefined ? [{ name: 'OPERATOR_HOSTNAME', value: hostname }] : []),
    ...(tags ? [{ name: 'OPERATOR_INITIAL_TAGS', value: tags.join(',') }] : []),
    ...(proxyTags ? [{ name: 'PROXY_TAGS', value: proxyTags.join(',') }] : []),
    // Empty in the manifest, which is no text.
    { name: 'OPERATOR_LOGIN_SERVER', value: '' },
    // The proxies come from the operator, where no tag of a kustomization reaches them.
    { name: 'PROXY_IMAGE', value: `tailscale/tailscale:${version}` },
  ];
  const identity = workloadIdentity ? tokenOfServiceAccount(workloadIdentity) : { env: [], mounts: [], volumes: [] };
  const container = { name: 'operator', env: [...env, ...identity.env], ...(workloadIdentity && { volumeMounts: identity.mounts }) };
  return merge({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'operator', namespace: TAILSCALE_NAMESPACE },
    spec: { template: { spec: { containers: [container], ...(workloadIdentity && { volumes: identity.volumes }) } } },
  });
}

/** As the operator's own Helm chart renders `oauth.audience`. */
function tokenOfServiceAccount({ clientId, audience }: TailscaleWorkloadIdentity) {
  return {
    env: [
      { name: 'CLIENT_ID', value: clientId },
      { name: 'CLIENT_ID_FILE', $patch: 'delete' },
      { name: 'CLIENT_SECRET_FILE', $patch: 'delete' },
    ],
    mounts: [{ mountPath: TOKEN_DIR, name: 'oidc-jwt', readOnly: true }, { mountPath: '/oauth', $patch: 'delete' }],
    volumes: [
      { name: 'oidc-jwt', projected: { sources: [{ serviceAccountToken: { audience, expirationSeconds: 3600, path: 'token' } }] } },
      { name: 'oauth', $patch: 'delete' },
    ],
  };
}

function merge(manifest: { readonly [field: string]: unknown }): PatchContent {
  return { kind: 'strategic-merge', manifest };
}

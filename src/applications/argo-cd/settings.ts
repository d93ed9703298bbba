import type { ArgoCdLogin } from './argo-cd-login';
import type { ArgoCdOptions } from './argo-cd-options';
import type { PatchContent } from '../../kubernetes/kustomize/kustomize-patch';
import { yamlText } from '../../synth/files/yaml-text';

/** What the options say in the ConfigMap `argocd-cm`. */
export function generalSettings({ url, login }: ArgoCdOptions): Record<string, string> {
  return {
    // Who may synchronise brings what the repository says now, and no other commit or branch of it.
    'application.sync.requireOverridePrivilegeForRevisionSync': 'true',
    ...(url !== undefined && { url }),
    ...(login && { 'admin.enabled': 'false', 'oidc.config': yamlText(login._configuration) }),
  };
}

/** How the options change the objects that Argo CD is installed by. */
export function settingsPatches(options: ArgoCdOptions): PatchContent[] {
  const { settings, parameters, login } = options;
  return [
    ...configMapPatch('argocd-cm', { ...generalSettings(options), ...settings }),
    ...configMapPatch('argocd-cmd-params-cm', { ...parameters }),
    ...configMapPatch('argocd-rbac-cm', permissions(options)),
    ...(login ? workloadIdentityPatches(login) : []),
  ];
}

/** Nobody may do anything unless he is named: Argo CD has no default role. */
function permissions({ administrators = [], readers = [] }: ArgoCdOptions): Record<string, string> {
  const lines = [...administrators.map((group) => `g, "${group}", role:admin`), ...readers.map((group) => `g, "${group}", role:readonly`)];
  return lines.length > 0 ? { 'policy.csv': lines.join('\n') } : {};
}

function configMapPatch(name: string, data: Readonly<Record<string, string>>): PatchContent[] {
  return Object.keys(data).length > 0 ? [merge('v1', 'ConfigMap', name, { data })] : [];
}

/** Source: "Using Workload Identity Federation" in Argo CD's page about Microsoft Entra ID. */
function workloadIdentityPatches({ _workloadIdentity: clientId }: ArgoCdLogin): PatchContent[] {
  if (clientId === undefined) return [];
  const metadata = { annotations: { 'azure.workload.identity/client-id': clientId } };
  const template = { metadata: { labels: { 'azure.workload.identity/use': 'true' } } };
  return [merge('v1', 'ServiceAccount', 'argocd-server', {}, metadata), merge('apps/v1', 'Deployment', 'argocd-server', { spec: { template } })];
}

function merge(apiVersion: string, kind: string, name: string, content: object, metadata: object = {}): PatchContent {
  return { kind: 'strategic-merge', manifest: { apiVersion, kind, metadata: { name, ...metadata }, ...content } };
}

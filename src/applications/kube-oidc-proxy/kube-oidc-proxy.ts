import { Construct } from 'constructs';
import { renderClusterRoleBinding } from '../cluster-role-binding';
import { checkProxy, checkSources } from './kube-oidc-proxy-checks';
import { KubeOidcProxyOptions } from './kube-oidc-proxy-options';
import { renderProxyClusterRole } from './proxy-access';
import { renderProxyDeployment } from './proxy-deployment';
import { ProxyModel, resolveProxy } from './proxy-model';
import { renderProxyNetworkPolicy, renderProxyService } from './proxy-network';
import { Estate } from '../../estate/estate';
import type { Manifest } from '../../kubernetes/manifests/manifest';
import { renderPodDisruptionBudget } from '../../kubernetes/manifests/pod-disruption-budget';
import { renderServiceAccount } from '../../kubernetes/manifests/service-account';
import { plainOptions } from '../../synth/declare/plain-options';
import { Problems } from '../../synth/declare/problems';
import { Application } from '../application';

const FILES: Readonly<Record<string, (model: ProxyModel) => Manifest>> = {
  'clusterrole.yaml': renderProxyClusterRole,
  'clusterrolebinding.yaml': renderClusterRoleBinding,
  'deployment.yaml': renderProxyDeployment,
  'networkpolicy.yaml': renderProxyNetworkPolicy,
  'pdb.yaml': renderPodDisruptionBudget,
  'service.yaml': renderProxyService,
  'serviceaccount.yaml': renderServiceAccount,
};

/**
 * kube-oidc-proxy: people reach the API server of a managed cluster with the tokens of their own issuer, which the API server
 * itself does not accept. What they may do there is RBAC's to say, with the prefixes of the options before their names.
 */
export class KubeOidcProxy extends Application {
  /**
   * Declares the proxy.
   * @param scope the project, or a construct below it
   * @param id name of its folder, its namespace and its objects: `kube-oidc-proxy`
   */
  constructor(scope: Construct, id: string, options: KubeOidcProxyOptions) {
    super(scope, id, {
      environments: options.environments,
      acceptedRights: { [`ClusterRole ${id}`]: 'It speaks in the name of the people whose tokens it has verified.' },
    });
    id = plainOptions(id);
    options = plainOptions(options);
    const { tlsSecret: _, ...others } = options;
    this._findSecretsIn(others);
    const { projectName } = Estate.of(this).facts;
    const model = resolveProxy({ name: id, partOf: projectName, namespace: this.namespace }, options);
    this._closeNamespace([]);
    for (const [file, render] of Object.entries(FILES)) this._addOwnFile(file, () => render(model));
    const report = (message: string) => Problems.of(this).add(this._source, `application "${id}" ${message}`);
    if (this._isLegal) Problems.of(this).addCheck(() => checkProxy(model, report));
    if (this._isLegal) Problems.of(this).addCheck(() => checkSources(options.allowedFrom ?? [], report));
  }

  /** @internal */
  protected get _change(): string {
    return `new KubeOidcProxy(project, '${this.name}', { … })`;
  }
}

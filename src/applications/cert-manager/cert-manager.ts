import { Construct } from 'constructs';
import { CertManagerOptions } from './cert-manager-options';
import { renderIssuer } from './issuer';
import { CERT_MANAGER_NAMESPACE, CERT_MANAGER_POLICIES } from './network';
import { renderControllerMonitor } from './pod-monitor';
import { Estate } from '../../estate/estate';
import type { PatchContent } from '../../kubernetes/kustomize/kustomize-patch';
import { plainOptions } from '../../synth/declare/plain-options';
import type { Report } from '../../synth/declare/problem';
import { Problems } from '../../synth/declare/problems';
import { isDnsSubdomain } from '../../text/names';
import { Application } from '../application';
import { CERT_MANAGER } from '../upstream-releases';

/** What its makers give it. */
const ACCEPTED_RIGHTS: Readonly<Record<string, string>> = {
  'ClusterRole cert-manager-cainjector': 'It writes the certificate of the webhook of cert-manager to where the API server looks for it.',
  'ClusterRole cert-manager-controller-issuers': 'It reads and writes keys of accounts, which are Secrets beside the issuers.',
  'ClusterRole cert-manager-controller-clusterissuers': 'It reads and writes keys of accounts, which are Secrets of its own namespace.',
  'ClusterRole cert-manager-controller-certificates': 'It writes certificates and their keys, which are Secrets of the namespaces that ask for them.',
  'ClusterRole cert-manager-controller-orders': 'It reads the keys of the accounts that it orders certificates with.',
  'ClusterRole cert-manager-controller-challenges': 'It runs the pods that answer Let\'s Encrypt in the namespaces that ask for certificates.',
  'ClusterRole cert-manager-controller-approve:cert-manager-io': 'It approves what its own issuers are asked for. Who may ask says RBAC.',
  'ClusterRole cert-manager-cluster-view': 'Who may look at the whole cluster sees its issuers.',
  'ClusterRole cert-manager-view': 'Who may look at a namespace sees its certificates.',
  'ClusterRole cert-manager-edit': 'Who may edit a namespace orders certificates for it.',
};

/** Below its folder: what tells Prometheus of it, of a kind that the application or the service has which brings that. */
const MONITOR_DIR = 'monitor';
/** Below its folder: the issuer, which cert-manager looks at before the API server takes it. */
const ISSUERS_DIR = 'issuers';

const EMAIL = /^[^\s@,]+@[^\s@,]+\.[^\s@,]+$/;

/**
 * cert-manager, which gets certificates for the hosts of gateways and Ingresses, and renews them.
 *
 * Its folder installs it; `issuers` in it, which is applied once its webhook answers, says that they come from Let's Encrypt. With gateways the
 * definitions of Gateway API have to be in the cluster before: it does not start without them. Where the project's `monitoring` reads metrics, it is told of
 * those of cert-manager, by which alerts watch certificates.
 */
export class CertManager extends Application {
  /**
   * Declares cert-manager.
   * @param scope the project, or a construct below it
   * @param id name of its folder: `cert-manager`
   */
  constructor(scope: Construct, id: string, options: CertManagerOptions = {}) {
    super(scope, id, { thirdParty: true, environments: options.environments, namespace: CERT_MANAGER_NAMESPACE, acceptedRights: ACCEPTED_RIGHTS });
    id = plainOptions(id);
    options = plainOptions(options);
    this._findSecretsIn(options);
    this._addRelease(CERT_MANAGER, 'install.yaml');
    this._closeNamespace(CERT_MANAGER_POLICIES);
    this._ownPatches.push(() => [...SIGNING_PATCHES, ...(options.ingressClassName === undefined ? [GATEWAY_API_PATCH] : [])]);
    this._addFollower(ISSUERS_DIR, { 'clusterissuer.yaml': () => renderIssuer(Estate.of(this).facts.projectName, options) });
    const { monitoring: { _reader: reader }, projectName } = Estate.of(this).facts;
    const { apiVersion } = reader ?? {};
    if (apiVersion !== undefined) this._addFollower(MONITOR_DIR, { 'podmonitor.yaml': () => renderControllerMonitor(projectName, { ...reader!, apiVersion }) });
    if (this._isLegal) Problems.of(this).addCheck(() => this.check(options));
  }

  /** @internal */
  protected get _change(): string {
    return `new CertManager(project, '${this.name}', { … })`;
  }

  private check({ issuerName, email, ingressClassName }: CertManagerOptions): void {
    const report: Report = (message) => Problems.of(this).add(this._source, `application "${this.name}" ${message}`);
    for (const [option, value] of Object.entries({ issuerName, ingressClassName })) {
      if (value !== undefined && !isDnsSubdomain(value)) report(`has ${option} ${JSON.stringify(value)}, which is no name of an object`);
    }
    if (email !== undefined && !EMAIL.test(email)) report(`has email ${JSON.stringify(email)}, which is no address of one mailbox`);
  }
}

/** It signs requests of Kubernetes' own kind only when an experimental feature is switched on, and may not do so here. */
const SIGNING_PATCHES: readonly PatchContent[] = ['ClusterRole', 'ClusterRoleBinding'].map((kind) => ({
  kind: 'strategic-merge',
  manifest: { apiVersion: 'rbac.authorization.k8s.io/v1', kind, metadata: { name: 'cert-manager-controller-certificatesigningrequests' }, $patch: 'delete' },
}));

/** Gateways are watched only when that is asked for. */
const GATEWAY_API_PATCH: PatchContent = {
  kind: 'json-6902',
  target: { kind: 'Deployment', name: 'cert-manager' },
  operations: [{ op: 'add', path: '/spec/template/spec/containers/0/args/-', value: '--enable-gateway-api' }],
};

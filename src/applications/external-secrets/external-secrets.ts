import { Construct } from 'constructs';
import { ExternalSecretsOptions } from './external-secrets-options';
import { EXTERNAL_SECRETS_NAMESPACE, EXTERNAL_SECRETS_POLICIES } from './network';
import { plainOptions } from '../../synth/declare/plain-options';
import { Application } from '../application';
import { EXTERNAL_SECRETS } from '../upstream-releases';

/** What its makers give it. */
const ACCEPTED_RIGHTS: Readonly<Record<string, string>> = {
  'ClusterRole external-secrets-controller': 'It writes the Secrets that it is asked for, and asks their stores as the service account that these name.',
  'ClusterRole external-secrets-view': 'Who may look at a namespace sees which Secrets are brought to it, and from where.',
};

/**
 * External Secrets, which brings values of stores of secrets, such as Azure Key Vault, to the cluster as Secrets.
 *
 * It knows stores of one namespace each; what serves a whole cluster, and what takes Secrets out of it, is switched off. It has no provider for
 * Tencent Cloud: there `externalSecretsAddon` of `tencent.TkeCluster` installs the one of TKE.
 */
export class ExternalSecrets extends Application {
  /**
   * Declares External Secrets.
   * @param scope the project, or a construct below it
   * @param id name of its folder: `external-secrets`
   */
  constructor(scope: Construct, id: string, options: ExternalSecretsOptions = {}) {
    super(scope, id, {
      thirdParty: true,
      environments: options.environments,
      namespace: EXTERNAL_SECRETS_NAMESPACE,
      acceptedRights: ACCEPTED_RIGHTS,
    });
    options = plainOptions(options);
    this._findSecretsIn(options);
    this._addRelease(EXTERNAL_SECRETS, 'install.yaml');
    this._closeNamespace(EXTERNAL_SECRETS_POLICIES);
  }

  /** @internal */
  protected get _change(): string {
    return `new ExternalSecrets(project, '${this.name}', { … })`;
  }
}

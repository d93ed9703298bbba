import { Construct } from 'constructs';
import { TAILSCALE_POLICIES } from './network';
import { settingsPatches, TAILSCALE_NAMESPACE } from './settings';
import { TailscaleOperatorOptions } from './tailscale-operator-options';
import { checkTexts } from '../../kubernetes/workloads/checks/value-checks';
import { plainOptions } from '../../synth/declare/plain-options';
import type { Report } from '../../synth/declare/problem';
import { Problems } from '../../synth/declare/problems';
import { isDnsLabel } from '../../text/names';
import { Application } from '../application';
import { TAILSCALE_OPERATOR } from '../upstream-releases';

/** Tailscale: "tag names", https://tailscale.com/kb/1068/tags. */
const TAG = /^tag:[A-Za-z][A-Za-z0-9-]*$/;

/** What its makers give it. */
const ACCEPTED_RIGHTS: Readonly<Record<string, string>> = {
  'ClusterRole tailscale-operator': 'It writes admission policies for the ProxyGroupPolicies that say who may use which proxies.',
  'Role operator': 'It makes service accounts and roles for its proxies, and tokens for itself, in its own namespace.',
};

/** The Tailscale operator, by which services and API servers of the clusters are reached in a tailnet and nowhere else. */
export class TailscaleOperator extends Application {
  /**
   * Declares the operator.
   * @param scope the project, or a construct below it
   * @param id name of its folder: `tailscale-operator`
   */
  constructor(scope: Construct, id: string, options: TailscaleOperatorOptions = {}) {
    super(scope, id, {
      thirdParty: true, environments: options.environments, namespace: TAILSCALE_NAMESPACE, createNamespace: false, acceptedRights: ACCEPTED_RIGHTS,
    });
    id = plainOptions(id);
    options = plainOptions(options);
    this._findSecretsIn(options);
    const { version } = TAILSCALE_OPERATOR;
    this._closeNamespace(TAILSCALE_POLICIES);
    this._addRelease(TAILSCALE_OPERATOR, 'operator.yaml');
    this._addImage({ name: 'tailscale/k8s-operator', newTag: version });
    this._ownPatches.push(() => settingsPatches(options, version));
    if (this._isLegal) Problems.of(this).addCheck(() => this.check(options));
  }

  /** @internal */
  protected get _change(): string {
    return `new TailscaleOperator(project, '${this.name}', { … })`;
  }

  private check({ hostname, tags, proxyTags, workloadIdentity }: TailscaleOperatorOptions): void {
    const report: Report = (message) => Problems.of(this).add(this._source, `application "${this.name}" ${message}`);
    checkTexts('workloadIdentity', workloadIdentity, report);
    if (hostname !== undefined && !isDnsLabel(hostname)) report(`has hostname ${JSON.stringify(hostname)}: use 1 to 63 lower-case letters, digits and "-", and begin and end with a letter or digit`);
    for (const [option, given] of Object.entries({ tags, proxyTags })) {
      if (given?.length === 0) report(`has no ${option}, and who has no tag would belong to a person: give at least one`);
      for (const tag of (given ?? []).filter((each) => !TAG.test(each))) {
        report(`has ${JSON.stringify(tag)} in ${option}, which is no tag: write "tag:" and a name of letters, digits and "-", such as "tag:k8s"`);
      }
    }
  }
}

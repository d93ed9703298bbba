import { Construct } from 'constructs';
import { renderClusterRoleBinding } from '../cluster-role-binding';
import { renderDnsAccount, renderDnsClusterRole } from './dns-access';
import { renderDnsDeployment, renderDnsFiles } from './dns-deployment';
import { DnsModel, resolveDns } from './dns-model';
import { renderDnsNetworkPolicy } from './dns-network';
import type { ProviderSite } from './dns-provider';
import { ExternalDnsOptions } from './external-dns-options';
import type { PerCloud } from '../../clouds/per-cloud';
import { Estate } from '../../estate/estate';
import type { Manifest } from '../../kubernetes/manifests/manifest';
import { parseImage } from '../../kubernetes/models/image-reference';
import { SERVICE } from '../../kubernetes/workloads/deployment/service-kind';
import { nameProblem } from '../../kubernetes/workloads/workload-names';
import { plainOptions } from '../../synth/declare/plain-options';
import type { Report } from '../../synth/declare/problem';
import { Problems } from '../../synth/declare/problems';
import { isDnsSubdomain } from '../../text/names';
import { Application } from '../application';

const FILES: Readonly<Record<string, (model: DnsModel) => Manifest>> = {
  'clusterrole.yaml': renderDnsClusterRole,
  'clusterrolebinding.yaml': renderClusterRoleBinding,
  'deployment.yaml': renderDnsDeployment,
  'networkpolicy.yaml': renderDnsNetworkPolicy,
  'serviceaccount.yaml': renderDnsAccount,
};

/** What a provider may ask the cloud of the estate. */
const AZURE: PerCloud<ProviderSite['azure']> = { azure: (supplier) => supplier, tencent: () => undefined };
const CLOUDS: PerCloud<string> = { azure: () => 'azure', tencent: () => 'tencent' };

/** What an owner may be called: it stands in TXT records, between commas. */
const OWNER = /^[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?$/;

/** external-dns, which keeps the records of the hosts of gateways and Ingresses in zones of the cloud. */
export class ExternalDns extends Application {
  /**
   * Declares external-dns.
   * @param scope the project, or a construct below it
   * @param id name of its folder, its namespace and its objects: `external-dns`
   */
  constructor(scope: Construct, id: string, options: ExternalDnsOptions) {
    super(scope, id, { environments: options.environments });
    id = plainOptions(id);
    options = plainOptions(options);
    this._findSecretsIn(options);
    const { projectName, cloud } = Estate.of(this).facts;
    const model = resolveDns({ name: id, partOf: projectName, namespace: this.namespace }, options, cloud._in(AZURE));
    this._closeNamespace([]);
    const files = renderDnsFiles(model);
    if (files) this._addOwnFile('configmap.yaml', () => files);
    for (const [file, render] of Object.entries(FILES)) this._addOwnFile(file, () => render(model));
    if (this._isLegal) Problems.of(this).addCheck(() => this.check(model));
  }

  /** @internal */
  protected get _change(): string {
    return `new ExternalDns(project, '${this.name}', { … })`;
  }

  private check({ name, provider, zones, sources, ownerId, image, removesRecords }: DnsModel): void {
    const report: Report = (message) => Problems.of(this).add(this._source, `application "${this.name}" ${message}`);
    const illegal = nameProblem(SERVICE, name);
    if (illegal !== undefined) report(`gives its name to a ${illegal}`);
    const { facts, environments } = Estate.of(this);
    const cloud = facts.cloud._in(CLOUDS);
    const there = environments.filter((environment) => this._isIn(environment)).map((environment) => environment.name);
    if (removesRecords && there.length > 1) report(`removes records in ${there.join(', ')}, whose clusters would remove those of each other: name one in environments, and declare another external-dns for each of the others`);
    if (provider._cloud !== cloud) report(`has zones on "${provider._cloud}", to which only pods in clusters there may write without a key, and the estate is on "${cloud}": make the records by Terraform`);
    provider._check(report);
    if (zones.length === 0) report('has no zones, and would write to all that it finds: name those that it may write to');
    for (const zone of zones.filter((each) => !isDnsSubdomain(each) || !each.includes('.'))) report(`has the zone ${JSON.stringify(zone)}, which is no domain, such as "example.com"`);
    if (sources.length === 0) report('has no sources, and would find no host: leave them out, or name one');
    if (!OWNER.test(ownerId)) report(`has ownerId ${JSON.stringify(ownerId)}: use letters, digits, ".", "_" and "-"`);
    if (parseImage(image)?.tag === undefined && parseImage(image)?.digest === undefined) report(`has image ${JSON.stringify(image)}, which is not of the form repository:tag[@sha256:digest]`);
  }
}

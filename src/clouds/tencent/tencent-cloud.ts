import { distance } from 'fastest-levenshtein';
import { Backend } from '../backends/backend';
import type { BootstrapDeclaration, CallSite, CloudSupplier, ProviderRequirement, UniqueName } from '../cloud-supplier';
import { keepsAccessLogs, logServiceRoleCommands } from './tencent-access-log';
import { identityVariables, workloadVariables } from './tencent-bootstrap';
import type { TencentCloudOptions } from './tencent-cloud-options';
import { serviceProblem } from './tencent-permissions';
import { TENCENT_ZONES } from './tencent-regions';
import { TENCENT_STATEFUL_RESOURCES } from './tencent-stateful-resources';
import { podIdentityCommands } from './tencent-workload-roles';
import { didYouMean } from '../../text/nearest-name';

/** What Tencent Cloud supplies to an estate. */
export class TencentCloud implements CloudSupplier {
  public readonly name = 'tencent';
  public readonly realm: string;
  public readonly region: string;
  public readonly account?: string;
  public readonly clusterModule = {
    classes: 'tencent.TkeCluster makes one, tencent.ExistingTkeCluster stands for one that is there',
    kubeconfigOutput: 'kubeconfig_address',
    publicKubeconfigOutput: 'public_kubeconfig_address',
    idOutput: 'cluster_id',
    kubeconfigScript: 'tencent-kubeconfig.mjs',
    kubeconfigNote: 'It is that of your own identity in the account (TENCENTCLOUD_SECRET_ID and so on) and does not expire: delete it after use.',
    publicEndpointInputs: '`publicApiCidrBlocks`',
  };

  public readonly hasCloudBase = true;
  public readonly statefulResourceTypes = TENCENT_STATEFUL_RESOURCES;
  public readonly pushRegistry?: string;
  public readonly pushRegistryHint = 'the personal registry knows only long-lived passwords: give Cloud.tencent a registry of an enterprise instance, such as { registry: \'shop.tencentcloudcr.com/shop\' }';
  public readonly provider: ProviderRequirement;
  private readonly zones: string[];

  constructor(private readonly options: TencentCloudOptions) {
    this.realm = options.appId;
    this.region = options.region;
    const host = options.registry?.split('/')[0];
    if (host?.endsWith(ENTERPRISE_REGISTRY)) this.pushRegistry = host;
    this.account = options.accountUin;
    this.zones = options.zones ?? (zonesOf(options.region) ?? []).slice(-2);
    this.provider = {
      name: 'tencentcloud',
      source: 'tencentcloudstack/tencentcloud',
      // Releases come every few days and carry features, as minor ones do elsewhere.
      version: '~> 1.83.25',
      configuration: { region: options.region },
    };
  }

  public problems(): string[] {
    const { appId, accountUin, additionalServices = [], region, registry } = this.options;
    const problems: string[] = [];
    if (!/^\d{10}$/.test(appId)) {
      problems.push(`appId "${appId}" is not an APPID: it has exactly ten digits (console, account information)`);
    }
    if (accountUin !== undefined && !/^\d{6,16}$/.test(accountUin)) {
      problems.push(`accountUin "${accountUin}" is not the UIN of an account: it has digits only, such as "100000000001" (console, account information)`);
    }
    for (const service of additionalServices) {
      const problem = serviceProblem(service);
      if (problem !== undefined) problems.push(`additional service "${service}" ${problem}`);
    }
    if (!this.isRegionPlausible()) {
      const known = Object.keys(TENCENT_ZONES);
      problems.push(`region "${region}" is not known; regions are: ${known.join(', ')}.${didYouMean(region, known)} For a newer region, give its zones as well`);
    }
    // Zones of a mistyped region would only be blamed for its mistake.
    for (const zone of this.isRegionPlausible() ? this.zones : []) {
      if (!zone.startsWith(`${region}-`) || !/^\d+$/.test(zone.slice(region.length + 1))) {
        problems.push(`zone "${zone}" is not one of region "${region}": its zones are called ${region}-<number>`);
      }
    }
    if (registry !== undefined && !/^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._-]+)*$/.test(registry)) {
      problems.push(`registry "${registry}" is not of the form host/namespace, in lower case and without a trailing slash`);
    }
    return problems;
  }

  public defaultBackend(projectName: string, group?: string): Backend {
    return Backend.cos({ bucket: `${stateBucketName(projectName, group)}-${this.options.appId}`, region: this.options.region });
  }

  public bootstrap(backend: Backend, group?: string): BootstrapDeclaration | undefined {
    if (backend.type !== 'cos') return undefined;
    const { bucket, region } = backend._configuration('', '').attributes;
    const { accountUin, additionalServices = [] } = this.options;
    return {
      source: 'tencent-cos',
      name: group ?? 'tencent-cos',
      preparation: {
        downloads: { 'github-jwks.json': 'https://token.actions.githubusercontent.com/.well-known/jwks' },
        commands: [...(keepsAccessLogs(String(region)) ? logServiceRoleCommands() : []), ...podIdentityCommands()],
      },
      variables: (facts) => ({
        bucket,
        region,
        ...(!keepsAccessLogs(String(region)) && { access_log_enabled: false }),
        ...workloadVariables(facts, accountUin),
        ...identityVariables(facts, accountUin, additionalServices),
      }),
    };
  }

  public sharedInputs(site: CallSite): Record<string, unknown> {
    return {
      // An id may hold underscores, which names of buckets and hosts may not.
      name: `${site.projectName}-${site.environment}-${site.id}`.replace(/_/g, '-'),
      app_id: this.options.appId,
      region: this.options.region,
      zones: this.zones,
    };
  }

  public uniqueName(type: string): UniqueName | undefined {
    return Object.hasOwn(TENCENT_NAMES, type) ? { kind: type, argument: TENCENT_NAMES[type], within: [] } : undefined;
  }

  public imageRepository(projectName: string, service: string): string {
    return `${this.options.registry ?? `ccr.ccs.tencentyun.com/${projectName}`}/${service}`;
  }

  /** A region newer than the table is believed when its zones are given with it, unless it looks like one that is mistyped. */
  private isRegionPlausible(): boolean {
    const { region } = this.options;
    if (zonesOf(region) !== undefined) return true;
    const isWellFormed = /^[a-z]{2}-[a-z]+(-[a-z]+)?$/.test(region);
    const isMistyped = Object.keys(TENCENT_ZONES).some((known) => distance(known, region) <= 2);
    return isWellFormed && !isMistyped && this.zones.length > 0;
  }
}

/** The arguments that name what an account has once in a region; what else has a name may share it. Source: the errors of CreateSecret and CreateKey. */
const TENCENT_NAMES: Readonly<Record<string, string>> = { tencentcloud_kms_key: 'alias', tencentcloud_ssm_secret: 'secret_name' };

/** Hosts of TCR enterprise instances: `<instance>.tencentcloudcr.com`. */
const ENTERPRISE_REGISTRY = '.tencentcloudcr.com';

function zonesOf(region: string): readonly string[] | undefined {
  return Object.hasOwn(TENCENT_ZONES, region) ? TENCENT_ZONES[region] : undefined;
}

/** COS allows 60 characters with the APPID, so a long project name is cut. The group tells buckets apart and stays whole. */
function stateBucketName(projectName: string, group: string | undefined): string {
  const suffix = group === undefined ? '-tfstate' : `-${group}-tfstate`;
  return `${projectName.slice(0, Math.max(1, 60 - 11 - suffix.length)).replace(/-+$/, '')}${suffix}`;
}

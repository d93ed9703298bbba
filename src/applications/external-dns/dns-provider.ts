import type { AzureCloud } from '../../clouds/azure/azure-cloud';
import type { CloudName } from '../../clouds/cloud-name';
import { containerSecurity, DEFAULT_USER } from '../../kubernetes/manifests/hardening';
import { parseImage } from '../../kubernetes/models/image-reference';
import { declaredText, hasOutput } from '../../kubernetes/outputs/output-text';
import { plainOptions } from '../../synth/declare/plain-options';
import type { Report } from '../../synth/declare/problem';
import type { HclExpression } from '../../terraform/hcl/expression';

/** Zones of Azure DNS, and as whom external-dns writes to them. */
export interface AzureDnsOptions {
  /**
   * Client id of the managed identity that has the roles DNS Zone Contributor on the zones and Reader on their resource group, and trusts, by a
   * federated credential for each cluster, the service account `external-dns` in the namespace `external-dns`; or the output that has it, such as
   * `clientId` of `azure.Identity`.
   */
  readonly clientId: string | HclExpression;

  /** Resource group of the zones. */
  readonly resourceGroup: string;

  /**
   * Subscription of the zones.
   * @default - that of the estate
   */
  readonly subscriptionId?: string;
}

/** Domains in DNSPod, and as whom external-dns writes to them. */
export interface DnsPodOptions {
  /**
   * The CAM role that may write to the domains (`QcloudDNSPodFullAccess`) and trusts the OIDC provider of each cluster:
   * `qcs::cam::uin/100000000000:roleName/external-dns`. TKE has to issue identities to pods (ServiceAccountIssuerDiscovery, with its webhook).
   */
  readonly roleArn: string;

  /**
   * Image of `tkestack/external-dns-tencentcloud-webhook` with its digest: `ghcr.io/tkestack/external-dns-tencentcloud-webhook:v0.1.0@sha256:…`.
   * `docker buildx imagetools inspect <image>:<tag>` prints the digest that the registry has now.
   */
  readonly webhookImage: string;
}

/** What external-dns is told of where it writes. */
interface ProviderParts {
  readonly args: readonly string[];
  /** Files in `/etc/kubernetes`, by name. */
  readonly files?: Readonly<Record<string, string>>;
  readonly accountAnnotations: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
  /** What runs beside it, and starts before it. */
  readonly sidecar?: object;
}

/** What the parts follow from, beside the options. */
export interface ProviderSite {
  readonly zones: readonly string[];
  /** What supplies the cloud of the estate; undefined: it is another cloud. */
  readonly azure?: AzureCloud;
}

/** Who serves the zones that external-dns writes to, without a key that anyone keeps. */
export class DnsProvider {
  /** Azure DNS, by the workload identity of AKS. */
  public static azureDns(options: AzureDnsOptions): DnsProvider {
    const clientId = declaredText(options.clientId);
    const { resourceGroup, subscriptionId } = plainOptions({ ...options, clientId });
    return new DnsProvider('azure', (report) => {
      if (!hasOutput(clientId) && !UUID.test(clientId)) report(`has clientId ${JSON.stringify(clientId)}, which is no id of an application`);
      if (subscriptionId !== undefined && !UUID.test(subscriptionId)) report(`has subscriptionId ${JSON.stringify(subscriptionId)}, which is no id of a subscription`);
      if (!RESOURCE_GROUP.test(resourceGroup)) report(`has resourceGroup ${JSON.stringify(resourceGroup)}, which is no name of a resource group`);
    }, ({ azure }) => ({
      args: ['--provider=azure', `--azure-config-file=${CONFIG_DIR}/azure.json`],
      files: {
        'azure.json': JSON.stringify({
          cloud: azure?.sovereignCloud.environment === 'china' ? 'AzureChinaCloud' : 'AzurePublicCloud',
          tenantId: azure?.tenantId,
          subscriptionId: subscriptionId ?? azure?.account,
          resourceGroup,
          useWorkloadIdentityExtension: true,
        }, undefined, 2),
      },
      accountAnnotations: { 'azure.workload.identity/client-id': clientId },
      podLabels: { 'azure.workload.identity/use': 'true' },
    }));
  }

  /** DNSPod of Tencent Cloud, by the identities that TKE issues to pods. A webhook of Tencent's runs beside external-dns for it. */
  public static dnsPod(options: DnsPodOptions): DnsProvider {
    const { roleArn, webhookImage } = plainOptions(options);
    return new DnsProvider('tencent', (report) => {
      if (!ROLE_ARN.test(roleArn)) report(`has roleArn ${JSON.stringify(roleArn)}, which is none, such as "qcs::cam::uin/100000000000:roleName/external-dns"`);
      if (parseImage(webhookImage)?.digest === undefined) report(`has webhookImage ${JSON.stringify(webhookImage)}, which is not of the form repository[:tag]@sha256:digest: what it runs may write to your zones`);
    }, ({ zones }) => ({
      args: ['--provider=webhook', `--webhook-provider-url=http://localhost:${WEBHOOK_PORT}`],
      accountAnnotations: {
        'tke.cloud.tencent.com/role-arn': roleArn,
        'tke.cloud.tencent.com/audience': 'sts.cloud.tencent.com',
        'tke.cloud.tencent.com/token-expiration': '86400',
      },
      sidecar: renderWebhook(webhookImage, zones),
    }));
  }

  private constructor(
    /** The cloud whose clusters have such identities. @internal */
    public readonly _cloud: CloudName,
    /** Reports everything that is wrong with it. @internal */
    public readonly _check: (report: Report) => void,
    /** @internal */
    public readonly _parts: (site: ProviderSite) => ProviderParts,
  ) {}
}

/** Where external-dns finds the files of its provider. */
export const CONFIG_DIR = '/etc/kubernetes';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Azure: "Naming rules and restrictions for Azure resources", resource groups. */
const RESOURCE_GROUP = /^[\w().-]{0,89}[\w()-]$/;
const ROLE_ARN = /^qcs::cam::uin\/\d+:roleName\/[\w.@+=,-]+$/;

const WEBHOOK_PORT = 8888;
const HEALTH_PORT = 8080;

/** Source: `deploy/oidc/deployment.yaml` and `docs/reference/configuration.md` of tkestack/external-dns-tencentcloud-webhook v0.1.0. */
function renderWebhook(image: string, zones: readonly string[]): object {
  const probe = { httpGet: { path: '/healthz', port: 'health' } };
  return {
    name: 'webhook',
    image,
    imagePullPolicy: 'Always',
    restartPolicy: 'Always',
    args: [
      '--credential-mode=oidc',
      '--zone-type=public',
      ...zones.map((zone) => `--domain-filter=${zone}`),
      `--provider-port=localhost:${WEBHOOK_PORT}`,
      `--health-port=:${HEALTH_PORT}`,
    ],
    ports: [{ name: 'health', containerPort: HEALTH_PORT, protocol: 'TCP' }],
    startupProbe: { ...probe, periodSeconds: 2, failureThreshold: 30 },
    livenessProbe: { tcpSocket: { port: 'health' } },
    readinessProbe: probe,
    resources: {
      requests: { 'cpu': '10m', 'memory': '32Mi', 'ephemeral-storage': '16Mi' },
      limits: { 'cpu': '100m', 'memory': '128Mi', 'ephemeral-storage': '64Mi' },
    },
    securityContext: containerSecurity(DEFAULT_USER),
  };
}

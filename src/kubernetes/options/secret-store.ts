import type { CloudName } from '../../clouds/cloud-name';
import type { PerCloud } from '../../clouds/per-cloud';
import type { HclExpression } from '../../terraform/hcl/expression';
import { withOutputs } from '../outputs/output-text';

/** A Key Vault, and as whom it is read. */
export interface KeyVaultStoreOptions {
  /** Address of the vault: `vault.uri` of `azure.Keyvault`. */
  readonly vaultUri: string | HclExpression;

  /**
   * Client id of the managed identity that has the role Key Vault Secrets User on the vault, and trusts, by a federated credential, the service
   * account `external-secrets-reader` in the namespace of the environment.
   */
  readonly clientId: string | HclExpression;
}

/** SSM of Tencent Cloud, and as whom it is read. */
export interface SsmStoreOptions {
  /**
   * The CAM role that may call `ssm:GetSecretValue` for the secrets and trusts the service account `external-secrets-reader` in the namespace of
   * the environment: `qcs::cam::uin/100000000000:roleName/shop-dev-secrets`.
   */
  readonly roleArn: string | HclExpression;

  /** ID of the cluster, after which its OIDC provider is called: `cluster.clusterId` of `tencent.TkeCluster`. */
  readonly clusterId: string | HclExpression;
}

/** What of a store differs between clouds. Texts may have outputs of root modules in them. */
interface StoreParts {
  /** Of the objects of External Secrets on that cloud. */
  readonly apiVersion: string;
  /** Says where the store is, as `spec.provider` of a SecretStore does. */
  readonly provider: PerCloud<object | undefined>;
  readonly accountAnnotations: Readonly<Record<string, string>>;
  /** Library module that writes to the store. */
  readonly module: string;
  /** Output of that module which says how secrets are called in the store, by their key; undefined: as their key. */
  readonly namesOutput?: string;
}

/** Name of the service account as which a store is read, in the namespace of each environment. */
export const STORE_READER = 'external-secrets-reader';

/** Where External Secrets finds what Terraform wrote, without a key that anyone keeps. */
export class SecretStore {
  /** Azure Key Vault, by the workload identity of AKS. The application `ExternalSecrets` has to be in the cluster. */
  public static keyVault(options: KeyVaultStoreOptions): SecretStore {
    const { vaultUri, clientId } = withOutputs(options) as { vaultUri: string; clientId: string };
    return new SecretStore('azure', {
      apiVersion: 'external-secrets.io/v1',
      provider: {
        azure: ({ tenantId, sovereignCloud }) => ({
          azurekv: {
            authType: 'WorkloadIdentity',
            environmentType: sovereignCloud.environment === 'china' ? 'ChinaCloud' : 'PublicCloud',
            serviceAccountRef: { name: STORE_READER },
            tenantId,
            vaultUrl: vaultUri,
          },
        }),
        tencent: () => undefined,
      },
      accountAnnotations: { 'azure.workload.identity/client-id': clientId },
      module: 'azure/keyvault-secrets',
    });
  }

  /**
   * SSM of Tencent Cloud, by the identities that TKE issues. The add-on of TKE has to be in the cluster (`externalSecretsAddon` of
   * `tencent.TkeCluster`), since External Secrets itself has no provider for it.
   */
  public static ssm(options: SsmStoreOptions): SecretStore {
    const { roleArn, clusterId } = withOutputs(options) as { roleArn: string; clusterId: string };
    return new SecretStore('tencent', {
      apiVersion: 'external-secrets.io/v1beta1',
      provider: {
        azure: () => undefined,
        tencent: ({ region }) => ({ tencent: { regionID: region, auth: { serviceAccountRef: { name: STORE_READER } } } }),
      },
      accountAnnotations: {
        'tke.cloud.tencent.com/providerID': clusterId,
        'tke.cloud.tencent.com/role-arn': roleArn,
        'tke.cloud.tencent.com/audience': 'sts.cloud.tencent.com',
      },
      module: 'tencent/ssm-secrets',
      namesOutput: 'secret_names',
    });
  }

  private constructor(
    /** The cloud that it is of. @internal */
    public readonly _cloud: CloudName,
    /** @internal */
    public readonly _parts: StoreParts,
  ) {}
}

import { BackendDefinition, State } from './backend-configuration';
import { ValueCheck } from './value-check';
import { GUID, GUID_FORM, STORAGE_ACCOUNT } from '../azure/azure-identifiers';

/**
 * Arguments of the `azurerm` backend. `key` is derived: `<statePathPrefix>/<environment>/<root module>/terraform.tfstate`.
 *
 * Credentials are left to the environment: `ARM_CLIENT_SECRET`, `ARM_CLIENT_CERTIFICATE`, `ARM_CLIENT_CERTIFICATE_PASSWORD`,
 * `ARM_OIDC_TOKEN`, `ARM_OIDC_REQUEST_TOKEN`, `ARM_ACCESS_KEY` and `ARM_SAS_TOKEN` (the arguments of the same names
 * without `ARM_`), or the Azure CLI.
 * Source: `internal/backend/remote-state/azure/backend.go` of Terraform 1.11.4.
 */
export interface AzurermBackendOptions {
  /** Name of the storage account: 3 to 24 lower-case letters and digits. It must exist. */
  readonly storageAccountName: string;

  /** Name of the blob container that holds the states. It must exist. */
  readonly containerName: string;

  /**
   * Folders in front of every state's path, for several repositories in one container.
   * @default - none
   */
  readonly statePathPrefix?: string;

  /**
   * Resource group of the storage account. Needed to look up an account key, or the blob endpoint.
   * @default - none
   */
  readonly resourceGroupName?: string;

  /**
   * ID of the subscription of the storage account. Environment variable: `ARM_SUBSCRIPTION_ID`.
   * @default - that of the environment
   */
  readonly subscriptionId?: string;

  /**
   * ID of the Microsoft Entra tenant to sign in to. Environment variable: `ARM_TENANT_ID`.
   * @default - that of the environment
   */
  readonly tenantId?: string;

  /**
   * ID of the application or managed identity to sign in as. Environment variable: `ARM_CLIENT_ID`.
   * @default - that of the environment
   */
  readonly clientId?: string;

  /**
   * File that holds the client ID. Environment variable: `ARM_CLIENT_ID_FILE_PATH`.
   * @default - none
   */
  readonly clientIdFilePath?: string;

  /**
   * Azure cloud: `public`, `china` or `usgovernment`. Environment variable: `ARM_ENVIRONMENT`.
   * @default - `public`, by Terraform
   */
  readonly environment?: string;

  /**
   * Host name of the Azure metadata service, for clouds that `environment` does not name. Environment variable:
   * `ARM_METADATA_HOSTNAME`.
   * @default - none
   */
  readonly metadataHost?: string;

  /**
   * Whether blobs are read and written with the Entra identity instead of an account key. The identity needs *Storage Blob
   * Data Contributor* on the account or *Storage Blob Data Owner* on the container. Environment variable: `ARM_USE_AZUREAD`.
   * @default true
   */
  readonly useAzureadAuth?: boolean;

  /**
   * Whether to sign in with an OpenID Connect token, as pipelines do. Environment variable: `ARM_USE_OIDC`, which lets the
   * same file serve pipelines and people.
   * @default - `false`, by Terraform
   */
  readonly useOidc?: boolean;

  /**
   * URL that issues the OpenID Connect token. Environment variable: `ARM_OIDC_REQUEST_URL`, `ACTIONS_ID_TOKEN_REQUEST_URL`
   * or `SYSTEM_OIDCREQUESTURI`.
   * @default - that of the pipeline
   */
  readonly oidcRequestUrl?: string;

  /**
   * File that holds the OpenID Connect token. Environment variable: `ARM_OIDC_TOKEN_FILE_PATH`.
   * @default - none
   */
  readonly oidcTokenFilePath?: string;

  /**
   * ID of the Azure DevOps service connection whose token is asked for. (HashiCorp's page calls it
   * `oidc_azure_service_connection_id`, which Terraform refuses.) Environment variable: `ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID`.
   * @default - none
   */
  readonly adoPipelineServiceConnectionId?: string;

  /**
   * Whether the Azure CLI may supply the identity. Environment variable: `ARM_USE_CLI`.
   * @default - `true`, by Terraform
   */
  readonly useCli?: boolean;

  /**
   * Whether a managed identity of the machine may be used. Environment variable: `ARM_USE_MSI`.
   * @default - `false`, by Terraform
   */
  readonly useMsi?: boolean;

  /**
   * URL of the managed identity service, where it is not found by itself. Environment variable: `ARM_MSI_ENDPOINT`.
   * @default - found by Terraform
   */
  readonly msiEndpoint?: string;

  /**
   * Whether the workload identity of the AKS pod may be used. Environment variable: `ARM_USE_AKS_WORKLOAD_IDENTITY`.
   * @default - `false`, by Terraform
   */
  readonly useAksWorkloadIdentity?: boolean;

  /**
   * File that holds the client certificate (PKCS#12). Its password: `ARM_CLIENT_CERTIFICATE_PASSWORD`. Environment variable:
   * `ARM_CLIENT_CERTIFICATE_PATH`.
   * @default - none
   */
  readonly clientCertificatePath?: string;

  /**
   * File that holds the client secret. Environment variable: `ARM_CLIENT_SECRET_FILE_PATH`.
   * @default - none
   */
  readonly clientSecretFilePath?: string;

  /**
   * Whether to ask Azure for the account's blob endpoint, which an account with an Azure DNS zone endpoint needs.
   * Environment variable: `ARM_USE_DNS_ZONE_ENDPOINT`.
   * @default - `false`, by Terraform
   */
  readonly lookupBlobEndpoint?: boolean;

  /**
   * Whether a snapshot of the state's blob is taken before each write. Environment variable: `ARM_SNAPSHOT`.
   * @default - `false`, by Terraform
   */
  readonly snapshot?: boolean;
}

const CONTAINER = /^(?=.{3,63}$)[a-z0-9](?:-?[a-z0-9])*$/;
const RESOURCE_GROUP = /^(?!.*\.$)[\w().-]{1,90}$/;

/**
 * The backend writes an empty state where there is none, whatever the command and in spite of `-lock=false`.
 * Source: `internal/backend/remote-state/azure/backend_state.go` of Terraform, `StateMgr`.
 */
const ABSENT_STATE = 'failed to lock azure state';

/** The `azurerm` backend as data. */
export function azurermBackend(options: AzurermBackendOptions): BackendDefinition {
  return {
    ...inStorageAccount(options, options.containerName),
    store: `${options.storageAccountName}/${options.containerName}`,
    addressing: (state) => ({ key: blobOf(state) }),
  };
}

/** The options of a backend that has a container for every environment. */
type AzurermPerEnvironmentOptions = Omit<AzurermBackendOptions, 'containerName'>;

/**
 * The same with a container for every environment, so that an identity can be kept from the states of the others.
 * @param containerName name of the container of an environment, by the name that its states know it by
 */
export function azurermBackendPerEnvironment(
  options: AzurermPerEnvironmentOptions, containerName: (environment: string) => string,
): BackendDefinition {
  return {
    ...inStorageAccount(options),
    store: options.storageAccountName,
    separatesEnvironments: true,
    addressing: (state) => ({ containerName: containerName(state.key.split('/')[0]), key: blobOf(state) }),
  };
}

function blobOf({ path }: State): string {
  return `${path}/terraform.tfstate`;
}

function inStorageAccount(options: AzurermPerEnvironmentOptions, containerName?: string): Omit<BackendDefinition, 'addressing' | 'store'> {
  const { statePathPrefix, useAzureadAuth, ...others } = options;
  return {
    type: 'azurerm',
    statePathPrefix,
    leading: ['resourceGroupName', 'storageAccountName', 'containerName', 'key', 'useAzureadAuth'],
    settings: { ...others, useAzureadAuth: useAzureadAuth ?? true },
    absentState: ABSENT_STATE,
    problems: () => new ValueCheck('backend "azurerm"')
      .matches('storageAccountName', options.storageAccountName, STORAGE_ACCOUNT, '3 to 24 lower-case letters and digits.')
      .matches('containerName', containerName, CONTAINER,
        '3 to 63 lower-case letters, digits and "-", with a letter or digit on both sides of every "-".')
      .matches('resourceGroupName', options.resourceGroupName, RESOURCE_GROUP,
        '1 to 90 letters, digits, "_", "-", ".", "(" and ")", not ending in ".".')
      .matches('subscriptionId', options.subscriptionId, GUID, `an ID ${GUID_FORM}.`)
      .matches('clientId', options.clientId, GUID, `an ID ${GUID_FORM}.`)
      .oneOf('environment', options.environment, ['public', 'china', 'usgovernment'])
      .exclusive({ environment: options.environment, metadataHost: options.metadataHost })
      .matches('metadataHost', options.metadataHost, /^[^/:\s]+(:\d+)?$/, 'a host name without scheme and path.')
      .problems,
  };
}

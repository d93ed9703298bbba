import { bootstrapVariables, registrationCommands } from './azure-bootstrap';
import type { AzureCloudOptions } from './azure-cloud-options';
import { GUID, GUID_FORM, STORAGE_ACCOUNT } from './azure-identifiers';
import { isLocationPlausible } from './azure-locations';
import { AZURE_MODULES } from './azure-modules';
import { azureName, azureUniqueName, CONTAINER_NAME, LOCAL_NAME, REGISTRY_NAME, RESOURCE_GROUP_NAME, STORAGE_ACCOUNT_NAME } from './azure-names';
import type { AzureSovereignCloud } from './azure-sovereign-cloud';
import type { AzureStateAccess } from './azure-state-access';
import { STATE_ACCESS_MISSING, stateAccessProblems } from './azure-state-networks';
import { AZURE_STATEFUL_RESOURCES } from './azure-stateful-resources';
import { didYouMean } from '../../text/nearest-name';
import { Backend } from '../backends/backend';
import type { BootstrapDeclaration, CallSite, CloudSupplier, ProviderBlockBody, ProviderRequirement, UniqueName } from '../cloud-supplier';
import { moduleNamed } from '../module-facts';
import type { SovereignCloud } from '../sovereign-clouds';

/** What Azure supplies to an estate, in one of its sovereign clouds. */
export class AzureCloud implements CloudSupplier {
  public readonly name = 'azure';
  /** A storage account serves all subscriptions of a tenant. */
  public readonly realm: string;
  public readonly sovereignty?: SovereignCloud;
  public readonly region: string;
  public readonly account: string;
  /** ID of the Entra tenant in which jobs log in. */
  public readonly tenantId: string;
  /** From which networks the states are reached. */
  public readonly stateAccess: AzureStateAccess;
  public readonly clusterModule = {
    classes: 'azure.KubernetesCluster makes one, azure.ExistingKubernetesCluster takes one that is there',
    kubeconfigOutput: 'kubeconfig',
    publicKubeconfigOutput: 'public_kubeconfig',
    kubeconfigNote: 'It holds no key: kubectl asks kubelogin, which signs you in with Entra.',
    publicEndpointInputs: '`privateClusterEnabled: false` and `allowedIpRanges`',
  };

  public readonly hasCloudBase = false;
  public readonly statefulResourceTypes = AZURE_STATEFUL_RESOURCES;
  public readonly pushRegistry?: string;
  public readonly pushRegistryHint: string;
  public readonly provider: ProviderRequirement;

  constructor(private readonly options: AzureCloudOptions, public readonly sovereignCloud: AzureSovereignCloud) {
    const { environment, registrySuffix } = sovereignCloud;
    this.realm = `${environment}/${options.tenantId}`;
    this.sovereignty = environment === 'public' ? undefined : environment;
    this.region = options.location;
    this.account = options.subscriptionId;
    this.tenantId = options.tenantId;
    this.stateAccess = options.stateAccess ?? {};
    const host = options.registry?.split('/')[0];
    if (host?.endsWith(`.${registrySuffix}`)) this.pushRegistry = host;
    this.pushRegistryHint = `give the cloud a registry of its own, such as { registry: 'shop.${registrySuffix}' }: azure.ContainerRegistry makes one`;
    this.provider = {
      name: 'azurerm',
      source: 'hashicorp/azurerm',
      version: '~> 4.81',
      configuration: {
        environment,
        resource_provider_registrations: 'none',
        storage_use_azuread: true,
        subscription_id: options.subscriptionId,
        tenant_id: options.tenantId,
      },
      blocks: { features: FEATURES },
    };
  }

  public problems(): string[] {
    const { subscriptionId, tenantId, location, stateStorageAccountName, stateAccess, registry } = this.options;
    const { displayName, locations } = this.sovereignCloud;
    const problems: string[] = [];
    if (!GUID.test(subscriptionId)) {
      problems.push(`subscriptionId "${subscriptionId}" is not the ID of a subscription, ${GUID_FORM}: \`az account show --query id\` prints it`);
    }
    if (!GUID.test(tenantId)) {
      problems.push(`tenantId "${tenantId}" is not the ID of a tenant, ${GUID_FORM}: \`az account show --query tenantId\` prints it`);
    }
    if (!isLocationPlausible(location, locations)) {
      problems.push(`location "${location}" is not one of ${displayName}; locations are: ${locations.join(', ')}.${didYouMean(location, locations)}`);
    }
    if (stateStorageAccountName !== undefined && !STORAGE_ACCOUNT.test(stateStorageAccountName)) {
      problems.push(`stateStorageAccountName "${stateStorageAccountName}" is not the name of a storage account: it has 3 to 24 lower-case letters and digits`);
    }
    if (stateAccess !== undefined) problems.push(...stateAccessProblems(stateAccess));
    if (registry !== undefined && !/^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._-]+)*$/.test(registry)) {
      problems.push(`registry "${registry}" is not of the form <name>.${this.sovereignCloud.registrySuffix}, in lower case and without a trailing slash`);
    }
    return problems;
  }

  /** A container for every environment, so that no identity reaches the states of another. */
  public defaultBackend(projectName: string, group?: string): Backend {
    const { subscriptionId, tenantId } = this.options;
    return Backend._azurermPerEnvironment({
      resourceGroupName: azureName(RESOURCE_GROUP_NAME, ['rg', projectName, group ?? [], 'tfstate'].flat().join('-'), subscriptionId),
      storageAccountName: this.stateStorageAccount(projectName, group),
      subscriptionId,
      tenantId,
      environment: this.sovereignCloud.environment,
    }, (environment) => azureName(CONTAINER_NAME, `tfstate-${environment}`, subscriptionId));
  }

  /** A storage account of the user's own is there already, and what keeps its environments apart is not known. */
  public bootstrap(backend: Backend, group?: string): BootstrapDeclaration | undefined {
    if (backend.type !== 'azurerm' || !backend._separatesEnvironments) return undefined;
    return {
      source: 'azure-storage',
      name: group ?? 'azure-storage',
      preparation: { commands: registrationCommands(this.account) },
      ...(this.options.stateAccess === undefined && { problem: STATE_ACCESS_MISSING }),
      variables: (facts) => bootstrapVariables(facts, backend, this),
    };
  }

  public sharedInputs({ projectName, environment, id, module, isProtected = false }: CallSite): Record<string, unknown> {
    const { subscriptionId, tenantId, location } = this.options;
    return {
      name: azureName(moduleNamed(AZURE_MODULES, module)?.nameRule ?? LOCAL_NAME, `${projectName}-${environment}-${id}`, subscriptionId),
      location,
      tenant_id: tenantId,
      audience: this.sovereignCloud.federatedAudience,
      private_dns_zones: this.sovereignCloud.privateDnsZones,
      protected_environment: isProtected,
    };
  }

  public uniqueName(type: string, names: readonly string[]): UniqueName | undefined {
    return azureUniqueName(type, names);
  }

  public imageRepository(projectName: string, service: string): string {
    const { subscriptionId, registry } = this.options;
    return `${registry ?? `${azureName(REGISTRY_NAME, projectName, subscriptionId)}.${this.sovereignCloud.registrySuffix}`}/${service}`;
  }

  private stateStorageAccount(projectName: string, group: string | undefined): string {
    const { subscriptionId, stateStorageAccountName } = this.options;
    if (group === undefined && stateStorageAccountName !== undefined) return stateStorageAccountName;
    return azureName(STORAGE_ACCOUNT_NAME, `${stateStorageAccountName ?? projectName}-${group ?? ''}-tfstate`, subscriptionId);
  }
}

/** What is deleted by mistake can be had back: neither vaults and stores nor what is in them are purged. */
const FEATURES: ProviderBlockBody = {
  app_configuration: { purge_soft_delete_on_destroy: false },
  cognitive_account: { purge_soft_delete_on_destroy: false },
  key_vault: { purge_soft_delete_on_destroy: false, recover_soft_deleted_key_vaults: true },
  // A storage account that only a private network reaches is managed from anywhere.
  storage: { data_plane_available: false },
};

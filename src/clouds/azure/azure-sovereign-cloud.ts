import { CHINA_LOCATIONS, PUBLIC_LOCATIONS } from './azure-locations';

/** What differs between the clouds that run Azure and know nothing of each other. */
export interface AzureSovereignCloud {
  /** Name of the cloud, as the provider and the backend call it. */
  readonly environment: 'public' | 'china';
  /** What users call it. */
  readonly displayName: string;
  /** Where Microsoft Entra signs in. */
  readonly loginUrl: string;
  /** Where resources are managed. */
  readonly resourceManagerUrl: string;
  /** What the host names of container registries end in. */
  readonly registrySuffix: string;
  /** What the identity token of a job must be meant for, to be exchanged for one of Entra. */
  readonly federatedAudience: string;
  /** Private DNS zones of the private endpoints of data services, by the kind of service. */
  readonly privateDnsZones: Readonly<Record<string, string>>;
  /** Locations as resources name them, sorted. */
  readonly locations: readonly string[];
}

/**
 * Azure as it is sold in most of the world.
 *
 * Source: hashicorp/go-azure-sdk, `sdk/environments/azure_public.go`; zones:
 * https://learn.microsoft.com/azure/private-link/private-endpoint-dns; audience:
 * https://learn.microsoft.com/entra/workload-id/workload-identity-federation-create-trust-user-assigned-managed-identity
 */
export const AZURE_PUBLIC: AzureSovereignCloud = {
  environment: 'public',
  displayName: 'Azure',
  loginUrl: 'https://login.microsoftonline.com',
  resourceManagerUrl: 'https://management.azure.com',
  registrySuffix: 'azurecr.io',
  federatedAudience: 'api://AzureADTokenExchange',
  privateDnsZones: {
    blob: 'privatelink.blob.core.windows.net',
    cognitive: 'privatelink.cognitiveservices.azure.com',
    configuration: 'privatelink.azconfig.io',
    documents: 'privatelink.documents.azure.com',
    events: 'privatelink.servicebus.windows.net',
    postgresql: 'privatelink.postgres.database.azure.com',
    redis: 'privatelink.redis.azure.net',
    registry: 'privatelink.azurecr.io',
    vault: 'privatelink.vaultcore.azure.net',
  },
  locations: PUBLIC_LOCATIONS,
};

/**
 * Azure in China, operated by 21Vianet.
 *
 * Source: hashicorp/go-azure-sdk, `sdk/environments/azure_china.go`; zones and audience as above. That page names no zone of
 * Azure Managed Redis in China.
 */
export const AZURE_CHINA: AzureSovereignCloud = {
  environment: 'china',
  displayName: 'Azure China',
  loginUrl: 'https://login.chinacloudapi.cn',
  resourceManagerUrl: 'https://management.chinacloudapi.cn',
  registrySuffix: 'azurecr.cn',
  federatedAudience: 'api://AzureADTokenExchangeChina',
  privateDnsZones: {
    blob: 'privatelink.blob.core.chinacloudapi.cn',
    cognitive: 'privatelink.cognitiveservices.azure.cn',
    configuration: 'privatelink.azconfig.azure.cn',
    documents: 'privatelink.documents.azure.cn',
    events: 'privatelink.servicebus.chinacloudapi.cn',
    postgresql: 'privatelink.postgres.database.chinacloudapi.cn',
    registry: 'privatelink.azurecr.cn',
    vault: 'privatelink.vaultcore.azure.cn',
  },
  locations: CHINA_LOCATIONS,
};

import type { AzureStateAccess } from './azure-state-access';

/** A subscription and a location of Azure. */
export interface AzureCloudOptions {
  /** ID of the subscription that everything is made in: `az account show --query id` prints it. */
  readonly subscriptionId: string;

  /** ID of the Microsoft Entra tenant that the subscription trusts: `az account show --query tenantId` prints it. */
  readonly tenantId: string;

  /** Location of every resource, such as `westeurope`, or `chinanorth3` in China. */
  readonly location: string;

  /**
   * Name of the storage account that the bootstrap makes for the states: 3 to 24 lower-case letters and digits, which no
   * other storage account of the cloud may have.
   * @default - `<project name>tfstate` and six characters that follow from the subscription
   */
  readonly stateStorageAccountName?: string;

  /**
   * From which networks people and jobs of CI reach the states that the bootstrap keeps. It has to be said: a closed account keeps hosted
   * runners out, and an open one has no wall but the login.
   * @default - with states in a storage account of one's own (`backend`) there is nothing to say
   */
  readonly stateAccess?: AzureStateAccess;

  /**
   * Image registry of the services, without a trailing slash: `<name>.azurecr.io`, or `<name>.azurecr.cn` in China.
   * A path in it may follow.
   * @default - `<project name>` and six characters that follow from the subscription, in the registry host of the cloud
   */
  readonly registry?: string;
}

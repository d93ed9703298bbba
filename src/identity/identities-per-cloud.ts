import type { IConstruct } from 'constructs';
import { AzureIdentities } from './azure-identities';
import type { CloudIdentities } from './cloud-identities';
import { TencentIdentities } from './tencent-identities';
import type { CloudName } from '../clouds/cloud-name';

/** How each cloud knows the pods of workloads. */
export const CLOUD_IDENTITIES: Readonly<Record<CloudName, new (scope: IConstruct) => CloudIdentities>> = {
  azure: AzureIdentities,
  tencent: TencentIdentities,
};

import type { AzureCloud } from './azure/azure-cloud';
import type { CloudName } from './cloud-name';
import type { TencentCloud } from './tencent/tencent-cloud';

/** A table that has for every cloud what is made from what it supplies. */
export type PerCloud<T> = { readonly [Name in CloudName]: (supplier: Suppliers[Name]) => T };

/** What supplies an estate, by the name of the cloud. */
interface Suppliers {
  readonly azure: AzureCloud;
  readonly tencent: TencentCloud;
}

import { azurePublicStorage } from './azure-storage';
import type { PlannedResources } from './rules/rule-files';
import { tencentPublicStorage } from './tencent-storage';
import type { Cloud } from '../clouds/cloud';
import type { CloudName } from '../clouds/cloud-name';

/** How resources look in plans. */
const RESOURCES: Readonly<Record<CloudName, Omit<PlannedResources, 'statefulTypes'>>> = {
  azure: {
    taggedType: 'azurerm_resource_group',
    regionArguments: ['location'],
    anywhere: ['global'],
    publicStorage: azurePublicStorage,
  },
  tencent: {
    taggedType: 'tencentcloud_vpc',
    regionArguments: ['region', 'availability_zone', 'availability_zones', 'zone', 'zones'],
    anywhere: [],
    publicStorage: tencentPublicStorage,
  },
};

/** What rules have to know of the resources of a cloud. */
export function plannedResources({ _supplier: { name, statefulResourceTypes: statefulTypes } }: Cloud): PlannedResources {
  return { ...RESOURCES[name], statefulTypes };
}

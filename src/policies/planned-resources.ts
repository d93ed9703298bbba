import type { PlannedResources } from './rules/rule-files';
import type { Cloud } from '../clouds/cloud';
import type { CloudName } from '../clouds/cloud-name';

/** What rules have to know of the resources of a cloud. */
export function plannedResources({ _supplier: { name, statefulResourceTypes: statefulTypes } }: Cloud): PlannedResources {
  return { ...RESOURCES[name], statefulTypes };
}

/** How resources look in plans. */
const RESOURCES: Readonly<Record<CloudName, Omit<PlannedResources, 'statefulTypes'>>> = {
  azure: {
    taggedType: 'azurerm_resource_group',
    regionArguments: ['location'],
    anywhere: ['global'],
    publicStorage: 'azure/no-public-storage',
  },
  tencent: {
    taggedType: 'tencentcloud_vpc',
    regionArguments: ['region', 'availability_zone', 'availability_zones', 'zone', 'zones'],
    anywhere: [],
    publicStorage: 'tencent/no-public-storage',
  },
};

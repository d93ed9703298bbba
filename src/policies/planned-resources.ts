import type { PlannedResources } from './rules/rule-files';
import type { Cloud } from '../clouds/cloud';

/** How resources look in plans, by name of the cloud. */
const RESOURCES: Readonly<Record<string, Omit<PlannedResources, 'statefulTypes'>>> = {
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

/** What rules have to know of the resources of a cloud. */
export function plannedResources({ name, _supplier: { statefulResourceTypes: statefulTypes } }: Cloud): PlannedResources {
  return { ...RESOURCES[name], statefulTypes };
}

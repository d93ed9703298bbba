import { distance } from 'fastest-levenshtein';

/**
 * Locations of public Azure, sorted. One that is missing here works all the same, unless it looks mistyped.
 *
 * Source: https://learn.microsoft.com/azure/reliability/regions-list (2026-10)
 */
export const PUBLIC_LOCATIONS: readonly string[] = [
  'australiacentral',
  'australiacentral2',
  'australiaeast',
  'australiasoutheast',
  'austriaeast',
  'belgiumcentral',
  'brazilsouth',
  'brazilsoutheast',
  'canadacentral',
  'canadaeast',
  'centralindia',
  'centralus',
  'chilecentral',
  'denmarkeast',
  'eastasia',
  'eastus',
  'eastus2',
  'francecentral',
  'francesouth',
  'germanynorth',
  'germanywestcentral',
  'indonesiacentral',
  'israelcentral',
  'italynorth',
  'japaneast',
  'japanwest',
  'koreacentral',
  'koreasouth',
  'malaysiawest',
  'mexicocentral',
  'newzealandnorth',
  'northcentralus',
  'northeurope',
  'norwayeast',
  'norwaywest',
  'polandcentral',
  'qatarcentral',
  'southafricanorth',
  'southafricawest',
  'southcentralus',
  'southeastasia',
  'southindia',
  'spaincentral',
  'swedencentral',
  'swedensouth',
  'switzerlandnorth',
  'switzerlandwest',
  'uaecentral',
  'uaenorth',
  'uksouth',
  'ukwest',
  'westcentralus',
  'westeurope',
  'westindia',
  'westus',
  'westus2',
  'westus3',
];

/** Locations of Azure China, sorted. Source: https://docs.azure.cn/articles/azure-china-overview */
export const CHINA_LOCATIONS: readonly string[] = ['chinaeast', 'chinaeast2', 'chinaeast3', 'chinanorth', 'chinanorth2', 'chinanorth3'];

/** Whether a location is one of these, or one that may be newer than the list: another number, or unlike all of them. */
export function isLocationPlausible(location: string, known: readonly string[]): boolean {
  if (known.includes(location)) return true;
  if (!/^[a-z]{6,}\d?$/.test(location)) return false;
  const distances = known.map((other) => distance(withoutNumber(other), withoutNumber(location)));
  return distances.includes(0) || Math.min(...distances) > 2;
}

function withoutNumber(location: string): string {
  return location.replace(/\d$/, '');
}

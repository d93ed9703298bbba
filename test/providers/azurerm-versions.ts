import * as fs from 'node:fs';
import * as path from 'node:path';
import { requiredProviders } from './required-providers';
import type { CheckedDirectory } from './terraform-check';

/**
 * All that has no wording which azurerm 4 and 5 both take, for either refuses what the other requires. Terraform checks the names of
 * arguments before it evaluates anything, so that no condition can choose between them.
 */

/** Version 4 knows a private DNS zone by its name and resource group, version 5 by its ID. */
const PRIVATE_DNS = /^resource "azurerm_private_dns_(?:zone_virtual_network_link|\w+_record)" .*?^\}$/gms;

/** Version 4 takes the service endpoints of a subnet as a list, version 5 as blocks. The input of that name stays. */
const SERVICE_ENDPOINTS = /^ *service_endpoints += (each\.\S+)$/m;

/** Version 5 has other names for where Event Grid delivers to. */
const EVENT_DESTINATIONS = /\b(eventhub|service_bus_queue|service_bus_topic)_endpoint_id( += )/g;

/** Version 5 has another name for what sends clients to the replica of a registry. */
const REPLICA_ROUTING = /\bregional_endpoint_enabled( += )/;

const CONSTRAINT = /(source {2}= "hashicorp\/azurerm"\n\s*version = )"[^"]*"/;

/**
 * Copies what is written for azurerm 4 as whoever goes on to version 5 would have it: with the constraint of that version, and
 * with what it words in another way.
 */
export function portToAzurerm5(directories: readonly CheckedDirectory[], work: string): CheckedDirectory[] {
  const azurerm = directories.filter(({ directory }) => requiredProviders(directory).some(({ address }) => address.endsWith('/hashicorp/azurerm')));
  const ported = new Map([...new Set(azurerm.map(({ tree }) => tree))].map((tree, index) => [tree, path.join(work, 'azurerm-5', String(index))]));
  for (const [tree, to] of ported) portTree(tree, to);
  return azurerm.map((checked) => {
    const to = ported.get(checked.tree)!;
    return { ...checked, title: `${checked.title} (azurerm 5)`, tree: to, directory: path.join(to, path.relative(checked.tree, checked.directory)) };
  });
}

function portTree(tree: string, to: string): void {
  fs.cpSync(tree, to, { recursive: true });
  for (const name of fs.readdirSync(to, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tf'))) {
    const file = path.join(to, name);
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8')
      .replace(CONSTRAINT, '$1"~> 5.0"')
      .replace(PRIVATE_DNS, zoneById)
      .replace(SERVICE_ENDPOINTS, 'dynamic "service_endpoint" {\n for_each = $1\n content {\n service = service_endpoint.value\n }\n }')
      .replace(EVENT_DESTINATIONS, '$1_id$2')
      .replace(REPLICA_ROUTING, 'global_endpoint_routing_enabled$1'));
  }
}

function zoneById(resource: string): string {
  return resource
    .replace(/^ *resource_group_name .*\n/m, '')
    .replace(/^ *(?:private_dns_)?zone_name( *= .*)\.name$/m, '  private_dns_zone_id$1.id')
    .replace(/^ *private_dns_zone_name( *= )split\("\/", (.*)\)\[8\]$/m, '  private_dns_zone_id$1$2');
}

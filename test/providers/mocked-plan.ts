import * as fs from 'node:fs';
import * as path from 'node:path';
import { requiredProviders } from './required-providers';

/** An output of another root module; with the key that is looked up in it where it is a map. */
const STATE_OUTPUT = /data\.terraform_remote_state\.(?<state>[\w-]+)\.outputs\.(?<output>\w+)(?:\[(?<key>"[^"]*")\])?/g;

const GUID = '00000000-0000-0000-0000-000000000009';
const RESOURCE_GROUP = `/subscriptions/${GUID}/resourceGroups/example`;

type Examples = ReadonlyArray<readonly [name: RegExp, value: string]>;

/** What stands in for a cloud. */
interface StandIn {
  readonly mock: string;
  /** Outputs of other root modules, by how their names end: what modules and provider check of such a value is right. */
  readonly examples: Examples;
}

const AZURE_EXAMPLES: Examples = [
  [/_(client|principal|tenant)_id$/, GUID],
  [/_(url|endpoint)$/, 'https://example.com/'],
  [/subnet_ids?$/, `${RESOURCE_GROUP}/providers/Microsoft.Network/virtualNetworks/example/subnets/example`],
  [/private_dns_zone_ids?$/, `${RESOURCE_GROUP}/providers/Microsoft.Network/privateDnsZones/example.com`],
  [/cosmos\w*_id$/, `${RESOURCE_GROUP}/providers/Microsoft.DocumentDB/databaseAccounts/example`],
  [/(logs?|workspace|log_analytics)_id$/, `${RESOURCE_GROUP}/providers/Microsoft.OperationalInsights/workspaces/example`],
  [/(cache|redis)_id$/, `${RESOURCE_GROUP}/providers/Microsoft.Cache/redisEnterprise/example`],
  [/postgresql_id$/, `${RESOURCE_GROUP}/providers/Microsoft.DBforPostgreSQL/flexibleServers/example`],
  [/registry_id$/, `${RESOURCE_GROUP}/providers/Microsoft.ContainerRegistry/registries/example`],
  [/vault_id$/, `${RESOURCE_GROUP}/providers/Microsoft.KeyVault/vaults/example`],
  [/_ids?$/, `${RESOURCE_GROUP}/providers/Microsoft.Network/virtualNetworks/example`],
];

const TENCENT_MOCK = `mock_provider "tencentcloud" {
  mock_data "tencentcloud_vpc_instances" {
    defaults = { instance_list = [{ cidr_block = "10.0.0.0/16" }] }
  }

  mock_data "tencentcloud_vpc_subnets" {
    defaults = { instance_list = [{ availability_zone = "ap-guangzhou-6" }] }
  }
}`;

/** By the name of the provider. */
const STAND_INS: Readonly<Record<string, StandIn>> = {
  azurerm: { mock: 'mock_provider "azurerm" {}', examples: AZURE_EXAMPLES },
  tencentcloud: { mock: TENCENT_MOCK, examples: [[/subnet_id$/, 'subnet-12345678'], [/vpc_id$/, 'vpc-12345678']] },
};

/**
 * Adds a test to a root module that plans it with the provider's own schema. Neither the cloud nor the states of
 * other root modules are asked: the plan sees examples in their place, so it needs no network.
 * @throws if a key is looked up in an output, and the root module that has it does not say that key: an example would hide that
 */
export function addMockedPlan(directory: string): void {
  const hcl = fs.readdirSync(directory).filter((name) => name.endsWith('.tf'))
    .map((name) => fs.readFileSync(path.join(directory, name), 'utf8')).join('\n');
  for (const { groups } of hcl.matchAll(STATE_OUTPUT)) if (groups!.key) mustSay(directory, groups!.state, JSON.parse(groups!.key) as string);
  const names = new Set(requiredProviders(directory).map(({ address }) => path.posix.basename(address)));
  const standIns = Object.keys(STAND_INS).filter((name) => names.has(name)).map((name) => STAND_INS[name]);
  fs.writeFileSync(path.join(directory, 'plan.tftest.hcl'), [
    ...standIns.map(({ mock }) => mock),
    ...[...statesIn(hcl, standIns.flatMap(({ examples }) => examples))].map(([state, outputs]) => [
      'override_data {',
      `  target = data.terraform_remote_state.${state}`,
      `  values = { outputs = ${JSON.stringify(outputs)} }`,
      '}',
    ].join('\n')),
    'run "plan" {\n  command = plan\n}\n',
  ].join('\n\n'));
}

/** An example has whatever is looked up in it; the output itself has what its root module says. */
function mustSay(directory: string, state: string, key: string): void {
  const environment = path.dirname(directory);
  const producer = fs.readdirSync(environment).find((name) => name === state || name.endsWith(`-${state}`));
  if (producer === undefined) throw new Error(`${directory} reads the state of "${state}", and no folder beside it is that root module`);
  const said = fs.readFileSync(path.join(environment, producer, 'main.tf'), 'utf8');
  if (!said.split(/[^\w-]+/).includes(key)) throw new Error(`${directory} looks up "${key}" in an output of "${state}", which says no such key: Terraform would find no element of that name`);
}

type Outputs = Record<string, string | Record<string, string>>;

/** The states that a root module reads, with an example of every output that it uses. */
function statesIn(hcl: string, examples: Examples): Map<string, Outputs> {
  const states = new Map<string, Outputs>();
  for (const { groups } of hcl.matchAll(STATE_OUTPUT)) {
    const { state, output, key } = groups!;
    const outputs = states.get(state) ?? {};
    states.set(state, outputs);
    const map = outputs[output] ?? {};
    const example = examples.find(([name]) => name.test(output))?.[1] ?? 'example';
    outputs[output] = key && typeof map === 'object' ? { ...map, [JSON.parse(key) as string]: example } : example;
  }
  return states;
}

import * as fs from 'node:fs';
import * as path from 'node:path';
import { AZURE_MODULES } from '../../src/clouds/azure/azure-modules';
import { ALL_OPTIONS } from '../../src/clouds/azure/azure-resource-options';
import { AZURE_STATEFUL_RESOURCES } from '../../src/clouds/azure/azure-stateful-resources';
import { CLOUD_NAMES, CloudName } from '../../src/clouds/cloud-name';
import { isCredentialType } from '../../src/clouds/credential-types';
import { LIBRARY_MODULES, moduleFacts } from '../../src/clouds/library-modules';
import { TENCENT_MODULES } from '../../src/clouds/tencent/tencent-modules';
import { tencentActions } from '../../src/clouds/tencent/tencent-permissions';
import { TENCENT_READ_ACTIONS } from '../../src/clouds/tencent/tencent-read-actions';
import { TENCENT_STATEFUL_RESOURCES } from '../../src/clouds/tencent/tencent-stateful-resources';
import { LIBRARY_DIR } from '../../src/terraform/declare/library-module';
import { camelCase } from '../../src/terraform/hcl/typescript-type';
import { ModuleInterface } from '../../src/terraform/interface/module-interface';

const STATEFUL: Readonly<Record<CloudName, readonly string[]>> = { azure: AZURE_STATEFUL_RESOURCES, tencent: TENCENT_STATEFUL_RESOURCES };

/** The service of each resource type of Azure, as far as the library makes any, by how the type begins. */
const AZURE_SERVICES: ReadonlyArray<readonly [beginning: RegExp, service: string | undefined]> = [
  [/^dashboard_/, 'Dashboard'],
  [/^monitor_alert_prometheus_/, 'AlertsManagement'],
  [/^monitor_workspace/, 'Monitor'],
  [/^api_management/, 'ApiManagement'],
  [/^app_configuration/, 'AppConfiguration'],
  [/^application_insights/, 'Insights'],
  [/^cdn_/, 'Cdn'],
  [/^cognitive_/, 'CognitiveServices'],
  [/^consumption_/, 'Consumption'],
  [/^container_app/, 'App'],
  [/^container_registry/, 'ContainerRegistry'],
  [/^cosmosdb_/, 'DocumentDB'],
  [/^data_protection_/, 'DataProtection'],
  [
    /^(application_gateway|bastion_|dns_|firewall|ip_group|local_network_gateway|nat_|network_|private_|public_ip|route|subnet|virtual_network|web_application_firewall_)/,
    'Network',
  ],
  [/^eventgrid_/, 'EventGrid'],
  [/^eventhub/, 'EventHub'],
  [/^(federated_identity_credential|user_assigned_identity)/, 'ManagedIdentity'],
  [/^key_vault/, 'KeyVault'],
  [/^kubernetes_cluster_extension/, 'KubernetesConfiguration'],
  [/^kubernetes_/, 'ContainerService'],
  [/^log_analytics_/, 'OperationalInsights'],
  [/^managed_redis/, 'Cache'],
  [/^monitor_/, 'Insights'],
  [/^mssql_/, 'Sql'],
  [/^mysql_/, 'DBforMySQL'],
  [/^(policy_|resource_group_policy_|subscription_policy_)/, 'PolicyInsights'],
  [/^postgresql_/, 'DBforPostgreSQL'],
  [/^(azuread_|management_lock|random_|resource_group|role_assignment)/, undefined],
  [/^search_/, 'Search'],
  [/^(app_service_|linux_function_app|service_plan|static_web_app)/, 'Web'],
  [/^servicebus_/, 'ServiceBus'],
  [/^storage_/, 'Storage'],
];

/** Types that may have credentials, where a module leaves the state none: a gateway whose certificates are in a vault, an extension of clusters that writes with an identity, a registry without its administrator, a Grafana that sends no mail, a certificate that the vault makes, databases that know no passwords. */
const WITHOUT_CREDENTIALS: Readonly<Record<string, readonly string[]>> = {
  'azure/application-gateway': ['azurerm_application_gateway'],
  'azure/backup': ['azurerm_kubernetes_cluster_extension'],
  'azure/container-registry': ['azurerm_container_registry'],
  'azure/grafana': ['azurerm_dashboard_grafana'],
  'azure/keyvault': ['azurerm_key_vault_certificate'],
  'azure/mssql': ['azurerm_mssql_database', 'azurerm_mssql_server', 'azurerm_mssql_server_extended_auditing_policy'],
};

/** Every module that has a folder. */
const MODULES = CLOUD_NAMES.flatMap((cloud) => fs.readdirSync(path.join(LIBRARY_DIR, cloud)).map((module): [CloudName, string] => [cloud, module]));

/** What hands out a credential on Tencent Cloud, as the bootstrap knows it. */
const CREDENTIAL_ACTIONS = [...fs.readFileSync(path.join(LIBRARY_DIR, '../bootstrap/tencent-cos/credential-actions.tf'), 'utf-8').matchAll(/^ +"(\w+:\w+)",$/gm)]
  .map(([, action]) => action);

/** Types of the resources that a module makes; of its data sources, too, behind `data.`, where they are asked for. */
function typesIn(cloud: string, module: string, blocks: ReadonlyArray<'resource' | 'data'> = ['resource']): string[] {
  const dir = path.join(LIBRARY_DIR, cloud, module);
  const text = fs.readdirSync(dir).map((file) => fs.readFileSync(path.join(dir, file), 'utf-8')).join('\n');
  const found = [...text.matchAll(/^(resource|data) "(\w+)"/gm)].filter(([, block]) => blocks.some((each) => each === block));
  return [...new Set(found.map(([, block, type]) => (block === 'data' ? `data.${type}` : type)))].sort();
}

test('every cloud has a folder of modules, and every module facts', () => {
  expect(fs.readdirSync(LIBRARY_DIR).sort()).toEqual([...CLOUD_NAMES].sort());
  expect(MODULES.map(([cloud, module]) => `${cloud}/${module}`)).toEqual(CLOUD_NAMES.flatMap((cloud) => Object.keys(LIBRARY_MODULES[cloud]).map((module) => `${cloud}/${module}`)));
});

test.each(MODULES)('no input of %s/%s has the name of a parameter beside the options, which jsii refuses', (cloud, module) => {
  const { inputs } = ModuleInterface.readShipped(path.join(LIBRARY_DIR, cloud, module));
  expect(['environment', 'id', 'overrides', 'scope'].filter((name) => inputs.has(name))).toEqual([]);
});

test.each(MODULES)('what of %s/%s loses data is said beside it, and is what the cloud knows to lose data', (cloud, module) => {
  expect(moduleFacts(`${cloud}/${module}`).statefulTypes).toEqual(typesIn(cloud, module).filter((type) => STATEFUL[cloud].includes(type)));
});

test.each(MODULES)('of %s/%s it is said which credentials it has, if it makes what may have any', (cloud, module) => {
  const key = `${cloud}/${module}`;
  const suspects = typesIn(cloud, module, ['resource', 'data']).filter(isCredentialType);
  const { credentials } = moduleFacts(key);
  // What only a plan asks for is nothing that a state keeps.
  const keepsSome = credentials.some(({ from }) => from === 'state') || (credentials.length > 0 && suspects.length > 0);
  expect(keepsSome ? suspects.length > 0 : suspects).toEqual(keepsSome ? true : WITHOUT_CREDENTIALS[key] ?? []);
  for (const { ifInput } of credentials) {
    if (ifInput !== undefined) expect(ModuleInterface.readShipped(path.join(LIBRARY_DIR, key)).inputs.has(ifInput)).toBe(true);
  }
});

test.each(Object.entries(TENCENT_MODULES))('of tencent/%s it is known how each of its resources and data sources is read, and by which credentials', (module, { types, credentials }) => {
  expect(types).toEqual(typesIn('tencent', module, ['resource', 'data']).filter((type) => !type.startsWith('random_')));
  expect(types.filter((type) => TENCENT_READ_ACTIONS[type] === undefined)).toEqual([]);
  const actions = types.flatMap((type) => TENCENT_READ_ACTIONS[type]);
  expect(credentials.some(({ from }) => from === 'plan')).toBe(actions.some((action) => CREDENTIAL_ACTIONS.includes(action)));
});

test('who reads is given actions one by one, but where CAM calls them otherwise than the API', () => {
  const wild = Object.values(TENCENT_READ_ACTIONS).flat().filter((action) => action.includes('*'));
  expect([...new Set(wild)].sort()).toEqual(['cvm:DescribeAddress*', 'cvm:DescribeSecurityGroup*']);
  expect(CREDENTIAL_ACTIONS.filter((action) => wild.some((pattern) => action.startsWith(pattern.slice(0, -1))))).toEqual([]);
  expect(CREDENTIAL_ACTIONS).toEqual([...new Set(CREDENTIAL_ACTIONS)].sort());
});

test.each(CLOUD_NAMES)('types of resources that hold data are sorted on %s, and named once', (cloud) => {
  expect(STATEFUL[cloud]).toEqual([...new Set(STATEFUL[cloud])].sort());
});

test.each(Object.entries(AZURE_MODULES))('azure/%s names the services of what it makes, and has a rule for its name if it takes one', (module, { services, nameRule }) => {
  const needed = typesIn('azure', module).map((type) => {
    const found = AZURE_SERVICES.find(([beginning]) => beginning.test(type.replace('azurerm_', '')));
    if (found === undefined) throw new Error(`of which service is ${type}?`);
    return found[1];
  });
  expect(services).toEqual(expect.arrayContaining(needed.filter((service) => service !== undefined)));
  expect(services).toEqual([...new Set(services)].sort());
  expect(nameRule !== undefined).toBe(ModuleInterface.readShipped(path.join(LIBRARY_DIR, 'azure', module)).inputs.has('name'));
});

/** The text of a variable, as a module declares it; undefined: it does not. */
function variableText(module: string, name: string): string | undefined {
  const text = fs.readFileSync(path.join(LIBRARY_DIR, 'azure', module, 'variables.tf'), 'utf-8');
  return new RegExp(`^variable "${name}" \\{\\n.*?^\\}\\n`, 'ms').exec(text)?.[0];
}

/** The file that makes what an option of many modules asks for; undefined: there is none. */
function optionFile(module: string, option: string): string | undefined {
  const file = path.join(LIBRARY_DIR, 'azure', module, `${option.replace(/_/g, '-')}.tf`);
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf-8') : undefined;
}

test.each(ALL_OPTIONS)('the option %s is the same, in each module of Azure that has it, and in no other', (option) => {
  const [having, lacking] = [true, false].map((has) => (
    Object.entries(AZURE_MODULES).filter(([, { resourceOptions }]) => resourceOptions.includes(option) === has).map(([module]) => module)
  ));
  const [variable, file] = [variableText(having[0], option), optionFile(having[0], option)];
  expect([variable, file]).not.toContain(undefined);
  for (const module of having) expect([module, variableText(module, option), optionFile(module, option)]).toEqual([module, variable, file]);
  // Cosmos DB has roles of its own for what is in an account.
  expect(lacking.filter((module) => optionFile(module, option) !== undefined || variableText(module, option) === variable)).toEqual([]);
});

test('those who get events are said alike for both kinds of topics, each of which is copied alone', () => {
  const [own, system] = ['event-grid-topic', 'event-grid-system-topic'];
  for (const name of ['event_schema', 'identity', 'subscriptions']) expect(variableText(system, name)).toBe(variableText(own, name)!);
  const subscriptions = (module: string) => optionFile(module, 'subscriptions')!;
  expect(subscriptions(system)
    .replace('azurerm_eventgrid_system_topic_event_subscription', 'azurerm_eventgrid_event_subscription')
    .replace(/^ +resource_group_name .*\n +system_topic .*$/m, '  scope                                = azurerm_eventgrid_topic.this.id')).toBe(subscriptions(own));
});

test.each(Object.keys(TENCENT_MODULES))('the roles that apply tencent/%s may do something for it', (module) => {
  expect(tencentActions('apply', [module], [])).not.toEqual([]);
});

test('the roles that make keys may not decrypt with them', () => {
  const actions = tencentActions('apply', ['kms-keys'], []);
  expect(actions).toContain('kms:CreateKey');
  expect(actions.filter((action) => 'kms:Decrypt'.startsWith(action.replace('*', '')))).toEqual([]);
});

/** What a call is given, and where it is reached inside of the network then: outputs, then ports. */
const ENDPOINTS: ReadonlyArray<
  readonly [module: string, inputs: Readonly<Record<string, unknown>>, outputs: readonly string[], ports: readonly string[]]
> = [
  ['tencent/mongodb', {}, ['host'], ['27017']],
  ['tencent/mysql', {}, ['host'], ['3306']],
  ['tencent/mysql-database', {}, ['host'], ['3306']],
  ['tencent/postgresql', {}, ['host'], ['5432']],
  ['tencent/postgresql-database', {}, ['host'], ['5432']],
  ['tencent/redis', {}, ['host'], ['6379']],
  ['tencent/redis-account', {}, ['host'], ['6379']],
  ['azure/postgresql', { private_endpoint: {} }, ['private_endpoint_address'], ['5432']],
  ['azure/postgresql', { delegated_subnet: {} }, [], ['5432']],
  ['azure/postgresql', { private_endpoint: null }, [], ['5432']],
  ['azure/mysql', { private_endpoint: {} }, ['private_endpoint_address'], ['3306']],
  ['azure/mssql', { private_endpoint: {} }, ['private_endpoint_address'], ['1433']],
  ['azure/mssql', { private_endpoint: {}, connection_policy: 'Redirect' }, ['private_endpoint_address'], ['1433-65535']],
  ['azure/api-management', { private_endpoint: {} }, ['private_endpoint_address'], ['443']],
  ['azure/redis', { private_endpoint: {} }, ['private_endpoint_address'], ['8500-8599', '10000']],
  ['azure/redis', { private_endpoint: {}, clustering_policy: 'NoCluster' }, ['private_endpoint_address'], ['10000']],
  ['azure/redis', { private_endpoint: {}, clustering_policy: 'EnterpriseCluster' }, ['private_endpoint_address'], ['10000']],
  ['azure/eventhub-namespace', { private_endpoint: {} }, ['private_endpoint_address'], ['443', '5671-5672', '9093']],
  ['azure/service-bus', { private_endpoint: {} }, ['private_endpoint_address'], ['443', '5671-5672']],
  ['azure/event-grid-topic', { private_endpoint: {} }, ['private_endpoint_address'], ['443']],
  ['azure/function-app', { private_endpoint: {} }, ['private_endpoint_address'], ['443']],
  ['azure/search', { private_endpoint: {} }, ['private_endpoint_address'], ['443']],
  ['azure/static-web-app', { private_endpoint: {} }, ['private_endpoint_address'], ['443']],
  ['azure/keyvault', { private_endpoint: {} }, ['private_endpoint_address'], ['443']],
  [
    'azure/storage-account', { private_endpoints: { queue: {}, blob: {} } },
    ['private_endpoint_addresses.blob', 'private_endpoint_addresses.queue'], ['443'],
  ],
  ['azure/storage-account', {}, [], ['443']],
];

test.each(ENDPOINTS)('%s with %j is reached at %j, ports %j', (module, inputs, outputs, ports) => {
  const { addresses, ports: ranges } = moduleFacts(module).endpoint!(inputs);
  expect(addresses.map(({ output, key }) => (key === undefined ? output : `${output}.${key}`))).toEqual(outputs);
  expect(ranges.map(({ port, endPort }) => (endPort === undefined ? `${port}` : `${port}-${endPort}`))).toEqual(ports);
});

/** Modules that are reached inside of the network, where no single output has their addresses. */
const WITHOUT_ENDPOINT: Readonly<Record<string, string>> = {
  'azure/app-configuration': 'one address for each replica',
  'azure/cognitive-services': 'one address for each host name',
  'azure/container-registry': 'pods do not connect to it: nodes do',
  'azure/cosmos': 'one address for each region',
  'azure/front-door': 'it is on the internet',
  'azure/postgresql-entra-database': 'that of its server',
};

test.each(MODULES)('it is known where %s/%s is reached inside of the network, if it is, by outputs and inputs that it has', (cloud, module) => {
  const key = `${cloud}/${module}`;
  const { inputs, outputs } = ModuleInterface.readShipped(path.join(LIBRARY_DIR, key));
  const { endpoint } = moduleFacts(key);
  const isReached = outputs.has('host') || inputs.has('private_endpoint') || inputs.has('private_endpoints');
  expect(endpoint !== undefined || key in WITHOUT_ENDPOINT).toBe(isReached);
  if (endpoint === undefined) return;
  const { addresses, addressedBy } = endpoint({ private_endpoint: {}, private_endpoints: { blob: {} } });
  expect(addresses.map(({ output }) => output).filter((output) => !outputs.has(output))).toEqual([]);
  if (addressedBy !== undefined) expect([...inputs.keys()].map(camelCase)).toContain(addressedBy);
  expect(ENDPOINTS.map(([name]) => name)).toContain(key);
});

test.each(MODULES)('%s/%s: its facts say whether its name only stands in front of the names of what it makes', (cloud, module) => {
  const dir = path.join(LIBRARY_DIR, cloud, module);
  const text = fs.readdirSync(dir).filter((file) => file.endsWith('.tf') && file !== 'variables.tf').map((file) => fs.readFileSync(path.join(dir, file), 'utf-8')).join('');
  const uses = text.match(/\bvar\.name\b/g) ?? [];
  const beginnings = text.match(/\$\{var\.name\}-\$\{(?!var\.)/g) ?? [];
  expect(moduleFacts(`${cloud}/${module}`).namesParts ?? false).toBe(uses.length > 0 && beginnings.length === uses.length);
});

test('a module that the library does not have is a mistake of ours', () => {
  for (const path_ of ['azure/tke-cluster', 'azure/constructor', 'gcp/network', 'network']) expect(() => moduleFacts(path_)).toThrow(`the library has no module ${path_}`);
});

import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse } from '@cdktn/hcl2json';
import { describeWithTool, runTool } from '../real-tool';

const ROOT = path.join(__dirname, '../../src/terraform');

/** Data sources ask the cloud while planning, so each needs a reason. */
const ALLOWED_DATA: Readonly<Record<string, string>> = {
  azurerm_client_config: 'who applies the bootstrap, so that this one may write its own state; unused where administrator_object_ids is given',
  azurerm_key_vault_secret: 'the addresses of webhooks, by which anybody may write, and the keys of tunnels, so that no input has them; unused without webhooks and without tunnels that name one',
  azurerm_kubernetes_cluster: 'a cluster that somebody else made, of which nothing else is known',
  azurerm_mysql_flexible_server: 'how large the disk of a server is by now, as of PostgreSQL',
  azurerm_postgresql_flexible_server: 'how large the disk of a server is by now, which grows by itself and must not be made smaller; unused before there is one',
  azurerm_resources: 'whether there is that server already',
  tencentcloud_availability_zones_by_product: 'the numbers of the zones in which replicas of Redis live; unused without multi_zone, and where replica_zone_ids is given',
  tencentcloud_cam_oidc_config: 'by which issuer a cluster signs the tokens of pods, which roles of workloads have to name; unused without such roles',
  tencentcloud_cam_roles: 'whether the log service may write to buckets, before a bucket is made that needs it; unused where access_log_enabled is false',
  tencentcloud_ssm_secret_versions: 'the addresses of webhooks, by which anybody may write, so that no input has them; unused without webhooks',
  tencentcloud_user_info: 'the UIN of the account, which is part of every trust document; unused where account_uin is given',
  tencentcloud_vpc_instances: 'the address block of the VPC, so that security groups admit no more than it; unused where allowed_cidr_blocks is given',
  tencentcloud_vpc_subnets: 'the zone of the subnet in which a managed Prometheus has its address, which the service asks for beside it',
};

const SECRET_NAME = /password|secret|token|credential|kube_?config|private_key|access_key|primary_key|connection_string/;
const SECRET_VALUE = /random_password\.|kube_config|\.password\b|secret|access_key|primary_key|connection_string/;
/** Where a secret lies, or who may read it, tells nothing of it. */
const SECRET_ADDRESS = /\.(versionless_id|versionless_secret_id|version|version_id|secret_name|client_id)\b|\/(private|public)\b/;

type Blocks = Readonly<Record<string, readonly Readonly<Record<string, any>>[]>>;

interface ShippedModule {
  readonly dir: string;
  readonly variables: Blocks;
  readonly outputs: Blocks;
  readonly data: Readonly<Record<string, unknown>>;
  /** Each resource as `<type>.<name>`, with its arguments and blocks. */
  readonly resources: ReadonlyArray<readonly [address: string, body: object]>;
  readonly terraform: readonly any[];
  readonly provider: Readonly<Record<string, unknown>>;
}

async function readModule(dir: string): Promise<ShippedModule> {
  const module = { dir, variables: {}, outputs: {}, data: {}, resources: [] as Array<[string, object]>, terraform: [] as any[], provider: {} };
  for (const file of fs.readdirSync(path.join(ROOT, dir)).filter((name) => name.endsWith('.tf'))) {
    const read = await parse(file, fs.readFileSync(path.join(ROOT, dir, file), 'utf8'));
    Object.assign(module.variables, read.variable);
    Object.assign(module.outputs, read.output);
    Object.assign(module.data, read.data);
    Object.assign(module.provider, read.provider);
    for (const [type, named] of Object.entries<Record<string, object[]>>(read.resource ?? {})) {
      for (const [name, [body]] of Object.entries(named)) module.resources.push([`${type}.${name}`, body]);
    }
    module.terraform.push(...(read.terraform ?? []));
  }
  return module;
}

function directoriesOf(parent: string): string[] {
  return fs.readdirSync(path.join(ROOT, parent)).sort().map((name) => path.posix.join(parent, name));
}

const LIBRARY = fs.readdirSync(path.join(ROOT, 'modules')).sort().flatMap((cloud) => directoriesOf(path.posix.join('modules', cloud)));
const BOOTSTRAP = directoriesOf('bootstrap');

test.each([...LIBRARY, ...BOOTSTRAP])('%s declares what it asks for and gives where this package looks', async (dir) => {
  const others = fs.readdirSync(path.join(ROOT, dir)).filter((name) => name.endsWith('.tf') && !['outputs.tf', 'variables.tf', 'versions.tf'].includes(name));
  for (const file of others) {
    const { variable, output, terraform } = await parse(file, fs.readFileSync(path.join(ROOT, dir, file), 'utf8'));
    expect([file, variable, output, terraform]).toEqual([file, undefined, undefined, undefined]);
  }
});

test('the library for Tencent Cloud has its modules', () => {
  expect(LIBRARY).toEqual(expect.arrayContaining(
    ['cos-storage', 'network', 'postgresql', 'postgresql-database', 'redis', 'redis-account', 'tke-cluster'].map((name) => `modules/tencent/${name}`),
  ));
});

test('every cluster of the library enforces NetworkPolicies, without being told to', async () => {
  const blocks = async (file: string) => parse(file, fs.readFileSync(path.join(ROOT, 'modules', file), 'utf8'));
  const { resource: { tencentcloud_kubernetes_addon: { network_policy: [addon] } } } = await blocks('tencent/tke-cluster/network-policy.tf');
  expect(addon).toMatchObject({ count: '${var.network_policy_addon == "" ? 0 : 1}', addon_name: '${var.network_policy_addon}' });
  expect((await blocks('tencent/tke-cluster/variables.tf')).variable.network_policy_addon[0].default).toBe('networkpolicy');
  const { resource: { azurerm_kubernetes_cluster: { this: [aks] } } } = await blocks('azure/kubernetes-cluster/main.tf');
  expect(aks.network_profile[0]).toMatchObject({ network_data_plane: 'cilium', network_policy: 'cilium' });
});

test('the library for Azure has its data services', () => {
  expect(LIBRARY).toEqual(expect.arrayContaining([
    'app-configuration', 'cognitive-services', 'cosmos', 'cosmosdb', 'eventhub-namespace', 'keyvault', 'postgresql', 'redis', 'service-bus', 'storage-account',
  ].map((name) => `modules/azure/${name}`)));
});

describe.each([...LIBRARY, ...BOOTSTRAP])('%s', (dir) => {
  let module: ShippedModule;

  beforeAll(async () => {
    module = await readModule(dir);
  });

  test('gives every variable a type and a description that is a sentence', () => {
    expect(Object.keys(module.variables)).not.toEqual([]);
    for (const [name, [variable]] of Object.entries(module.variables)) {
      expect({ name, type: variable.type, description: variable.description }).toEqual({
        name,
        type: expect.stringMatching(/^\$\{(string|number|bool|list|set|map|object)\b/),
        description: expect.stringMatching(/^[A-Z].*[.]$/),
      });
    }
  });

  test('gives every output a description that is a sentence', () => {
    expect(Object.keys(module.outputs)).not.toEqual([]);
    for (const [name, [output]] of Object.entries(module.outputs)) {
      expect({ name, description: output.description }).toEqual({ name, description: expect.stringMatching(/^[A-Z].*[.]$/) });
    }
  });

  test('marks every output that holds a secret as sensitive', () => {
    const exposed = Object.entries(module.outputs)
      .filter(([name, [output]]) => SECRET_NAME.test(name) || SECRET_VALUE.test(String(output.value)))
      .filter(([, [output]]) => !SECRET_ADDRESS.test(String(output.value)))
      .filter(([, [output]]) => output.sensitive !== true)
      .map(([name]) => name);
    expect(exposed).toEqual([]);
  });

  test('offers no kubeconfig with keys in it: whoever needs one fetches it', () => {
    const ofCluster = Object.values(module.outputs).map(([{ value }]) => String(value)).filter((value) => value.includes('kube_'));
    expect(ofCluster.filter((value) => dir.includes('tencent') || /admin|client_key|password|token/.test(value))).toEqual([]);
  });

  test('keeps no password that it makes in a plan or a state, where the provider has another way', () => {
    if (!dir.includes('azure')) return;
    expect(module.resources.map(([address]) => address).filter((address) => /^(random_password|random_bytes|tls_private_key)\./.test(address))).toEqual([]);
    const given = module.resources.flatMap(([address, body]) => Object.keys(body).map((argument) => `${address}.${argument}`));
    // A secret of Front Door is the ID of a certificate in a Key Vault; whether a named value is a secret is a boolean; the key of a tunnel comes from a Key Vault, and the provider has no other way.
    const secrets = given.filter((argument) => !/^azurerm_(api_management_named_value|cdn_frontdoor_secret|virtual_network_gateway_connection)\./.test(argument));
    expect(secrets.filter((argument) => /[._](password|secret)$|_key$|^azurerm_key_vault_secret\.\w+\.value$/.test(argument))).toEqual([]);
  });

  test('takes no secret as an input', () => {
    expect(Object.keys(module.variables).filter((name) => /password|secret_(id|key)|token|private_key/.test(name) && !name.endsWith('_version'))).toEqual([]);
  });

  test('asks the cloud for nothing while planning, unless there is a reason', () => {
    expect(Object.keys(module.data).filter((type) => !(type in ALLOWED_DATA))).toEqual([]);
  });

  test('requires Terraform 1.11 and a version of each provider', () => {
    expect(module.terraform).toHaveLength(1);
    expect(module.terraform[0].required_version).toBe('>= 1.11');
    const [providers] = module.terraform[0].required_providers;
    // Applications of Entra are no resources of Azure.
    expect(Object.keys(providers)).toContain(dir.endsWith('/entra-application') ? 'azuread' : dir.includes('azure') ? 'azurerm' : 'tencentcloud');
    for (const provider of Object.values(providers)) {
      expect(provider).toEqual({ source: expect.stringMatching(/^[a-z]+\/[a-z]+$/), version: expect.stringMatching(/^~> \d+\.\d+(\.\d+)?$/) });
    }
  });
});

describe.each(LIBRARY)('%s', (dir) => {
  test('configures no provider, which is for the root module to do', async () => {
    expect((await readModule(dir)).provider).toEqual({});
  });
});

test('a Cosmos DB account asks for nothing but its name, its region and its resource group', async () => {
  const { variables } = await readModule('modules/azure/cosmos');
  expect(Object.keys(variables).filter((name) => !('default' in variables[name][0]))).toEqual(['location', 'name', 'resource_group_name']);
});

describeWithTool('terraform', () => {
  test('every module is in canonical format', () => {
    const { status, stdout, stderr } = runTool('terraform', ['fmt', '-check', '-diff', '-recursive', ROOT]);
    expect({ status, stdout, stderr }).toMatchObject({ status: 0, stdout: '' });
  });
});

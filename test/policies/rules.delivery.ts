import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cloud, PlanPolicy, PolicySeverity } from '../../src';
import { CLOUD_NAMES, CloudName } from '../../src/clouds/cloud-name';
import { plannedResources } from '../../src/policies/planned-resources';
import { describeWithTool, runTool } from '../real-tool';
import { temporaryDirectory } from '../synth/test-project';

const CLOUDS: Readonly<Record<CloudName, Cloud>> = {
  azure: Cloud.azure({ subscriptionId: '11111111-1111-1111-1111-111111111111', tenantId: '22222222-2222-2222-2222-222222222222', location: 'westeurope', stateAccess: { isOpenToAllNetworks: true } }),
  tencent: Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou' }),
};
const REGIONS: Readonly<Record<CloudName, string[]>> = { azure: ['West Europe', 'northeurope'], tencent: ['ap-guangzhou'] };

/** Names that Rego, its formatting directives and its regular expressions have ideas of their own about. */
const TAGS = ['owner', 'a"b\\', '%s %v', '${x} {{y}} `', '标签'];

function policies(cloud: CloudName, options: { severity?: PolicySeverity } = {}): Record<string, PlanPolicy> {
  return {
    'no-destroy': PlanPolicy.noDestroy(options),
    'no-public-storage': PlanPolicy.noPublicStorage(options),
    'tags': PlanPolicy.requiredTags(TAGS, options),
    'regions': PlanPolicy.allowedRegions(REGIONS[cloud], options),
  };
}

/** A folder with the files of policies for the plans of a cloud. */
function written(cloud: CloudName, byName: Readonly<Record<string, PlanPolicy>>): string {
  const dir = temporaryDirectory();
  const resources = plannedResources(CLOUDS[cloud]);
  for (const [name, policy] of Object.entries(byName)) {
    const files = policy._render({ packageName: `plan.${name.replaceAll('-', '_')}`, resources })!;
    writeFileSync(join(dir, `${name}.rego`), files.rego);
    writeFileSync(join(dir, `${name}_test.rego`), files.test);
  }
  return dir;
}

interface Change {
  readonly address?: string;
  readonly mode?: string;
  readonly type: string;
  readonly actions?: readonly string[];
  readonly after?: object | null;
  readonly after_unknown?: object;
}

function plan(...changes: readonly Change[]): object {
  return {
    format_version: '1.2',
    resource_changes: changes.map(({ address = 'module.it.x.this', mode = 'managed', type, actions = ['create'], after = {}, after_unknown = {} }) =>
      ({ address, mode, type, change: { actions, before: null, after, after_unknown } })),
  };
}

type Messages = ReadonlyArray<{ readonly msg: string }>;

/** What conftest prints of one package. */
interface Result {
  readonly namespace: string;
  readonly failures?: Messages;
  readonly warnings?: Messages;
}

/** What the policies of a folder say of a plan, each as `<severity> <package>: <message>`. */
function findings(dir: string, document: object): string[] {
  const file = join(temporaryDirectory(), 'plan.json');
  writeFileSync(file, JSON.stringify(document));
  const { status, stdout, stderr } = runTool('conftest', ['test', '--no-fail', '--all-namespaces', '--output=json', `--policy=${dir}`, file]);
  if (status !== 0) throw new Error(stderr);
  return (JSON.parse(stdout) as Result[]).flatMap(({ namespace, failures = [], warnings = [] }) => [
    ...failures.map(({ msg }) => `deny ${namespace}: ${msg}`), ...warnings.map(({ msg }) => `warn ${namespace}: ${msg}`),
  ]).sort();
}

const BUCKET = 'tencentcloud_cos_bucket';
const TAGGED = { tags: Object.fromEntries(TAGS.map((tag) => [tag, 'x'])) };

/** Plans, and what has to be found in them. */
const CASES: ReadonlyArray<readonly [string, CloudName, object, readonly RegExp[]]> = [
  ['a private bucket with its tags', 'tencent', plan({ type: BUCKET, after: { acl: 'private', ...TAGGED } }), []],
  ['nothing', 'tencent', plan(), []],
  ['a plan without resources', 'azure', { format_version: '1.2' }, []],
  ['a bucket that everybody may read, without tags', 'tencent', plan({ type: BUCKET, after: { acl: 'public-read', tags: null } }), [
    /^deny plan\.no_public_storage: module\.it\.x\.this has the acl public-read/,
    /^deny plan\.tags: module\.it\.x\.this lacks the tags \$\{x\} \{\{y\}\} `, %s %v, a"b\\, owner, 标签; /,
  ]],
  ['a database that is replaced', 'tencent', plan({ type: 'tencentcloud_redis_instance', actions: ['delete', 'create'], after: TAGGED }), [
    /^deny plan\.no_destroy: .*: Allow-Destroy: <directory of the root module> module\.it\.x\.this$/,
  ]],
  ['a storage account that goes', 'azure', plan({ type: 'azurerm_storage_account', actions: ['delete'], after: null }), [/^deny plan\.no_destroy: /]],
  ['a database that was only read', 'tencent', plan({ type: 'tencentcloud_redis_instance', mode: 'data', actions: ['delete'], after: null }), []],
  ['a subnet in a zone of another region', 'tencent', plan({ type: 'tencentcloud_subnet', after: { availability_zone: 'ap-shanghai-2', ...TAGGED } }), [
    /^deny plan\.regions: module\.it\.x\.this is in ap-shanghai-2; allowed are ap-guangzhou$/,
  ]],
  ['a region that begins like an allowed one', 'tencent', plan({ type: 'x', after: { region: 'ap-guangzhou-open' } }), [/^deny plan\.regions: /]],
  ['a provider elsewhere', 'tencent', { configuration: { provider_config: { tencentcloud: { expressions: { region: { constant_value: 'na-ashburn' } } } } } }, [
    /^deny plan\.regions: provider tencentcloud makes resources in na-ashburn; /,
  ]],
  ['a storage account as the provider makes it by default', 'azure', plan({ type: 'azurerm_storage_account', after: { location: 'westeurope', ...TAGGED } }), [
    /^deny plan\.no_public_storage: .* set allow_nested_items_to_be_public = false$/,
  ]],
  ['a closed storage account in another spelling of the region', 'azure', plan({ type: 'azurerm_storage_account', after: { allow_nested_items_to_be_public: false, location: 'West Europe', ...TAGGED } }), []],
  ['a database with a replica in another region', 'azure', plan({ type: 'azurerm_cosmosdb_account', after: { location: 'northeurope', geo_location: [{ location: 'eastus' }], ...TAGGED } }), [
    /^deny plan\.regions: .* is in eastus; allowed are northeurope, westeurope$/,
  ]],
  ['a resource that is nowhere', 'azure', plan({ type: 'azurerm_dns_zone', after: { location: 'global', ...TAGGED } }), []],
  ['a public container', 'azure', plan({ type: 'azurerm_storage_container', after: { container_access_type: 'blob' } }), [/^deny plan\.no_public_storage: .*\(blob\)/]],
  ['what was wrong before and is left alone', 'azure', plan({ type: 'azurerm_storage_account', actions: ['no-op'], after: { location: 'eastus', tags: null } }), []],
];

describeWithTool('conftest', () => {
  describe.each(CLOUD_NAMES)('on %s', (cloud) => {
    test.each([PolicySeverity.DENY, PolicySeverity.WARN])('the tests of all rules pass, and they are formatted, as %s', (severity) => {
      const dir = written(cloud, policies(cloud, { severity }));
      expect(runTool('conftest', ['verify', '--no-color', `--policy=${dir}`]).stdout).toMatch(/^\d\d tests, (\d\d) passed, 0 warnings, 0 failures/m);
      expect(runTool('conftest', ['fmt', '--check', dir])).toEqual({ status: 0, stdout: '', stderr: '' });
    });

    test.each(Object.keys(policies(cloud)))('the tests of %s fail when it finds nothing', (name) => {
      const dir = written(cloud, { [name]: policies(cloud)[name] });
      const file = join(dir, `${name}.rego`);
      writeFileSync(file, readFileSync(file, 'utf-8').replaceAll('deny contains violation if {', 'deny contains violation if {\n\t1 == 2'));
      expect(runTool('conftest', ['verify', `--policy=${dir}`]).status).toBe(1);
    });
  });

  const dirs = new Map<CloudName, string>();

  test.each(CASES)('of %s on %s exactly what is wrong is said', (_, cloud, document, expected) => {
    const dir = dirs.get(cloud) ?? written(cloud, policies(cloud));
    dirs.set(cloud, dir);
    const found = findings(dir, document);
    expect(found).toHaveLength(expected.length);
    expected.forEach((pattern, index) => expect(found[index]).toMatch(pattern));
  });

  test('a policy that warns denies nothing', () => {
    const dir = written('tencent', { storage: PlanPolicy.noPublicStorage({ severity: PolicySeverity.WARN }) });
    expect(findings(dir, plan({ type: BUCKET, after: { acl: 'public-read' } }))).toEqual([expect.stringMatching(/^warn plan\.storage: /)]);
  });

  test('what a rule of one’s own starts with is a rule, and finds nothing', () => {
    const dir = temporaryDirectory();
    writeFileSync(join(dir, 'naming.rego'), PlanPolicy.rego()._seed('plan.naming'));
    expect(findings(dir, plan({ type: BUCKET }))).toEqual([]);
    expect(findings(dir, plan({ type: 'type_of_a_resource' }))).toEqual([expect.stringMatching(/^deny plan\.naming: /)]);
    expect(runTool('conftest', ['fmt', '--check', dir]).status).toBe(0);
  });
});

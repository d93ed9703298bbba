import { writePicassoEstate, withOneMoreOfEach } from './picasso-estate';
import { CiSystem } from '../src';
import { read, tree } from './synth/test-project';

const ENVIRONMENTS = ['pme-prod', 'pme-staging', 'pme-testing', 'pme-prod-cn', 'pme-staging-cn', 'corp'];
const ROOT_MODULES = ['cosmosdb-account', 'cosmosdb-containers', 'eventhub', 'storage', 'cognitive-services', 'appconfig', 'shared'];
const MODULES = [
  'cosmos', 'cosmosdb', 'storage-account', 'eventhub-namespace', 'cognitive-services', 'kubernetes-cluster', 'keyvault', 'redis', 'app-configuration', 'resource-group',
  'network', 'container-registry', 'log-analytics', 'workload-identities',
];

/** `pme-prod-cn` is `prod`. */
function shortName(environment: string): string {
  return environment.replace(/^pme-|-cn$/g, '');
}

/** What the description of the layout names. */
const PATHS = [
  ...['corp', 'pme-prod', 'pme-staging'].flatMap((name) => [`infra/bootstrap/${name}/main.tf`, `infra/bootstrap/${name}/.terraform.lock.hcl`]),
  ...ENVIRONMENTS.flatMap((environment) => ROOT_MODULES.flatMap((root) =>
    ['main.tf', 'terraform.tf', 'tfbackend.hcl', 'outputs.tf', '.terraform.lock.hcl'].map((file) => `infra/${environment}/${shortName(environment)}-${root}/${file}`))),
  ...MODULES.flatMap((name) => ['main.tf', 'variables.tf', 'outputs.tf', 'versions.tf'].map((file) => `modules/${name}/${file}`)),
  ...['agent', 'chat', 'memory', 'attachments'].flatMap((name) =>
    ['kustomization', 'deployment', 'service', 'hpa', 'configmap'].map((file) => `clusterfleet/base/${name}/${file}.yaml`)),
  ...['prod', 'staging', 'testing', 'china', 'preview'].flatMap((overlay) =>
    ['agent', 'chat', 'memory', 'attachments'].map((name) => `clusterfleet/overlays/${overlay}/${name}/kustomization.yaml`)),
  ...['picasso', 'picasso/china', 'activation', 'computeruse', 'discovery', 'shopping'].map((name) => `.pipelines/${name}/deploy.yml`),
  '.pipelines/templates/common/login.yml',
  'applications/3rdparty/argo-cd/kustomization.yaml',
  'applications/3rdparty/tailscale-operator/kustomization.yaml',
  'applications/kube-oidc-proxy/kustomization.yaml',
  'auth0/data/Auth0Dev/tenant.json',
  'auth0/data/Auth0Prod/tenant.json',
  'auth0/scripts/deploy.sh',
  'auth0/scripts/export.sh',
  'cloudflare/copilotstaging-worker/wrangler.toml',
  'cloudflare/copilotstaging-worker/src/index.ts',
  'cloudflare/copilotstaging-worker/misc/dev.vars.example',
  'containers/dynamic-sessions-tasks/Dockerfile',
  'containers/dynamic-sessions-tasks/.dockerignore',
  'policies/access/rbac.rego',
  'policies/plan/no-destroy.rego',
  'policies/plan/no-destroy_test.rego',
  'utils/affected.mjs',
];

const outdir = writePicassoEstate();
const files = tree(outdir);

test('it has every path of the layout', () => {
  expect(PATHS.filter((path) => files[path] === undefined)).toEqual([]);
});

test('at the top there is nothing but the folders of the convention and what npm, git and projen look for', () => {
  expect([...new Set(Object.keys(files).map((path) => path.split('/')[0]))].sort()).toEqual([
    '.gitattributes', '.gitignore', '.pipelines', '.projen', 'README.md', 'applications', 'auth0', 'cloudflare', 'clusterfleet', 'containers', 'infra',
    'modules', 'package.json', 'policies', 'tsconfig.projen.json', 'utils',
  ]);
});

test('the module call of the description stands as it is written there', () => {
  const call = /module "cosmos_account" \{\n([^}]*?)\n {2}private_endpoint/.exec(read(outdir, 'infra/pme-prod/prod-cosmosdb-account/main.tf'))![1];
  expect(call.split('\n').map((line) => line.trim().replace(/ +=/, ' =').replace(/ = "(picasso|westeurope).*/, ' = …'))).toEqual([
    'source = "../../../modules/cosmos"', 'name = …', 'location = …', 'resource_group_name = data.terraform_remote_state.shared.outputs.group_name',
    'backup_policy_type = "Continuous"',
  ]);
});

test('services are told of data where there is some, and may use it as identities of their own; nowhere is a password', () => {
  const overlay = (name: string, service: string) => read(outdir, `clusterfleet/overlays/${name}/${service}/kustomization.yaml`);
  for (const service of ['agent', 'chat', 'memory', 'attachments']) {
    expect(read(outdir, `clusterfleet/base/${service}/configmap.yaml`)).toContain('SETTINGS_ENDPOINT=${terraform.appconfig.settings_endpoint}');
    for (const name of ['prod', 'staging', 'testing', 'china', 'china-staging']) {
      expect(overlay(name, service)).toContain(`azure.workload.identity/client-id: \${terraform.workload-identities.workloads_client_ids.${service}}`);
    }
    expect(overlay('preview', service)).toContain('SETTINGS_ENDPOINT: null');
    expect(overlay('preview', service)).not.toContain('${terraform.');
  }
  expect(['prod', 'china'].map((name) => overlay(name, 'chat').includes('REDIS_HOST'))).toEqual([true, false]);
  expect(Object.keys(files).filter((path) => path.startsWith('clusterfleet/') && path.endsWith('/secret.yaml'))).toEqual([]);
});

test('a second synthesis changes nothing', () => {
  writePicassoEstate({ outdir });
  expect(tree(outdir)).toEqual(files);
});

test('with workflows of GitHub it is the same but for what delivers it', () => {
  const other = tree(writePicassoEstate({ ciSystem: CiSystem.GITHUB_ACTIONS }));
  const notDelivery = (path: string) => !/^(\.pipelines|\.github|utils|\.projen|infra\/bootstrap|applications|README|package|\.git)/.test(path);
  const [of, on] = [files, other].map((all) => Object.fromEntries(Object.entries(all).filter(([path]) => notDelivery(path))));
  expect(on).toEqual(of);
  expect(Object.keys(other)).toEqual(expect.arrayContaining(['.github/workflows/deploy-pme-prod.yml', '.github/workflows/terraform-plan.yml']));
});

test('one more environment, type of resource and service change exactly the files that they should', () => {
  const edited = writePicassoEstate();
  const before = tree(edited);
  writePicassoEstate({ outdir: edited, edit: withOneMoreOfEach });
  const after = tree(edited);
  const isFile = (path: string) => !path.endsWith('/');
  const added = Object.keys(after).filter((path) => isFile(path) && before[path] === undefined);
  const changed = Object.keys(after).filter((path) => isFile(path) && before[path] !== undefined && before[path] !== after[path]).sort();
  expect(Object.keys(before).filter((path) => after[path] === undefined)).toEqual([]);

  const rootModule = (dir: string) => ['.terraform.lock.hcl', 'main.tf', 'outputs.tf', 'terraform.tf', 'tfbackend.hcl'].map((file) => `infra/${dir}/${file}`);
  expect(added.filter((path) => path.startsWith('infra/'))).toEqual([...rootModule('pme-loadtest/loadtest-servicebus'), ...rootModule('pme-prod/prod-servicebus')]);
  expect([...new Set(added.map((path) => path.replace(/[^/]*$/, '')))]).toEqual([
    '.pipelines/',
    'applications/3rdparty/argo-cd/environments/pme-loadtest/',
    'clusterfleet/base/search/',
    'clusterfleet/overlays/china/search/',
    'clusterfleet/overlays/china-staging/search/',
    'clusterfleet/overlays/loadtest/',
    ...['activation', 'agent', 'attachments', 'chat', 'computeruse', 'discovery', 'memory', 'search', 'shopping'].map((name) => `clusterfleet/overlays/loadtest/${name}/`),
    ...['preview', 'prod', 'staging', 'testing'].map((overlay) => `clusterfleet/overlays/${overlay}/search/`),
    'infra/pme-loadtest/loadtest-servicebus/',
    'infra/pme-prod/prod-servicebus/',
    'modules/service-bus/',
    'utils/monitoring/dashboards/',
    'utils/monitoring/',
  ]);
  const overlays = ['china', 'china-staging', 'preview', 'prod', 'staging', 'testing'];
  const services = ['activation', 'agent', 'attachments', 'chat', 'computeruse', 'discovery', 'memory', 'shopping'];
  expect(changed).toEqual([
    // What starts a pipeline, and what its choices are.
    '.pipelines/activation/deploy.yml',
    ...['pme-prod-cn', 'pme-prod', 'pme-staging-cn', 'pme-staging', 'pme-testing', 'preview'].map((name) => `.pipelines/apply-${name}.yml`),
    ...['computeruse/deploy', 'discovery/deploy', 'drift', 'images', 'picasso/deploy', 'shopping/deploy', 'sync', 'terraform-plan'].map((name) => `.pipelines/${name}.yml`),
    ...['files.json', 'graph.json', 'manifest', 'outputs.json', 'state-addresses.json'].map((name) => `.projen/${name}`),
    // The lists that the new ones stand in.
    'applications/3rdparty/argo-cd/environments/kustomization.yaml',
    ...['pme-prod', 'pme-prod-cn', 'pme-staging', 'pme-staging-cn', 'pme-testing', 'preview'].map((name) => `applications/3rdparty/argo-cd/environments/${name}/applicationset.yaml`),
    ...overlays.map((overlay) => `clusterfleet/overlays/${overlay}/kustomization.yaml`),
    'infra/bootstrap/pme-staging/terraform.tfvars',
    // The namespace of the new environment is watched.
    ...services.flatMap((name) => [`utils/monitoring/${name}.rules.yaml`, `utils/monitoring/dashboards/${name}.json`]),
    'utils/rollback-service.sh',
    'utils/unlock-state.sh',
    // The settings of the new environment, which no file can hold.
    'utils/declared-settings.json',
    // The page that names everything.
    'utils/estate.md',
  ].sort());
});

import * as fs from 'fs';
import * as path from 'path';
import { GitHistory } from './git-history';
import type { GraphJson, RootModuleJson } from '../../src/ci/graph-json';
import { temporaryDirectory, write } from '../synth/test-project';

const ZEROS = '0'.repeat(40);

function root(name: string, facts: Partial<RootModuleJson> = {}): RootModuleJson {
  return { name, dir: `terraform/*/${name}`, dependsOn: [], moduleDirs: [], providers: [], ...facts };
}

/** Two environments; `network` <- `database` <- `jobs`, and `storage` for itself; jobs and mock are in dev only. */
const GRAPH: GraphJson = {
  bootstrap: [{ dir: 'terraform/bootstrap/tencent-cos', providers: [] }],
  environments: [{ name: 'staging', overlay: 'k8s/overlays/staging' }, { name: 'dev', overlay: 'k8s/overlays/dev' }],
  rootModules: [
    root('storage', { moduleDirs: ['terraform/modules/cos-storage'], files: ['shared/policy.md', 'shared/rules'] }),
    root('database', { dependsOn: ['network'], moduleDirs: ['terraform/modules/redis'] }),
    root('network'),
    root('jobs', { environments: ['dev'], dependsOn: ['database'] }),
  ],
  services: ['api', 'chat', 'mock'].map((name) => ({ name, ...(name === 'mock' && { environments: ['dev'] }), base: `k8s/base/${name}`, overlay: `k8s/overlays/*/${name}` })),
};

/** Text that is not yet in any file. */
let count = 0;
const another = () => `x = ${count++}\n`;

function dirs(history: GitHistory, ...args: readonly string[]): string[] {
  return history.affected('HEAD~1', ...args).rootModules.map(({ dir }) => dir);
}

describe('what a commit affects', () => {
  const history = GitHistory.of(GRAPH);

  test.each<[what: string, files: string[], rootModules: string[], overlays: string[]]>([
    ['a file of a root module', ['terraform/dev/storage/main.tf'], ['dev/storage'], []],
    ['a file below a root module', ['terraform/dev/storage/templates/a/b.tpl'], ['dev/storage'], []],
    ['a module', ['terraform/modules/cos-storage/main.tf'], ['staging/storage', 'dev/storage'], []],
    ['a folder whose name begins as that of a module does', ['terraform/modules/cos-storage-2/main.tf'], [], []],
    ['a file that is read', ['shared/policy.md'], ['staging/storage', 'dev/storage'], []],
    ['a file in a folder that is read', ['shared/rules/a.yaml'], ['staging/storage', 'dev/storage'], []],
    ['a file that nobody reads', ['shared/other.tf', 'README.md', 'ops/scripts/x.sh', '.github/workflows/terraform-plan.yml'], [], []],
    ['the bootstrap, which no workflow applies', ['terraform/bootstrap/tencent-cos/main.tf'], [], []],
    ['the base of a service', ['k8s/base/api/deployment.yaml'], [], ['staging api', 'dev api']],
    ['the base of a service that is in one environment', ['k8s/base/mock/deployment.yaml'], [], ['dev mock']],
    ['the overlay of a service', ['k8s/overlays/dev/chat/kustomization.yaml'], [], ['dev chat']],
    ['the overlay of an environment', ['k8s/overlays/dev/namespace.yaml'], [], ['dev ']],
    ['everything at once', ['k8s/overlays/dev/chat/a.yaml', 'k8s/base/api/b.yaml', 'terraform/staging/storage/c.tf'], ['staging/storage'], ['staging api', 'dev api,chat']],
    ['names that git quotes', ['terraform/dev/storage/ä "\n.tf'], ['dev/storage'], []],
  ])('%s', (_, files, rootModules, overlays) => {
    history.commit(Object.fromEntries(files.map((file) => [file, another()])));
    const affected = history.affected();
    expect(affected.rootModules.map(({ environment, name }) => `${environment}/${name}`)).toEqual(rootModules);
    expect(affected.overlays.map(({ environment, services }) => `${environment} ${services.join()}`)).toEqual(overlays);
    expect(affected.removed).toEqual([]);
  });

  test('says of a root module that only its deployment plans it', () => {
    const rootModules = GRAPH.rootModules.map((each) => (each.name === 'database' ? { ...each, plannedAtDeployment: true as const } : each));
    const entries = (of: GitHistory, base: string) => of.affected(base, '--environment', 'staging').rootModules
      .map(({ name, plannedAtDeployment }) => [name, plannedAtDeployment]);
    const credentials = GitHistory.of({ ...GRAPH, rootModules });
    credentials.commit({ 'terraform/modules/redis/main.tf': another(), 'terraform/staging/storage/main.tf': another() });
    expect(entries(credentials, 'HEAD~1')).toEqual([['storage', undefined], ['database', true]]);
    expect(entries(credentials, ZEROS)).toEqual([['network', undefined], ['storage', undefined], ['database', true]]);
  });

  test('includes what reads outputs of it, and what reads theirs, layer by layer', () => {
    history.commit({ 'terraform/dev/network/main.tf': another(), 'terraform/modules/redis/main.tf': another() });
    expect(history.affected().rootModules).toEqual([
      { environment: 'staging', name: 'database', dir: 'terraform/staging/database', layer: 1, reasons: ['terraform/modules/redis/main.tf added'] },
      { environment: 'dev', name: 'network', dir: 'terraform/dev/network', layer: 0, reasons: ['terraform/dev/network/main.tf added'] },
      { environment: 'dev', name: 'database', dir: 'terraform/dev/database', layer: 1, reasons: ['terraform/modules/redis/main.tf added', 'reads outputs of network'] },
      { environment: 'dev', name: 'jobs', dir: 'terraform/dev/jobs', layer: 2, reasons: ['reads outputs of database'] },
    ]);
  });

  test('is told with three files at most', () => {
    history.commit(Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [`terraform/dev/storage/${name}.tf`, another()])));
    expect(history.affected().rootModules[0].reasons).toEqual([
      'terraform/dev/storage/a.tf added', 'terraform/dev/storage/b.tf added', 'terraform/dev/storage/c.tf added', 'and 2 more',
    ]);
    history.commit({ 'terraform/dev/storage/a.tf': another(), 'terraform/dev/storage/b.tf': undefined });
    expect(history.affected().rootModules[0].reasons).toEqual(['terraform/dev/storage/a.tf changed', 'terraform/dev/storage/b.tf removed']);
  });

  test('spans all commits between two revisions', () => {
    const base = history.commit({});
    history.commit({ 'terraform/dev/network/main.tf': another() });
    const head = history.commit({ 'terraform/staging/storage/main.tf': another() });
    history.commit({ 'terraform/dev/storage/main.tf': another() });
    expect(history.affected(base, '--head', head).rootModules.map(({ dir }) => dir))
      .toEqual(['terraform/staging/storage', 'terraform/dev/network', 'terraform/dev/database', 'terraform/dev/jobs']);
  });

  test('is nothing after a change was taken back', () => {
    const base = history.commit({ 'terraform/dev/network/main.tf': 'x = 1\n' });
    history.commit({ 'terraform/dev/network/main.tf': 'x = 2\n' });
    history.commit({ 'terraform/dev/network/main.tf': 'x = 1\n' });
    expect(history.affected(base)).toEqual({ rootModules: [], removed: [], renamed: [], overlays: [], applications: [], cloudBaseRuns: [] });
  });

  test('can be asked for one environment', () => {
    history.commit({ 'terraform/modules/cos-storage/main.tf': another(), 'k8s/base/api/x.yaml': another() });
    const { rootModules, overlays } = history.affected('HEAD~1', '--environment', 'dev');
    expect([...rootModules, ...overlays].map(({ dir }) => dir)).toEqual(['terraform/dev/storage', 'k8s/overlays/dev']);
  });

  test('counts the mode of a script, and not that of Terraform', () => {
    history.commit({ 'terraform/dev/storage/run.sh': 'true\n', 'terraform/dev/network/main.tf': another() });
    for (const file of ['terraform/dev/storage/run.sh', 'terraform/dev/network/main.tf']) fs.chmodSync(path.join(history.dir, file), 0o755);
    history.commit({});
    expect(dirs(history)).toEqual(['terraform/dev/storage']);
  });

  test('counts where a link leads to, whatever its name', () => {
    const link = path.join(history.dir, 'terraform/dev/storage/link.tf');
    fs.symlinkSync('# one', link);
    history.commit({});
    fs.rmSync(link);
    fs.symlinkSync('# two', link);
    history.commit({});
    expect(dirs(history)).toEqual(['terraform/dev/storage']);
  });

  test('counts the commit of a submodule that is a module', () => {
    const submodule = (commit: string) => {
      history.git(['update-index', '--add', '--cacheinfo', `160000,${commit},terraform/modules/redis`]);
      history.git(['commit', '--quiet', '--message=x']);
    };
    history.commit({ 'terraform/modules/redis/main.tf': undefined });
    submodule('1'.repeat(40));
    submodule('2'.repeat(40));
    expect(dirs(history)).toEqual(['terraform/staging/database', 'terraform/dev/database', 'terraform/dev/jobs']);
    history.commit({});
  });
});

describe('services that read outputs', () => {
  const reads = { database: ['api', 'chat'], storage: ['api'], network: [] };
  const environments = [GRAPH.environments[0], { ...GRAPH.environments[1], reads }];
  const history = GitHistory.of({ ...GRAPH, environments });
  const told = () => history.affected().overlays.map(({ environment, services, reasons }) => [environment, services.join(), ...reasons]);

  test.each<[what: string, file: string, expected: string[][]]>([
    ['a root module that one reads', 'terraform/dev/storage/main.tf', [['dev', 'api', 'reads outputs of storage']]],
    ['a module of a root module that several read, in the environment where they do', 'terraform/modules/redis/main.tf', [['dev', 'api,chat', 'reads outputs of database']]],
    ['what such a root module reads itself', 'terraform/dev/network/main.tf', [['dev', 'api,chat', 'reads outputs of database', 'reads outputs of network']]],
    ['a root module that none reads', 'terraform/dev/jobs/main.tf', []],
    ['the root module of another environment', 'terraform/staging/storage/main.tf', []],
  ])('are affected by %s', (_, file, expected) => {
    history.commit({ [file]: another() });
    expect(told()).toEqual(expected);
  });

  test('are told beside those whose files changed, by the root module, and with the reason', () => {
    history.commit({ 'terraform/dev/storage/main.tf': another(), 'k8s/overlays/dev/chat/a.yaml': another() });
    expect(history.affected().overlays).toEqual([
      { environment: 'dev', dir: 'k8s/overlays/dev', services: ['api', 'chat'], reasons: ['k8s/overlays/dev/chat/a.yaml added', 'reads outputs of storage'], reads },
    ]);
    expect(history.run(['--base', 'HEAD~1', '--why']).stdout)
      .toContain('k8s/overlays/dev (api, chat)\n  k8s/overlays/dev/chat/a.yaml added\n  reads outputs of storage\n');
    expect(history.affected(ZEROS).overlays.map((overlay) => overlay.reads)).toEqual([undefined, reads]);
  });

  test('are affected by a root module that goes on in another folder', () => {
    const renamed = GitHistory.of({ ...GRAPH, environments });
    renamed.commit({ 'terraform/dev/storage/main.tf': 'x = 1\n' });
    const rootModules = GRAPH.rootModules.map((each) => (each.name === 'storage' ? { ...each, name: 'archive', dir: 'terraform/*/archive' } : each));
    const graph = { ...GRAPH, rootModules, environments: [environments[0], { ...environments[1], reads: { archive: ['api'] } }] };
    renamed.commit({ '.projen/graph.json': JSON.stringify(graph), 'terraform/dev/storage/main.tf': undefined, 'terraform/dev/archive/main.tf': 'x = 1\n' });
    expect(renamed.affected().overlays).toMatchObject([{ environment: 'dev', services: ['api'], reasons: ['reads outputs of archive'] }]);
  });

  test('are known although the graph of the base does not know them yet', () => {
    const before = GitHistory.of(GRAPH);
    before.commit({ '.projen/graph.json': JSON.stringify({ ...GRAPH, environments }), 'terraform/dev/storage/main.tf': another() });
    expect(before.affected().overlays).toMatchObject([{ environment: 'dev', services: ['api'], reasons: ['reads outputs of storage'] }]);
  });
});

test('an application is told with each environment that has it, when anything in its folder changes, and when it is new there', () => {
  const applications = [{ name: 'argo-cd', environments: ['dev'], dirs: ['apps/argo-cd', 'apps/argo-cd/environments'] }, { name: 'metrics', dirs: ['apps/metrics'] }];
  const history = GitHistory.of({ ...GRAPH, applications });
  const told = () => history.affected().applications.map(({ environment, name, dir, reasons }) => [environment, name, dir, ...reasons]);
  history.commit({ 'apps/argo-cd/environments/dev/project.yaml': another(), 'apps/argo-cd-2/x.yaml': another() });
  expect(told()).toEqual([['dev', 'argo-cd', 'apps/argo-cd', 'apps/argo-cd/environments/dev/project.yaml added']]);
  expect(history.run(['--base', 'HEAD~1']).stdout).toBe('apps/argo-cd (in dev)\n');
  history.commit({ 'apps/metrics/upstream/install.yaml': 'a: 1\n' });
  expect(told()).toEqual(['staging', 'dev'].map((environment) => [environment, 'metrics', 'apps/metrics', 'apps/metrics/upstream/install.yaml added']));
  history.commit({ 'apps/metrics/upstream/install.yaml': '# Of another release.\na: 1\n' });
  expect(told()).toEqual([]);
  history.commit({ '.projen/graph.json': JSON.stringify({ ...GRAPH, applications: [{ ...applications[0], environments: ['dev', 'staging'] }, applications[1]] }) });
  expect(told()).toEqual([['staging', 'argo-cd', 'apps/argo-cd', 'is new in staging']]);
  expect(history.affected(ZEROS).applications.map(({ environment, name }) => `${environment} ${name}`)).toEqual(['staging argo-cd', 'staging metrics', 'dev argo-cd', 'dev metrics']);
});

test('an application whose objects hold outputs is told when their root module is', () => {
  const history = GitHistory.of({ ...GRAPH, applications: [{ name: 'dns', environments: ['dev'], dirs: ['apps/dns'], reads: ['storage'] }, { name: 'metrics', dirs: ['apps/metrics'] }] });
  history.commit({ 'terraform/dev/storage/main.tf': another() });
  expect(history.affected().applications).toEqual([{ environment: 'dev', name: 'dns', dir: 'apps/dns', reasons: ['reads outputs of storage'] }]);
});

test('a service that is gone is told with each overlay that had it', () => {
  const service = (name: string, environments?: string[]) => ({ name, environments, base: `k8s/base/${name}`, overlay: `k8s/overlays/*/${name}` });
  const graph = (...services: object[]) => JSON.stringify({ ...GRAPH, services });
  const history = GitHistory.of(GRAPH);
  history.commit({ '.projen/graph.json': graph(service('api'), service('chat'), service('mail', ['dev'])) });
  history.commit({
    '.projen/graph.json': graph(service('api', ['staging']), service('new')),
    'k8s/overlays/dev/kustomization.yaml': another(),
    'k8s/overlays/staging/kustomization.yaml': another(),
  });
  expect(history.affected().overlays.map(({ environment, gone }) => [environment, gone])).toEqual([['staging', ['chat']], ['dev', ['api', 'chat', 'mail']]]);
  expect(history.run(['--base', 'HEAD~1']).stdout).toContain('k8s/overlays/staging (chat is gone)\n');
  history.commit({ 'k8s/overlays/dev/kustomization.yaml': another() });
  expect(history.affected().overlays).toEqual([{ environment: 'dev', dir: 'k8s/overlays/dev', services: [], reasons: ['k8s/overlays/dev/kustomization.yaml changed'] }]);
  // Nobody knows what there was.
  expect(history.affected(ZEROS).overlays.map(({ gone }) => gone)).toEqual([undefined, undefined]);
});

describe('a root module that is gone', () => {
  const history = GitHistory.of(GRAPH);
  history.commit({ 'terraform/dev/jobs/main.tf': another(), 'terraform/staging/storage/main.tf': another() });

  test('is removed, from one environment or with it, and affects nothing', () => {
    const graph: GraphJson = { ...GRAPH, environments: GRAPH.environments.slice(1), rootModules: GRAPH.rootModules.slice(0, 3) };
    history.commit({ '.projen/graph.json': JSON.stringify(graph), 'terraform/dev/jobs/main.tf': undefined, 'terraform/staging/storage/main.tf': undefined });
    const unknown = { state: 'unknown', commit: history.git(['rev-parse', 'HEAD~1']).trim() };
    expect(history.affected()).toEqual({
      rootModules: [],
      removed: [
        ...[['network', 'terraform/staging/network'], ['storage', 'terraform/staging/storage'], ['database', 'terraform/staging/database']]
          .map(([name, dir]) => ({ environment: 'staging', name, dir, ...unknown })),
        { environment: 'dev', name: 'jobs', dir: 'terraform/dev/jobs', ...unknown },
      ],
      renamed: [],
      overlays: [],
      applications: [],
      cloudBaseRuns: [],
    });
    expect(history.run(['--base', 'HEAD~1', '--environment', 'dev']).stdout).toBe('terraform/dev/jobs (removed)\n');
  });

  test('is not known where there was no graph, or one of another form', () => {
    for (const before of [undefined, '{"environments": []}']) {
      history.commit({ '.projen/graph.json': before, 'terraform/dev/network/main.tf': another() });
      history.commit({ '.projen/graph.json': JSON.stringify(GRAPH), 'terraform/dev/network/main.tf': another() });
      expect(history.affected()).toMatchObject({ removed: [], overlays: [], rootModules: [{ name: 'network' }, { name: 'database' }, { name: 'jobs' }] });
    }
  });
});

describe('everything is affected', () => {
  const history = GitHistory.of(GRAPH);

  test.each([
    ['by the first push of a branch', ZEROS, 'there is no earlier commit to compare with'],
    ['without a base', '', 'there is no earlier commit to compare with'],
    ['when the base is not known here', '1'.repeat(40), `${'1'.repeat(40)} is not a commit of this repository`],
    ['when the base looks like an option of git', '--output=x', '--output=x is not a commit of this repository'],
  ])('%s', (_, base, reason) => {
    const { status, stdout } = history.run([`--base=${base}`, '--json']);
    expect(status).toBe(0);
    const affected = JSON.parse(stdout);
    expect(affected.rootModules.map(({ dir, layer }: { dir: string; layer: number }) => `${layer} ${dir}`)).toEqual([
      '0 terraform/staging/network', '0 terraform/staging/storage', '1 terraform/staging/database',
      '0 terraform/dev/network', '0 terraform/dev/storage', '1 terraform/dev/database', '2 terraform/dev/jobs',
    ]);
    expect(affected.overlays.map(({ services }: { services: string[] }) => services)).toEqual([['api', 'chat'], ['api', 'chat', 'mock']]);
    expect(affected.removed).toEqual([]);
    for (const item of [...affected.rootModules, ...affected.overlays]) expect(item.reasons).toEqual([reason]);
    expect(fs.existsSync(path.join(history.dir, 'x'))).toBe(false);
  });
});

describe('at a desk', () => {
  const history = GitHistory.of(GRAPH);
  history.commit({ 'terraform/dev/network/main.tf': another(), 'k8s/base/api/x.yaml': another(), 'k8s/overlays/dev/namespace.yaml': another() });

  test('it prints folders, and why', () => {
    expect(history.run(['--base', 'HEAD~1']).stdout).toBe(`terraform/dev/network
terraform/dev/database
terraform/dev/jobs
k8s/overlays/staging (api)
k8s/overlays/dev (api)
`);
    expect(history.run(['--base', 'HEAD~1', '--why', '--environment', 'dev']).stdout).toBe(`terraform/dev/network
  terraform/dev/network/main.tf added
terraform/dev/database
  reads outputs of network
terraform/dev/jobs
  reads outputs of database
k8s/overlays/dev (api)
  k8s/base/api/x.yaml added
  k8s/overlays/dev/namespace.yaml added
`);
    expect(history.run(['--base', 'HEAD']).stdout).toBe('nothing is affected\n');
  });

  test('it may be called from any folder', () => {
    expect(history.run(['--base', 'HEAD~1'], path.join(history.dir, 'k8s/base'))).toMatchObject({ status: 0, stdout: expect.stringContaining('terraform/dev/network\n') });
    expect(history.run(['--base', 'HEAD~1'], temporaryDirectory())).toMatchObject({ status: 0, stdout: expect.stringContaining('terraform/dev/network\n') });
  });

  test('it looks at what is committed, and not at the working tree', () => {
    write(history.dir, 'terraform/dev/storage/main.tf', another());
    expect(history.run(['--base', 'HEAD']).stdout).toBe('nothing is affected\n');
  });

  test('it explains itself', () => {
    expect(history.run(['--help'])).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('Usage: affected.mjs --base <revision>') });
  });

  test.each([
    [[], 2, 'affected: --base is missing\n'],
    [['--bsae', 'HEAD'], 2, "affected: Unknown option '--bsae'"],
    [['--base', 'HEAD', '--head', 'nowhere'], 1, 'affected: nowhere is not a commit of this repository\n'],
    [['--base', 'HEAD', '--environment', 'prod'], 1, 'affected: there is no environment prod; environments are: staging, dev\n'],
  ])('it says what is wrong with %j', (args, status, message) => {
    expect(history.run(args)).toMatchObject({ status, stdout: '', stderr: expect.stringContaining(message) });
  });

  test('it says that a commit has no graph', () => {
    const other = GitHistory.of(GRAPH);
    other.commit({ '.gitignore': '/.projen/' });
    other.git(['rm', '--quiet', '--cached', '.projen/graph.json']);
    other.commit({});
    expect(other.run(['--base', 'HEAD~1'])).toMatchObject({ status: 1, stderr: expect.stringContaining('affected: HEAD has no .projen/graph.json that this script can read: run npx projen') });
  });
});

test('an estate may be a folder of a larger repository', () => {
  const repository = temporaryDirectory();
  const inner = GitHistory.of(GRAPH).dir;
  fs.rmSync(path.join(inner, '.git'), { recursive: true });
  fs.renameSync(inner, path.join(repository, 'estate'));
  const history = new GitHistory(path.join(repository, 'estate'), repository);
  history.commit({ 'terraform/dev/network/main.tf': another(), '../terraform/dev/storage/main.tf': another() });
  expect(dirs(history)).toEqual(['terraform/dev/network', 'terraform/dev/database', 'terraform/dev/jobs']);
});

import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Affected, GitHistory } from './git-history';
import { Backend, CiSystem, Cloud, Convention, Environment, FeiyueProject, FeiyueProjectOptions, Hcl, HclBlock, Module, RootModule, RootModuleOptions } from '../../src';
import { emptyProject } from '../default-estate';
import { temporaryDirectory, write } from '../synth/test-project';
import { git } from '../worktree/git-apply';

type RootShape = RootModuleOptions & { readonly only?: string; readonly holds?: string };

/** An estate of two root modules in two environments, that differs from commit to commit. */
interface Shape {
  readonly options?: Partial<FeiyueProjectOptions>;
  /** Names of the environments, with their state keys. */
  readonly environments?: Readonly<Record<string, string | undefined>>;
  /** What the root modules say, by their name; the block of each is named after `holds`. */
  readonly roots?: Readonly<Record<string, RootShape>>;
  readonly retired?: readonly string[];
}

/** The two ways in which estates are delivered. */
const SYSTEMS = {
  'GitHub Actions': {
    dir: (environment: string, rootModule: string) => `terraform/${environment}/${rootModule}`,
    scripts: 'ops/scripts',
    options: {},
    backend: (bucket: string) => Backend.cos({ bucket: `${bucket}-1250000000`, region: 'ap-guangzhou' }),
  },
  'Azure Pipelines': {
    dir: (environment: string, rootModule: string) => `infra/${environment}/${environment}-${rootModule}`,
    scripts: 'utils',
    options: {
      convention: Convention.PICASSO,
      ciSystem: CiSystem.AZURE_PIPELINES,
      repository: 'contoso/ops/picasso-ops',
      cloud: Cloud.azure({ subscriptionId: '00000000-0000-0000-0000-000000000001', tenantId: '00000000-0000-0000-0000-000000000002', location: 'westeurope', stateAccess: { isOpenToAllNetworks: true } }),
    },
    backend: (bucket: string) => Backend.azurerm({ storageAccountName: bucket, resourceGroupName: 'states', containerName: 'tfstate' }),
  },
} as const;

type System = (typeof SYSTEMS)[keyof typeof SYSTEMS];

const ROOTS = { network: {}, database: {} };

function synthesise({ options }: System, outdir: string, shape: Shape): void {
  const { environments = { dev: undefined, prod: undefined }, roots = ROOTS, retired = [] } = shape;
  const project = emptyProject({ ...options, ...shape.options, outdir });
  const all = new Map<string, Environment>();
  for (const [name, stateKey] of Object.entries(environments)) all.set(name, project.addEnvironment(name, { stateKey }));
  for (const [name, { only, holds = name, ...rest }] of Object.entries<RootShape>(roots)) {
    const root = project.addRootModule(name, { ...rest, environments: only === undefined ? undefined : [all.get(only)!] });
    root.addBlock(new HclBlock('resource', ['terraform_data', holds]));
  }
  project.retireStates(...retired);
  project.synth();
}

/** What is said about the step from one shape to another. */
class Step {
  public readonly json: Pick<Affected, 'removed' | 'renamed'>;
  public readonly text: string;
  public readonly comment: string;

  constructor(private readonly scripts: string, private readonly outdir: string, base = 'HEAD~1', environment?: string) {
    const args = ['--base', base, ...environment === undefined ? [] : ['--environment', environment]];
    const reports = temporaryDirectory();
    const json = this.run('affected.mjs', ...args, '--json');
    writeFileSync(join(reports, 'affected.json'), json);
    this.json = JSON.parse(json);
    this.text = this.run('affected.mjs', ...args);
    this.comment = this.run('plan-summary.mjs', 'comment', reports, 'https://ci/run/1', 'c0ffee');
  }

  private run(script: string, ...args: string[]): string {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(this.outdir, this.scripts, script), ...args], { cwd: this.outdir, encoding: 'utf-8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return stdout;
  }
}

/** Commits the shapes one after the other, in a repository of their own. */
function history(system: System, ...shapes: Shape[]): string {
  const outdir = temporaryDirectory();
  let commits: GitHistory | undefined;
  for (const shape of shapes) {
    synthesise(system, outdir, shape);
    if (commits) commits.commit({});
    else commits = new GitHistory(outdir);
  }
  return outdir;
}

/** Nobody is told to destroy or delete anything. */
function expectNoDestruction({ text, comment }: Step): void {
  const withoutTable = comment.replace('| Root module | Add | Change | Destroy | |', '');
  expect(text + withoutTable).not.toMatch(/destroy|-destroy|delete|removed|retired|gone|state rm/i);
}

describe.each(Object.entries(SYSTEMS))('%s', (_, system) => {
  const { dir, scripts } = system;
  const both = (rootModule: string, as: string) => ['dev', 'prod'].map((environment) => [dir(environment, rootModule), dir(environment, as)]);
  const step = (...shapes: Shape[]) => new Step(scripts, history(system, ...shapes));

  test.each<[string, Shape, Array<[from: string, to: string]>, Shape?]>([
    ['a root module that is renamed and keeps its states', { roots: { network: {}, data: { stateKey: 'database', holds: 'database' } } }, both('database', 'data') as Array<[string, string]>],
    ['an environment that is renamed', { environments: { dev: undefined, production: 'prod' } },
      ['network', 'database'].map((root) => [dir('prod', root), dir('production', root)])],
    ['a root module whose former name a new one has', { roots: { network: {}, data: { stateKey: 'database', holds: 'database' }, database: { stateKey: 'database-2', holds: 'new' } } }, both('database', 'data') as Array<[string, string]>],
    ['root modules that exchange their names', { roots: { network: { stateKey: 'database', holds: 'database' }, database: { stateKey: 'network', holds: 'network' } } },
      ['dev', 'prod'].flatMap((environment): Array<[string, string]> => [[dir(environment, 'network'), dir(environment, 'database')], [dir(environment, 'database'), dir(environment, 'network')]])],
    ['folders that are called otherwise', { options: { folders: { terraformDir: 'tf', modulesDir: 'tf/modules', bootstrapDir: 'tf/bootstrap', rootModuleFolder: '{rootModule}' } } },
      ['dev', 'prod'].flatMap((environment) => ['network', 'database'].map((root): [string, string] => [dir(environment, root), `tf/${environment}/${root}`]))],
  ])('%s: the comment says that it is renamed, and has no word of destruction', (_name, shape, renamed) => {
    const said = step({}, shape);
    expect(said.json.removed).toEqual([]);
    expect(said.json.renamed.map(({ from, dir: to, isMoved }) => [from, to, isMoved]).sort())
      .toEqual(renamed.map(([from, to]) => [from, to, false]).sort());
    for (const [from, to] of renamed) {
      expect(said.text).toContain(`${from} -> ${to} (renamed, same state)\n`);
      expect(said.comment).toContain(`\`${from}\` is \`${to}\` now`);
    }
    expect(said.comment).toMatch(/\*\*Renamed\*\*: .*, with the same state\. Nothing has to be done\.\n/);
    expectNoDestruction(said);
  });

  test('a root module whose states are moved to its new name: while movedFrom stands, when it is deleted, and from before to after', () => {
    const moved = (movedFrom?: string): Shape => ({ roots: { network: {}, data: { movedFrom, holds: 'database' } } });
    const outdir = history(system, {}, moved('database'), moved());
    for (const said of [new Step(scripts, outdir, 'HEAD~2'), new Step(scripts, history(system, {}, moved('database')))]) {
      expect(said.text).toContain(`${dir('prod', 'database')} -> ${dir('prod', 'data')} (renamed, its state has moved)\n`);
      expect(said.comment).toContain(`**Renamed**: \`${dir('dev', 'database')}\` is \`${dir('dev', 'data')}\` now, \`${dir('prod', 'database')}\` is \`${dir('prod', 'data')}\` now, and the state moves with it.`);
      expectNoDestruction(said);
    }
    const last = new Step(scripts, outdir);
    expect([last.json.removed, last.json.renamed]).toEqual([[], []]);
    expectNoDestruction(last);
  });

  test('another backend, by itself and under another name at once', () => {
    const before = { options: { backend: system.backend('old') } };
    const backend = system.backend('new').movedFrom(system.backend('old'));
    const same = step(before, { options: { backend } });
    expect([same.json.removed, same.json.renamed]).toEqual([[], []]);
    expectNoDestruction(same);
    const renamed = step(before, { options: { backend }, roots: { network: {}, data: { movedFrom: 'database', holds: 'database' } } });
    expect(renamed.json.renamed.map(({ from, isMoved }) => [from, isMoved])).toEqual([[dir('dev', 'database'), true], [dir('prod', 'database'), true]]);
    expectNoDestruction(renamed);
  });

  test.each<[string, Shape, string[]]>([
    ['a root module', { roots: { network: {} }, retired: ['dev/database', 'prod/database'] }, [dir('dev', 'database'), dir('prod', 'database')]],
    ['an environment', { environments: { dev: undefined }, retired: ['prod/*'] }, [dir('prod', 'database'), dir('prod', 'network')]],
    ['a root module in one environment', { roots: { network: {}, database: { only: 'dev' } }, retired: ['prod/database'] }, [dir('prod', 'database')]],
  ])('%s that is retired: the comment tells how to leave it running, and how to destroy it', (_name, shape, retired) => {
    const outdir = history(system, {}, shape);
    const said = new Step(scripts, outdir);
    expect(said.json.renamed).toEqual([]);
    expect(said.json.removed.map(({ dir: gone, state }) => [gone, state]).sort()).toEqual(retired.map((gone) => [gone, 'retired']));
    for (const gone of retired) {
      expect(said.text).toContain(`${gone} (retired)\n`);
      expect(said.comment).toContain(`\nbash ${scripts}/terraform-root.sh apply ${gone} -- -destroy\n`);
    }
    const commit = spawnSync('git', ['rev-parse', 'HEAD~1'], { cwd: outdir, encoding: 'utf-8' }).stdout.trim();
    expect(said.comment).toContain('Leave it, and nothing has to be done; or destroy it before this is merged.');
    expect(said.comment).toContain(`\n\`\`\`sh\ngit switch --detach ${commit}\n`);
    // The folder, and with it the address of the state, is that of the commit that is switched to.
    for (const gone of retired) expect(spawnSync('git', ['cat-file', '-e', `${commit}:${gone}`], { cwd: outdir }).status).toBe(0);
  });

  test('what is retired is destroyed before what it reads', () => {
    const outdir = temporaryDirectory();
    const declare = (isThere: boolean): FeiyueProject => {
      const project = emptyProject({ ...system.options, outdir });
      project.addEnvironment('dev');
      project.addRootModule('other').addBlock(new HclBlock('resource', ['terraform_data', 'other']));
      if (!isThere) project.retireStates('dev/b-network', 'dev/a-database');
      const roots: RootModule[] = isThere ? ['b-network', 'a-database'].map((name) => project.addRootModule(name)) : [];
      const id = roots[0]?.addOutput('id', { value: Hcl.raw('1'), description: 'x' });
      roots[1]?.addBlock(new HclBlock('locals', [], { id }));
      return project;
    };
    declare(true).synth();
    const commits = new GitHistory(outdir);
    declare(false).synth();
    commits.commit({});
    const { comment } = new Step(scripts, outdir);
    expect(comment.indexOf(`apply ${dir('dev', 'a-database')} -- -destroy`)).toBeGreaterThan(0);
    expect(comment.indexOf(`apply ${dir('dev', 'a-database')} -- -destroy`)).toBeLessThan(comment.indexOf(`apply ${dir('dev', 'b-network')} -- -destroy`));
  });

  test.each(['HEAD~1', 'HEAD'])('where %s has no ledger, or one that cannot be read, nobody is told to destroy anything', (which) => {
    for (const ledger of [undefined, '<<<<<<< ours\n']) {
      const outdir = temporaryDirectory();
      synthesise(system, outdir, {});
      if (which === 'HEAD~1') spoil(outdir, ledger);
      const commits = new GitHistory(outdir);
      rmSync(join(outdir, '.projen/state-addresses.json'), { force: true });
      synthesise(system, outdir, { roots: { network: {}, data: { stateKey: 'database', holds: 'database' } } });
      if (which === 'HEAD') spoil(outdir, ledger);
      commits.commit({});
      const said = new Step(scripts, outdir);
      expect(said.json.removed.map(({ dir: gone, state }) => [gone, state])).toEqual([[dir('dev', 'database'), 'unknown'], [dir('prod', 'database'), 'unknown']]);
      expect(said.text).toContain(`${dir('prod', 'database')} (removed)\n`);
      expect(said.comment).toContain(`**Gone**: \`${dir('dev', 'database')}\`, \`${dir('prod', 'database')}\`.`);
      expect(said.comment).not.toMatch(/-destroy|terraform-root/);
    }
  });

  test('a state that is given up without a word, because the ledger was begun anew, is left alone', () => {
    const outdir = history(system, {});
    rmSync(join(outdir, '.projen/state-addresses.json'));
    synthesise(system, outdir, { roots: { network: {}, database: { stateKey: 'elsewhere' } } });
    expect(git(outdir, 'commit', '--quiet', '--all', '--message=x').status).toBe(0);
    const said = new Step(scripts, outdir);
    expect(said.json.removed.map(({ dir: gone, state }) => [gone, state])).toEqual([[dir('dev', 'database'), 'left'], [dir('prod', 'database'), 'left']]);
    expect(said.comment).not.toMatch(/-destroy|terraform-root/);
  });

  test('a root module that is retired after another one has taken over what it made is nobody\'s to destroy: its state may have that still', () => {
    const outdir = temporaryDirectory();
    const declare = (roots: Readonly<Record<string, readonly string[]>>, takes?: string, ...retired: string[]) => {
      write(outdir, 'own/store/main.tf', 'resource "terraform_data" "this" {}\n');
      const project = emptyProject({ ...system.options, outdir });
      project.addEnvironment('dev');
      for (const [name, ids] of Object.entries(roots)) {
        const root = project.addRootModule(name);
        const calls = ids.map((id) => new Module(root, id, { source: 'own/store' }));
        if (name === 'data' && takes !== undefined) calls[0].movedFrom(takes);
      }
      project.retireStates(...retired);
      project.synth();
    };
    declare({ database: ['pg', 'other'] });
    const commits = new GitHistory(outdir);
    for (const [roots, ...rest] of [[{ database: ['other'], data: ['pg'] }, 'database/pg'], [{ database: ['other'], data: ['pg'] }], [{ data: ['pg'] }, undefined, 'dev/database']] as Array<Parameters<typeof declare>>) {
      declare(roots, ...rest);
      commits.commit({});
      const said = new Step(scripts, outdir);
      expect(said.comment).not.toMatch(/-destroy|terraform-root/);
      expect(said.json.renamed).toEqual([]);
    }
    expect(new Step(scripts, outdir).json.removed).toMatchObject([{ dir: dir('dev', 'database'), state: 'left' }]);
  });

  test('a deployment of one environment is told of what is renamed there', () => {
    const said = new Step(scripts, history(system, {}, { environments: { dev: undefined, production: 'prod' } }), 'HEAD~1', 'production');
    expect(said.json.renamed).toHaveLength(2);
    expect(new Step(scripts, history(system, {}, { environments: { dev: undefined, production: 'prod' } }), 'HEAD~1', 'dev').json.renamed).toEqual([]);
  });
});

function spoil(outdir: string, ledger: string | undefined): void {
  const file = join(outdir, '.projen/state-addresses.json');
  rmSync(file, { force: true });
  mkdirSync(join(outdir, '.projen'), { recursive: true });
  if (ledger !== undefined) writeFileSync(file, ledger);
}

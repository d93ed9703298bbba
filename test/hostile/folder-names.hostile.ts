import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { parse as parseHcl } from '@cdktn/hcl2json';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import { hostileFileName } from './hostile-values';
import { FeiyueProject, FolderOptions, Module, tencent } from '../../src';
import { GraphJson, rootModulesOf } from '../../src/ci/graph-json';
import { Convention, layoutOf } from '../../src/estate/convention';
import type { EnvironmentNames, Layout } from '../../src/estate/layout';
import { emptyProject } from '../default-estate';
import { describeWithTool, runTool } from '../real-tool';
import { read, temporaryDirectory, tree, write } from '../synth/test-project';

/** The scripts that the page of the estate lists; each names itself by its whole path, to be copied. */
const FOR_PEOPLE = ['bootstrap.sh', 'kubeconfig.sh', 'rollback-service.sh', 'terraform-root.sh', 'unlock-state.sh'];

/** A convention of one's own in which every folder and file has a name of its own. */
type Names = readonly string[];
const NAMES = 8;
const names: fc.Arbitrary<Names> = fc.uniqueArray(hostileFileName, { minLength: NAMES, maxLength: NAMES, selector: (name) => name.normalize('NFC').toLowerCase() });

const BACKEND_FILE = 'backend';

const DEV = { name: 'dev', shortName: 'dev' };
const PROD = { name: 'prod', shortName: 'prod' };

function foldersOf(name: Names): FolderOptions {
  return {
    terraformDir: `t/${name[0]}`,
    rootModuleFolder: '{rootModule}',
    modulesDir: `t/${name[0]}/${name[1]}`,
    bootstrapDir: `t/${name[0]}/bootstrap`,
    backendFile: `${BACKEND_FILE}${name[2]}`,
    kubernetesBaseDir: `k/base/${name[3]}`,
    kubernetesOverlaysDir: `k/overlays/${name[4]}`,
    cloudBaseRunDir: `r/${name[5]}`,
    imagesDir: `i/${name[5]}`,
    outputsDir: `o/${name[5]}`,
    workflowsDir: `.github/${name[5]}`,
    scriptsDir: `o/${name[6]}`,
    monitoringDir: `o/monitoring/${name[7]}`,
    runbooksDir: `o/runbooks/${name[7]}`,
    pipelinesDir: `.pipelines/${name[0]}`,
    applicationsDir: `a/${name[1]}`,
    thirdPartyApplicationsDir: `a/others/${name[2]}`,
    auth0Dir: `auth0/${name[3]}`,
    workersDir: `w/${name[4]}`,
    containersDir: `c/${name[5]}`,
    policiesDir: `p/${name[6]}`,
  };
}

interface Made {
  readonly project: FeiyueProject;
  readonly outdir: string;
  readonly layout: Layout;
  /** A folder of the user's own module. */
  readonly moduleDir: string;
}

/** The estate with everything in it, in folders of these names. */
function estateOf(name: Names): Made {
  const folders = foldersOf(name);
  const layout = layoutOf(Convention.FEIYUE, folders);
  const project = emptyProject({ folders });
  const { outdir } = project;
  const dev = project.addEnvironment('dev');
  project.addEnvironment('prod', { promotedFrom: dev });
  const vpc = new tencent.Network(project.addRootModule('network'), 'vpc', { cidrBlock: '10.0.0.0/16', isolated: true });
  new tencent.TkeCluster(project.addRootModule('compute'), 'cluster', { vpcId: vpc.vpcId, subnetId: vpc.subnetId });
  const moduleDir = `own/${name[0]}/${name[3]}`;
  write(outdir, `${moduleDir}/main.tf`, 'output "x" {\n  value = 1\n}\n');
  new Module(project.addRootModule('queue'), 'jobs', { source: moduleDir });
  project.addService('api', { port: 8080, env: { A: 'x' } });
  project.synth();
  return { project, outdir, layout, moduleDir };
}

function isFolder(...segments: string[]): boolean {
  return fs.statSync(path.join(...segments), { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** The estates that were made, by their names: all properties try the same ones, and none changes what is written there. */
const estates = new Map<string, Made>();
afterAll(() => estates.forEach(({ outdir }) => fs.rmSync(outdir, { recursive: true })));

/** Runs a property over estates in folders of hostile names. */
async function forEstates(numRuns: number, check: (made: Made) => void | Promise<void>): Promise<void> {
  await fc.assert(fc.asyncProperty(names, async (name) => {
    const key = JSON.stringify(name);
    const made = estates.get(key) ?? estateOf(name);
    estates.set(key, made);
    await check(made);
  }), { numRuns });
}

function git(outdir: string, ...args: string[]): void {
  const identity = ['-c', 'user.name=user', '-c', 'user.email=user@example.com', '-c', 'core.excludesFile=/dev/null'];
  const { stderr, status } = spawnSync('git', [...identity, ...args], { cwd: outdir, encoding: 'utf-8' });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
}

test('every path that a generated file says leads to where it was said', async () => {
  await forEstates(4, async ({ outdir, layout, moduleDir }) => {
    const queue = layout.rootModuleDir(DEV, 'queue');
    const { module } = await parseHcl('main.tf', read(outdir, `${queue}/main.tf`));
    // hcl2json gives templates as they are written, so what opens one is doubled.
    const source = (module.jobs[0].source as string).replace(/([$%])\1\{/g, '$1{');
    expect(path.posix.join(queue, source)).toBe(moduleDir.normalize('NFC'));

    const overlay = layout.serviceOverlayDir('dev', 'api');
    const { resources } = parse(read(outdir, `${overlay}/kustomization.yaml`));
    expect(resources.map((resource: string) => path.posix.join(overlay, resource))).toEqual([layout.baseDir('api')]);

    const graph = JSON.parse(read(outdir, '.projen/graph.json')) as GraphJson;
    const graphed = [
      ...[...graph.bootstrap, ...rootModulesOf(graph)].map(({ dir }) => dir),
      ...graph.rootModules.flatMap(({ moduleDirs }) => moduleDirs),
      ...graph.environments.flatMap(({ name, overlay: whole }) => [whole!, ...graph.services.map((service) => service.overlay.replace('*', name))]),
      ...graph.services.map(({ base }) => base),
    ];
    for (const dir of graphed) expect([dir, isFolder(outdir, dir)]).toEqual([dir, true]);

    const plan = parse(read(outdir, `${layout.workflowsDir}/terraform-plan.yml`));
    expect((plan.env.SCRIPTS as string).replaceAll("${{ '${{' }}", '${{')).toBe(layout.scriptsDir);
  });
});

test('what is affected is found by the names of such folders', async () => {
  await forEstates(4, ({ outdir: written, layout, moduleDir }) => {
    const outdir = temporaryDirectory();
    fs.cpSync(written, outdir, { recursive: true });
    git(outdir, 'init', '--quiet');
    const commit = () => {
      git(outdir, 'add', '--all');
      git(outdir, 'commit', '--quiet', '--message', 'change');
    };
    const affected = (base: string) => {
      const script = `${layout.scriptsDir}/affected.mjs`;
      const { stdout, stderr, status } = spawnSync('node', [script, '--base', base, '--json'], { cwd: outdir, encoding: 'utf-8' });
      expect([stderr, status]).toEqual(['', 0]);
      const { rootModules, overlays } = JSON.parse(stdout) as { rootModules: Array<{ dir: string }>; overlays: Array<{ dir: string }> };
      return [...rootModules, ...overlays].map(({ dir }) => dir);
    };
    const dirsIn = (environment: EnvironmentNames, ...roots: string[]) => roots.map((root) => layout.rootModuleDir(environment, root));
    const overlays = ['dev', 'prod'].map((environment) => layout.environmentOverlayDir(environment));
    commit();
    const all = ['network', 'queue', 'compute'];
    expect(affected('')).toEqual([...dirsIn(DEV, ...all), ...dirsIn(PROD, ...all), ...overlays]);

    write(outdir, `${moduleDir}/main.tf`, 'output "x" {\n  value = 2\n}\n');
    commit();
    expect(affected('HEAD~1')).toEqual([...dirsIn(DEV, 'queue'), ...dirsIn(PROD, 'queue')]);

    fs.rmSync(path.join(outdir, layout.baseDir('api'), 'service.yaml'));
    commit();
    expect(affected('HEAD~1')).toEqual(overlays);
    fs.rmSync(outdir, { recursive: true });
  });
});

test('the script for root modules works in such folders, and runs nothing that is only a name', async () => {
  await forEstates(4, ({ outdir, layout }) => {
    const script = `${layout.scriptsDir}/terraform-root.sh`;
    const bash = (...args: string[]) => spawnSync('bash', [script, ...args], { cwd: outdir, encoding: 'utf-8', input: '', env: { PATH: process.env.PATH, HOME: outdir } });
    const before = tree(outdir);
    const help = bash('--help');
    expect([help.status, help.stderr]).toEqual([0, '']);
    expect(help.stdout).toContain(`Example: ${script} plan ${layout.rootModuleDir(DEV, 'network')}\n`);
    const prod = layout.rootModuleDir(PROD, 'network');
    const refusedApply = bash('apply', prod);
    expect(refusedApply.stderr).toContain(`${prod} belongs to prod: add --confirm prod to apply it`);
    expect(refusedApply.status).toBe(3);
    expect(bash('apply', layout.rootModuleDir(DEV, 'network'), '--confirm', 'prod').status).toBe(3);
    expect(bash('plan').stderr).toContain(`such as ${layout.rootModuleDir(DEV, 'network')}`);
    expect(tree(outdir)).toEqual(before);
  });
});

test('every script says how it is used, in such folders', async () => {
  await forEstates(4, ({ outdir, layout }) => {
    const before = tree(outdir);
    const scripts = fs.readdirSync(path.join(outdir, layout.scriptsDir)).filter((file) => /\.(sh|mjs)$/.test(file));
    expect(scripts).toEqual(expect.arrayContaining(['affected.mjs', 'apply-overlay.mjs', 'bootstrap.sh', 'drift-issues.sh', 'rollback-service.sh']));
    for (const script of scripts) {
      const file = `${layout.scriptsDir}/${script}`;
      const program = script.endsWith('.sh') ? 'bash' : 'node';
      const { status, stdout, stderr } = spawnSync(program, [file, '--help'], { cwd: outdir, encoding: 'utf-8', env: { PATH: process.env.PATH, HOME: outdir } });
      expect([script, status, stderr]).toEqual([script, 0, '']);
      // Those of the page are made for this estate; the others come with the package as they are.
      const usages = FOR_PEOPLE.includes(script) ? [`Usage: ${file} `] : [script, script.replace(/\.mjs$/, '.sh')].flatMap((name) => [`Usage: ${name} `, `Usage: node ${name} `]);
      expect([script, stdout, usages.some((usage) => stdout.includes(usage))]).toEqual([script, stdout, true]);
    }
    expect(tree(outdir)).toEqual(before);
  });
});

test('the commands of the page of the estate lead to the folders that they are about', async () => {
  await forEstates(4, ({ outdir, layout }) => {
    const readme = read(outdir, layout.estatePage);
    const commands = [...readme.matchAll(/^ {3}(`{3,})sh\n([^]*?)\n {3}\1$/gm)].map(([, , lines]) => lines.replace(/^ {3}/gm, ''));
    const folders = commands.filter((command) => command.startsWith('cd ')).map((command) => {
      const cd = command.split(/ && |\n/)[0];
      return spawnSync('bash', ['-c', `${cd} && printf %s "\${PWD}"`], { cwd: outdir, encoding: 'utf-8', env: { PATH: process.env.PATH, HOME: outdir } }).stdout;
    });
    const real = fs.realpathSync(outdir);
    expect(folders).toEqual([
      layout.rootModuleDir(DEV, 'network'),
    ].map((dir) => path.join(real, dir)));
    const deploy = commands.find((command) => command.startsWith('node '));
    const words = spawnSync('bash', ['-c', `node() { printf '%s\\0' "$@"; }; ${deploy}`], { cwd: outdir, encoding: 'utf-8' }).stdout.split('\0');
    expect(words.slice(0, 3)).toEqual([`${layout.scriptsDir}/apply-overlay.mjs`, '--overlay', layout.environmentOverlayDir('dev')]);
    expect(tree(outdir)).not.toHaveProperty('hacked');
  });
});

test('every row of the tables of the page of the estate is one, with code in it', async () => {
  await forEstates(4, ({ outdir, layout }) => {
    for (const row of read(outdir, layout.estatePage).split('\n').filter((line) => line.startsWith('|'))) {
      // As CommonMark reads it: code ends with as many backticks as it begins with.
      const cells = row.slice(2, -2).replace(/(?<!`)(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, 'code').split(' | ');
      expect([row, cells]).toEqual([row, expect.arrayContaining([expect.stringMatching(/^(what|where|environment|base|---|code)$/)])]);
      expect(cells.join('')).not.toContain('`');
    }
  });
});

describeWithTool('kustomize', () => {
  test('kustomize builds an environment in such folders', () => {
    for (const name of fc.sample(names, { numRuns: 3 })) {
      const { outdir, layout } = estateOf(name);
      const { status, stderr, stdout } = runTool('kustomize', ['build', path.join(outdir, layout.environmentOverlayDir('dev'))]);
      expect([stderr, status]).toEqual(['', 0]);
      expect(stdout).toContain('kind: Deployment');
      fs.rmSync(outdir, { recursive: true });
    }
  });
});

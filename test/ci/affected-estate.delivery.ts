import { execFileSync, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import * as fc from 'fast-check';
import { GitHistory, SCRIPT } from './git-history';
import { Environment, FeiyueProject, Module, RootModule, tencent } from '../../src';
import { emptyProject } from '../default-estate';
import { expectLinearCost, TIMES } from '../growth';
import { read, temporaryDirectory, write } from '../synth/test-project';

/** A root module of a random estate. */
interface DeclaredRoot {
  readonly name: string;
  readonly kind: 'network' | 'redis' | 'storage' | 'own' | 'by hand';
  /** Indices of its environments. */
  readonly environments: readonly number[];
  /** Index of the root module whose outputs it reads. */
  readonly reads?: number;
}

interface DeclaredEstate {
  readonly environments: readonly string[];
  readonly roots: readonly DeclaredRoot[];
  readonly services: readonly string[];
}

/** The folders and files that each kind of root module is built from. Modules of one's own are `queue`, which calls `base`. */
const BUILT_FROM: Readonly<Record<DeclaredRoot['kind'], readonly string[]>> = {
  'network': ['terraform/modules/network'],
  'redis': ['terraform/modules/redis'],
  'storage': ['terraform/modules/cos-storage'],
  'own': ['terraform/modules/queue', 'terraform/modules/base', 'shared/policy.json'],
  'by hand': ['terraform/modules/base', 'shared/templates'],
};

/** What stands there before the first synthesis. */
const OWN_FILES = {
  'terraform/modules/queue/main.tf': 'variable "id" {\n  type = string\n}\n\nmodule "base" {\n  source = "../base"\n}\n\nlocals {\n  policy = file("${path.module}/../../../shared/policy.json")\n}\n',
  'terraform/modules/base/main.tf': 'locals {\n  x = 1\n}\n',
  'shared/policy.json': '{}\n',
  'shared/templates/a.tpl': 'a\n',
  'shared/unused.json': '{}\n',
};
const BY_HAND = 'module "base" {\n  source = "../../modules/base"\n}\n\nlocals {\n  text = templatefile("${path.root}/../../../shared/templates/${terraform.workspace}.tpl", {})\n}\n';

const estates: fc.Arbitrary<DeclaredEstate> = fc.record({
  environments: fc.integer({ min: 1, max: 3 }),
  services: fc.integer({ min: 0, max: 2 }),
  roots: fc.array(fc.record({
    kind: fc.constantFrom<DeclaredRoot['kind'][]>('redis', 'storage', 'own', 'by hand'),
    place: fc.nat(),
    only: fc.nat(),
  }), { minLength: 2, maxLength: 5 }),
}).map(({ environments, services, roots }) => {
  const all = [...Array(environments).keys()];
  const declared: DeclaredRoot[] = [{ name: 'net', kind: 'network', environments: all }];
  roots.forEach(({ kind, place, only }, index) => {
    const name = `root${index}`;
    // The first one has outputs for the others and so is everywhere.
    const within = index === 0 || only % 2 === 0 ? all : all.filter((n) => n !== only % environments || environments === 1);
    const producers = declared.flatMap((root, n) => (root.kind === 'network' || (root.kind === 'redis' && root.environments.length === environments) ? [n] : []));
    const reads = kind === 'redis' ? 0 : kind === 'own' ? producers[place % producers.length] : undefined;
    declared.push({ name, kind, environments: within, reads });
  });
  return { environments: all.map((n) => `env${n}`), services: Array.from({ length: services }, (_, n) => `service${n}`), roots: declared };
});

function synthesise(estate: DeclaredEstate): string {
  const outdir = temporaryDirectory();
  for (const [file, content] of Object.entries(OWN_FILES)) write(outdir, file, content);
  for (const root of estate.roots.filter(({ kind }) => kind === 'by hand')) {
    for (const n of root.environments) write(outdir, `terraform/env${n}/${root.name}/main.tf`, BY_HAND);
  }
  const project = emptyProject({ outdir });
  const environments = estate.environments.map((name) => project.addEnvironment(name));
  const made: Array<tencent.Network | tencent.Redis | undefined> = [];
  for (const root of estate.roots) made.push(declare(project, root, environments, root.reads === undefined ? undefined : made[root.reads]));
  estate.services.forEach((service, n) => {
    const source = made[n];
    const output = source instanceof tencent.Network ? source.vpcId : source?.host;
    project.addService(service, { port: 8080, env: output === undefined ? {} : { READ: output } });
  });
  project.synth();
  return outdir;
}

function declare(
  project: FeiyueProject, { name, kind, environments }: DeclaredRoot, all: readonly Environment[], producer?: tencent.Network | tencent.Redis,
): tencent.Network | tencent.Redis | undefined {
  const root: RootModule = project.addRootModule(name, { environments: environments.map((n) => all[n]), handWritten: kind === 'by hand' });
  if (kind === 'network') return new tencent.Network(root, 'this', { cidrBlock: '10.0.0.0/16', isolated: true });
  if (kind === 'redis') {
    const { vpcId, subnetId } = producer as tencent.Network;
    return new tencent.Redis(root, name, { vpcId, subnetId });
  }
  if (kind === 'storage') new tencent.CosStorage(root, name);
  if (kind === 'own') new Module(root, 'this', { source: 'terraform/modules/queue', inputs: { id: producer!.securityGroupId } });
  return undefined;
}

/** What touching a file affects by what was declared: folders of root modules, and `<overlay>: <services>`. */
function expected({ environments, roots, services }: DeclaredEstate, file: string): Set<string> {
  const affected = new Set<string>();
  const isIn = (folder: string) => file === folder || file.startsWith(`${folder}/`);
  environments.forEach((environment, n) => {
    const here = roots.filter((root) => root.environments.includes(n));
    for (const root of here) {
      const dir = `terraform/${environment}/${root.name}`;
      const producer = root.reads === undefined ? undefined : `terraform/${environment}/${roots[root.reads].name}`;
      if ([dir, ...BUILT_FROM[root.kind]].some(isIn) || (producer !== undefined && affected.has(producer))) affected.add(dir);
    }
    // The first root modules are in all environments, and services read their outputs, where they have any.
    const reads = (m: number) => ['network', 'redis'].includes(roots[m].kind) && affected.has(`terraform/${environment}/${roots[m].name}`);
    const changed = services.filter((service, m) => isIn(`k8s/base/${service}`) || isIn(`k8s/overlays/${environment}/${service}`) || reads(m));
    if (changed.length > 0 || isIn(`k8s/overlays/${environment}`)) affected.add(`k8s/overlays/${environment}: ${changed.join()}`);
  });
  return affected;
}

/** Changes what a file says, in the language that it is written in. @param key one that it does not have: said twice, it would change nothing */
function touched(file: string, text: string, key: string): string {
  switch (path.extname(file)) {
    case '.tf': return `${text}locals { ${key} = 1 }\n`;
    case '.hcl':
    case '.tfvars': return `${text}${key} = 1\n`;
    case '.yaml':
    case '.yml': return `${text}${key}: 1\n`;
    // Still the same graph to the script, which must go on working.
    case '.json': return text.replace(/\}\n$/, `${/\{\s*\}\n$/.test(text) ? '' : ','}"${key}": 1}\n`);
    default: return `${text}${key}\n`;
  }
}

/** Changes only how a file is written. */
function restyled(file: string, text: string): string {
  switch (path.extname(file)) {
    case '.tf':
    case '.hcl':
    case '.tfvars':
    case '.yaml': return `# touched\n\n${text.replace(/\n/, '\n# touched\n\n')}`;
    case '.json': return ` ${text}`;
    default: return text;
  }
}

function writeAgain(dir: string, file: string, text: string): void {
  fs.rmSync(path.join(dir, file), { force: true });
  write(dir, file, text);
}

const runs = Number(process.env.FEIYUE_AFFECTED_ESTATES ?? 3);

test('touching files selects exactly what is built from them, and what reads the outputs of that', () => {
  fc.assert(fc.property(estates, fc.infiniteStream(fc.nat()), (estate, random) => {
    const history = new GitHistory(synthesise(estate));
    const files = history.git(['ls-files', '-z']).split('\0').filter((file) => file !== '' && !file.endsWith('.md') && !file.startsWith('ops/scripts/affected'));
    const pick = (): string => files[random.next().value! % files.length];
    for (let commit = 0; commit < 12; commit++) {
      const picked = [...new Set(Array.from({ length: 1 + commit % 3 }, pick))];
      for (const file of picked) writeAgain(history.dir, file, touched(file, read(history.dir, file), `touched${commit}`));
      history.commit({});
      const { rootModules, overlays, removed } = history.affected();
      expect(removed).toEqual([]);
      const found = [...rootModules.map(({ dir }) => dir), ...overlays.map(({ dir, services }) => `${dir}: ${services.join()}`)];
      expect([picked, found.sort()]).toEqual([picked, [...union(estate, picked)].sort()]);
    }
    // What Terraform reads as a file is its bytes.
    for (const file of files.filter((other) => !other.startsWith('shared/'))) writeAgain(history.dir, file, restyled(file, read(history.dir, file)));
    history.commit({});
    expect(history.affected()).toEqual({ rootModules: [], removed: [], renamed: [], overlays: [], applications: [], cloudBaseRuns: [] });
    fs.rmSync(history.dir, { recursive: true, force: true });
  }), { numRuns: runs });
});

/** Overlays that several files affect have the services of them all. */
function union(estate: DeclaredEstate, files: readonly string[]): Set<string> {
  const affected = new Set<string>();
  const services = new Map<string, Set<string>>();
  for (const item of files.flatMap((file) => [...expected(estate, file)])) {
    const [dir, names] = item.split(': ');
    if (names === undefined) affected.add(dir);
    else services.set(dir, new Set([...(services.get(dir) ?? []), ...names.split(',').filter((name) => name !== '')]));
  }
  for (const [dir, names] of services) affected.add(`${dir}: ${[...names].sort().join()}`);
  return affected;
}

/** An estate with so many environments, root modules in each and services, all of whose files are touched after their first commit. */
function touchedEstate(environments: number, rootModules: number, services: number): GitHistory {
  const project = emptyProject();
  for (let n = 0; n < environments; n++) project.addEnvironment(`env${n}`);
  const vpc = new tencent.Network(project.addRootModule('network'), 'vpc', { cidrBlock: '10.0.0.0/16', isolated: true });
  for (let n = 1; n < rootModules; n++) new tencent.Redis(project.addRootModule(`cache${n}`), `redis${n}`, { vpcId: vpc.vpcId, subnetId: vpc.subnetId });
  for (let n = 0; n < services; n++) project.addService(`service${n}`, { port: 8080 });
  project.synth();
  const history = new GitHistory(project.outdir);
  for (const file of history.git(['ls-files', 'terraform', 'k8s']).trim().split('\n')) writeAgain(history.dir, file, touched(file, read(history.dir, file), 'touched'));
  history.commit({});
  return history;
}

/** How many programs the script starts for the last commit. */
function processesOf(history: GitHistory): number {
  const bin = temporaryDirectory();
  const git = execFileSync('which', ['git'], { encoding: 'utf-8' }).trim();
  write(bin, 'git', `#!/bin/sh\necho started >> '${bin}/started'\nexec '${git}' "$@"\n`);
  fs.chmodSync(path.join(bin, 'git'), 0o755);
  expect(history.run(['--base', 'HEAD~1'], history.dir, { PATH: [bin, process.env.PATH].join(path.delimiter) }).status).toBe(0);
  return read(bin, 'started').split('\n').length - 1;
}

/** The processor time in microseconds that the script takes for the last commit, with all that it starts. */
function processorTimeOf({ dir }: GitHistory): number {
  const { stderr } = spawnSync('bash', ['-c', 'TIMEFORMAT="%U %S"; time "$@" > /dev/null', 'bash', process.execPath, path.join(dir, SCRIPT), '--base', 'HEAD~1'], { encoding: 'utf-8' });
  const [, user, system] = /^(\d+\.\d+) (\d+\.\d+)\n$/.exec(stderr)!;
  return (Number(user) + Number(system)) * 1_000_000;
}

test('on an estate of two thousand files as many processes are started as on a small one, and nothing is compared each with each', () => {
  const [small, large] = [touchedEstate(3, 6, 12), touchedEstate(12, 22, 41)];
  const files = [small, large].map((history) => history.git(['ls-files', 'terraform', 'k8s']).split('\n').length);
  expect(files[1]).toBeGreaterThan(1_800);
  expect(files[1] / files[0]).toBeGreaterThan(TIMES);
  expect([small, large].map((history) => history.affected().rootModules.length)).toEqual([3 * 6, 12 * 22]);
  expect(processesOf(large)).toBe(processesOf(small));
  expectLinearCost((scale) => () => processorTimeOf(scale === 1 ? small : large));
});

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { command } from './command';
import { packageTarball } from './package-tarball';
import { startRegistry, type Registry } from './registry';

/** The three things a user does, with the published package: `projen new`, edit and `projen`, `projen upgrade`. */

const OWN_FILES: Record<string, string> = {
  'README.md': '# Ours now\r\nno newline at the end',
  'docs/runbook.md': '# When the pager rings\n',
  'terraform/dev/database/custom.tf': 'locals {\n  owner = "us"\n}\n',
  'k8s/base/web/notes.md': 'The folder of a service that goes away.\n',
};

let registry: Registry;
let directory: string;
let repository: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'feiyue-journey-'));
  repository = join(directory, 'feiyue-mono');
  mkdirSync(repository);
  registry = await startRegistry('feiyue-projen');
  publish('0.1.0');
});

afterAll(async () => {
  await registry?.stop();
  rmSync(directory, { recursive: true, force: true });
});

test('projen new leaves one .projenrc.ts that writes the estate out', () => {
  const printed = projen('new', '--from', 'feiyue-projen', '--app-id', '1312345678', '--region', 'ap-shanghai', '--repository', 'acme/feiyue-mono');

  expect(readdirSync(repository).filter((name) => name.startsWith('.projenrc'))).toEqual(['.projenrc.ts']);
  expect(printed.match(/\d+ root modules/g)).toEqual(['8 root modules']);
  const estate = read('.projenrc.ts');
  for (const text of ['1312345678', 'ap-shanghai', 'acme/feiyue-mono', 'addEnvironment', 'addRootModule', 'addService', 'addGateway', "'web'"]) {
    expect(estate).toContain(text);
  }
  expect(installedVersion()).toBe('0.1.0');
});

test('projen new leaves the whole monorepo, committed', () => {
  const files = git('ls-files').split('\n');

  expect(files).toEqual(expect.arrayContaining([
    '.gitattributes',
    '.github/workflows/deploy-dev.yml',
    '.github/workflows/deploy-prod.yml',
    '.github/workflows/terraform-plan.yml',
    '.gitignore',
    '.projenrc.ts',
    'README.md',
    'k8s/base/api/deployment.yaml',
    'k8s/base/api/kustomization.yaml',
    'k8s/overlays/dev/kustomization.yaml',
    'k8s/overlays/prod/web/kustomization.yaml',
    'package.json',
    'terraform/bootstrap/tencent-cos/main.tf',
    'terraform/dev/database/backend.hcl',
    'terraform/dev/database/main.tf',
    'terraform/modules/postgresql/variables.tf',
    'terraform/prod/network/terraform.tf',
  ]));
  expect(changes()).toBe('');
});

test('projen without an edit changes nothing', () => {
  projen();

  expect(changes()).toBe('');
});

test('an edited estate adds and removes files, and leaves the user\'s own alone', () => {
  for (const [path, contents] of Object.entries(OWN_FILES)) write(path, contents);
  commit();
  write('.projenrc.ts', read('.projenrc.ts').replaceAll("'web'", "'lobby'"));
  const estate = read('.projenrc.ts');

  projen();

  for (const path of ['base/lobby/deployment.yaml', 'overlays/dev/lobby/kustomization.yaml', 'overlays/prod/lobby/kustomization.yaml']) {
    expect(filesOf('k8s')).toContain(path);
  }
  expect(filesOf('k8s').filter((path) => path.includes('/web/'))).toEqual(['base/web/notes.md']);
  expect(read('k8s/overlays/dev/kustomization.yaml')).toContain('lobby');
  expect(read('k8s/overlays/dev/kustomization.yaml')).not.toContain('web');
  expectUntouched(estate);
  commit();
});

test('preview and check tell what a run would do and write nothing, and their own program keeps the status', () => {
  const estate = read('.projenrc.ts');
  write('.projenrc.ts', estate.replace('max: 12', 'max: 14'));

  const preview = ended('npx', 'feiyue-projen', 'preview');
  const check = ended('npx', 'feiyue-projen', 'check');
  const changed = changes();
  write('.projenrc.ts', estate);

  expect(preview).toEqual({ status: 2, printed: expect.stringMatching(/change {3}1 [^]*^-.*maxReplicas: 12\n\+.*maxReplicas: 14$/m) });
  expect(check.status).toBe(1);
  expect(changed).toBe('M .projenrc.ts');
  expect(ended('npx', 'feiyue-projen', 'check').status).toBe(0);
});

test('why names the line of .projenrc.ts that a generated line comes from', () => {
  const lineOf = (path: string, text: string) => read(path).split('\n').findIndex((line) => line.includes(text)) + 1;
  const overlay = 'k8s/overlays/prod/api/kustomization.yaml';

  const printed = projen('why', `${overlay}:${lineOf(overlay, 'maxReplicas')}`);

  expect(printed).toContain(`.projenrc.ts:${lineOf('.projenrc.ts', 'max: 12')}`);
});

test('a generated file that was edited by hand is generated again, and git can put the edit back', () => {
  const path = 'terraform/prod/network/main.tf';
  const generated = read(path);
  const edited = generated.replace('10.1.0.0/16', '10.9.0.0/16');
  expect(edited).not.toBe(generated);
  rmSync(join(repository, path));
  write(path, edited);

  const printed = projen();

  expect(printed).toMatch(/terraform\/prod\/network\/main\.tf was edited by hand\.[^]*say it in \.projenrc\.ts:\d+ .*cidr_block/);
  expect(read(path)).toBe(generated);
  git('apply', `.projen/edits/${path}.patch`);
  expect(read(path)).toBe(edited);
  rmSync(join(repository, path));
  git('checkout', '--', path);
  projen();
  expect(changes()).toBe('');
});

test('a file that is in the way is named with the command that hands it over', () => {
  const estate = read('.projenrc.ts');
  write('.projenrc.ts', estate.replace('project.synth();', "project.addService('mail', { port: 8080 });\nproject.synth();"));
  write('k8s/base/mail/service.yaml', 'mine: true\n');

  expect(ended('npx', 'projen')).toEqual({ status: 1, printed: expect.stringContaining('npx projen adopt k8s/base/mail/service.yaml') });
  projen('adopt', 'k8s/base/mail/service.yaml');

  expect(read('k8s/base/mail/service.yaml')).toContain('kind: Service');
  expect(read('.projen/edits/k8s/base/mail/service.yaml.patch')).toContain('+mine: true');
  write('.projenrc.ts', estate);
  projen();
  expect(changes()).toBe('');
});

test.each([
  ['a mistake in the estate', 'override(prod, { replicas: { min: 3, max: 12 } })', "override('pord', { replicas: { min: 3, max: 12 } })",
    /1 problem, nothing was written\n\n\s+\.projenrc\.ts:\d+ {2}service "api" names environment "pord"; environments are: dev, prod\. Did you mean "prod"\?/],
  ['a type error', "cidrBlock: '10.0.0.0/16'", 'cidrBlok: 5', /\.projenrc\.ts\(\d+,\d+\): error TS\d+: .*cidrBlok/],
])('%s ends the run with an error and leaves the tree as it was', (_, right, wrong, message) => {
  const estate = read('.projenrc.ts');
  write('.projenrc.ts', estate.replace(right, wrong));

  let printed = '';
  try {
    projen();
  } catch (error) {
    printed = (error as Error).message;
  }
  const changed = changes();
  write('.projenrc.ts', estate);

  expect(printed).toMatch(message);
  expect(printed).not.toMatch(/\n\s+at .*feiyue-projen/);
  expect(changed).toBe('M .projenrc.ts');
});

test('projen upgrade installs the new version and rolls its conventions in the same run', () => {
  const estate = read('.projenrc.ts');
  const rules = filesOf('ops/monitoring');
  expect(rules).not.toEqual([]);
  publish('0.2.0', changeConvention('ops/monitoring', 'ops/alerts'));

  projen('upgrade');

  expect(installedVersion()).toBe('0.2.0');
  expect(filesOf('ops/alerts')).toEqual(rules);
  expect(filesOf('ops/monitoring')).toEqual([]);
  expectUntouched(estate);
  expectSettled();
});

test('projen upgrade takes a new major version too', () => {
  const estate = read('.projenrc.ts');
  const scripts = filesOf('ops/scripts');
  expect(scripts).not.toEqual([]);
  publish('1.0.0', changeConvention('ops/scripts', 'ops/tools'));

  projen('upgrade');

  expect(installedVersion()).toBe('1.0.0');
  expect(filesOf('ops/tools')).toEqual(scripts);
  expect(filesOf('ops/scripts')).toEqual([]);
  expectUntouched(estate);
  expectSettled();
});

test('a version that --from named is what projen new installs, and projen upgrade leaves it', () => {
  repository = join(directory, 'named-version');
  mkdirSync(repository);

  projen('new', '--from', 'feiyue-projen@0.1.0');
  expect(installedVersion()).toBe('0.1.0');
  expect(read('.projenrc.ts')).not.toMatch(/\b0\.1\.0\b/);
  projen('upgrade');

  expect(installedVersion()).toBe('1.0.0');
});

test('projen eject leaves plain files that nothing manages any more', () => {
  projen('eject');

  expect(read('terraform/dev/database/main.tf')).not.toContain('Generated by');
  expect(read('k8s/base/api/deployment.yaml')).toMatch(/^apiVersion: /);
  expect(existsSync(join(repository, '.projenrc.ts'))).toBe(false);
  expect(read('.gitattributes')).not.toContain('linguist-generated');
  expect(read('package.json')).not.toContain('feiyue-projen');
  expect(filesOf('.github/workflows')).toEqual(['deploy-dev.yml', 'deploy-prod.yml', 'drift.yml', 'terraform-plan.yml']);
  expect(filesOf('ops/tools')).toContain('affected.mjs');
});

test.each([
  [['--region', 'nowhere'], /region "nowhere" is not known; regions are: .*ap-guangzhou/],
  [['--repository', 'mono'], /repository "mono" is not of the form owner\/name/],
  [['--regon', 'ap-shanghai'], /projen new has no option "--regon"; .*Did you mean "--region"\?/],
])('projen new %j says what there is', (flags, message) => {
  repository = mkdtempSync(join(directory, 'flags-'));

  expectRefusal(message, '--name', 'estate', ...flags);
});

test('projen new in a folder whose name cannot be that of an estate says which flag helps', () => {
  repository = join(directory, 'My Estate');
  mkdirSync(repository);

  expectRefusal(/1 problem, .*"My Estate" is not a DNS-1123 label: .*; for instance: --name my-estate/s);
});

test('projen new in a repository keeps its .gitignore and commits nothing', () => {
  repository = mkdtempSync(join(directory, 'existing-'));
  git('init');
  write('.gitignore', '.env\nnode_modules/\n');
  write('.env', 'TOKEN=1\n');

  expectRefusal(/1 problem, .*"\.gitignore" exists and is not a generated file\..*project\.gitignore\.exclude/s, '--name', 'estate');
  expect(read('.gitignore')).toBe('.env\nnode_modules/\n');
  expect(git('ls-files')).toBe('');
});

function publish(version: string, change?: (packageDirectory: string) => void): void {
  command('npm', ['publish', '--provenance=false', packageTarball(directory, version, change)], { cwd: directory, env: registry.env });
}

/** Renames a folder of the convention in the package to publish. */
function changeConvention(from: string, to: string): (packageDirectory: string) => void {
  return (packageDirectory) => {
    const path = join(packageDirectory, 'lib', 'index.js');
    const code = readFileSync(path, 'utf8');
    const changed = code.replace(`Dir: "${from}"`, `Dir: "${to}"`);
    if (changed === code) throw new Error(`${path} does not mention '${from}'`);
    writeFileSync(path, changed);
  };
}

/** How a command ended, and all that it printed. */
function ended(program: string, ...args: string[]): { status: number | null; printed: string } {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: repository, env: userEnvironment(), encoding: 'utf8' });
  return { status, printed: stdout + stderr };
}

function projen(...args: string[]): string {
  return command('npx', ['--yes', 'projen', ...args], { cwd: repository, env: userEnvironment() });
}

/** `projen new` prints the problem once, without a stack, and makes no estate. */
function expectRefusal(message: RegExp, ...flags: string[]): void {
  let printed = '';
  try {
    projen('new', '--from', 'feiyue-projen', ...flags);
  } catch (error) {
    printed = (error as Error).message;
  }
  expect(printed).toMatch(message);
  expect(printed.match(/nothing was written/g)).toHaveLength(1);
  expect(printed).not.toMatch(/\n\s+at .*feiyue-projen/);
  expect(existsSync(join(repository, '.projenrc.ts'))).toBe(false);
}

function git(...args: string[]): string {
  return command('git', args, { cwd: repository, env: userEnvironment() }).trim();
}

function commit(): void {
  git('add', '--all');
  git('commit', '--quiet', '--message', 'change');
}

function changes(): string {
  return git('status', '--porcelain', '--untracked-files=all');
}

/** The environment of a user's terminal: neither Jest's, nor CI's, nor with the programs of this checkout on the PATH. */
function userEnvironment(): Record<string, string> {
  const { NODE_ENV, JEST_WORKER_ID, CI, ...environment } = registry.env;
  return {
    ...environment,
    PATH: environment.PATH.split(delimiter).filter((entry) => !entry.includes('node_modules')).join(delimiter),
    GIT_CONFIG_GLOBAL: devNull,
    GIT_AUTHOR_NAME: 'user',
    GIT_AUTHOR_EMAIL: 'user@example.com',
    GIT_COMMITTER_NAME: 'user',
    GIT_COMMITTER_EMAIL: 'user@example.com',
  };
}

function expectUntouched(estate: string): void {
  expect(read('.projenrc.ts')).toBe(estate);
  for (const [path, contents] of Object.entries(OWN_FILES)) expect({ path, contents: read(path) }).toEqual({ path, contents });
}

/** One more run finds nothing left to do. */
function expectSettled(): void {
  commit();
  projen();
  expect(changes()).toBe('');
}

function installedVersion(): string {
  return JSON.parse(read('node_modules/feiyue-projen/package.json')).version;
}

/** All files below a folder of the repository, by their path in it. */
function filesOf(folder: string): string[] {
  const path = join(repository, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1))
    .sort();
}

function read(path: string): string {
  return readFileSync(join(repository, path), 'utf8');
}

function write(path: string, contents: string): void {
  mkdirSync(dirname(join(repository, path)), { recursive: true });
  writeFileSync(join(repository, path), contents);
}

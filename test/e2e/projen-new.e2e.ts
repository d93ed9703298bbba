import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { command } from './command';
import { packageTarball } from './package-tarball';
import { startRegistry, type Registry } from './registry';
import { read, tree, write } from '../synth/test-project';

/** `projen new` in folders that hold something, and where nobody watches it: all of the estate, or nothing. */

let registry: Registry;
let directory: string;
let repository: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'feiyue-new-'));
  registry = await startRegistry('feiyue-projen');
  command('npm', ['publish', '--provenance=false', packageTarball(directory, '0.1.0')], { cwd: directory, env: registry.env });
});
afterAll(async () => {
  await registry?.stop();
  rmSync(directory, { recursive: true, force: true });
});
beforeEach(() => {
  repository = join(directory, 'mono');
  mkdirSync(repository);
});
afterEach(() => rmSync(repository, { recursive: true, force: true }));

/** What a repository may hold before anybody thinks of an estate. */
const OWN = {
  'README.md': '# Ours\n',
  'LICENSE': 'ours\n',
  'docs/notes.md': 'notes\n',
  'tsconfig.json': '{ "compilerOptions": { "strict": true } }\n',
  'src/index.ts': 'export const a = 1;\n',
  '.github/workflows/ours.yml': 'on: push\njobs: {}\n',
};
/** Where the estate wants to write. */
const IN_THE_WAY = {
  '.gitignore': '/dist\n',
  '.gitattributes': '* text\n',
  'k8s/base/api/deployment.yaml': 'kind: Deployment\n',
  '.github/workflows/sync.yml': 'on: push\n',
};
const PACKAGE_JSON = '{\n    "name": "ours",\n    "scripts": {"build": "make"},\n    "dependencies": { "left-pad": "1.3.0" }\n}\n';

function fill(files: Readonly<Record<string, string>>): void {
  for (const [file, content] of Object.entries(files)) write(repository, file, content);
}

test('in a job or a dev container, where CI is set and there is no lock file, it makes the whole estate', () => {
  const { status, printed } = projenNew({ CI: 'true' });

  expect(printed).not.toMatch(/\n\s+at /);
  expect({ status, printed }).toEqual({ status: 0, printed: expect.stringMatching(/8 root modules/) });
  for (const file of ['.projenrc.ts', 'package-lock.json', 'node_modules/tsx/package.json', 'terraform/prod/network/main.tf']) expect([file, existsSync(join(repository, file))]).toEqual([file, true]);
  expect(git('status', '--porcelain')).toBe('');
  expect(run({ CI: 'true' }, 'npx', 'projen')).toEqual({ status: 0, printed: expect.stringContaining('nothing changed') });
  expect(git('status', '--porcelain')).toBe('');
});

test('beside files of the user\'s it makes the whole estate, and leaves them as they are', () => {
  git('init', '--quiet', '--initial-branch', 'main');
  fill(OWN);
  git('add', '.');
  git('commit', '--quiet', '--message', 'ours');

  expect(projenNew()).toEqual({ status: 0, printed: expect.stringMatching(/8 root modules/) });

  for (const [file, content] of Object.entries(OWN)) expect([file, read(repository, file)]).toEqual([file, content]);
  expect(git('log', '--format=%s').split('\n')).toEqual(['chore: project created with projen', 'ours']);
  expect(git('status', '--porcelain')).toBe('');
});

test('in the way of files of the user\'s it names all of them, and the folder is as it was', () => {
  git('init', '--quiet', '--initial-branch', 'main');
  fill({ ...OWN, ...IN_THE_WAY, 'package.json': PACKAGE_JSON });
  git('add', '.');
  git('commit', '--quiet', '--message', 'ours');
  fill({ 'not-committed': 'mine\n', 'pnpm-lock.yaml': 'mine\n' });
  const before = tree(repository);

  const { status, printed } = projenNew();

  expect(status).toBe(1);
  expect(printed).toMatch(/5 problems, nothing was written/);
  for (const file of [...Object.keys(IN_THE_WAY), 'package.json']) expect(printed).toContain(`"${file}" exists and is not a generated file.`);
  expect(printed).not.toMatch(/\n\s+at /);
  expect(tree(repository)).toEqual(before);
});

test('of a package.json that git does not know, it says what projen has changed in it', () => {
  fill({ 'package.json': PACKAGE_JSON });

  const { status, printed } = projenNew();

  expect([status, printed]).toEqual([1, expect.stringContaining('projen itself has named projen and feiyue-projen in the devDependencies of package.json')]);
  const { devDependencies, ...rest } = JSON.parse(read(repository, 'package.json'));
  expect(rest).toEqual(JSON.parse(PACKAGE_JSON));
  expect(Object.keys(devDependencies).sort()).toEqual(['feiyue-projen', 'projen']);
  expect(Object.keys(tree(repository))).toEqual(['package.json']);
});

test.each(['.projenrc.ts', '.projenrc.js', '.projenrc.json'])('in a folder that has a %s it makes nothing', (file) => {
  fill({ [file]: '' });

  expect(projenNew()).toEqual({ status: 1, printed: expect.stringContaining(`"${file}" exists, so this folder is a projen project already`) });
  expect(tree(repository)).toEqual({ [file]: expect.stringMatching(/^644 $/) });
});

test('a mistake in a flag leaves the folder as it was', () => {
  expect(projenNew({}, '--regon', 'ap-shanghai')).toEqual({ status: 1, printed: expect.stringContaining('Did you mean "--region"?') });
  expect(tree(repository)).toEqual({});
});

test('packages that cannot be installed leave the whole estate, and the command that goes on', () => {
  // npm fails as soon as the estate stands there, as it does when the network is gone by then.
  const bin = join(directory, 'bin');
  const npm = command('which', ['npm'], { cwd: directory, env: environment() }).trim();
  write(bin, 'npm', `#!/bin/sh\n[ -e .projenrc.ts ] && echo 'the network is gone' >&2 && exit 1\nexec '${npm}' "$@"\n`);
  command('chmod', ['755', join(bin, 'npm')], { cwd: directory });

  const { status, printed } = projenNew({ PATH: [bin, environment().PATH].join(delimiter) });

  expect([status, printed]).toEqual([1, expect.stringMatching(/the network is gone[^]*the files are written, but installing the packages failed: [^]*`npx projen install`/)]);
  expect(printed).not.toMatch(/\n\s+at /);
  expect(run({}, 'npx', 'projen', 'install').status).toBe(0);
  expect(run({}, 'npx', 'projen')).toEqual({ status: 0, printed: expect.stringMatching(/8 root modules/) });
  rmSync(bin, { recursive: true });
});

test('a folder that was copied with its packages keeps them', () => {
  command('npm', ['install', '--save-dev', 'projen'], { cwd: repository, env: environment() });
  cpSync(join(repository, 'node_modules'), join(repository, 'copy'), { recursive: true });
  fill({ '.gitignore': 'mine\n' });

  expect(projenNew().status).toBe(1);
  expect(existsSync(join(repository, 'node_modules/projen/package.json'))).toBe(true);
});

function projenNew(variables: Record<string, string> = {}, ...flags: string[]): { status: number | null; printed: string } {
  return run(variables, 'npx', '--yes', 'projen', 'new', '--from', 'feiyue-projen', ...flags);
}

function run(variables: Record<string, string>, program: string, ...args: string[]): { status: number | null; printed: string } {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: repository, env: { ...environment(), ...variables }, encoding: 'utf8' });
  return { status, printed: stdout + stderr };
}

function git(...args: string[]): string {
  return command('git', args, { cwd: repository, env: environment() }).trim();
}

/** The environment of a user's terminal. */
function environment(): Record<string, string> {
  const { NODE_ENV, JEST_WORKER_ID, CI, PROJEN_DISABLE_POST, ...others } = registry.env;
  const names = { GIT_AUTHOR_NAME: 'user', GIT_AUTHOR_EMAIL: 'user@example.com', GIT_COMMITTER_NAME: 'user', GIT_COMMITTER_EMAIL: 'user@example.com' };
  return { ...others, ...names, PATH: others.PATH.split(delimiter).filter((entry) => !entry.includes('node_modules')).join(delimiter), GIT_CONFIG_GLOBAL: devNull };
}

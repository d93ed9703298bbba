import { execFileSync, spawnSync } from 'child_process';
import * as fs from 'fs';
import { createServer, Server } from 'net';
import * as path from 'path';
import { Cloud, FeiyueProject, Module, RootModule } from '../../src';
import { refuseOddFiles } from '../../src/run/odd-files';
import { EstateError } from '../../src/synth/declare/estate-error';
import { LARGEST_GENERATED_BYTES, LARGEST_INPUT_BYTES } from '../../src/worktree/limits';
import { InstalledPackage } from '../delivery/installed-package';
import { asEntryScript } from '../synth/entry-script';
import { temporaryDirectory, withoutPostSynthesis, write } from '../synth/test-project';
import { git } from '../worktree/git-apply';

const SECRET = 'key-that-nobody-may-see';

let parent: string;
let outdir: string;
let server: Server | undefined;
beforeAll(withoutPostSynthesis);
beforeEach(() => {
  parent = temporaryDirectory();
  outdir = path.join(parent, 'repository');
  fs.mkdirSync(outdir);
  git(outdir, 'init', '-q');
  write(parent, 'home/credentials', `${SECRET}\n`);
});
afterEach(async () => {
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  server = undefined;
  fs.rmSync(parent, { recursive: true, force: true });
});

/** What somebody puts where a text is expected, and what is said of it. */
const ODD: ReadonlyArray<readonly [what: string, put: (file: string) => void | Promise<void>, said: RegExp]> = [
  ['a pipe', (file) => void execFileSync('mkfifo', [file]), /is a pipe/],
  ['a link to a device that never ends', (file) => fs.symlinkSync('/dev/zero', file), /leads out of the repository|is a device/],
  ['a link to a pipe', (file) => {
    execFileSync('mkfifo', [path.join(outdir, 'pipe')]);
    fs.symlinkSync(path.join(outdir, 'pipe'), file);
  }, /is a pipe/],
  ['a socket', (file) => new Promise((resolve) => {
    // No system takes long paths of sockets.
    const { cwd } = { cwd: process.cwd() };
    process.chdir(path.dirname(file));
    server = createServer().listen(path.basename(file), () => {
      process.chdir(cwd);
      resolve();
    });
  }), /is a socket/],
  ['a link to the credentials of whoever runs', (file) => fs.symlinkSync(path.join(parent, 'home/credentials'), file), /leads out of the repository/],
  ['a file of many gigabytes', (file) => {
    fs.writeFileSync(file, '');
    fs.truncateSync(file, 64 * 1024 ** 3);
  }, /has 65536 MiB: no file of more than 8 MiB is read/],
];

/** An estate whose folders hold files of the user's. */
function declared(): FeiyueProject {
  const project = new FeiyueProject({ name: 'mono', outdir, cloud: Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou', registry: 'shop.tencentcloudcr.com/shop' }), repository: 'acme/mono' });
  project.addEnvironment('dev');
  project.addService('api', { port: 8080, imageBuild: { context: 'services/api' } });
  const mine = new RootModule(project, 'mine');
  new Module(mine, 'queue', { source: 'terraform/modules/queue' });
  new RootModule(project, 'own', { handWritten: true });
  return project;
}

/** Where a run reads what it has not written. */
const PLACES: ReadonlyArray<readonly [place: string, file: string]> = [
  ['the folder of a module', 'terraform/modules/queue/more.tf'],
  ['the folder of a generated root module', 'terraform/dev/mine/extra.tf'],
  ['the folder of a hand-written root module', 'terraform/dev/own/more.tf.json'],
  ['the values of variables', 'terraform/dev/mine/more.auto.tfvars'],
  ['the images', 'images/dev.json'],
];

describe.each(PLACES)('in %s', (_, file) => {
  test.each(ODD)('%s ends the run, with its name', async (__, put, said) => {
    write(outdir, 'terraform/modules/queue/main.tf', 'variable "size" {\n  type        = number\n  default     = 1\n}\n');
    fs.mkdirSync(path.dirname(path.join(outdir, file)), { recursive: true });
    await put(path.join(outdir, file));
    // What would be waited for, or read to its end, would never end.
    const message = refusal(() => declared().synth());
    expect(message).toContain(file);
    expect(message).toMatch(said);
    expect(message).not.toContain(SECRET);
    expect(fs.existsSync(path.join(outdir, 'package.json'))).toBe(false);
  });
});

function refusal(action: () => void): string {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(EstateError);
    return (error as EstateError).message;
  }
  throw new Error('the estate was not refused');
}

test.each(['terraform/dev/mine/main.tf', '.projen/manifest', 'package.json'])('a huge file in the place of %s is not read', (file) => {
  write(outdir, 'terraform/modules/queue/main.tf', '');
  write(outdir, file, '');
  fs.truncateSync(path.join(outdir, file), LARGEST_GENERATED_BYTES + 1);
  expect(() => declared().synth()).toThrow(/no run generates a file of more than 64 MiB: move it away/);
});

test('a file of the size that is read is read', () => {
  write(outdir, 'terraform/modules/queue/main.tf', '');
  write(outdir, 'terraform/modules/queue/long.tf', `# ${'x'.repeat(LARGEST_INPUT_BYTES - 3)}\n`);
  expect(() => declared().synth()).not.toThrow();
});

test('a link that stays in the repository is followed', () => {
  write(outdir, 'shared/main.tf', 'variable "size" {\n  type    = number\n  default = 1\n}\n');
  fs.mkdirSync(path.join(outdir, 'terraform/modules'), { recursive: true });
  fs.symlinkSync('../../shared', path.join(outdir, 'terraform/modules/queue'));
  expect(() => declared().synth()).not.toThrow();
});

test('a folder that is a link out of the repository is not looked into', () => {
  write(parent, 'home/main.tf', `variable "${SECRET}" {`);
  fs.mkdirSync(path.join(outdir, 'terraform/modules'), { recursive: true });
  fs.symlinkSync(path.join(parent, 'home'), path.join(outdir, 'terraform/modules/queue'));
  const message = refusal(() => declared().synth());
  expect(message).toMatch(/leads out of the repository/);
  expect(message).not.toContain(SECRET);
});

test.each(['package.json', 'tsconfig.projen.json', '.projenrc.ts'])('what is read before anything of ours is looked at first: %s', (file) => {
  execFileSync('mkfifo', [path.join(outdir, file)]);
  expect(asEntryScript(outdir, [], () => refuseOddFiles(outdir))).toEqual({ status: 1, stdout: '', stderr: `  "${file}" is a pipe, and no file: it is not read\n` });
});

describe('as a process', () => {
  let installed: InstalledPackage;
  beforeAll(() => { installed = new InstalledPackage(); });
  afterAll(() => installed.remove());

  const start = (...args: string[]) => {
    const { NODE_ENV, JEST_WORKER_ID, ...env } = process.env;
    // Whatever waits for a pipe ends there, and nothing else.
    return spawnSync('node', ['node_modules/.bin/feiyue-projen', ...args], { cwd: outdir, encoding: 'utf-8', env, timeout: 600_000 });
  };

  test('no pipe in the place of package.json, the lock or a graph is waited for', () => {
    installed.installIn(outdir);
    write(outdir, '.projenrc.ts', [
      "import { Cloud, FeiyueProject } from 'feiyue-projen';",
      "new FeiyueProject({ name: 'mono', cloud: Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou' }) }).synth();",
    ].join('\n'));
    fs.mkdirSync(path.join(outdir, '.projen'));
    execFileSync('mkfifo', [path.join(outdir, '.projen/lock'), path.join(outdir, 'graph.json')]);
    execFileSync('mkfifo', [path.join(outdir, 'package.json')]);
    expect(start('run').stderr).toBe('  "package.json" is a pipe, and no file: it is not read\n');
    fs.rmSync(path.join(outdir, 'package.json'));
    expect(start('run').stderr).toContain('cannot write ".projen/lock": something else stands there than a run has left; remove it');
    expect(start('terraform-lock', 'graph.json').stderr).toBe('feiyue-projen: "graph.json" is a pipe, and no file: it is not read\n');
  });
});

import { spawn, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { InstalledPackage } from '../delivery/installed-package';
import { temporaryDirectory, tree, write } from '../synth/test-project';

/** A run whose type check and whose synthesis take turns in being the slower one. */

/** The `.projenrc.ts` of an estate whose one service has this port. */
const projenrc = (port: number) => `
import * as fs from 'fs';
import { Cloud, FeiyueProject } from 'feiyue-projen';
fs.writeFileSync('node_modules/has-run', '');
const project = new FeiyueProject({ name: 'mono', cloud: Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou' }), repository: 'acme/mono' });
project.addEnvironment('dev');
project.addService('api', { port: ${port} });
project.synth();
`;

let installed: InstalledPackage;
let outdir: string;
beforeAll(() => {
  installed = new InstalledPackage();
  outdir = temporaryDirectory();
  installed.installIn(outdir);
  compilerThat('exit 0');
  declare(8080);
  expect(start('npx', 'feiyue-projen', 'run').status).toBe(0);
});
beforeEach(() => fs.rmSync(path.join(outdir, 'node_modules/has-run'), { force: true }));
afterAll(() => {
  installed.remove();
  fs.rmSync(outdir, { recursive: true, force: true });
});

const environment = (): NodeJS.ProcessEnv => {
  const { NODE_ENV, JEST_WORKER_ID, ...env } = process.env;
  return { ...env, PROJEN_DISABLE_POST: 'true', npm_config_offline: 'true' };
};

function start(program: string, ...args: string[]): { status: number | null; printed: string } {
  const { status, stdout } = spawnSync('sh', ['-c', 'exec "$@" 2>&1', 'sh', program, ...args], { cwd: outdir, encoding: 'utf-8', env: environment() });
  return { status, printed: stdout };
}

function compilerThat(does: string): void {
  write(outdir, 'node_modules/.bin/tsc', `#!/bin/sh\n${does}\n`);
  fs.chmodSync(path.join(outdir, 'node_modules/.bin/tsc'), 0o755);
}

const declare = (port: number) => write(outdir, '.projenrc.ts', projenrc(port));
/** All but the packages. */
const estate = () => Object.fromEntries(Object.entries(tree(outdir)).filter(([file]) => !file.startsWith('node_modules/')));
const hasRun = () => fs.existsSync(path.join(outdir, 'node_modules/has-run'));

test.each([
  ['default', ['npx', 'projen', '--no-post'], 1],
  ['run', ['npx', 'feiyue-projen', 'run'], 2],
  ['preview', ['npx', 'feiyue-projen', 'preview'], 2],
  ['check', ['npx', 'feiyue-projen', 'check'], 2],
  ['why', ['npx', 'feiyue-projen', 'why', 'k8s/base/api/deployment.yaml'], 2],
])('%s: a type error that is found long after the packages are loaded ends the run before the first line', (_, [program, ...args], expected) => {
  declare(8081);
  const before = estate();
  compilerThat('sleep 4; echo ".projenrc.ts(1,1): error TS2322"; exit 2');
  const { status, printed } = start(program, ...args);
  expect([status, printed]).toEqual([expected, expect.stringContaining('.projenrc.ts(1,1): error TS2322\n')]);
  expect(printed).not.toMatch(/environments? · /);
  expect(hasRun()).toBe(false);
  expect(estate()).toEqual(before);
});

test('what a slow type check says stands above the report of the run that waited for it', () => {
  declare(8082);
  compilerThat('echo first; sleep 4; echo warning; exit 0');
  expect(start('npx', 'projen', '--no-post')).toEqual({ status: 0, printed: expect.stringMatching(/first\nwarning\n[^]*changed {2}/) });
  expect(hasRun()).toBe(true);
});

test('no process is started only to find a path, and what the packages bring is found all the same', () => {
  compilerThat('exit 0');
  write(outdir, 'node_modules/.bin/tool', '#!/bin/sh\n');
  write(outdir, 'node_modules/.path/node', `#!/bin/sh\necho "$*" >> started\nexec '${process.execPath}' "$@"\n`);
  for (const file of ['.bin/tool', '.path/node']) fs.chmodSync(path.join(outdir, 'node_modules', file), 0o755);
  write(outdir, '.projenrc.ts', `import { execFileSync } from 'child_process';\nexecFileSync('tool');\n${projenrc(8080)}`);
  const env = { ...environment(), PATH: [path.join(outdir, 'node_modules/.path'), process.env.PATH].join(path.delimiter) };
  expect(spawnSync('node_modules/.bin/projen', ['--no-post'], { cwd: outdir, env }).status).toBe(0);
  expect(fs.readFileSync(path.join(outdir, 'started'), 'utf-8')).toMatch(/^\S+\/projen --no-post\n\S+ \S+\/start\.js \.projenrc\.ts\n$/);
  fs.rmSync(path.join(outdir, 'started'));
});

test('Ctrl-C ends both, and nothing is written', async () => {
  declare(8083);
  const before = estate();
  compilerThat('touch node_modules/checks; exec sleep 600');
  const run = spawn('npx', ['feiyue-projen', 'run'], { cwd: outdir, env: environment(), detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => run.on('close', () => resolve()));
  while (!fs.existsSync(path.join(outdir, 'node_modules/checks'))) await new Promise((resolve) => setTimeout(resolve, 50));
  process.kill(-run.pid!, 'SIGINT');
  // Its streams close when no process of the run has them any more.
  await ended;
  expect(hasRun()).toBe(false);
  expect(estate()).toEqual(before);
});

test('while it is watched, a type error is told and the next run is a whole one', async () => {
  compilerThat('grep -q 8085 .projenrc.ts || exit 0; echo WRONG; exit 2');
  const run = spawn('npx', ['projen', '--watch', '--no-post'], { cwd: outdir, env: environment(), detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [run.stdout, run.stderr]) stream.on('data', (text: Buffer) => printed += String(text));
  const says = async (text: RegExp, port: number) => {
    for (let waited = 0; !text.test(printed); waited++) {
      // projen says that it watches a moment before it does.
      if (waited % 200 === 0) declare(port);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    printed = '';
  };
  try {
    await says(/ changed {2}\d+ [^]*Watching/, 8084);
    await says(/WRONG[^]*Synthesis failed[^]*Watching/, 8085);
    await says(/ changed {2}\d+ [^]*Watching/, 8086);
  } finally {
    process.kill(-run.pid!, 'SIGINT');
  }
});

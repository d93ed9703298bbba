import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { Cloud, FeiyueProject } from '../../src';
import { CompiledPackage, Ended } from '../compiled-package';
import { asEntryScript } from '../synth/entry-script';
import { read, temporaryDirectory, tree, withoutPostSynthesis, write } from '../synth/test-project';

let parent: string;
let outdir: string;
beforeAll(withoutPostSynthesis);
beforeEach(() => {
  parent = temporaryDirectory();
  outdir = path.join(parent, 'repository');
  fs.mkdirSync(outdir);
});
afterEach(() => fs.rmSync(parent, { recursive: true, force: true }));

function put(file: string, text: string): void {
  if (fs.existsSync(path.join(outdir, file))) fs.chmodSync(path.join(outdir, file), 0o644);
  write(outdir, file, text);
}

describe('what is committed', () => {
  const run = (...args: string[]): Ended => asEntryScript(outdir, args, () => {
    const project = new FeiyueProject({ name: 'mono', outdir, cloud: Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou' }), repository: 'acme/mono' });
    project.addEnvironment('dev');
    project.addRootModule('network');
    project.addService('api', { port: 8080 });
    project.synth();
  });

  /** What a branch may do to a file of which an earlier run is the author. */
  const POISONS: ReadonlyArray<readonly [file: string, poison: (text: string) => string]> = [
    ['.projen/tasks.json', (text) => text.replace(/"feiyue-projen check"/, '"true"')],
    ['.projen/deps.json', (text) => text.replace('"dependencies": [', '"dependencies": [{ "name": "evil", "type": "build" },')],
    ['.projen/files.json', (text) => text.replace('"files": [', '"files": ["src/server.ts",')],
    ['.projen/graph.json', (text) => text.replace(/"network"/g, '"other"')],
    ['.projen/manifest', (text) => text.replace(/\t[0-9a-f]{16}/g, '\t0123456789abcdef')],
    ['tsconfig.projen.json', (text) => text.replace('"noEmit": true', '"noEmit": false, "incremental": true')],
    ['package.json', (text) => text.replace('"scripts": {', '"scripts": { "postinstall": "evil",')],
    ['.gitattributes', (text) => `* text filter=evil\n${text}`],
  ];

  test.each(POISONS)('%s changes no other file, and is as it was after a run', (file, poison) => {
    expect(run().status).toBe(0);
    const clean = tree(outdir);
    const poisoned = poison(read(outdir, file));
    expect(poisoned).not.toBe(read(outdir, file));
    put(file, poisoned);
    // The hashes of right bytes say nothing: only what is named is of any account.
    for (const command of ['check', 'preview']) {
      const { status, stdout } = run(command);
      expect([command, status > 0]).toEqual([command, file !== '.projen/manifest']);
      if (status > 0) expect(stdout).toContain(file);
    }
    expect(run().status).toBe(0);
    const { '.projen/edits/': _, ...after } = Object.fromEntries(Object.entries(tree(outdir)).filter(([name]) => !name.startsWith('.projen/edits')));
    expect(after).toEqual(clean);
  });

  test('a ledger of states that is at odds with the estate is a problem, and nothing is written', () => {
    expect(run().status).toBe(0);
    const ledger = JSON.parse(read(outdir, '.projen/state-addresses.json')) as { states: Record<string, { address: string }> };
    for (const state of Object.values(ledger.states)) state.address = 'elsewhere';
    put('.projen/state-addresses.json', JSON.stringify(ledger));
    const poisoned = tree(outdir);
    for (const command of [['check'], ['preview'], []]) expect(run(...command)).toEqual(expect.objectContaining({ status: 1, stderr: expect.stringContaining('problem') }));
    expect(tree(outdir)).toEqual(poisoned);
  });

  test('what lies in the staging area is cleared away', () => {
    expect(run().status).toBe(0);
    const clean = tree(outdir);
    put('.projen/staging/new/k8s/evil.yaml', 'evil');
    put('.projen/staging/0', 'evil');
    expect(run('check').status).toBe(0);
    expect(run().status).toBe(0);
    expect(tree(outdir)).toEqual(clean);
  });
});

describe('what lies beside the packages, or in the folder for temporary files', () => {
  const PROJENRC = [
    "import { Cloud, FeiyueProject } from 'feiyue-projen';",
    'const text: string = "shop";',
    "const project = new FeiyueProject({ name: text, cloud: Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou' }), repository: 'acme/mono' });",
    "project.addEnvironment('dev');",
    "project.addService('api', { port: 8080 });",
    'project.synth();',
    '',
  ].join('\n');
  const EVIL = 'module.exports = {}; require("fs").writeFileSync("poisoned", "");';

  let installed: CompiledPackage;
  beforeAll(() => { installed = new CompiledPackage(); });
  beforeEach(() => {
    installed.install(outdir, { '.projenrc.ts': PROJENRC, 'node_modules/.bin/tsc': '#!/bin/sh\n' });
    fs.chmodSync(path.join(outdir, 'node_modules/.bin/tsc'), 0o755);
    fs.mkdirSync(path.join(parent, 'temporary'));
  });

  const node = (...args: string[]): Ended => {
    const { NODE_ENV, JEST_WORKER_ID, ...env } = process.env;
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: outdir, encoding: 'utf-8', env: { ...env, PROJEN_DISABLE_POST: 'true', TMPDIR: path.join(parent, 'temporary') },
    });
    return { status: status ?? NaN, stdout, stderr };
  };
  const run = (...args: string[]) => node('node_modules/feiyue-projen/lib/run/start.js', '.projenrc.ts', ...args);
  const estate = () => Object.fromEntries(Object.entries(tree(outdir)).filter(([file]) => !file.startsWith('node_modules/')));
  const isPoisoned = () => fs.existsSync(path.join(outdir, 'poisoned'));

  test('code that the transpiler kept is not run', () => {
    const transpiling = () => node('-r', 'tsx/cjs', '.projenrc.ts', 'check');
    transpiling();
    const [kept] = fs.readdirSync(path.join(parent, 'temporary')).filter((name) => name.startsWith('tsx')).map((name) => path.join(parent, 'temporary', name));
    const poison = () => {
      for (const name of fs.readdirSync(kept)) fs.writeFileSync(path.join(kept, name), JSON.stringify({ code: EVIL, map: { version: 3, sources: [], names: [], mappings: '' } }));
    };
    poison();
    transpiling();
    // It would have been.
    expect(isPoisoned()).toBe(true);
    fs.rmSync(path.join(outdir, 'poisoned'));
    expect(run('check').status).toBe(1);
    expect(run('preview').status).toBe(2);
    expect(run().status).toBe(0);
    expect(run('check').status).toBe(0);
    expect(isPoisoned()).toBe(false);
  });

  test('what earlier versions remembered of the files is not believed', () => {
    expect(run().status).toBe(0);
    const clean = estate();
    const file = 'k8s/base/api/deployment.yaml';
    expect(Object.keys(clean)).toContain(file);
    put(file, read(outdir, file).replace('runAsNonRoot: true', 'runAsNonRoot: false'));
    const files = Object.fromEntries(Object.keys(clean).map((name) => [name, ['', '']]));
    for (const memory of ['{', JSON.stringify({ build: 'x', files })]) {
      put('node_modules/.cache/feiyue-projen/rendered.json', memory);
      expect(run('check')).toEqual(expect.objectContaining({ status: 1, stdout: expect.stringContaining(file) }));
    }
    expect(run().status).toBe(0);
    expect(estate()[file]).toBe(clean[file]);
  });

  test('compiled code is kept by runs that write, and by no other', () => {
    const isKept = () => fs.existsSync(path.join(outdir, 'node_modules/.cache/feiyue-projen/code'));
    const answers = [['check', 1], ['preview', 2], ['why k8s/base/api/deployment.yaml', 0]] as const;
    for (const [answer, status] of answers) expect([answer, run(...answer.split(' ')).status, isKept()]).toEqual([answer, status, false]);
    expect([run().status, isKept()]).toEqual([0, true]);
  });

  test('compiled code is asked of Node, where it keeps it, by runs that write and by no other', () => {
    // Older versions cannot.
    put('record.cjs', 'require("module").enableCompileCache = (directory) => require("fs").appendFileSync("asked", `${require("path").relative(process.cwd(), directory)}\\n`);\n');
    const asked = (...args: string[]) => {
      fs.rmSync(path.join(outdir, 'asked'), { force: true });
      node('-r', './record.cjs', 'node_modules/feiyue-projen/lib/run/start.js', '.projenrc.ts', ...args);
      return fs.existsSync(path.join(outdir, 'asked')) ? read(outdir, 'asked') : '';
    };
    expect(asked()).toBe('node_modules/.cache/feiyue-projen/code\n');
    for (const args of [['--quiet', 'check'], ['--check'], ['preview', '--json']]) expect([args, asked(...args)]).toEqual([args, '']);
  });
});

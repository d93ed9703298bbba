import * as fs from 'fs';
import * as path from 'path';
import { JsonFile } from 'projen/lib/json';
import { LogLevel } from 'projen/lib/logger';
import { Cloud, FeiyueProject, Module, RootModule } from '../../src';
import { contentHash } from '../../src/worktree/content-hash';
import { declaredEstate } from '../synth/declared-estate';
import { asEntryScript, Ended } from '../synth/entry-script';
import { temporaryDirectory, TestProject, withoutPostSynthesis, write } from '../synth/test-project';

let outdir: string;
beforeAll(withoutPostSynthesis);
beforeEach(() => {
  outdir = temporaryDirectory();
  fs.mkdirSync(path.join(outdir, '.git'));
});
afterEach(() => fs.rmSync(outdir, { recursive: true, force: true }));

/** Clears the screen, colours, turns the direction, and is a command to both CI systems, in a line of its own. */
const SCREEN = '\u001b[2J\u001b[31m\u009b1m\u202e\u2066\u0007\u007f';
const COMMANDS = '\n::add-mask::x\r##[error]x\n##vso[task.setvariable variable=x]y\n';
const NAME = `evil${SCREEN}${COMMANDS}`;
/** What a path may hold that is generated, or that a list may name. */
const PATH = 'k8s/invoice\u202egpj.sh';

/** Nothing in what was printed does anything. */
function expectInert({ stdout, stderr }: Ended): string {
  const printed = stdout + stderr;
  expect(printed).not.toBe('');
  // eslint-disable-next-line no-control-regex
  expect(printed).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u2028\u2029]/);
  expect(printed).not.toMatch(/^\s*::|##(vso)?\[/m);
  return printed;
}

/** A tree in which others have left what they like. */
function declared(content: string = NAME): TestProject {
  const project = declaredEstate(outdir, { 'k8s/api/a': content, [PATH]: 'x\n' }, LogLevel.INFO);
  new JsonFile(project, 'k8s/api/b.json', { obj: { content } });
  return project;
}

const run = (...args: string[]) => asEntryScript(outdir, args, () => declared().synth());

test('names and contents of a branch do nothing to who asks about them', () => {
  write(outdir, `k8s/api/${NAME.replaceAll('/', '')}`, 'mine');
  expect(expectInert(run())).toContain('invoice<U+202E>gpj.sh');
  for (const command of [['check'], ['preview'], ['check', '--json'], ['preview', '--json']]) {
    const ended = asEntryScript(outdir, command, () => declared(`other ${NAME}`).synth());
    const printed = expectInert(ended);
    expect(ended.status).not.toBe(0);
    if (command.includes('--json')) expect(JSON.parse(ended.stdout).kept).toEqual([`k8s/api/${NAME}`]);
    else expect(printed).toContain('evil␛[2J␛[31m');
  }
});

test('nor does a list of generated files, the file that it names, or an edit', () => {
  run();
  const victim = 'src/\u2066victim\u202e.ts';
  write(outdir, victim, 'code');
  const manifest = path.join(outdir, '.projen/manifest');
  fs.chmodSync(manifest, 0o644);
  fs.appendFileSync(manifest, `${victim}\n\t${contentHash('code')}\nk8s/${SCREEN}\n\t0123456789abcdef\n::error::x\n\t${SCREEN}\n`);
  for (const command of ['check', 'preview']) expect(expectInert(run(command))).toContain('src/<U+2066>victim<U+202E>.ts');
  fs.chmodSync(path.join(outdir, PATH), 0o644);
  fs.writeFileSync(path.join(outdir, PATH), NAME);
  expect(expectInert(run())).toContain('was edited by hand');
});

test('nor does what is asked for', () => {
  run();
  for (const command of [['why', NAME], ['why', `k8s/api/a:${SCREEN}`], ['adopt', NAME], ['adopt', SCREEN], [NAME], ['check', `--${SCREEN}`]]) {
    const ended = run(...command);
    expect(ended.status).toBe(1);
    expectInert(ended);
  }
  for (const line of ['1', '3', '4']) for (const json of [[], ['--json']]) expectInert(run('why', `k8s/api/a:${line}`, ...json));
  expectInert(run('why', PATH));
});

test('nor does a problem of the estate, wherever it takes the name from', () => {
  const module = 'terraform/modules/queue';
  write(outdir, `${module}/main.tf`, `variable "${SCREEN}" {\n`);
  write(outdir, `terraform/dev/mine/${NAME.replaceAll('/', '')}.tf`, 'not Terraform {');
  write(outdir, 'images/dev.json', JSON.stringify({ [NAME]: { digest: NAME } }));
  const ended = asEntryScript(outdir, [], () => {
    const project = new FeiyueProject({ name: 'mono', outdir, cloud: Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou' }), repository: 'acme/mono' });
    project.addEnvironment('dev');
    project.addEnvironment(NAME);
    project.addService(NAME, { port: 8080, env: { [SCREEN]: NAME } });
    new Module(new RootModule(project, 'mine'), 'queue', { source: module });
    project.synth();
  });
  expect(ended.status).toBe(1);
  const printed = expectInert(ended);
  expect(printed.split('\n').filter((line) => line.startsWith('  ') && line.trim() !== '').length).toBeGreaterThan(3);
});

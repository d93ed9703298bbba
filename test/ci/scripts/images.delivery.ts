import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ScriptRun, ScriptSandbox } from './script-sandbox';
import { ADD_ALL, COMMIT, INIT } from '../../git-arguments';

const FILE = 'images/dev.json';
const DIGEST = `sha256:${'a'.repeat(64)}`;
const BUILDS = [{ name: 'api', context: 'services/api' }, { name: 'match', context: 'services/match' }];

let sandbox: ScriptSandbox;

beforeEach(() => {
  sandbox = new ScriptSandbox();
  git(...INIT);
  for (const { context } of BUILDS) sandbox.write(`${context}/Dockerfile`, 'FROM scratch\n');
  commit();
});

function git(...args: string[]): string {
  return execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd: sandbox.dir, encoding: 'utf-8' }).trim();
}

function commit(): void {
  git(...ADD_ALL);
  git(...COMMIT, '--message=x');
}

function sourceOf(service: string): string {
  return git('rev-parse', `HEAD:services/${service}`);
}

async function changed(builds: readonly object[] = BUILDS, ...files: string[]): Promise<ScriptRun> {
  return sandbox.run('images.mjs', ['changed', ...[FILE, ...files].flatMap((file) => ['--file', file])], { BUILDS: JSON.stringify(builds) });
}

async function names(...files: string[]): Promise<string[]> {
  return (JSON.parse((await changed(BUILDS, ...files)).outputs.builds) as Array<{ name: string }>).map(({ name }) => name);
}

test('what was never built has to be', async () => {
  const { stdout, outputs } = await changed();
  expect(outputs.commit).toBe(git('rev-parse', 'HEAD'));
  expect(JSON.parse(stdout)).toEqual(BUILDS.map((build) => ({ ...build, source: sourceOf(build.name) })));
});

test('what was built from the same folder does not, at whatever commit', async () => {
  sandbox.write(FILE, JSON.stringify({ api: { digest: DIGEST, source: sourceOf('api') } }));
  sandbox.write('README.md', 'Words.\n');
  commit();
  expect(await names()).toEqual(['match']);
});

test('a change in its folder builds it anew', async () => {
  sandbox.write(FILE, JSON.stringify({ api: { digest: DIGEST, source: sourceOf('api') }, match: { digest: DIGEST, source: sourceOf('match') } }));
  sandbox.write('services/api/main.go', 'package main\n');
  commit();
  expect(await names()).toEqual(['api']);
});

test('an environment that does not have it yet gets it', async () => {
  sandbox.write(FILE, JSON.stringify({ api: { digest: DIGEST, source: sourceOf('api') }, match: { digest: DIGEST, source: sourceOf('match') } }));
  expect(await names('images/new.json')).toEqual(['api', 'match']);
});

test('a folder that is not there is named', async () => {
  const run = await changed([{ name: 'gone', context: 'services/gone' }]);
  expect(run.status).toBe(1);
  expect(run.stderr).toContain('::error title=Images::image gone is built from services/gone, which is not in the repository');
});

test('what was built is recorded beside what was before, in every file', async () => {
  sandbox.write(FILE, JSON.stringify({ match: { digest: DIGEST, source: 'm' }, api: { digest: 'old', source: 'o' } }));
  const run = await sandbox.run('images.mjs', ['record', '--file', FILE, '--file', 'images/eu.json'], { BUILT: JSON.stringify([{ name: 'api', digest: DIGEST, source: 's' }]) });
  expect(run.status).toBe(0);
  const text = readFileSync(join(sandbox.dir, FILE), 'utf-8');
  expect(text).toBe(`${JSON.stringify({ api: { digest: DIGEST, source: 's' }, match: { digest: DIGEST, source: 'm' } }, undefined, 2)}\n`);
  expect(JSON.parse(readFileSync(join(sandbox.dir, 'images/eu.json'), 'utf-8'))).toEqual({ api: { digest: DIGEST, source: 's' } });
});

describe('what was handed on', () => {
  const wanted = JSON.stringify([{ name: 'api', source: 's', context: 'services/api' }]);
  const built = async () => sandbox.run('images.mjs', ['built', '--results', 'results'], { BUILDS: wanted });

  test('is put out when it is what was to be built', async () => {
    sandbox.write('results/image-api/api.json', JSON.stringify({ name: 'api', digest: DIGEST, source: 's', more: 'x' }));
    expect(JSON.parse((await built()).outputs.built)).toEqual([{ name: 'api', digest: DIGEST, source: 's' }]);
  });

  test.each([
    ['no digest', { name: 'api', digest: '', source: 's' }, 'api.json holds no digest'],
    ['another image', { name: 'match', digest: DIGEST, source: 's' }, 'an image of match from s was handed on, which was not to be built'],
    ['another folder', { name: 'api', digest: DIGEST, source: 't' }, 'an image of api from t was handed on, which was not to be built'],
  ])('%s is refused', async (_, entry, message) => {
    sandbox.write('results/image-api/api.json', JSON.stringify(entry));
    const { status, stderr, outputs } = await built();
    expect([status, outputs]).toEqual([1, {}]);
    expect(stderr).toContain(message);
  });

  test('an image that is missing is named', async () => {
    sandbox.write('results/readme.txt', '');
    expect((await built()).stderr).toContain('no image was handed on of api');
  });
});

test.each([[[], 'what to do? One of: changed, built, record'], [['record'], 'record needs --file']])('%j is wrong usage', async (args, message) => {
  expect((await sandbox.run('images.mjs', args)).stderr).toContain(message);
});

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as toml from '@iarna/toml';
import { FeiyueProject } from '../../src';
import { emptyProject } from '../default-estate';
import { describeWithTool, realTool, runTool } from '../real-tool';

const ROUTE = { pattern: 'shop.example.com/*', zoneName: 'example.com' };

/** A worker with one of everything, and the least that a worker can be. */
function estate(): FeiyueProject {
  const project = emptyProject();
  const dev = project.addEnvironment('dev');
  const prod = project.addEnvironment('prod', { promotedFrom: dev });
  project.addCloudflareWorker('edge', {
    routes: [ROUTE], vars: { LEVEL: 'in"fo\\', TEXT: 'two\nlines' }, secrets: ['API_TOKEN'], crons: ['0 3 * * *'], compatibilityFlags: ['nodejs_compat'],
  })
    .override(dev, { vars: { LEVEL: 'debug' } })
    .override(prod, { routes: [{ pattern: 'www.example.org', customDomain: true }], crons: [] });
  project.addCloudflareWorker('least');
  project.synth();
  return project;
}

/** Folder of the packages that wrangler was installed with. */
function packages(): string {
  return join(dirname(dirname(realpathSync(realTool('wrangler')!.path))), 'node_modules');
}

describeWithTool('wrangler', () => {
  let edge: string;
  let least: string;
  beforeAll(() => {
    const { outdir } = estate();
    edge = join(outdir, 'cloudflare/edge');
    least = join(outdir, 'cloudflare/least');
    for (const dir of [edge, least]) symlinkSync(packages(), join(dir, 'node_modules'));
  });

  const deploy = (dir: string, ...args: string[]) =>
    runTool('wrangler', ['deploy', '--dry-run', '--outdir', join(dir, '.wrangler/out'), ...args], { cwd: dir, env: { WRANGLER_SEND_METRICS: 'false', CI: 'true' } });

  test('every configuration is as the schema of wrangler says, and a broken one is not', () => {
    const configurations = [edge, least].map((dir) => toml.parse(readFileSync(join(dir, 'wrangler.toml'), 'utf-8')));
    const broken = [{ ...configurations[0], mian: 'x' }, { ...configurations[0], routes: [{ pattern: 'x' }] }, { ...configurations[0], env: { dev: { keep_vars: true } } }];
    const { stdout, stderr } = spawnSync(process.execPath, [join(__dirname, 'validate-configuration.mjs'), packages()], { input: JSON.stringify([...configurations, ...broken]), encoding: 'utf-8' });
    expect(stderr).toBe('');
    const [first, second, ...others] = JSON.parse(stdout);
    expect([first, second]).toEqual([[], []]);
    for (const errors of others) expect(errors.length).toBeGreaterThan(0);
  });

  test.each([
    ['the worker', [], ['env.LEVEL ("in"fo\\")']],
    ['an environment', ['--env', 'dev'], ['env.LEVEL ("debug")', 'env.TEXT']],
    ['another environment', ['--env', 'prod'], ['env.LEVEL']],
  ])('a dry run deploys %s, with its variables and without a warning of what was not inherited', (_, args, shown) => {
    const { status, stdout, stderr } = deploy(edge, ...args);
    expect([status, stderr.replace(/.*Multiple environments are defined[^]*/, '')]).toEqual([0, '']);
    for (const text of shown) expect(stdout).toContain(text);
    expect(stdout).toContain('--dry-run: exiting now.');
    expect(existsSync(join(edge, '.wrangler/out/index.js'))).toBe(true);
  });

  test('a dry run deploys the least worker', () => {
    expect(deploy(least)).toMatchObject({ status: 0, stderr: '' });
  });

  test('the code that a worker begins with has the types of the runtime and of its own variables', () => {
    const check = (dir: string) => spawnSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', dir], { encoding: 'utf-8' });
    expect([check(edge).stdout, check(least).stdout]).toEqual(['', '']);
    const source = readFileSync(join(edge, 'src/index.ts'), 'utf-8');
    writeFileSync(join(edge, 'src/index.ts'), source.replace('fetch(request)', 'fetch(request, env)').replace('new URL(request.url)', 'new URL(env.LEVL)'));
    expect(check(edge).stdout).toContain("Property 'LEVL' does not exist on type 'Env'");
  });

  test('a dry run of an unknown environment, or of code that is broken, fails', () => {
    const { stdout, stderr } = deploy(edge, '--env', 'stagin');
    expect(stdout + stderr).toContain('stagin');
    writeFileSync(join(least, 'src/index.ts'), 'export default {');
    expect(deploy(least).status).not.toBe(0);
  });
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as toml from '@iarna/toml';
import fc from 'fast-check';
import * as ts from 'typescript';
import { Convention, CloudflareWorkerOptions, CloudflareWorkerOverrides } from '../../src';
import { checkOverrides } from '../../src/cloudflare/worker-checks';
import { workerSource } from '../../src/cloudflare/worker-source';
import { wranglerConfiguration, wranglerToml } from '../../src/cloudflare/wrangler-toml';
import { anyCharacter } from '../any-character';
import { emptyProject } from '../default-estate';
import { filesBelow, problemsOf } from '../room';

const ROUTE = { pattern: 'shop.example.com/*', zoneName: 'example.com' };

test.each([Convention.FEIYUE, Convention.PICASSO])('a worker is a folder of its name (%#)', (convention) => {
  const project = emptyProject({ convention });
  project.addCloudflareWorker('edge', { secrets: ['API_TOKEN'], vars: { LEVEL: 'info' } });
  project.synth();
  expect(filesBelow(project, 'cloudflare')).toEqual([
    'edge/misc/dev.vars.example', 'edge/package.json', 'edge/src/env.d.ts', 'edge/src/index.ts', 'edge/tsconfig.json', 'edge/wrangler.toml',
  ]);
  const read = (file: string) => readFileSync(join(project.outdir, 'cloudflare/edge', file), 'utf-8');
  expect(read('src/env.d.ts')).toMatch(/\n\ninterface Env \{\n {2}readonly LEVEL: string;\n {2}readonly API_TOKEN: string;\n\}\n$/);
  expect(read('misc/dev.vars.example')).toMatch(/\nAPI_TOKEN=\n$/);
  expect(JSON.parse(read('package.json')).devDependencies.wrangler).toBe('4.164.0');
  expect(readFileSync(join(project.outdir, '.gitignore'), 'utf-8')).toMatch(/^\.dev\.vars$/m);
});

test('nothing is written for Cloudflare without a worker', () => {
  const project = emptyProject({ convention: Convention.PICASSO });
  project.synth();
  expect(filesBelow(project, 'cloudflare')).toEqual([]);
  expect(readFileSync(join(project.outdir, '.gitignore'), 'utf-8')).not.toContain('.dev.vars');
});

test('an environment repeats what it would not inherit, and does not inherit routes', () => {
  const project = emptyProject();
  const dev = project.addEnvironment('dev');
  project.addEnvironment('prod', { promotedFrom: dev });
  project.addEnvironment('idle');
  project.addCloudflareWorker('edge', { routes: [ROUTE], vars: { LEVEL: 'info', REGION: 'eu' }, secrets: ['API_TOKEN'], crons: ['0 3 * * *'] })
    .override(dev, { vars: { LEVEL: 'debug' } })
    .override('prod', { routes: [{ pattern: 'shop.example.org', customDomain: true }], crons: [] })
    .override('prod', { vars: { REGION: 'us' } });
  project.synth();
  expect(toml.parse(readFileSync(join(project.outdir, 'cloudflare/edge/wrangler.toml'), 'utf-8'))).toEqual({
    name: 'edge',
    main: 'src/index.ts',
    compatibility_date: '2026-08-01',
    workers_dev: false,
    preview_urls: false,
    routes: [{ pattern: 'shop.example.com/*', zone_name: 'example.com' }],
    triggers: { crons: ['0 3 * * *'] },
    vars: { LEVEL: 'info', REGION: 'eu' },
    secrets: { required: ['API_TOKEN'] },
    observability: { enabled: true },
    env: {
      dev: { routes: [], vars: { LEVEL: 'debug', REGION: 'eu' }, secrets: { required: ['API_TOKEN'] } },
      prod: {
        routes: [{ pattern: 'shop.example.org', custom_domain: true }],
        triggers: { crons: [] },
        vars: { LEVEL: 'info', REGION: 'us' },
        secrets: { required: ['API_TOKEN'] },
      },
    },
  });
});

test('whatever a variable may hold, it reads back as it was meant', () => {
  const isAccepted = (value: string) => {
    const problems: string[] = [];
    checkOverrides({ vars: { A: value } }, {}, (problem) => problems.push(problem));
    return problems.length === 0;
  };
  const marks = fc.string({ unit: fc.constantFrom('"', "'", '\\', '\n', '\r', '\t', '#', ' ', 'a', '\u0085', '\u2028') });
  const text = fc.oneof(fc.string({ unit: anyCharacter }), fc.string(), marks).filter(isAccepted);
  fc.assert(fc.property(fc.dictionary(fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,20}$/), text), (vars) => {
    const model = { name: 'edge', options: { vars }, environments: new Map([['prod', { vars }]]) };
    expect(toml.parse(wranglerToml(model))).toEqual(JSON.parse(JSON.stringify(wranglerConfiguration(model))));
  }));
});

test('the code is the user\'s after the first run', () => {
  const project = emptyProject();
  project.addCloudflareWorker('edge');
  project.synth();
  for (const file of ['src/index.ts', 'package.json', 'tsconfig.json']) writeFileSync(join(project.outdir, 'cloudflare/edge', file), 'mine');
  const again = emptyProject({ outdir: project.outdir });
  again.addCloudflareWorker('edge', { vars: { LEVEL: 'info' } });
  again.synth();
  for (const file of ['src/index.ts', 'package.json', 'tsconfig.json']) expect(readFileSync(join(project.outdir, 'cloudflare/edge', file), 'utf-8')).toBe('mine');
  expect(readFileSync(join(project.outdir, 'cloudflare/edge/src/env.d.ts'), 'utf-8')).toContain('LEVEL');
});

describe('the code that a worker begins with', () => {
  const { outputText } = ts.transpileModule(workerSource({ crons: ['0 3 * * *'] }), { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  const exported: { default?: { fetch: (request: Request) => Promise<Response>; scheduled: unknown } } = {};
  new Function('exports', outputText)(exported);

  test.each([
    ['GET', '/healthz', 200], ['HEAD', '/healthz', 200], ['GET', '/anything?x=1', 404], ['POST', '/healthz', 405],
  ])('answers %s %s with %d and with security headers', async (method, path, status) => {
    const response = await exported.default!.fetch(new Request(`https://shop.example.com${path}`, { method }));
    expect(response.status).toBe(status);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'", 'strict-transport-security': 'max-age=31536000', 'x-content-type-options': 'nosniff',
    });
  });

  test('has something to run at the times that are declared, and nothing without', () => {
    expect(exported.default!.scheduled).toBeInstanceOf(Function);
    expect(workerSource({})).not.toContain('scheduled');
  });
});

test.each<[what: string, options: CloudflareWorkerOptions, problem: RegExp]>([
  ['a date that is none', { compatibilityDate: '2026-02-30' }, /^Cloudflare worker "edge" has compatibilityDate "2026-02-30", which is no date/],
  ['a date in another form', { compatibilityDate: '1 Aug 2026' }, /^Cloudflare worker "edge" has compatibilityDate "1 Aug 2026"/],
  ['a flag', { compatibilityFlags: ['nodejs compat'] }, /^Cloudflare worker "edge" has the compatibility flag "nodejs compat"/],
  ['the name of a secret', { secrets: ['api-token'] }, /^Cloudflare worker "edge" has an illegal secret "api-token"/],
  ['the name of a variable', { vars: { 'a b': 'c' } }, /^Cloudflare worker "edge" has an illegal variable "a b"/],
  ['a variable that is a secret', { vars: { API_TOKEN: 'c' } }, /^Cloudflare worker "edge" has what its name calls a secret in vars \("API_TOKEN"\), .*`wrangler secret put API_TOKEN`/],
  ['a variable and a secret of one name', { vars: { A: 'c' }, secrets: ['A'] }, /^Cloudflare worker "edge" has "A" in vars and in secrets/],
  ['a number', { vars: { A: 1 as unknown as string } }, /^Cloudflare worker "edge" has variable "A" that is no string/],
  ['half of a surrogate pair', { vars: { A: '\ud800' } }, /^Cloudflare worker "edge" has variable "A" with characters that no variable can carry/],
  ['a long value', { vars: { A: 'é'.repeat(2561) } }, /^Cloudflare worker "edge" has variable "A" of 5122 bytes; Cloudflare takes 5120/],
  ['a cron of six fields', { crons: ['0 0 3 * * *'] }, /^Cloudflare worker "edge" has cron "0 0 3 \* \* \*"; it has to be five fields/],
  ['a route with a scheme', { routes: [{ ...ROUTE, pattern: 'https://shop.example.com/*' }] }, /^Cloudflare worker "edge" has the route "https:\/\/shop\.example\.com\/\*"; it has to be a host name and a path without/],
  ['a route with a star in the middle', { routes: [{ ...ROUTE, pattern: 'shop.example.com/*/x' }] }, /^Cloudflare worker "edge" has the route "shop\.example\.com\/\*\/x"; it has to be/],
  ['a route without a zone', { routes: [{ pattern: 'shop.example.com/*' }] }, /^Cloudflare worker "edge" has the route "shop\.example\.com\/\*" without a zone/],
  ['a route outside of its zone', { routes: [{ ...ROUTE, zoneName: 'xample.com' }] }, /^Cloudflare worker "edge" has the route .* with zoneName "xample\.com", which it does not lie in/],
  ['a custom domain with a path', { routes: [{ pattern: 'shop.example.com/x', customDomain: true }] }, /^Cloudflare worker "edge" has the route .*, which is no host name: a custom domain has neither path nor/],
  ['a custom domain with a zone', { routes: [{ ...ROUTE, customDomain: true }] }, /^Cloudflare worker "edge" has the route .* with zoneName and customDomain/],
  ['a route twice', { routes: [ROUTE, ROUTE] }, /^Cloudflare worker "edge" has the route "shop\.example\.com\/\*" twice/],
])('%s that cannot be is a problem', (_, options, problem) => {
  const project = emptyProject();
  project.addCloudflareWorker('edge', options);
  expect(problemsOf(project)).toContainEqual(expect.stringMatching(problem));
});

test.each<[what: string, overrides: CloudflareWorkerOverrides, problem: RegExp]>([
  ['a route of another environment', { routes: [ROUTE] }, /^Cloudflare worker "edge" has the route .* twice; a route leads to one worker/],
  ['an unknown variable', { vars: { LEVL: 'debug' } }, /^Cloudflare worker "edge" has no variable "LEVL" elsewhere: .*Did you mean "LEVEL"\?/],
])('an environment with %s is a problem', (_, overrides, problem) => {
  const project = emptyProject();
  project.addEnvironment('dev');
  project.addCloudflareWorker('edge', { routes: [ROUTE], vars: { LEVEL: 'info' } }).override('dev', overrides);
  expect(problemsOf(project)).toEqual([expect.stringMatching(problem)]);
});

test('an unknown environment is a problem', () => {
  const project = emptyProject();
  project.addEnvironment('prod');
  project.addCloudflareWorker('edge').override('pord', {});
  expect(problemsOf(project)).toEqual([expect.stringContaining('Cloudflare worker "edge" names environment "pord"; environments are: prod. Did you mean "prod"?')]);
});

test('a name that is too long together with that of its environment is a problem', () => {
  const project = emptyProject();
  project.addEnvironment('prod');
  project.addCloudflareWorker('e'.repeat(60)).override('prod', {});
  expect(problemsOf(project)).toEqual([expect.stringContaining('which is longer than 63 characters')]);
});

test.each([['Edge', /^Cloudflare worker "Edge" is not a DNS-1123 label/], ['a/b', /^Cloudflare worker "a\/b" is not a DNS-1123 label/]])('a worker of the name %p is a problem', (name, problem) => {
  const project = emptyProject();
  project.addCloudflareWorker(name);
  expect(problemsOf(project)).toEqual([expect.stringMatching(problem)]);
});

test('two workers of one name are a problem', () => {
  const project = emptyProject();
  for (let n = 0; n < 2; n++) project.addCloudflareWorker('edge');
  expect(problemsOf(project)).toEqual([expect.stringContaining('Cloudflare worker "edge" is declared twice')]);
});

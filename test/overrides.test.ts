import { Module } from '../src';
import { emptyProject } from './default-estate';
import { problemsOf } from './room';
import { read, tree, write } from './synth/test-project';

const VARIABLES = ['labels', 'rule', 'zones'].map((name) => `variable "${name}" {\n  type    = any\n  default = null\n}\n`).join('');

test('a service and a module merge objects and maps key by key, and replace lists', () => {
  const project = emptyProject();
  write(project.outdir, 'terraform/modules/queue/main.tf', VARIABLES);
  project.addEnvironment('prod');
  new Module(project.addRootModule('queue'), 'jobs', {
    source: 'terraform/modules/queue', inputs: { labels: { team: 'core', cost: 'a' }, rule: { retry: { times: 3, pause: 5 } }, zones: ['a', 'b'] },
  }).override('prod', { labels: { cost: 'b', tier: 'gold' }, rule: { retry: { times: 9 } }, zones: ['c'] });
  project.addService('api', {
    port: 8080,
    env: { LEVEL: 'info', REGION: 'a' },
    args: ['a', 'b'],
    resources: { limits: { cpu: '1', memory: '1Gi' } },
    objective: { availability: 0.99, latencyMilliseconds: 250, requestMetrics: { histogram: 'requests', statusLabel: 'code' } },
  }).override('prod', {
    env: { LEVEL: 'warn' },
    args: ['c'],
    resources: { limits: { cpu: '2' } },
    objective: { availability: 0.999, latencyTarget: 0.95, requestMetrics: { statusLabel: 'status' } },
  });
  expect(problemsOf(project)).toEqual([]);

  const main = read(project.outdir, 'terraform/prod/queue/main.tf').replace(/ +/g, ' ');
  for (const line of ['team = "core"', 'cost = "b"', 'tier = "gold"', 'times = 9', 'pause = 5', 'zones = ["c"]']) expect(main).toContain(line);

  const overlay = read(project.outdir, 'k8s/overlays/prod/api/kustomization.yaml');
  expect(overlay).toContain('LEVEL=warn');
  expect(overlay).not.toMatch(/REGION|memory/);
  expect(overlay).toMatch(/cpu: ['"]?2['"]?/);
  const rules = Object.entries(tree(project.outdir)).filter(([file]) => file.startsWith('ops/monitoring/') && !file.endsWith('_test.yaml')).map(([, text]) => text).join('\n');
  expect(rules).toMatch(/requests_bucket\{[^}]*le="0\.25"/);
  expect(rules).toMatch(/status=~/);
  expect(rules).not.toMatch(/code=~|http_server_request_duration/);
});

test('what an objective says in one environment is held against what it says everywhere', () => {
  const project = emptyProject();
  project.addEnvironment('prod');
  project.addService('api', { port: 8080, objective: { availability: 0.99, latencyMilliseconds: 250 } })
    .override('prod', { objective: { availability: 0.999, latencyMilliseconds: 300 } });
  project.addService('chat', { port: 8080, objective: { availability: 0.99 } }).override('prod', { objective: { availability: 0.999, latencyTarget: 0.99 } });
  expect(problemsOf(project)).toEqual([
    expect.stringContaining('service "api" has objective.latencyMilliseconds 300, which is no boundary'),
    expect.stringContaining('service "chat" has objective.latencyTarget without objective.latencyMilliseconds'),
  ]);
});

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScriptSandbox } from './run-script';
import { Backend } from '../../src/clouds/backends/backend';
import { Monitoring } from '../../src/estate/monitoring';
import { bootstrapScript } from '../../src/operations/bootstrap-script';
import { kubeconfigScript } from '../../src/operations/kubeconfig-script';
import { rollbackServiceScript } from '../../src/operations/rollback-service-script';
import { unlockStateScript } from '../../src/operations/unlock-state-script';
import { uploadDashboardsScript } from '../../src/operations/upload-dashboards-script';
import { describeWithTool, runTool } from '../real-tool';

const HOSTILE = "p'$(touch hacked)`touch hacked`";

/** Every script, with names that an estate has and with names that mean something to a shell. */
function scripts(path: string, name: string, isProtected: boolean): Array<[script: string, text: string]> {
  const backendFile = name === 'prod' ? 'backend.hcl' : `${name}.hcl`;
  const { _lockWithoutHolder: withoutHolder } = Backend.cos({ bucket: 'tfstate-1250000000', region: 'ap-guangzhou' });
  return [
    ['rollback-service.sh', rollbackServiceScript({ path, example: { environment: name, service: name }, workloads: [{ name, owner: 'Deployment' }], environments: [{ name, namespace: name, isProtected, overlayDir: `k8s/${name}` }] })],
    ['kubeconfig.sh', kubeconfigScript({ path, backendFile, note: 'It holds keys.', clusters: [{ environment: name, isProtected, rootModuleDir: `t/${name}/c`, output: 'kubeconfig', publicOutput: 'public' }] })],
    ['unlock-state.sh', unlockStateScript({ path, backendFile, exampleDir: `t/${name}/network`, places: [{ name, rootModulePattern: `t/${name}/*` }], withoutHolder })],
    ['upload-dashboards.sh', uploadDashboardsScript({ path, dashboardsDir: `ops/${name}`, content: Monitoring.tencent()._content })!],
    ['bootstrap.sh', bootstrapScript({ path, dirs: [`t/${name}`], backendType: 'cos', backendFile, clusters: [], terraformRootScript: path, isProtected })],
    ['bootstrap.sh of two', bootstrapScript({ path, dirs: [`t/${name}`, 't/other'], backendType: 'cos', backendFile, clusters: [{ bootstrapDir: 't/other', environment: name, rootModuleDir: `t/${name}/c`, output: 'cluster_id' }], terraformRootScript: path, isProtected })],
  ];
}

const ALL = [
  ...scripts('ops/scripts/x.sh', 'prod', true).map(([script, text]) => [`${script} with a protected environment`, text] as const),
  ...scripts('ops/scripts/x.sh', 'dev', false).map(([script, text]) => [`${script} without one`, text] as const),
  ...scripts(`a b/${HOSTILE}/x.sh`, HOSTILE, true).map(([script, text]) => [`${script} with hostile names`, text] as const),
];

describeWithTool('shellcheck', () => {
  test.each(ALL)('shellcheck finds nothing in %s', (_, text) => {
    const file = join(mkdtempSync(join(tmpdir(), 'script-')), 'script.sh');
    writeFileSync(file, text);
    // SC2016 asks whether a `$` in single quotes is meant: there, a name has one.
    const { status, stdout } = runTool('shellcheck', ['--norc', '--severity=style', '--exclude=SC2016', '--enable=require-variable-braces,quote-safe-variables', file]);
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });
});

test.each(ALL)('%s says how it is used, and does nothing else', (_, text) => {
  const repository = new ScriptSandbox();
  for (const program of ['terraform', 'kubectl']) repository.fake(program, 'exit 1');
  repository.write('x.sh', text);
  const { status, stdout, stderr } = repository.run('x.sh', ['--help']);
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^[A-Z][^\n]+\n[^]*\nUsage: /);
  expect([...repository.callsOf('terraform'), ...repository.callsOf('kubectl')]).toEqual([]);
  expect(repository.has('hacked')).toBe(false);
});

test.each([
  [0, ['$(id)', 'x']],
  [1, ['$(id)', '/tmp/x']],
  [2, ['.']],
  [3, ['$(id)']],
])('names that mean something to a shell do nothing (%#)', (index, args) => {
  const repository = new ScriptSandbox();
  for (const program of ['terraform', 'kubectl']) repository.fake(program, 'exit 1');
  const path = `a b/${HOSTILE}/x.sh`;
  repository.write(path, scripts(path, HOSTILE, true)[index][1]);
  expect(repository.run(path, args).status).toBe(2);
  expect(repository.has('hacked')).toBe(false);
});

describe('upload-dashboards.sh', () => {
  const TOKEN = 'glsa_0123456789';
  const dashboardsDir = 'ops/it\'s $(id)';

  function upload(address: string, token = TOKEN): { readonly repository: ScriptSandbox; readonly result: ReturnType<ScriptSandbox['run']> } {
    const repository = new ScriptSandbox();
    // What it is given by arguments, by the configuration, and by its input.
    repository.fake('curl', 'while (($# > 0)); do if [[ "$1" == --config ]]; then cat -- "$2" >> configuration; fi; shift; done; cat >> bodies; echo >> bodies');
    for (const board of ['api', 'mailer']) repository.write(`${dashboardsDir}/${board}.json`, JSON.stringify({ uid: board }));
    repository.write('ops/scripts/x.sh', uploadDashboardsScript({ path: 'ops/scripts/x.sh', dashboardsDir, content: Monitoring.tencent()._content })!);
    return { repository, result: repository.run('ops/scripts/x.sh', [address], { env: { GRAFANA_TOKEN: token } }) };
  }

  test('sends every dashboard, over the one that is there, and the token through a pipe', () => {
    const { repository, result: { status, stderr } } = upload('https://grafana.example.com/');
    expect([status, stderr]).toEqual([0, `${dashboardsDir}/api.json\n${dashboardsDir}/mailer.json\n`]);
    const bodies = repository.read('bodies').trim().split('\n').map((body) => JSON.parse(body));
    expect(bodies).toEqual([{ overwrite: true, dashboard: { uid: 'api' } }, { overwrite: true, dashboard: { uid: 'mailer' } }]);
    expect(repository.read('configuration')).toBe(`header = "Authorization: Bearer ${TOKEN}"\n`.repeat(2));
    const calls = JSON.stringify(repository.callsOf('curl'));
    expect(calls).toContain('https://grafana.example.com/api/dashboards/db');
    expect(calls).not.toContain(TOKEN);
  });

  test.each([
    ['an address at which the token would be seen', 'http://grafana.example.com', TOKEN, 'does not begin with https://'],
    ['no token', 'https://grafana.example.com', '', 'GRAFANA_TOKEN is not set, or no token'],
    ['a token with a line of its own', 'https://grafana.example.com', 'a"\nurl = "https://evil.example', 'GRAFANA_TOKEN is not set, or no token'],
  ])('refuses %s', (_, address, token, problem) => {
    const { repository, result: { status, stderr } } = upload(address, token);
    expect(status).toBe(2);
    expect(stderr).toContain(problem);
    expect(repository.callsOf('curl')).toEqual([]);
  });

  test.each<[string, Monitoring, boolean]>([
    ['files alone', Monitoring.files(), false],
    ['the operator, which brings them', Monitoring.prometheusOperator(), false],
    ['Azure, where nobody may edit them', Monitoring.azure({ grafanaViewerGroups: { a: 'b' } }), false],
    ['Azure', Monitoring.azure({ grafanaAdminGroups: { a: 'b' } }), true],
    ['Tencent Cloud without Grafana', Monitoring.tencent({ includeGrafana: false }), false],
  ])('it is there, or not, with %s', (_, monitoring, isThere) => {
    expect(uploadDashboardsScript({ path: 'x.sh', dashboardsDir: 'ops', content: monitoring._content }) !== undefined).toBe(isThere);
  });
});

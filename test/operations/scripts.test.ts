import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScriptSandbox } from './run-script';
import { Backend } from '../../src/clouds/backends/backend';
import { bootstrapScript } from '../../src/operations/bootstrap-script';
import { kubeconfigScript } from '../../src/operations/kubeconfig-script';
import { rollbackServiceScript } from '../../src/operations/rollback-service-script';
import { unlockStateScript } from '../../src/operations/unlock-state-script';
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
])('names that mean something to a shell do nothing (%#)', (index, args) => {
  const repository = new ScriptSandbox();
  for (const program of ['terraform', 'kubectl']) repository.fake(program, 'exit 1');
  const path = `a b/${HOSTILE}/x.sh`;
  repository.write(path, scripts(path, HOSTILE, true)[index][1]);
  expect(repository.run(path, args).status).toBe(2);
  expect(repository.has('hacked')).toBe(false);
});

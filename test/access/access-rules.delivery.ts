import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { AccessLevel, AccessSubject, KustomizePatch } from '../../src';
import type { ScriptStep, Workflow } from '../../src/ci/github/workflow';
import { describeWithTools, runStep, StepRun } from '../ci/github/run-step';
import { DefaultEstate } from '../default-estate';
import { runTool } from '../real-tool';
import { read, temporaryDirectory, write } from '../synth/test-project';

const RULES = resolve(__dirname, '../../src/access/rules');

/** Names that YAML, JSON, shells and Rego have ideas of their own about. */
const HOSTILE = ['no', '007', '*', 'a: b', '"x\' ${HOME} $(id) `id`', '%s', '- x', 'ünïcode 飞跃', '{{ .X }}', '#'];

function estate(declare: (estate: DefaultEstate) => void = () => undefined): string {
  const made = new DefaultEstate({ outdir: temporaryDirectory() });
  const { project, dev, prod } = made;
  project.addAccess('developers', { subjects: HOSTILE.map((name) => AccessSubject.oidcGroup(name)), level: AccessLevel.EDIT, environments: [dev, prod] });
  project.addAccess('on-call', { subjects: HOSTILE.map((name) => AccessSubject.user(name)), level: AccessLevel.BREAK_GLASS, environments: [prod] });
  declare(made);
  project.synth();
  return project.outdir;
}

/** Runs the step of the workflow of every pull request. */
async function check(dir: string): Promise<StepRun> {
  const { jobs } = parse(read(dir, '.github/workflows/sync.yml')) as Workflow;
  const step = jobs.sync.steps.find(({ name }) => name === 'Check who may do what') as ScriptStep;
  return runStep(step, { cwd: dir });
}

/** Puts an object of the user's into the overlay of dev. */
function addObject(dir: string, object: object): void {
  write(dir, 'k8s/overlays/dev/own.yaml', JSON.stringify({ apiVersion: 'rbac.authorization.k8s.io/v1', ...object }));
  const file = join(dir, 'k8s/overlays/dev/kustomization.yaml');
  const text = readFileSync(file, 'utf-8');
  spawnSync('chmod', ['u+w', file]);
  writeFileSync(file, text.replace('resources:\n', 'resources:\n  - own.yaml\n'));
}

const role = (verbs: string[], resources: string[]): object => ({ kind: 'Role', metadata: { name: 'own' }, rules: [{ apiGroups: [''], resources, verbs }] });
const binding = (kind: string, roleName: string, name: string): object => ({
  kind,
  metadata: { name: 'own' },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: roleName },
  subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name }],
});

describeWithTools(['conftest', 'kubectl', 'bash', 'jq'], () => {
  test('the tests of the rules pass, and the rules are formatted', () => {
    const dir = estate();
    expect(runTool('conftest', ['verify', '--no-color', `--policy=${dir}/policies/access`]).stdout).toMatch(/^9 tests, 9 passed, 0 warnings, 0 failures/m);
    expect(runTool('conftest', ['fmt', '--check', join(dir, 'policies/access')]).status).toBe(0);
  });

  const rego = readFileSync(join(RULES, 'rbac.rego'), 'utf-8');
  const heads = rego.split('deny contains violation if {').length - 1;

  test.each(Array.from({ length: heads }, (_, index) => index + 1))('the tests fail when rule %d finds nothing', (broken) => {
    const dir = temporaryDirectory();
    let index = 0;
    write(dir, 'rbac.rego', rego.replace(/deny contains violation if \{/g, (head) => (++index === broken ? `${head}\n\t1 == 2` : head)));
    write(dir, 'rbac_test.rego', readFileSync(join(RULES, 'rbac_test.rego'), 'utf-8'));
    expect(runTool('conftest', ['verify', `--policy=${dir}`]).status).toBe(1);
  });

  test('what is rendered keeps to the rules, whatever people are called', async () => {
    expect(await check(estate())).toMatchObject({ status: 0, stderr: '' });
  });

  test('names reach the cluster as they were given', () => {
    const dir = estate();
    const { stdout } = runTool('kubectl', ['kustomize', join(dir, 'k8s/overlays/prod')]);
    const edit = stdout.split('\n---\n').map((text) => parse(text)).find(({ metadata }) => metadata.name === 'access-edit');
    expect(edit.subjects.map(({ name }: { name: string }) => name).sort()).toEqual([...HOSTILE].sort());
  });

  test.each<[string, object, string]>([
    ['a wildcard', role(['*'], ['pods']), 'Role own has a wildcard in its verbs'],
    ['a way to all rights', role(['impersonate'], ['users']), 'Role own has the verb impersonate'],
    ['Secrets for those who may look', { ...role(['get'], ['secrets']), metadata: { name: 'log-reader' } }, 'Role log-reader lets those read Secrets who may only look'],
    ['a cluster-admin whom nobody named', binding('ClusterRoleBinding', 'cluster-admin', 'others'), 'ClusterRoleBinding own makes Group others cluster-admin'],
    ['a cluster-admin in a namespace', binding('RoleBinding', 'cluster-admin', 'no'), 'RoleBinding own makes Group no cluster-admin'],
    ['a role in all namespaces', binding('ClusterRoleBinding', 'edit', 'developers'), 'ClusterRoleBinding own gives Group developers a role in all namespaces'],
    ['everybody', binding('RoleBinding', 'view', 'system:authenticated'), 'RoleBinding own lets everybody in'],
  ])('%s in a file of the user’s is told, and fails the pull request', async (_, object, message) => {
    const dir = estate();
    addObject(dir, object);
    const run = await check(dir);
    expect(run.status).toBe(1);
    expect(run.stdout).toContain(`::error title=Access::k8s/overlays/dev: ${message}`);
  });

  test('a patch of what is generated is seen as well', async () => {
    const dir = estate(({ project, prod }) => {
      project.overlay(prod).patch(KustomizePatch.json6902({ kind: 'ClusterRoleBinding' }, [{ op: 'add', path: '/subjects/-', value: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'others' } }]));
    });
    expect(await check(dir)).toMatchObject({ status: 1, stdout: expect.stringContaining('k8s/overlays/prod: ClusterRoleBinding feiyue-mono-prod-break-glass makes Group others cluster-admin') as string });
  });

  test('an overlay that cannot be built, and rules that cannot be read, are no permission', async () => {
    const dir = estate();
    write(dir, 'policies/access/own.rego', 'nonsense');
    expect((await check(dir)).status).not.toBe(0);
    const run = spawnSync('bash', ['ops/scripts/check-access.sh', 'k8s/overlays/nowhere'], { cwd: estate(), encoding: 'utf-8' });
    expect(run).toMatchObject({ status: 3, stderr: expect.stringContaining('k8s/overlays/nowhere cannot be built') as string });
    expect(existsSync(join(dir, 'ops/scripts/check-access.sh'))).toBe(true);
  });
});

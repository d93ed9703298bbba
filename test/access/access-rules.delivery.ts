import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import {
  AccessLevel, AccessSubject, ArgoCd, CertManager, EnvoyGateway, ExternalDns, ExternalSecrets, KubeOidcProxy, KustomizePatch, Monitoring,
  PrometheusStack, TailscaleOperator,
} from '../../src';
import type { ScriptStep, Workflow } from '../../src/ci/github/workflow';
import { DNS_POD, PROXY_IMAGE } from '../applications/small-applications';
import { describeWithTools, runStep, StepRun } from '../ci/github/run-step';
import { DefaultEstate } from '../default-estate';
import { realTool, runTool } from '../real-tool';
import { read, temporaryDirectory, write } from '../synth/test-project';

const RULES = resolve(__dirname, '../../src/access/rules');

/** Names that YAML, JSON, shells and Rego have ideas of their own about. */
const HOSTILE = ['no', '007', '*', 'a: b', '"x\' ${HOME} $(id) `id`', '%s', '- x', 'ünïcode 飞跃', '{{ .X }}', '#'];

function estate(declare: (estate: DefaultEstate) => void = () => undefined, monitoring = Monitoring.files()): string {
  const made = new DefaultEstate({ outdir: temporaryDirectory(), monitoring });
  const { project, dev, prod } = made;
  project.addAccess('developers', { subjects: HOSTILE.map((name) => AccessSubject.oidcGroup(name)), level: AccessLevel.EDIT, environments: [dev, prod] });
  project.addAccess('on-call', { subjects: HOSTILE.map((name) => AccessSubject.user(name)), level: AccessLevel.BREAK_GLASS, environments: [prod] });
  declare(made);
  project.synth();
  return project.outdir;
}

/**
 * Runs the step of the workflow of every pull request.
 * @param bin folder whose programs go before those of the machine
 */
async function check(dir: string, bin?: string): Promise<StepRun> {
  const { jobs } = parse(read(dir, '.github/workflows/sync.yml')) as Workflow;
  const step = jobs.sync.steps.find(({ name }) => name === 'Check who may do what') as ScriptStep;
  return runStep(step, { cwd: dir, bin });
}

/** A folder with a kubectl that builds each directory once, and then says the same again: an application takes half a second. */
function remembering(): string {
  const bin = temporaryDirectory();
  write(bin, 'kubectl', [
    '#!/bin/sh',
    `built="${bin}/$(echo "$2" | tr / _).yaml"`,
    `[ -e "$built" ] || '${realTool('kubectl')!.path}' "$@" > "$built" && cat "$built"`,
  ].map((line) => `${line}\n`).join(''));
  chmodSync(join(bin, 'kubectl'), 0o755);
  return bin;
}

/** Puts objects of the user's into the overlay of dev. */
function addObjects(dir: string, objects: readonly object[]): void {
  const texts = objects.map((object) => JSON.stringify({ apiVersion: 'rbac.authorization.k8s.io/v1', ...object }));
  write(dir, 'k8s/overlays/dev/own.yaml', texts.join('\n---\n'));
  const file = join(dir, 'k8s/overlays/dev/kustomization.yaml');
  const text = readFileSync(file, 'utf-8');
  spawnSync('chmod', ['u+w', file]);
  writeFileSync(file, text.replace('resources:\n', 'resources:\n  - own.yaml\n'));
}

const role = (verbs: string[], resources: string[]): object => ({ kind: 'Role', metadata: { name: 'own' }, rules: [{ apiGroups: [''], resources, verbs }] });
const clusterRole = (verbs: string[], resources: string[]): object => ({ ...role(verbs, resources), kind: 'ClusterRole' });
const binding = (kind: string, roleName: string, name: string): object => ({
  kind,
  metadata: { name: 'own' },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: roleName },
  subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name }],
});

describeWithTools(['conftest', 'kubectl', 'bash', 'jq'], () => {
  test('the tests of the rules pass, and the rules are formatted', () => {
    const dir = estate();
    expect(runTool('conftest', ['verify', '--no-color', `--policy=${dir}/policies/access`]).stdout).toMatch(/^23 tests, 23 passed, 0 warnings, 0 failures/m);
    expect(runTool('conftest', ['fmt', '--check', join(dir, 'policies/access')]).status).toBe(0);
  });

  const rego = readFileSync(join(RULES, 'rbac.rego'), 'utf-8');
  const rules = [...rego.matchAll(/^found contains .* if \{$/gm)];
  const powers = [...rego.matchAll(/^\t\{\n\t\t"resources": [^]*?^\t\},\n/gm)];

  /** The rules without these characters of theirs. */
  function without({ index, 0: text }: RegExpMatchArray, instead: string): string {
    return rego.slice(0, index) + instead + rego.slice(index! + text.length);
  }

  test.each([
    ...rules.map((head): [string, string] => [head[0], without(head, `${head[0]}\n\t1 == 2`)]),
    ...powers.map((power): [string, string] => [power[0], without(power, '')]),
  ])('the tests fail without %j', (_, broken) => {
    expect([rules.length, powers.length]).toEqual([16, 7]);
    const dir = temporaryDirectory();
    write(dir, 'rbac.rego', broken);
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

  const attacks: Array<[what: string, object: any, message: string]> = [
    ['a wildcard', role(['*'], ['pods']), 'Role own has a wildcard in its verbs'],
    [
      'a wildcard beside the words of a definition',
      { ...role(['*'], ['nodes']), metadata: { name: 'own', annotations: { text: '---\napiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n' } } },
      'Role own has a wildcard in its verbs',
    ],
    ['a way to all rights', role(['impersonate'], ['users']), 'Role own has the verb impersonate'],
    ['a part of the role that all who edit have', { ...clusterRole(['get'], ['things']), metadata: { name: 'own', labels: { 'rbac.authorization.k8s.io/aggregate-to-edit': 'true' } } }, 'ClusterRole own joins the role rbac.authorization.k8s.io/aggregate-to-edit'],
    ['a role that collects others', { ...clusterRole([], []), aggregationRule: { clusterRoleSelectors: [{ matchLabels: { a: 'b' } }] } }, 'ClusterRole own collects the rules of all roles'],
    ['another role view', { ...clusterRole(['get'], ['things']), metadata: { name: 'view' } }, 'ClusterRole view has the name of a role of Kubernetes itself'],
    ['the Secrets of all namespaces', clusterRole(['list'], ['secrets']), 'ClusterRole own may list secrets: that is the Secrets of all namespaces'],
    ['tokens', role(['create'], ['serviceaccounts/token']), 'Role own may create serviceaccounts/token: that is tokens of service accounts'],
    ['a token that never expires', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'own', annotations: { 'kubernetes.io/service-account.name': 'api' } }, type: 'kubernetes.io/service-account-token' }, 'Secret own is a token of a service account that never expires'],
    ['the proxy of nodes', clusterRole(['get'], ['nodes/proxy']), 'ClusterRole own may get nodes/proxy: that is the kubelets'],
    ['the pods of all namespaces', clusterRole(['create'], ['pods/exec']), 'ClusterRole own may create pods/exec: that is all pods of the cluster'],
    ['the rights of others', role(['create'], ['rolebindings']), 'Role own may create rolebindings: that is the rights of others'],
    ['certificates', clusterRole(['update'], ['certificatesigningrequests/approval']), 'ClusterRole own may update certificatesigningrequests/approval: that is certificates'],
    ['what the API server asks', clusterRole(['patch'], ['validatingwebhookconfigurations']), 'ClusterRole own may patch validatingwebhookconfigurations: that is what the API server asks'],
    ['a service account that is admin', { ...binding('RoleBinding', 'admin', ''), subjects: [{ kind: 'ServiceAccount', name: 'default', namespace: 'feiyue-mono-dev' }] }, 'RoleBinding own gives the service account default the role admin'],
    ['a service account that is cluster-admin', { ...binding('ClusterRoleBinding', 'cluster-admin', ''), subjects: [{ kind: 'ServiceAccount', name: 'default', namespace: 'feiyue-mono-dev' }] }, 'ClusterRoleBinding own makes ServiceAccount default cluster-admin'],
    ['a role of the control plane', binding('ClusterRoleBinding', 'system:kube-controller-manager', 'developers'), 'ClusterRoleBinding own gives Group developers the role system:kube-controller-manager'],
    ['a role of Argo CD', binding('ClusterRoleBinding', 'argocd-application-controller', 'developers'), 'ClusterRoleBinding own gives Group developers the role argocd-application-controller, which is none of this folder'],
    ['the group of all rights', binding('ClusterRoleBinding', 'own', 'system:masters'), 'ClusterRoleBinding own names system:masters'],
    ['Secrets for those who may look', { ...role(['get'], ['secrets']), metadata: { name: 'log-reader' } }, 'Role log-reader lets those read Secrets who may only look'],
    ['a cluster-admin whom nobody named', binding('ClusterRoleBinding', 'cluster-admin', 'others'), 'ClusterRoleBinding own makes Group others cluster-admin'],
    ['a cluster-admin in a namespace', binding('RoleBinding', 'cluster-admin', 'no'), 'RoleBinding own makes Group no cluster-admin'],
    ['a role in all namespaces', binding('ClusterRoleBinding', 'edit', 'developers'), 'ClusterRoleBinding own gives Group developers a role in all namespaces'],
    ['everybody', binding('RoleBinding', 'view', 'system:authenticated'), 'RoleBinding own lets everybody in'],
  ];

  describe('in an overlay, and fails the pull request,', () => {
    let run: StepRun;

    beforeAll(async () => {
      const dir = estate();
      // Each under a name of its own, which ends with its place in the list; `view` has to be called so.
      const named = (object: any, index: number) => (object.metadata.name === 'view' ? object : { ...object, metadata: { ...object.metadata, name: `${object.metadata.name}-${index}` } });
      addObjects(dir, attacks.map(([, object], index) => named(object, index)));
      run = await check(dir);
    });

    test.each(attacks.map(([what, , message], index): [string, string] => [what, message.replace(/^(\S+ )(?!view )(\S+)/, `$1$2-${index}`)]))('%s is told', (_, message) => {
      expect(run.status).toBe(1);
      expect(run.stdout).toContain(`::error title=Access::k8s/overlays/dev: ${message}`);
    });
  });

  test('rights beside parts of the cluster are told, wherever kustomize lets them through', () => {
    const dir = estate();
    write(dir, 'elsewhere/kustomization.yaml', 'resources: [own.yaml]\n');
    write(dir, 'elsewhere/own.yaml', JSON.stringify({ apiVersion: 'rbac.authorization.k8s.io/v1', ...role(['get'], ['pods']), metadata: { name: 'own', namespace: 'kube-system' } }));
    const run = spawnSync('bash', ['ops/scripts/check-access.sh', 'elsewhere'], { cwd: dir, encoding: 'utf-8' });
    expect(run).toMatchObject({ status: 1, stdout: expect.stringContaining('elsewhere: Role own gives rights in the namespace kube-system') as string });
  });

  test('applications are judged as well, and what their makers give them is accepted by name, with the reason', async () => {
    const dir = estate(({ project }) => {
      new ArgoCd(project, 'argo-cd');
      new TailscaleOperator(project, 'tailscale-operator');
      new EnvoyGateway(project, 'envoy-gateway');
      new CertManager(project, 'cert-manager');
      new PrometheusStack(project, 'prometheus-stack');
      new ExternalDns(project, 'external-dns', { provider: DNS_POD, zones: ['a.example'] });
      new ExternalSecrets(project, 'external-secrets');
      new KubeOidcProxy(project, 'kube-oidc-proxy', { issuerUrl: 'https://a.example', clientId: 'a', image: PROXY_IMAGE });
      project.addApplication('agent', { manifests: { 'role.yaml': { apiVersion: 'rbac.authorization.k8s.io/v1', ...clusterRole(['list'], ['pods']) } } });
      project.addApplication('chart', { helmCharts: [{ name: 'a', repository: 'https://a.example', version: '1.2.3' }] });
    }, Monitoring.prometheusOperator());
    const bin = remembering();
    expect(await check(dir, bin)).toMatchObject({ status: 0, stderr: '' });
    const { applications } = JSON.parse(read(dir, 'policies/access/data/estate.json')).estate;
    expect(Object.keys(applications)).toEqual(['argo-cd', 'tailscale-operator', 'envoy-gateway', 'cert-manager', 'prometheus-stack', 'external-dns', 'external-secrets', 'kube-oidc-proxy', 'agent'].map((name) => `k8s/applications/${name}`));
    // Each reason is needed.
    const file = join(dir, 'policies/access/data/estate.json');
    spawnSync('chmod', ['u+w', file]);
    const told = (changed: object): string => {
      writeFileSync(file, JSON.stringify({ estate: { break_glass: [], reserved_namespaces: [], applications: changed } }));
      return spawnSync('bash', ['ops/scripts/check-access.sh', ...Object.keys(applications)], { cwd: dir, env: { ...process.env, PATH: `${bin}:${process.env.PATH}` }, encoding: 'utf-8' }).stdout;
    };
    const denied = told({});
    for (const [folder, { accepted }] of Object.entries<{ accepted: object }>(applications)) {
      for (const object of Object.keys(accepted)) expect(denied).toContain(`${folder}: ${object} `);
    }
  });

  test('what is accepted of an application is accepted in its folder alone', () => {
    const dir = estate(({ project }) => {
      new KubeOidcProxy(project, 'kube-oidc-proxy', { issuerUrl: 'https://a.example', clientId: 'a', image: PROXY_IMAGE });
    });
    write(dir, 'elsewhere/kustomization.yaml', 'resources: [../k8s/applications/kube-oidc-proxy]\n');
    const run = spawnSync('bash', ['ops/scripts/check-access.sh', 'elsewhere'], { cwd: dir, encoding: 'utf-8' });
    expect(run).toMatchObject({ status: 1, stdout: expect.stringContaining('elsewhere: ClusterRole kube-oidc-proxy has the verb impersonate') as string });
  });

  test('an application that asks for more is told, and fails the pull request', async () => {
    const own = { 'role.yaml': { apiVersion: 'rbac.authorization.k8s.io/v1', ...clusterRole(['list'], ['secrets']) } };
    const run = await check(estate(({ project }) => project.addApplication('agent', { manifests: own })));
    expect(run).toMatchObject({ status: 1, stdout: expect.stringContaining('k8s/applications/agent: ClusterRole own may list secrets') as string });
    const accepted = estate(({ project }) => project.addApplication('agent', { manifests: own, acceptedRights: { 'ClusterRole own': 'It copies them.' } }));
    expect(await check(accepted)).toMatchObject({ status: 0, stderr: '' });
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

import { setTimeout as sleep } from 'node:timers/promises';
import { Cluster, CLUSTER_TOOLS, startCluster } from './cluster/cluster';
import { deployOverlay } from './deploy-overlay';
import { AccessLevel, AccessSubject } from '../../src';
import { describeWithTools } from '../ci/github/run-step';
import { DefaultEstate } from '../default-estate';
import { runTool } from '../real-tool';

const DEV = 'feiyue-mono-dev';

/** Groups as people are in them, by what they are called here. */
const GROUPS = { viewers: 'oidc:viewers', editors: 'oidc:editors', admins: 'oidc:admins', onCall: 'oidc:on-call' };

let cluster: Cluster;

/** Deploys dev with access for these groups. */
async function deploy(groups: Partial<typeof GROUPS>): Promise<void> {
  const { project, dev } = new DefaultEstate({}, ['api']);
  const give = (name: string, level: AccessLevel, group: string | undefined) =>
    project.addAccess(name, { subjects: group === undefined ? [] : [AccessSubject.oidcGroup(group)], level, environments: [dev] });
  give('viewers', AccessLevel.VIEW, groups.viewers);
  give('editors', AccessLevel.EDIT, groups.editors);
  give('admins', AccessLevel.ADMIN, groups.admins);
  give('on-call', AccessLevel.BREAK_GLASS, groups.onCall);
  project.synth();
  const { failedStep, output } = await deployOverlay(project, { environment: 'dev', kubeconfig: cluster.kubeconfig });
  expect({ failedStep, output: failedStep && output }).toEqual({ failedStep: undefined, output: undefined });
}

/** Whether somebody of a group may do something in a namespace, as the API server says. */
function may(group: string, verb: string, resource: string, namespace = DEV): boolean {
  const { stdout } = runTool('kubectl', ['auth', 'can-i', verb, resource, '--namespace', namespace, '--as', 'somebody', '--as-group', group], { env: { KUBECONFIG: cluster.kubeconfig } });
  return stdout.trim() === 'yes';
}

/** Waits until the roles that Kubernetes puts together from others are put together. */
async function rolesAreReady(): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (runTool('kubectl', ['get', 'clusterrole', 'view', 'edit', 'admin', '--output=jsonpath={.items[*].rules[0].verbs}'], { env: { KUBECONFIG: cluster.kubeconfig } }).stdout.split('[').length < 4) {
    if (Date.now() > deadline) throw new Error('the roles view, edit and admin have no rules after a minute');
    await sleep(100);
  }
}

describeWithTools(['bash', 'kubectl', ...CLUSTER_TOOLS], () => {
  beforeAll(async () => {
    cluster = await startCluster();
    await rolesAreReady();
    await deploy(GROUPS);
  });

  afterAll(async () => cluster.stop());

  test.each<[keyof typeof GROUPS, string, string, boolean]>([
    ['viewers', 'get', 'pods', true],
    ['viewers', 'get', 'secrets', false],
    ['viewers', 'delete', 'pods', false],
    ['editors', 'update', 'deployments.apps', true],
    ['editors', 'get', 'secrets', true],
    ['editors', 'create', 'rolebindings.rbac.authorization.k8s.io', false],
    ['admins', 'create', 'rolebindings.rbac.authorization.k8s.io', true],
    ['admins', 'delete', 'nodes', false],
    ['onCall', 'delete', 'nodes', true],
  ])('%s may %s %s: %s', (group, verb, resource, expected) => {
    expect(may(GROUPS[group], verb, resource)).toBe(expected);
  });

  test('nobody but those on call may do anything in another namespace', () => {
    expect(Object.values(GROUPS).filter((group) => may(group, 'get', 'pods', 'kube-system'))).toEqual([GROUPS.onCall]);
  });

  test('a role that joins the role edit gives its rights to all editors, which is why policies/access refuses one', async () => {
    expect(may(GROUPS.editors, 'create', 'rolebindings.rbac.authorization.k8s.io')).toBe(false);
    const joining = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'own', labels: { 'rbac.authorization.k8s.io/aggregate-to-edit': 'true' } },
      rules: [{ apiGroups: ['rbac.authorization.k8s.io'], resources: ['rolebindings'], verbs: ['create'] }],
    };
    expect((await cluster.client.send('POST', '/apis/rbac.authorization.k8s.io/v1/clusterroles', joining)).status).toBe(201);
    const deadline = Date.now() + 60_000;
    while (!may(GROUPS.editors, 'create', 'rolebindings.rbac.authorization.k8s.io')) {
      if (Date.now() > deadline) throw new Error('the role edit has not got the rule after a minute');
      await sleep(100);
    }
  });

  test('what is taken back in the estate is taken back in the cluster', async () => {
    await deploy({ viewers: GROUPS.viewers });
    expect(may(GROUPS.viewers, 'get', 'pods')).toBe(true);
    expect([GROUPS.editors, GROUPS.admins, GROUPS.onCall].filter((group) => may(group, 'get', 'pods'))).toEqual([]);
  });
});

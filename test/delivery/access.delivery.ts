import { Cluster, CLUSTER_TOOLS, startCluster } from './cluster/cluster';
import { deployOverlay } from './deploy-overlay';
import { AccessLevel, AccessSubject } from '../../src';
import { describeWithTools } from '../ci/github/run-step';
import { DefaultEstate } from '../default-estate';
import { eventually } from '../eventually';

const DEV = 'feiyue-mono-dev';

/** Groups as people are in them, by what they are called here. */
const GROUPS = { viewers: 'oidc:viewers', editors: 'oidc:editors', admins: 'oidc:admins', onCall: 'oidc:on-call' };

let cluster: Cluster;

/** Deploys dev with access for these groups. Who may do what is known to the API server a moment later. */
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
  for (const [name, group] of Object.entries(GROUPS)) {
    const hasAccess = Object.hasOwn(groups, name);
    await eventually(`${group} ${hasAccess ? 'has' : 'has no'} access`, async () => await may(group, 'get', 'pods') === hasAccess);
  }
}

/** Whether somebody of a group may do something in a namespace, as the API server says. */
async function may(group: string, verb: string, resource: string, namespace = DEV): Promise<boolean> {
  const [name, ...apiGroup] = resource.split('.');
  const spec = { user: 'somebody', groups: [group, 'system:authenticated'], resourceAttributes: { verb, resource: name, group: apiGroup.join('.'), namespace } };
  const { status, body } = await cluster.client.send('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', { spec });
  expect(status).toBe(201);
  return body.status.allowed;
}

/** Waits until the roles that Kubernetes puts together from others are put together. */
async function rolesAreReady(): Promise<void> {
  const rulesOf = async (name: string) => (await cluster.client.find(`/apis/rbac.authorization.k8s.io/v1/clusterroles/${name}`))?.rules ?? [];
  for (const name of ['view', 'edit', 'admin']) await eventually(`the role ${name} has rules`, async () => (await rulesOf(name)).length > 0);
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
  ])('%s may %s %s: %s', async (group, verb, resource, expected) => {
    expect(await may(GROUPS[group], verb, resource)).toBe(expected);
  });

  test('nobody but those on call may do anything in another namespace', async () => {
    for (const group of Object.values(GROUPS)) expect({ group, may: await may(group, 'get', 'pods', 'kube-system') }).toEqual({ group, may: group === GROUPS.onCall });
  });

  test('a role that joins the role edit gives its rights to all editors, which is why policies/access refuses one', async () => {
    expect(await may(GROUPS.editors, 'create', 'rolebindings.rbac.authorization.k8s.io')).toBe(false);
    const joining = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'own', labels: { 'rbac.authorization.k8s.io/aggregate-to-edit': 'true' } },
      rules: [{ apiGroups: ['rbac.authorization.k8s.io'], resources: ['rolebindings'], verbs: ['create'] }],
    };
    expect((await cluster.client.send('POST', '/apis/rbac.authorization.k8s.io/v1/clusterroles', joining)).status).toBe(201);
    await eventually('the role edit has the rule', async () => may(GROUPS.editors, 'create', 'rolebindings.rbac.authorization.k8s.io'));
  });

  test('what is taken back in the estate is taken back in the cluster', async () => {
    await deploy({ viewers: GROUPS.viewers });
    for (const [name, group] of Object.entries(GROUPS)) expect({ name, may: await may(group, 'get', 'pods') }).toEqual({ name, may: name === 'viewers' });
  });
});

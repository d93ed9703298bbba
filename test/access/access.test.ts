import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Access, AccessLevel, AccessOptions, AccessSubject, Cloud, Environment, FeiyueProject, KustomizePatch } from '../../src';
import { DefaultEstate, emptyProject } from '../default-estate';
import { refused } from '../hostile/refusal';
import { read, temporaryDirectory } from '../synth/test-project';

const SUBSCRIPTIONS = ['11111111-1111-1111-1111-111111111111', '22222222-2222-2222-2222-222222222222'];
const TENANT = '33333333-3333-3333-3333-333333333333';
const GROUP = 'AAAAAAAA-aaaa-aaaa-aaaa-aaaaaaaaaaaa';
const ON_CALL = 'bbbbbbbb-bbbb-bbbb-bbbb-bbbbbbbbbbbb';
const { VIEW, EDIT, ADMIN, BREAK_GLASS } = AccessLevel;

function written(declare: (estate: DefaultEstate) => void): string {
  const estate = new DefaultEstate({ outdir: temporaryDirectory() });
  declare(estate);
  estate.project.synth();
  return estate.project.outdir;
}

function binding(dir: string, environment: string, level: AccessLevel): any {
  return parse(read(dir, `k8s/overlays/${environment}/access-${level}.yaml`));
}

function names(dir: string, environment: string, level: AccessLevel): string[] {
  return (binding(dir, environment, level).subjects as Array<{ kind: string; name: string }>).map(({ kind, name }) => `${kind} ${name}`);
}

function azure(index = 0): Cloud {
  return Cloud.azure({ subscriptionId: SUBSCRIPTIONS[index], tenantId: TENANT, location: 'westeurope', stateAccess: { isOpenToAllNetworks: true } });
}

describe('rights in a cluster', () => {
  const dir = written(({ project, dev, prod }) => {
    project.addAccess('developers', { subjects: [AccessSubject.oidcGroup('oidc:z'), AccessSubject.oidcGroup('oidc:a'), AccessSubject.user('me')], level: EDIT, environments: [dev] });
    project.addAccess('more-developers', { subjects: [AccessSubject.oidcGroup('oidc:a'), AccessSubject.oidcGroup('oidc:b')], level: EDIT, environments: [dev] });
    project.addAccess('readers', { subjects: [AccessSubject.oidcGroup('oidc:a')], level: VIEW, environments: [dev, prod] });
    project.addAccess('on-call', { subjects: [AccessSubject.oidcGroup('oidc:on-call')], level: BREAK_GLASS, environments: [prod] });
  });

  test('a level is bound in the namespaces of the environments that were named, and nowhere else', () => {
    expect(binding(dir, 'dev', VIEW)).toMatchObject({
      kind: 'RoleBinding',
      metadata: { name: 'access-view', namespace: 'feiyue-mono-dev' },
      roleRef: { kind: 'ClusterRole', name: 'view' },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'oidc:a' }],
    });
    expect(names(dir, 'prod', VIEW)).toEqual(['Group oidc:a']);
    expect(names(dir, 'prod', EDIT)).toEqual([]);
  });

  test('all who have a level are in one binding, each once and in a fixed order', () => {
    expect(names(dir, 'dev', EDIT)).toEqual(['Group oidc:a', 'Group oidc:b', 'Group oidc:z', 'User me']);
  });

  test('a level that nobody has is bound to nobody, so that it is taken back from who had it', () => {
    expect(binding(dir, 'dev', ADMIN)).toMatchObject({ roleRef: { name: 'admin' }, subjects: [] });
  });

  test('who breaks the glass is cluster-admin of that cluster, and known to the rules', () => {
    expect(binding(dir, 'prod', BREAK_GLASS)).toMatchObject({ kind: 'ClusterRoleBinding', metadata: { name: 'feiyue-mono-prod-break-glass' }, roleRef: { name: 'cluster-admin' } });
    expect(names(dir, 'prod', BREAK_GLASS)).toEqual(['Group oidc:on-call']);
    expect(names(dir, 'dev', BREAK_GLASS)).toEqual([]);
    expect(JSON.parse(read(dir, 'policies/access/data/estate.json'))).toMatchObject({ estate: { break_glass: ['Group oidc:on-call'], applications: {} } });
  });

  test('the overlay has the bindings, and the workflow of every pull request holds it against the rules', () => {
    expect(parse(read(dir, 'k8s/overlays/dev/kustomization.yaml')).resources).toEqual(expect.arrayContaining(['access-view.yaml', 'access-edit.yaml', 'access-admin.yaml', 'access-break-glass.yaml']));
    expect(read(dir, '.github/workflows/sync.yml')).toContain('- name: Check who may do what\n');
    expect(JSON.parse(read(dir, 'ops/scripts/policies.json'))).toEqual({ access: 'policies/access' });
    expect(existsSync(join(dir, 'ops/scripts/check-policies.sh'))).toBe(false);
  });

  test('nobody is cluster-admin where no glass may be broken', () => {
    const other = written(({ project, dev }) => project.addAccess('readers', { subjects: [AccessSubject.oidcGroup('oidc:a')], level: VIEW, environments: [dev] }));
    expect(existsSync(join(other, 'k8s/overlays/dev/access-break-glass.yaml'))).toBe(false);
    expect(parse(read(other, 'k8s/overlays/dev/kustomization.yaml')).resources).not.toContain('access-break-glass.yaml');
  });

  test('they can be patched like all objects of an environment', () => {
    const patched = written(({ project, dev }) => {
      project.addAccess('readers', { subjects: [AccessSubject.oidcGroup('oidc:a')], level: VIEW, environments: [dev] });
      project.overlay(dev).patch(KustomizePatch.json6902({ kind: 'RoleBinding', name: 'access-view' }, [{ op: 'add', path: '/metadata/annotations', value: { a: 'b' } }]));
    });
    expect(read(patched, 'k8s/overlays/dev/kustomization.yaml')).toContain('/metadata/annotations');
  });
});

test('without access there is nothing of it', () => {
  const dir = written(() => undefined);
  for (const path of ['policies', 'ops/scripts/check-access.sh', 'ops/scripts/policies.json', 'k8s/overlays/dev/access-view.yaml']) expect(existsSync(join(dir, path))).toBe(false);
  expect(read(dir, 'k8s/overlays/dev/kustomization.yaml')).not.toContain('access');
  expect(read(dir, '.github/workflows/sync.yml')).not.toMatch(/conftest|may do what/);
});

describe('roles of Azure', () => {
  const project = emptyProject({ cloud: azure() });
  const dev = project.addEnvironment('dev');
  const prod = project.addEnvironment('prod', { cloud: azure(1) });
  project.addEnvironment('lab');
  const shared = project.addRootModule('shared');
  project.addService('api', { port: 8080 });
  project.addAccess('developers', { subjects: [AccessSubject.entraGroup(GROUP), AccessSubject.oidcGroup('x')], level: EDIT, environments: [dev, prod], rootModule: shared });
  project.addAccess('on-call', { subjects: [AccessSubject.entraGroup(ON_CALL)], level: BREAK_GLASS, environments: [prod], rootModule: shared });
  project.synth();
  const main = (environment: string) => read(project.outdir, `terraform/${environment}/shared/main.tf`);

  test('are given to groups of Entra, on the subscription of the environment', () => {
    expect(main('dev')).toContain('module "access_developers" {\n  source = "../../modules/role-assignments"\n');
    expect(main('dev')).toContain(`    reader-${GROUP.toLowerCase()} = {\n      scope          = "/subscriptions/${SUBSCRIPTIONS[0]}"\n      role           = "Reader"\n      principal_id   = "${GROUP.toLowerCase()}"\n      principal_type = "Group"\n    }\n`);
    expect(main('dev')).toContain(`    azure-kubernetes-service-cluster-user-role-${GROUP.toLowerCase()} = {`);
    expect(main('prod')).toContain(`"/subscriptions/${SUBSCRIPTIONS[1]}"`);
    expect(main('prod')).not.toContain(SUBSCRIPTIONS[0]);
  });

  test('let only those change what is there who may break the glass', () => {
    expect(main('dev')).not.toContain('Contributor');
    expect(main('prod').match(/contributor-\S+/g)).toEqual([`contributor-${ON_CALL}`]);
  });

  test('are taken back where there is no access', () => {
    expect(main('lab')).toMatch(/module "access_developers" \{[^}]*assignments = \{\}/);
  });

  test('stand beside the same groups in the cluster, which knows them by their IDs', () => {
    expect(names(project.outdir, 'dev', EDIT)).toEqual([`Group ${GROUP.toLowerCase()}`, 'Group x']);
  });
});

describe('a mistake', () => {
  type Declare = (project: FeiyueProject, dev: Environment, prod: Environment) => Access;
  const problemsOf = (declare: Declare, options = {}): string => {
    const project = emptyProject(options);
    return refused(project.outdir, () => {
      const [dev, prod] = [project.addEnvironment('dev'), project.addEnvironment('prod', { overlay: 'dev', namespace: 'feiyue-mono-dev' })];
      project.addService('api', { port: 8080 });
      declare(project, dev, prod);
      return project;
    }).join('\n');
  };
  const access = (options: Partial<AccessOptions>, name = 'team'): Declare => (project, dev, prod) =>
    project.addAccess(name, { subjects: [AccessSubject.oidcGroup('x')], level: VIEW, environments: [dev, prod], ...options });

  test.each<[string, Declare, RegExp]>([
    ['an illegal name', access({}, 'Team'), /access\.test\.ts:\d+ +access "Team" is not a DNS-1123 label/],
    ['no environment', access({ environments: [] }), /access "team" is given nowhere: name at least one environment/],
    ['an ID that is none', access({ subjects: [AccessSubject.entraGroup('developers')] }), /access "team" has the Entra group "developers", which is not an object ID/],
    ['a group of Entra on another cloud', access({ subjects: [AccessSubject.entraGroup(GROUP)] }), /names the Entra group aaaaaaaa-.*, which no cluster of environment "dev" knows/],
    ['a group of Kubernetes itself', access({ subjects: [AccessSubject.oidcGroup('system:masters')] }), /has the OIDC group "system:masters", which is one of Kubernetes' own/],
    ['a user of Kubernetes itself', access({ subjects: [AccessSubject.user('system:admin')] }), /has the user "system:admin"/],
    ['an empty name', access({ subjects: [AccessSubject.user('')] }), /has the user "": use 1 to 253 characters/],
    ['a name of two lines', access({ subjects: [AccessSubject.oidcGroup('a\nb')] }), /has the OIDC group "a\\nb"/],
    ['one of two environments of the same overlay', (project, dev) => access({ environments: [dev] })(project, dev, dev), /names environment "dev" and not "prod", which has the same overlay "dev": name both/],
    ['an environment of another project', access({ environments: [emptyProject().addEnvironment('dev')] }), /names environment "dev", which is not one of this project/],
    ['roles of Tencent Cloud', (project, dev, prod) => access({ rootModule: project.addRootModule('shared') })(project, dev, prod), /access "team" can give no roles of this cloud: CAM is closed to the jobs of CI/],
    ['a name that is taken', (project, dev, prod) => [access({}), access({})].map((declare) => declare(project, dev, prod))[1], /access "team" is declared twice/],
  ])('such as %s is told', (_, declare, message) => {
    expect(problemsOf(declare)).toMatch(message);
  });

  test('such as a root module that an environment does not have is told', () => {
    const declare: Declare = (project, dev, prod) => access({ rootModule: project.addRootModule('shared', { environments: [dev] }) })(project, dev, prod);
    expect(problemsOf(declare, { cloud: azure() })).toMatch(/gives roles with root module "shared", which environment "prod" does not have/);
  });

  test('such as access to an estate without services is told', () => {
    const project = emptyProject();
    expect(refused(project.outdir, () => {
      project.addAccess('team', { subjects: [], level: VIEW, environments: [project.addEnvironment('dev')] });
      return project;
    }).join('\n')).toMatch(/access "team" is given in namespaces, of which there are none without a service/);
  });

  test('such as an environment without services is told', () => {
    const project = emptyProject();
    expect(refused(project.outdir, () => {
      const corp = project.addEnvironment('corp', { runsServices: false });
      project.addAccess('team', { subjects: [], level: VIEW, environments: [corp] });
      return project;
    }).join('\n')).toMatch(/names environment "corp", in whose cluster nothing runs/);
  });
});

import { parse } from 'yaml';
import { SmallApplications } from './small-applications';
import { ArgoCd, ArgoCdLogin, ArgoCdOptions, Job, KustomizePatch } from '../../src';
import { APPLICATIONS } from '../../src/applications/application';
import { grouped } from '../../src/applications/argo-cd/delivery-order';
import { DefaultEstate } from '../default-estate';

const DIR = 'k8s/applications/argo-cd';
const ENVIRONMENTS = `${DIR}/environments`;

/** An estate of an open and a protected environment, and two services. */
function declared(options: ArgoCdOptions = {}): SmallApplications {
  const estate = new SmallApplications();
  estate.addArgoCd(options);
  const dev = estate.addEnvironment('dev').environment;
  estate.addEnvironment('prod', { promotedFrom: dev });
  estate.addService('api');
  estate.addService('chat');
  return estate;
}

function written(options: ArgoCdOptions = {}): SmallApplications {
  const estate = declared(options);
  estate.write();
  return estate;
}

test('the folder installs Argo CD, and one in it says what it brings where', () => {
  const estate = written();
  expect(estate.files(DIR)).toEqual([
    'default-namespace.yaml', 'environments/default-appproject.yaml',
    'environments/dev/applicationset.yaml', 'environments/dev/appproject.yaml', 'environments/dev/namespace.yaml',
    'environments/kustomization.yaml',
    'environments/prod/applicationset.yaml', 'environments/prod/appproject.yaml', 'environments/prod/namespace.yaml',
    'kustomization.yaml', 'namespace.yaml',
    'network/argocd-application-controller-egress.yaml', 'network/argocd-applicationset-controller-egress.yaml', 'network/argocd-dex-server-egress.yaml',
    'network/argocd-notifications-controller-egress.yaml', 'network/argocd-redis-egress.yaml', 'network/argocd-repo-server-egress.yaml',
    'network/argocd-server-egress.yaml', 'network/default-deny.yaml',
    'upstream/LICENSE', 'upstream/install.yaml',
  ]);
  expect(estate.body(`${DIR}/kustomization.yaml`)).toBe(`apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - namespace.yaml
  - network/default-deny.yaml
  - network/argocd-application-controller-egress.yaml
  - network/argocd-applicationset-controller-egress.yaml
  - network/argocd-dex-server-egress.yaml
  - network/argocd-notifications-controller-egress.yaml
  - network/argocd-repo-server-egress.yaml
  - network/argocd-server-egress.yaml
  - network/argocd-redis-egress.yaml
  - upstream/install.yaml
transformers:
  - default-namespace.yaml
patches:
  - patch: |
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: argocd-cm
      data:
        application.sync.requireOverridePrivilegeForRevisionSync: "true"
`);
  expect(estate.read(`${DIR}/upstream/install.yaml`)).toContain('image: quay.io/argoproj/argocd:v3.5.1\n');
  expect(estate.read(`${DIR}/upstream/LICENSE`)).toContain('Apache License');
});

test('every service of an environment becomes an application that looks at its own two folders', () => {
  expect(written().body(`${ENVIRONMENTS}/dev/applicationset.yaml`)).toBe(`apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata:
  name: services-dev
  namespace: argocd
spec:
  goTemplate: true
  goTemplateOptions:
    - missingkey=error
  generators:
    - list:
        elements:
          - service: api
            overlay: k8s/overlays/dev/api
            base: k8s/base/api
          - service: chat
            overlay: k8s/overlays/dev/chat
            base: k8s/base/chat
  syncPolicy:
    preserveResourcesOnDeletion: false
  template:
    metadata:
      name: dev-{{.service}}
      annotations:
        argocd.argoproj.io/manifest-generate-paths: /{{.overlay}};/{{.base}}
    spec:
      project: shop-dev
      source:
        repoURL: https://github.com/acme/shop
        targetRevision: main
        path: "{{.overlay}}"
      destination:
        name: dev
        namespace: shop-dev
      syncPolicy:
        automated:
          prune: true
          selfHeal: true
        syncOptions:
          - ServerSideApply=true
          - ApplyOutOfSyncOnly=true
        retry:
          limit: 5
          backoff:
            duration: 5s
            factor: 2
            maxDuration: 3m
`);
});

test('a job and what waits for it are one application, in which it comes first', () => {
  const estate = declared();
  new Job(estate.project, 'migrate', { before: ['api'] });
  estate.write();
  const { generators } = parse(estate.read(`${ENVIRONMENTS}/dev/applicationset.yaml`)).spec;
  const source = { repoURL: 'https://github.com/acme/shop', targetRevision: 'main' };
  expect(generators).toEqual([
    { list: { elements: [{ service: 'chat', overlay: 'k8s/overlays/dev/chat', base: 'k8s/base/chat' }] } },
    {
      list: {
        elements: [{ service: 'api', overlay: 'k8s/overlays/dev/api', base: 'k8s/base/api' }],
        template: {
          metadata: { annotations: { 'argocd.argoproj.io/manifest-generate-paths': '/k8s/overlays/dev/api;/k8s/base/api;/k8s/overlays/dev/migrate;/k8s/base/migrate' } },
          spec: {
            project: 'shop-dev',
            sources: [
              {
                ...source,
                path: 'k8s/overlays/dev/api',
                kustomize: {
                  patches: [{
                    target: { kind: '(Deployment|HorizontalPodAutoscaler)' },
                    patch: 'apiVersion: v1\nkind: Any\nmetadata:\n  name: any\n  annotations:\n    argocd.argoproj.io/sync-wave: "1"\n',
                  }],
                },
              },
              { ...source, path: 'k8s/overlays/dev/migrate' },
            ],
            destination: { name: 'dev', namespace: 'shop-dev' },
          },
        },
      },
    },
  ]);
});

test('a job before several, and another one before it, are one application with as many waves', () => {
  const workload = (name: string, ...before: string[]) => ({ name, noun: 'workload', overlay: '', base: '', podOwner: 'Deployment', before });
  const { alone, groups } = grouped([workload('api'), workload('web'), workload('chat'), workload('migrate', 'api', 'web'), workload('prepare', 'migrate'), workload('seed', 'api')]);
  expect(alone.map(({ name }) => name)).toEqual(['chat']);
  expect(groups.map(({ name, members }) => [name, members.map((member) => [member.workload.name, member.wave])])).toEqual([
    ['api', [['api', 2], ['web', 2], ['migrate', 1], ['prepare', 0], ['seed', 0]]],
  ]);
});

test('nothing reaches a protected environment by itself, and nothing leaves it', () => {
  const estate = written();
  for (const file of ['applicationset.yaml', 'namespace.yaml']) {
    expect(estate.read(`${ENVIRONMENTS}/dev/${file}`)).toContain('automated:\n');
    expect(estate.read(`${ENVIRONMENTS}/prod/${file}`)).not.toContain('automated:');
    expect(estate.read(`${ENVIRONMENTS}/prod/${file}`)).toContain('# no automated sync: a person brings it');
  }
  expect(estate.read(`${ENVIRONMENTS}/prod/applicationset.yaml`)).toContain('preserveResourcesOnDeletion: true');
});

test('the project of an environment allows what services consist of, in one namespace, from this repository, for the approvers', () => {
  const estate = written({ approvers: { prod: ['platform'] }, clusters: { prod: 'in-cluster' } });
  expect(estate.body(`${ENVIRONMENTS}/prod/appproject.yaml`)).toBe(`apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata:
  name: shop-prod
  namespace: argocd
spec:
  description: The services in prod
  sourceRepos:
    - https://github.com/acme/shop
  destinations:
    - name: in-cluster
      namespace: shop-prod
  clusterResourceWhitelist:
    - group: ""
      kind: Namespace
      name: shop-prod
  namespaceResourceWhitelist:
    - group: ""
      kind: ConfigMap
    - group: ""
      kind: Service
    - group: ""
      kind: ServiceAccount
    - group: apps
      kind: Deployment
    - group: autoscaling
      kind: HorizontalPodAutoscaler
    - group: networking.k8s.io
      kind: NetworkPolicy
    - group: policy
      kind: PodDisruptionBudget
  roles:
    - name: approver
      description: Brings services to prod
      policies:
        - p, proj:shop-prod:approver, applications, get, shop-prod/*, allow
        - p, proj:shop-prod:approver, applications, sync, shop-prod/*, allow
      groups:
        - platform
`);
  expect(estate.read(`${ENVIRONMENTS}/dev/appproject.yaml`)).not.toContain('roles:');
});

test('the namespace and its policy come by themselves, and look at their own files', () => {
  expect(written().body(`${ENVIRONMENTS}/dev/namespace.yaml`)).toContain(`
  name: dev-namespace
  namespace: argocd
  annotations:
    argocd.argoproj.io/manifest-generate-paths: /k8s/overlays/dev/namespace.yaml;/k8s/overlays/dev/networkpolicy.yaml
spec:
  project: shop-dev
  source:
    repoURL: https://github.com/acme/shop
    targetRevision: main
    path: k8s/overlays/dev
    directory:
      include: "{namespace.yaml,networkpolicy.yaml}"
`);
});

test('environments that share an overlay are built from the same folders, and those without services are left out', () => {
  const estate = new SmallApplications();
  estate.addArgoCd();
  const china = estate.addEnvironment('pme-prod-cn', { shortName: 'prod', overlay: 'china' });
  estate.addEnvironment('pme-staging', { overlay: 'staging' });
  estate.addEnvironment('corp', { runsServices: false });
  estate.addService('api');
  estate.write();
  expect(china.directory).toBe('k8s/overlays/china');
  expect(estate.files(ENVIRONMENTS).filter((file) => file.endsWith('applicationset.yaml'))).toEqual(['pme-prod-cn/applicationset.yaml', 'pme-staging/applicationset.yaml']);
  expect(estate.read(`${ENVIRONMENTS}/pme-prod-cn/applicationset.yaml`)).toContain('overlay: k8s/overlays/china/api');
  expect(estate.read(`${ENVIRONMENTS}/pme-prod-cn/applicationset.yaml`)).toContain('namespace: shop-china');
});

test('there is nothing to bring as long as there is no service', () => {
  const estate = new SmallApplications();
  estate.addArgoCd();
  estate.addEnvironment('dev');
  estate.write();
  expect(estate.files(ENVIRONMENTS)).toEqual(['default-appproject.yaml', 'kustomization.yaml']);
  expect(estate.body(`${ENVIRONMENTS}/kustomization.yaml`)).toContain('resources:\n  - default-appproject.yaml\n');
});

test('nothing can be in the project in which Argo CD puts what names none', () => {
  expect(written().body(`${ENVIRONMENTS}/default-appproject.yaml`)).toBe(`apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata:
  name: default
  namespace: argocd
spec:
  description: "Closed: every environment has a project of its own"
  sourceRepos: []
  sourceNamespaces: []
  destinations: []
  clusterResourceWhitelist: []
  namespaceResourceBlacklist:
    - group: "*"
      kind: "*"
`);
});

test('files are added once, however often an estate is synthesised', () => {
  const estate = declared();
  for (const application of APPLICATIONS.in(estate.project).all) application._addFiles();
  estate.write();
  expect(estate.files(`${ENVIRONMENTS}/dev`)).toEqual(['applicationset.yaml', 'appproject.yaml', 'namespace.yaml']);
});

test('logins, groups and settings are patches of the three ConfigMaps', () => {
  const estate = written({
    url: 'https://argocd.example.com',
    login: ArgoCdLogin.oidc({ name: 'Okta', issuer: 'https://acme.okta.example', clientId: 'argo', clientSecret: { secret: 'okta', key: 'client-secret' } }),
    administrators: ['Platform Team'],
    readers: ['everyone'],
    settings: { 'timeout.reconciliation': '300s' },
    parameters: { 'server.insecure': 'true' },
  });
  const { patches } = parse(estate.read(`${DIR}/kustomization.yaml`));
  expect(patches.map(({ patch }: { patch: string }) => patch)).toEqual([
    `apiVersion: v1
kind: ConfigMap
metadata:
  name: argocd-cm
data:
  application.sync.requireOverridePrivilegeForRevisionSync: "true"
  url: https://argocd.example.com
  admin.enabled: "false"
  oidc.config: |
    name: Okta
    issuer: https://acme.okta.example
    clientID: argo
    clientSecret: $okta:client-secret
  timeout.reconciliation: 300s
`,
    `apiVersion: v1
kind: ConfigMap
metadata:
  name: argocd-cmd-params-cm
data:
  server.insecure: "true"
`,
    `apiVersion: v1
kind: ConfigMap
metadata:
  name: argocd-rbac-cm
data:
  policy.csv: |-
    g, "Platform Team", role:admin
    g, "everyone", role:readonly
`,
  ]);
});

test('Entra ID needs no secret: the server is known by its service account', () => {
  const login = ArgoCdLogin.entra({ tenantId: 'tenant', clientId: 'client', authority: 'https://login.partner.microsoftonline.cn' });
  const text = written({ url: 'https://argocd.example.com', login }).read(`${DIR}/kustomization.yaml`);
  expect(text).toContain('issuer: https://login.partner.microsoftonline.cn/tenant/v2.0');
  expect(text).toContain('useWorkloadIdentity: true');
  expect(text).toContain('azure.workload.identity/client-id: client');
  expect(text).toContain('azure.workload.identity/use: "true"');
  const withSecret = ArgoCdLogin.entra({ tenantId: 'tenant', clientId: 'client', clientSecret: { secret: 'entra', key: 'secret' } });
  const other = written({ url: 'https://argocd.example.com', login: withSecret }).read(`${DIR}/kustomization.yaml`);
  expect(other).toContain('clientSecret: $entra:secret');
  expect(other).not.toContain('workload');
});

test('with high availability the cache has three copies', () => {
  expect(written({ highAvailability: true }).read(`${DIR}/upstream/install.yaml`)).toContain('name: argocd-redis-ha-server\n');
});

test('a patch of the user goes over those of the options, and is tried', () => {
  const estate = declared({ parameters: { 'server.insecure': 'true' } });
  const patch = (name: string, value: string) => KustomizePatch.strategicMerge({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { 'server.insecure': value } });
  const argoCd = estate.project.node.findChild('application:argo-cd') as ReturnType<SmallApplications['addArgoCd']>;
  argoCd.patch(patch('argocd-cmd-params-cm', 'true')).patch(patch('argocd-cmd-param-cm', 'x'));
  expect(estate.problems()).toEqual([
    'application "argo-cd" has a patch that does not fit: it changes nothing: everything already has these values. Remove it',
    expect.stringMatching(/^application "argo-cd" has a patch that does not fit: there is no ConfigMap "argocd-cmd-param-cm"; .* Did you mean "argocd-cmd-params-cm"\?$/),
  ]);
});

describe('Argo CD is refused', () => {
  const login = ArgoCdLogin.oidc({ name: 'x', issuer: 'https://issuer.example', clientId: 'y' });
  test.each<[string, ArgoCdOptions, string]>([
    ['with a login and no way back', { login }, 'has a login, but no url to which it could send people back: give its address'],
    ['with an open address', { url: 'http://argocd.example.com' }, 'has url "http://argocd.example.com", which is no address that begins with https://'],
    ['with an open issuer', { url: 'https://argocd.example.com', login: ArgoCdLogin.oidc({ name: 'x', issuer: 'http://issuer.example', clientId: 'y' }) }, 'has a login by "http://issuer.example", which is no address that begins with https://'],
    ['with a template in the address', { repositoryUrl: 'https://git.example/{{.service}}' }, 'has repositoryUrl "https://git.example/{{.service}}"; it has to begin with https:// or ssh:// and holds no password'],
    ['with an unknown environment', { clusters: { pord: 'x' } }, 'names environment "pord" in clusters; environments are: dev, prod. Did you mean "prod"?'],
    ['with approvers of an unknown environment', { approvers: { stag: ['x'] } }, 'names environment "stag" in approvers; environments are: dev, prod.'],
    ['with a group that breaks out of its line', { administrators: ['a", role:admin\ng, "b'] }, 'has the group "a\\", role:admin\\ng, \\"b" in administrators, which Argo CD refuses: no quotes, no line ends, no spaces around it'],
    ['with an empty group', { approvers: { prod: [''] } }, 'has the group "" in approvers of prod, which Argo CD refuses: no quotes, no line ends, no spaces around it'],
    ['with a setting of its options', { url: 'https://argocd.example.com', settings: { url: 'x' } }, 'says "url" in settings, which is set already, or follows from its other options: leave it out'],
    ['with a way around its approvers', { settings: { 'application.sync.requireOverridePrivilegeForRevisionSync': 'false' } }, 'says "application.sync.requireOverridePrivilegeForRevisionSync" in settings, which is set already, or follows from its other options: leave it out'],
    ['with an administrator beside its login', { url: 'https://argocd.example.com', login, settings: { 'admin.enabled': 'true' } }, 'says "admin.enabled" in settings, which is set already, or follows from its other options: leave it out'],
    ['with a setting that is no key', { parameters: { 'a b': 'x' } }, 'has "a b" in parameters, which is no key of a ConfigMap: use letters, digits, ".", "_" and "-"'],
    ['with a cluster that is a pattern', { clusters: { prod: '*' } }, 'has the cluster "*" for prod, which is no name of one'],
  ])('%s', (_, options, problem) => {
    expect(declared(options).problems()).toEqual([`application "argo-cd" ${problem}`]);
  });

  test('with a password in the address, which nothing says', () => {
    expect(declared({ repositoryUrl: 'https://robot:token@git.example/ops' }).problems()).toEqual([
      'application "argo-cd" has repositoryUrl "***git.example/ops"; it has to begin with https:// or ssh:// and holds no password',
      expect.stringContaining('application "argo-cd" has what looks like a URL with a password in its options ("repositoryUrl"), where everyone can read it'),
    ]);
  });

  test('when it names an environment in which no services run', () => {
    const estate = declared({ clusters: { corp: 'x' } });
    estate.addEnvironment('corp', { runsServices: false });
    expect(estate.problems()).toEqual(['application "argo-cd" names environment "corp" in clusters, in which no services run: leave it out']);
  });

  test('when two of its applications would have one name', () => {
    const estate = declared();
    estate.addEnvironment('prod-cn');
    estate.addService('cn-api');
    expect(estate.problems()).toEqual(['application "argo-cd" would call both service "cn-api" in prod and service "api" in prod-cn "prod-cn-api": give one of them another name']);
  });

  test('when a patch of a whole environment would be lost', () => {
    const estate = declared();
    estate.addEnvironment('test').patch(KustomizePatch.json6902({ kind: 'Deployment' }, [{ op: 'add', path: '/spec/minReadySeconds', value: 5 }]));
    expect(estate.problems()).toEqual(['environment "test" is patched as a whole, but Argo CD ("argo-cd") brings each of its services by itself, without this patch: patch the services instead']);
  });

  test('when a folder would be taken for two', () => {
    const { project } = new DefaultEstate({ folders: { kubernetesBaseDir: 'k8s;x' } });
    new ArgoCd(project, 'argo-cd');
    expect(() => project.synth()).toThrow('application "argo-cd" cannot watch the folder "k8s;x/api", because of its ";": call it otherwise with the option folders of the project');
  });
});

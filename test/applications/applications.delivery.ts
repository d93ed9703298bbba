import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ApplicationsEstate } from './applications-estate';
import { ArgoCdOptions } from '../../src';
import { describeWithTools } from '../ci/github/run-step';
import { Cluster, CLUSTER_TOOLS, startCluster } from '../delivery/cluster/cluster';
import { served } from '../delivery/cluster/served';
import { eventually } from '../eventually';
import { customSchemas } from '../kubernetes/custom-definitions';
import { vaultEstate } from '../kubernetes/vault-estate';
import { runTool, ToolRun } from '../real-tool';
import { temporaryDirectory } from '../synth/test-project';

const ARGO_CD = 'applications/3rdparty/argo-cd';
const TAILSCALE = 'applications/3rdparty/tailscale-operator';
const EXTERNAL_DNS = 'applications/external-dns';
const ENVOY_GATEWAY = 'applications/3rdparty/envoy-gateway';
const CERT_MANAGER = 'applications/3rdparty/cert-manager';
const PROMETHEUS_STACK = 'applications/3rdparty/prometheus-stack';
const EXTERNAL_SECRETS = 'applications/3rdparty/external-secrets';
const PROXY = 'applications/kube-oidc-proxy';

/** The estate in which nothing is changed. */
const { outdir: OUTDIR } = new ApplicationsEstate().write();
/** What was built of it, by folder: some take seconds. */
const known = new Map<string, string>();

function build(repository: string, folder: string): string {
  const isKnown = repository === OUTDIR;
  const before = isKnown ? known.get(folder) : undefined;
  if (before !== undefined) return before;
  const { status, stdout, stderr } = runTool('kustomize', ['build', join(repository, folder)]);
  expect({ folder, status, stderr }).toEqual({ folder, status: 0, stderr: '' });
  if (isKnown) known.set(folder, stdout);
  return stdout;
}

/** The objects of a build but the definitions of custom resources, which take seconds to parse. */
function objects(text: string): any[] {
  return text.split(/^---\n/m).filter((document) => !/^kind: CustomResourceDefinition$/m.test(document)).map((document) => parse(document));
}

function find(built: readonly any[], kind: string, name: string): any {
  const found = built.filter((object) => object.kind === kind && object.metadata.name === name);
  expect(found).toHaveLength(1);
  return found[0];
}

function images(built: readonly any[]): string[] {
  return built.flatMap(({ spec }) => {
    const pod = spec?.template?.spec;
    return [...(pod?.initContainers ?? []), ...(pod?.containers ?? [])].map(({ image }: { image: string }) => image);
  });
}

describeWithTools(['kustomize'], () => {
  const outdir = OUTDIR;

  test('Argo CD is what its makers published, in its namespace, with the options laid over it', () => {
    const text = build(outdir, ARGO_CD);
    const built = objects(text);
    expect(text.match(/^kind: CustomResourceDefinition$/gm)).toHaveLength(3);
    const published = readFileSync(join(outdir, ARGO_CD, 'upstream/install.yaml'), 'utf-8');
    // The namespace, and what closes it.
    expect(built).toHaveLength(objects(published.slice(published.indexOf('apiVersion'))).length + 1 + 8);
    const cluster = ['Namespace', 'ClusterRole', 'ClusterRoleBinding'];
    for (const { kind, metadata } of built) expect([kind, metadata.name, metadata.namespace]).toEqual([kind, metadata.name, cluster.includes(kind) ? undefined : 'argocd']);
    for (const { kind, subjects } of built) {
      if (kind === 'RoleBinding' || kind === 'ClusterRoleBinding') expect(subjects.map(({ namespace }: any) => namespace)).toEqual(['argocd']);
    }
    const { data } = find(built, 'ConfigMap', 'argocd-cm');
    expect(data).toMatchObject({ 'url': 'https://argocd.example.com', 'admin.enabled': 'false' });
    expect(data).toHaveProperty(['resource.customizations.ignoreResourceUpdates.all']);
    expect(parse(data['oidc.config'])).toEqual({
      name: 'Microsoft Entra ID',
      issuer: 'https://login.microsoftonline.com/6d7a/v2.0',
      clientID: '84ce',
      azure: { useWorkloadIdentity: true },
      requestedScopes: ['openid', 'profile', 'email'],
      requestedIDTokenClaims: { groups: { essential: true } },
    });
    expect(find(built, 'ConfigMap', 'argocd-rbac-cm').data['policy.csv']).toBe('g, "platform team", role:admin\ng, "everyone", role:readonly');
    expect(find(built, 'ServiceAccount', 'argocd-server').metadata.annotations).toEqual({ 'azure.workload.identity/client-id': '84ce' });
    expect(find(built, 'Deployment', 'argocd-server').spec.template.metadata.labels).toHaveProperty(['azure.workload.identity/use'], 'true');
    expect(images(built).filter((image) => !/:v?\d+\.\d+[^@]*(@sha256:[0-9a-f]{64})?$/.test(image))).toEqual([]);
  });

  test('the Tailscale operator runs one release, and asks for no secret when its service account is enough', () => {
    const built = objects(build(outdir, TAILSCALE));
    expect(built.filter(({ kind }) => kind === 'Secret')).toEqual([]);
    expect(find(built, 'Namespace', 'tailscale').metadata.labels).toHaveProperty(['pod-security.kubernetes.io/enforce'], 'privileged');
    const { containers: [operator], volumes } = find(built, 'Deployment', 'operator').spec.template.spec;
    expect(images(built)).toEqual(['tailscale/k8s-operator:v1.102.3']);
    const env = Object.fromEntries(operator.env.map(({ name, value }: any) => [name, value]));
    expect(env).toMatchObject({ PROXY_IMAGE: 'tailscale/tailscale:v1.102.3', CLIENT_ID: 'k8s', OPERATOR_HOSTNAME: 'picasso', OPERATOR_INITIAL_TAGS: 'tag:k8s-operator', PROXY_TAGS: 'tag:k8s,tag:picasso' });
    expect(env).not.toHaveProperty('CLIENT_SECRET_FILE');
    expect(env).not.toHaveProperty('CLIENT_ID_FILE');
    expect(operator.volumeMounts).toEqual([{ mountPath: '/var/run/secrets/tailscale/serviceaccount', name: 'oidc-jwt', readOnly: true }]);
    expect(volumes).toEqual([{ name: 'oidc-jwt', projected: { sources: [{ serviceAccountToken: { audience: 'api.tailscale.com/k8s', expirationSeconds: 3600, path: 'token' } }] } }]);
  });

  test('Envoy Gateway, cert-manager and External Secrets run one release each, in their namespaces, and have no rights in that of the cluster', () => {
    const expected: Array<[folder: string, namespace: string, images: string[]]> = [
      [ENVOY_GATEWAY, 'envoy-gateway-system', ['docker.io/envoyproxy/gateway:v1.9.1', 'docker.io/envoyproxy/gateway:v1.9.1']],
      [CERT_MANAGER, 'cert-manager', ['quay.io/jetstack/cert-manager-controller:v1.21.2', 'quay.io/jetstack/cert-manager-cainjector:v1.21.2', 'quay.io/jetstack/cert-manager-webhook:v1.21.2']],
      [EXTERNAL_SECRETS, 'external-secrets', ['ghcr.io/external-secrets/external-secrets:v2.9.0']],
    ];
    for (const [folder, namespace, used] of expected) {
      const built = objects(build(outdir, folder));
      expect(images(built).sort()).toEqual([...used].sort());
      const named = built.flatMap(({ metadata, subjects = [] }) => [metadata.namespace, ...subjects.map((subject: any) => subject.namespace)]);
      expect([...new Set(named.filter((each) => each !== undefined))]).toEqual([namespace]);
    }
    const { args } = find(objects(build(outdir, CERT_MANAGER)), 'Deployment', 'cert-manager').spec.template.spec.containers[0];
    expect(args).toEqual(expect.arrayContaining(['--enable-gateway-api', '--acme-http01-solver-image=quay.io/jetstack/cert-manager-acmesolver:v1.21.2']));
  });

  describeWithTools(['kubeconform'], () => {
    const folders = [ARGO_CD, TAILSCALE, PROXY, ENVOY_GATEWAY, CERT_MANAGER, EXTERNAL_DNS, EXTERNAL_SECRETS, PROMETHEUS_STACK, `${PROMETHEUS_STACK}/instances`, 'clusterfleet/overlays/prod'];
    test.each(folders)('%s has no field that Kubernetes does not know', (folder) => {
      const file = join(temporaryDirectory(), 'built.yaml');
      writeFileSync(file, build(outdir, folder));
      expect(runTool('kubeconform', [...customSchemas(), '-strict', file])).toEqual({ status: 0, stdout: '', stderr: '' });
    });
  });

  describeWithTools(['argo-cd-judge'], () => {
    const folder = join(ARGO_CD, 'environments');
    const read = (repository: string, environment: string, file: string) => parse(readFileSync(join(repository, folder, environment, file), 'utf-8'));

    /** Building it takes seconds. */
    const installedIn = new Map<string, any[]>();

    /** What Argo CD says of an environment. */
    function judged(repository: string, environment: string, changedFiles: readonly string[], group = 'nobody'): any {
      const overlay = join(repository, 'clusterfleet/overlays', environment);
      const applied = [...objects(build(repository, `clusterfleet/overlays/${environment}`))];
      const installed = installedIn.get(repository) ?? objects(build(repository, ARGO_CD));
      installedIn.set(repository, installed);
      const { stdout, status, stderr } = runTool('argo-cd-judge', [], {
        input: JSON.stringify({
          applicationSet: read(repository, environment, 'applicationset.yaml'),
          application: read(repository, environment, 'namespace.yaml'),
          appProject: read(repository, environment, 'appproject.yaml'),
          policy: find(installed, 'ConfigMap', 'argocd-rbac-cm').data['policy.csv'],
          settings: find(installed, 'ConfigMap', 'argocd-cm').data,
          group,
          objects: applied.map(({ apiVersion, kind, metadata: { name, namespace = '' } }) => (
            { group: apiVersion.includes('/') ? apiVersion.split('/')[0] : '', kind, name, namespace })),
          changedFiles,
          files: ['namespace.yaml', 'networkpolicy.yaml', 'kustomization.yaml'].filter((file) => existsSync(join(overlay, file))),
        }),
      });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      return JSON.parse(stdout);
    }

    test('Argo CD makes an application of every service, and looks again at those alone whose folders changed', () => {
      const { applications, concerns, forbidden, applied } = judged(outdir, 'prod', [
        'clusterfleet/base/chat/deployment.yaml', 'clusterfleet/overlays/prod/api/kustomization.yaml', 'clusterfleet/overlays/dev/api/kustomization.yaml',
        'clusterfleet/overlays/prod/namespace.yaml', 'clusterfleet/overlays/prod/kustomization.yaml', 'infra/prod/network/main.tf', 'clusterfleet/base/chat-2/service.yaml',
      ]);
      expect(applications.map(({ metadata, spec: { source, destination } }: any) => [metadata.name, source.path, destination])).toEqual([
        ['prod-api', 'clusterfleet/overlays/prod/api', { name: 'prod', namespace: 'feiyue-mono-prod' }],
        ['prod-match', 'clusterfleet/overlays/prod/match', { name: 'prod', namespace: 'feiyue-mono-prod' }],
        ['prod-chat', 'clusterfleet/overlays/prod/chat', { name: 'prod', namespace: 'feiyue-mono-prod' }],
        ['prod-namespace', 'clusterfleet/overlays/prod', { name: 'prod', namespace: 'feiyue-mono-prod' }],
      ]);
      expect(concerns).toEqual({
        'clusterfleet/base/chat/deployment.yaml': ['prod-chat'],
        'clusterfleet/overlays/prod/api/kustomization.yaml': ['prod-api'],
        'clusterfleet/overlays/prod/namespace.yaml': ['prod-namespace'],
      });
      // All that the environment consists of, and nothing twice.
      expect(forbidden).toBe(null);
      expect(applied).toEqual(['namespace.yaml', 'networkpolicy.yaml']);
    });

    test('what waits for a job comes in a later wave of the application of both', () => {
      const estate = new ApplicationsEstate();
      estate.project.addJob('migrate', { before: ['match'] });
      const { outdir: directory } = estate.write();
      const { applications, concerns } = judged(directory, 'dev', ['clusterfleet/base/migrate/job.yaml', 'clusterfleet/overlays/dev/match/kustomization.yaml']);
      expect(applications.map(({ metadata }: any) => metadata.name)).toEqual(['dev-api', 'dev-chat', 'dev-match', 'dev-namespace']);
      expect(concerns).toEqual({ 'clusterfleet/base/migrate/job.yaml': ['dev-match'], 'clusterfleet/overlays/dev/match/kustomization.yaml': ['dev-match'] });
      const { spec: { sources, syncPolicy, destination } } = applications[2];
      expect(sources.map(({ path }: any) => path)).toEqual(['clusterfleet/overlays/dev/match', 'clusterfleet/overlays/dev/migrate']);
      expect(destination).toEqual({ name: 'dev', namespace: 'feiyue-mono-dev' });
      expect(syncPolicy.automated).toEqual({ prune: true, selfHeal: true });

      // What Argo CD makes of the folder of the first: a kustomization of it with the patches.
      const { patches } = sources[0].kustomize;
      writeFileSync(join(directory, 'clusterfleet/kustomization.yaml'), JSON.stringify({ resources: ['overlays/dev/match'], patches }));
      const waves = objects(build(directory, 'clusterfleet')).map(({ kind, metadata }) => [kind, metadata.annotations?.['argocd.argoproj.io/sync-wave']]);
      expect(waves.filter(([, wave]) => wave !== undefined)).toEqual([['Deployment', '1'], ['HorizontalPodAutoscaler', '1']]);
    });

    test('a protected environment is synchronised by a person, and keeps what runs in it', () => {
      const [open, closed] = ['dev', 'prod'].map((environment) => judged(outdir, environment, []).applications as any[]);
      for (const { spec, metadata } of open.slice(0, -1)) {
        expect([spec.syncPolicy.automated, metadata.finalizers]).toEqual([{ prune: true, selfHeal: true }, ['resources-finalizer.argocd.argoproj.io']]);
      }
      for (const { spec, metadata } of closed) expect([spec.syncPolicy.automated, metadata.finalizers]).toEqual([undefined, undefined]);
    });

    test('who approves brings what the repository says to his environment, and neither another commit nor manifests of his own', () => {
      const asked = (group: string, environment: string) => judged(outdir, environment, [], group);
      expect(asked('approvers', 'prod')).toMatchObject({ may: ['get', 'sync'], syncMayChooseRevision: false });
      expect(asked('approvers', 'dev').may).toEqual([]);
      expect(asked('everyone', 'prod').may).toEqual(['get']);
      expect(asked('platform team', 'prod').may).toContain('override');
      expect(asked('nobody', 'prod').may).toEqual([]);
    });

    test('the built-in administrator is off as soon as there is a login, and on as long as there is none', () => {
      expect(judged(outdir, 'prod', []).administratorEnabled).toBe(false);
      const open = new ApplicationsEstate({ url: undefined, login: undefined } satisfies ArgoCdOptions).write();
      expect(judged(open.outdir, 'prod', []).administratorEnabled).toBe(true);
    });

    test('nothing that names no project is brought anywhere', () => {
      const file = join(outdir, folder, 'default-appproject.yaml');
      const application = read(outdir, 'prod', 'namespace.yaml');
      application.spec.project = 'default';
      const applicationSet = read(outdir, 'prod', 'applicationset.yaml');
      applicationSet.spec.template.spec.project = 'default';
      const asked = { applicationSet, application, appProject: parse(readFileSync(file, 'utf-8')), policy: '', objects: [] };
      expect(runTool('argo-cd-judge', [], { input: JSON.stringify(asked) })).toMatchObject({ status: 1, stderr: expect.stringContaining('is not permitted its source') as string });
    });

    test('a project permits nothing else', () => {
      const question = {
        applicationSet: read(outdir, 'prod', 'applicationset.yaml'),
        application: read(outdir, 'prod', 'namespace.yaml'),
        appProject: read(outdir, 'prod', 'appproject.yaml'),
        objects: [
          { group: '', kind: 'Secret', name: 'x', namespace: 'feiyue-mono-prod' }, { group: '', kind: 'Namespace', name: 'kube-system', namespace: '' },
          { group: 'apps', kind: 'Deployment', name: 'api', namespace: 'kube-system' }, { group: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'x', namespace: '' },
        ],
      };
      const judge = (asked: object): ToolRun => runTool('argo-cd-judge', [], { input: JSON.stringify(asked) });
      expect(JSON.parse(judge(question).stdout).forbidden).toEqual(question.objects);
      const elsewhere = JSON.parse(JSON.stringify(question).replaceAll('"name":"prod"', '"name":"dev"')) as typeof question;
      expect(judge({ ...elsewhere, appProject: question.appProject }).stderr).toContain('prod-api is not permitted its destination');
      expect(judge({ ...question, policy: 'g, "x' }).status).toBe(1);
    });
  });
});

describeWithTools([...CLUSTER_TOOLS, 'kubectl', 'kustomize'], () => {
  let cluster: Cluster;

  beforeAll(async () => { cluster = await startCluster(); });
  afterAll(async () => cluster.stop());

  function kubectl(...args: string[]): ToolRun {
    return runTool('kubectl', args, { env: { KUBECONFIG: cluster.kubeconfig } });
  }

  /** Applies as docs/applications.md says. A pod below the standard of its namespace would be a warning, and a field that nobody knows is refused in any case. */
  function apply(repository: string, folder: string): string {
    const input = build(repository, folder);
    const { status, stdout, stderr } = runTool('kubectl', ['apply', '--server-side', '--force-conflicts', '--validate=ignore', '-f', '-'], { input, env: { KUBECONFIG: cluster.kubeconfig } });
    expect({ folder, status, stderr }).toEqual({ folder, status: 0, stderr: '' });
    return stdout;
  }

  /** What the cluster says of a file in which a field has another name; it is nothing that it takes. */
  function refusal(file: string, good: string, bad: string, namespace?: string): string {
    const input = readFileSync(file, 'utf-8').replace(good, bad);
    const { status, stderr } = runTool('kubectl', ['apply', '--server-side', ...(namespace === undefined ? [] : ['--namespace', namespace]), '-f', '-'], { input, env: { KUBECONFIG: cluster.kubeconfig } });
    expect({ file, status }).toEqual({ file, status: 1 });
    return stderr;
  }

  /** The Deployments of a namespace, once each has its pods, which one that the namespace refuses never gets. */
  async function run(namespace: string): Promise<string[]> {
    let deployments: any[] = [];
    await eventually(() => kubectl('get', 'events', '--namespace', namespace).stdout, async () => {
      deployments = (await cluster.client.find(`/apis/apps/v1/namespaces/${namespace}/deployments`)).items;
      return deployments.every(({ spec, status }) => (status.replicas ?? 0) >= spec.replicas);
    });
    return deployments.map(({ metadata }) => metadata.name).sort();
  }

  test('a cluster takes Argo CD and then what it brings where, and refuses a field that Argo CD does not know', async () => {
    apply(OUTDIR, ARGO_CD);
    expect(await run('argocd')).toEqual([
      'argocd-applicationset-controller', 'argocd-dex-server', 'argocd-notifications-controller', 'argocd-redis',
      'argocd-repo-server', 'argocd-server',
    ]);
    await served(cluster.kubeconfig, 'applicationsets.argoproj.io', 'appprojects.argoproj.io', 'applications.argoproj.io');
    // As Argo CD makes it when it starts.
    const open = { sourceRepos: ['*'], destinations: [{ server: '*', namespace: '*' }], clusterResourceWhitelist: [{ group: '*', kind: '*' }] };
    const project = { apiVersion: 'argoproj.io/v1alpha1', kind: 'AppProject', metadata: { name: 'default', namespace: 'argocd' }, spec: open };
    expect((await cluster.client.send('POST', '/apis/argoproj.io/v1alpha1/namespaces/argocd/appprojects', project)).status).toBe(201);
    const environments = join(ARGO_CD, 'environments');
    expect(apply(OUTDIR, environments).trim().split('\n')).toHaveLength(7);
    const closed = JSON.parse(kubectl('get', 'appproject', 'default', '--namespace=argocd', '--output=json').stdout);
    expect(closed.spec).toMatchObject({ sourceRepos: [], destinations: [], clusterResourceWhitelist: [] });
    expect(refusal(join(OUTDIR, environments, 'dev/applicationset.yaml'), 'preserveResourcesOnDeletion', 'preserveResourceOnDeletion', 'argocd'))
      .toContain('.spec.syncPolicy.preserveResourceOnDeletion: field not declared in schema');
  });

  test('a cluster takes Argo CD with high availability', async () => {
    const { outdir } = new ApplicationsEstate({ highAvailability: true } satisfies ArgoCdOptions).write();
    apply(outdir, ARGO_CD);
    expect(await run('argocd')).toContain('argocd-redis-ha-haproxy');
  });

  test('a cluster takes Envoy Gateway, cert-manager and external-dns, and then class and issuer, and refuses a field that they do not know', async () => {
    apply(OUTDIR, ENVOY_GATEWAY);
    apply(OUTDIR, CERT_MANAGER);
    apply(OUTDIR, EXTERNAL_DNS);
    expect(await run('envoy-gateway-system')).toEqual(['envoy-gateway']);
    expect(await run('cert-manager')).toEqual(['cert-manager', 'cert-manager-cainjector', 'cert-manager-webhook']);
    expect(await run('external-dns')).toEqual(['external-dns']);
    const kinds = ['gatewayclasses.gateway.networking.k8s.io', 'envoyproxies.gateway.envoyproxy.io', 'clusterissuers.cert-manager.io'];
    await served(cluster.kubeconfig, ...kinds);
    // No image runs here, and so nobody answers who is asked about each issuer.
    expect(kubectl('delete', 'validatingwebhookconfiguration', 'cert-manager-webhook').status).toBe(0);
    const followers = [join(ENVOY_GATEWAY, 'gateway-class'), join(CERT_MANAGER, 'issuers')];
    for (const folder of followers) {
      expect(apply(OUTDIR, folder)).toContain('serverside-applied');
      const generations = () => kubectl('get', '--output=jsonpath={.items[*].metadata.generation}', '-k', join(OUTDIR, folder)).stdout;
      const before = generations();
      apply(OUTDIR, folder);
      expect(generations()).toBe(before);
    }
    const wrong: Array<[file: string, good: string, bad: string]> = [
      [join(followers[0], 'envoyproxy.yaml'), 'externalTrafficPolicy', 'externalTraffic'], [join(followers[1], 'clusterissuer.yaml'), 'gatewayHTTPRoute', 'gatewayRoute'],
    ];
    for (const [name, good, bad] of wrong) expect(refusal(join(OUTDIR, name), good, bad)).toContain(`${bad}: field not declared in schema`);
  });

  test('a cluster takes the stack of Prometheus, what it runs and what services are watched by', async () => {
    apply(OUTDIR, PROMETHEUS_STACK);
    const kinds = ['alertmanagerconfigs', 'alertmanagers', 'podmonitors', 'prometheuses', 'prometheusrules', 'servicemonitors'];
    await served(cluster.kubeconfig, ...kinds.map((kind) => `${kind}.monitoring.coreos.com`));
    const applied = [`${PROMETHEUS_STACK}/instances`, 'clusterfleet/overlays/prod'].map((folder) => apply(OUTDIR, folder)).join('');
    expect([...new Set([...applied.matchAll(/^(\w+)\.monitoring\.coreos\.com\/\S+ serverside-applied$/gm)].map(([, kind]) => kind))].sort()).toEqual([
      'alertmanager', 'alertmanagerconfig', 'prometheus', 'prometheusrule', 'servicemonitor',
    ]);
  });

  test('a cluster takes External Secrets and the objects by which it brings values, and refuses a field that they do not know', async () => {
    apply(OUTDIR, EXTERNAL_SECRETS);
    expect(await run('external-secrets')).toEqual(['external-secrets']);
    await served(cluster.kubeconfig, 'externalsecrets.external-secrets.io', 'secretstores.external-secrets.io');
    const { outdir } = vaultEstate();
    const applied = apply(outdir, 'k8s/overlays/dev');
    for (const name of ['secretstore.external-secrets.io/terraform-outputs', 'externalsecret.external-secrets.io/api-outputs']) expect(applied).toContain(`${name}`);
    for (const [file, good, bad] of [['overlays/dev/secret-store.yaml', 'vaultUrl', 'vaultUri'], ['base/api/external-secret.yaml', 'remoteRef', 'remote']]) {
      expect(refusal(join(outdir, 'k8s', file), good, bad, 'feiyue-mono-dev')).toContain(bad);
    }
  });

  test('a cluster takes the Tailscale operator and kube-oidc-proxy', async () => {
    apply(OUTDIR, TAILSCALE);
    apply(OUTDIR, PROXY);
    expect(await run('tailscale')).toEqual(['operator']);
    expect(await run('kube-oidc-proxy')).toEqual(['kube-oidc-proxy']);
    const may = async (verb: string, group: string, resource: string, subresource?: string): Promise<boolean> => {
      const user = 'system:serviceaccount:kube-oidc-proxy:kube-oidc-proxy';
      const review = { apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview', spec: { user, resourceAttributes: { verb, group, resource, subresource } } };
      return (await cluster.client.send('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', review)).body.status.allowed;
    };
    expect([
      await may('impersonate', '', 'users'), await may('impersonate', '', 'groups'), await may('create', 'authorization.k8s.io', 'subjectaccessreviews'),
      await may('impersonate', 'authentication.k8s.io', 'userextras', 'originaluser.jetstack.io-user'),
    ]).toEqual([true, true, true, true]);
    expect([
      await may('impersonate', '', 'serviceaccounts'), await may('get', '', 'secrets'), await may('create', 'authentication.k8s.io', 'tokenreviews'),
      await may('impersonate', 'authentication.k8s.io', 'userextras', 'scopes'),
    ]).toEqual([false, false, false, false]);
  });
});

import { parse } from 'yaml';
import { PROXY_IMAGE } from './small-applications';
import {
  ArgoCd, CertManager, CiSystem, DnsProvider, Environment, EnvoyGateway, ExternalDns, FeiyueProject, Hcl, KubeOidcProxy, KustomizePatch, RootModule,
  TailscaleOperator, tencent,
} from '../../src';
import { AzureEstate } from '../azure-estate';
import { emptyProject } from '../default-estate';
import { problemsOf } from '../room';
import { read } from '../synth/test-project';

/** Two environments with a cluster, and one without. */
class ClustersEstate {
  public readonly project: FeiyueProject = emptyProject();
  public readonly dev = this.project.addEnvironment('dev');
  public readonly prod = this.project.addEnvironment('prod', { promotedFrom: this.dev });
  public readonly corp = this.project.addEnvironment('corp', { runsServices: false });

  constructor() {
    const compute = this.project.addRootModule('compute', { environments: [this.dev, this.prod] });
    const { vpcId, subnetId } = new tencent.Network(compute, 'vpc', { cidrBlock: '10.0.0.0/16', isolated: true });
    new tencent.TkeCluster(compute, 'cluster', { vpcId, subnetId });
  }

  /** The applications of the graph. */
  public graph(): any[] {
    this.project.synth();
    return JSON.parse(read(this.project.outdir, '.projen/graph.json')).applications;
  }

  public steps(environment: Environment): Array<{ readonly name: string; readonly if?: string }> {
    return parse(read(this.project.outdir, `.github/workflows/deploy-${environment.name}.yml`)).jobs.deploy.steps;
  }
}

const CHART = { helmCharts: [{ name: 'agent', repository: 'https://charts.example', version: '1.2.3' }] };

test('outputs stand in objects and patches of applications, and the graph knows of them', () => {
  const { project, dev } = new AzureEstate();
  const dns = project.addRootModule('dns', { environments: [dev] });
  const clientId = dns.addOutput('client_id', { value: 'x', description: 'ID of the identity' });
  const zone = project.addRootModule('zones').addOutput('zone', { value: 'x', description: 'Name of the zone' });
  const issuer = (name: string) => ({ apiVersion: 'cert-manager.io/v1', kind: 'Issuer', metadata: { name }, spec: { zone: Hcl.template('%s.', zone) } });
  project.addApplication('issuers', { manifests: { 'one.yaml': issuer('one') } }).addManifest('two.yaml', issuer('two'))
    .patch(KustomizePatch.strategicMerge({ apiVersion: 'cert-manager.io/v1', kind: 'Issuer', metadata: { name: 'two' }, spec: { more: zone } }));
  new ExternalDns(project, 'external-dns', { environments: [dev], provider: DnsProvider.azureDns({ clientId, resourceGroup: 'dns' }), zones: ['example.com'] });
  project.synth();
  const file = (name: string) => read(project.outdir, `k8s/applications/${name}.yaml`);
  expect(JSON.parse(read(project.outdir, '.projen/graph.json')).applications).toMatchObject([{ name: 'issuers', reads: ['zones'] }, { name: 'external-dns', reads: ['dns'] }]);
  for (const name of ['one', 'two']) expect(file(`issuers/${name}`)).toContain('zone: ${terraform.zones.zone}.');
  expect(file('issuers/kustomization')).toContain('more: ${terraform.zones.zone}');
  expect(file('external-dns/serviceaccount')).toContain('azure.workload.identity/client-id: ${terraform.dns.client_id}');
});

const HELD = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'held' } };

test.each<[what: string, declare: (project: FeiyueProject, root: RootModule) => void, problem: string]>([
  ['one that there is not', (project, root) => project.addApplication('a').addManifest('held.yaml', { ...HELD, data: { a: root.output('x') } }),
    'application "a" uses output "x" of root module "zones"'],
  ['one of another environment', (project) => project.addApplication('a').addManifest('held.yaml', { ...HELD, data: { a: project.addRootModule('b', { environments: ['dev'] }).addOutput('c', { value: 'x', description: 'x' }) } }),
    'application "a" uses output "c" of root module "b", which is not in environment "prod"'],
  ['a sensitive one', (project, root) => project.addApplication('a', { manifests: { 'held.yaml': { ...HELD, data: { a: root.addOutput('s', { value: 'x', description: 'x', sensitive: true }) } } } }),
    'application "a" uses output "s" of root module "zones", which is sensitive, in what everyone may read: let External Secrets bring it'],
  ['one that nobody fills in', (project, root) => project.addApplication('a', CHART).addManifest('held.yaml', { ...HELD, data: { a: root.addOutput('y', { value: 'x', description: 'x' }) } }),
    'application "a" uses output "y" of root module "zones", but no deployment brings it, which would fill it in: render its charts to a file that "resources" names'],
  ['one in the cluster of nobody', (project, root) => project.addApplication('a', { environments: ['corp'] }).addManifest('held.yaml', { ...HELD, data: { a: root.addOutput('z', { value: 'x', description: 'x' }) } }),
    'application "a" uses output "z" of root module "zones", but no deployment brings it, which would fill it in: no root module makes a cluster for it'],
])('an output in an application is a problem: %s', (_, declare, problem) => {
  const { project } = new ClustersEstate();
  declare(project, project.addRootModule('zones'));
  expect(problemsOf(project).join('\n')).toContain(problem);
});

test('an application is brought to every cluster, or to those of the environments that it names', () => {
  const estate = new ClustersEstate();
  const { project, dev } = estate;
  project.addApplication('everywhere');
  project.addApplication('in-dev', { environments: [dev] });
  project.addApplication('in-prod', { environments: ['prod'] });
  project.addApplication('beside-services', { namespace: dev.namespace, createNamespace: false });
  project.addApplication('chart', CHART);
  new TailscaleOperator(project, 'tailscale-operator', { environments: [dev] });
  new KubeOidcProxy(project, 'kube-oidc-proxy', { environments: [dev], issuerUrl: 'https://issuer.example', clientId: 'x', image: PROXY_IMAGE });
  new CertManager(project, 'cert-manager', { environments: [dev] });
  new EnvoyGateway(project, 'envoy-gateway', { environments: [dev] });
  const provider = DnsProvider.dnsPod({ roleArn: 'qcs::cam::uin/100000000000:roleName/external-dns', webhookImage: PROXY_IMAGE });
  new ExternalDns(project, 'external-dns', { environments: [dev], provider, zones: ['example.com'] });
  const dirs = (name: string, folder = name) => ({ dirs: [`k8s/applications/${folder}`] });
  expect(estate.graph()).toEqual([
    { name: 'everywhere', environments: ['dev', 'prod'], ...dirs('everywhere') },
    { name: 'in-dev', environments: ['dev'], ...dirs('in-dev') },
    { name: 'beside-services', environments: ['dev'], ...dirs('beside-services') },
    { name: 'tailscale-operator', environments: ['dev'], ...dirs('tailscale-operator') },
    { name: 'kube-oidc-proxy', environments: ['dev'], ...dirs('kube-oidc-proxy') },
    { name: 'cert-manager', environments: ['dev'], dirs: ['k8s/applications/cert-manager', 'k8s/applications/cert-manager/issuers'] },
    { name: 'envoy-gateway', environments: ['dev'], dirs: ['k8s/applications/envoy-gateway', 'k8s/applications/envoy-gateway/gateway-class'] },
    { name: 'external-dns', environments: ['dev'], ...dirs('external-dns') },
    { name: 'in-prod', environments: ['prod'], ...dirs('in-prod') },
  ]);
});

test('Argo CD is brought to one cluster, with what it shall do after it, once somebody says to which', () => {
  const estate = new ClustersEstate();
  new ArgoCd(estate.project, 'argo-cd', { runsIn: estate.prod });
  expect(estate.graph()).toEqual([{ name: 'argo-cd', environments: ['prod'], dirs: ['k8s/applications/argo-cd', 'k8s/applications/argo-cd/environments'] }]);
  const unsaid = new ClustersEstate();
  new ArgoCd(unsaid.project, 'argo-cd');
  expect(unsaid.graph()).toBeUndefined();
});

test('the workflow of an environment applies them once it is connected, before the services, and where there are no services as well', () => {
  const estate = new ClustersEstate();
  estate.project.addApplication('metrics', { environments: [estate.dev] });
  estate.project.synth();
  const isAffected = "steps.begin.outputs.applications == 'true'";
  const inCluster = (environment: Environment) => estate.steps(environment).slice(-4).filter(({ name }) => !/^(Apply|Log|Set)/.test(name)).map((step) => [step.name, step.if]);
  expect(inCluster(estate.dev)).toEqual([
    ['Connect to the cluster', isAffected], ['Deploy the applications', isAffected], ['Forget the kubeconfig', `always() && ${isAffected}`],
  ]);
  expect(inCluster(estate.prod).map(([name]) => name)).not.toContain('Connect to the cluster');

  const both = new ClustersEstate();
  both.project.addApplication('metrics', { environments: [both.dev] });
  both.project.addService('api', { port: 8080 });
  both.project.synth();
  const either = `${isAffected} || steps.begin.outputs.overlay == 'true'`;
  expect(both.steps(both.dev).slice(-4).map((step) => [step.name, step.if])).toEqual([
    ['Connect to the cluster', either], ['Deploy the applications', isAffected], ['Deploy the overlay', "steps.begin.outputs.overlay == 'true'"], ['Forget the kubeconfig', `always() && (${either})`],
  ]);
});

test('so does the pipeline, which a push to their folders starts', () => {
  const { project, dev } = new AzureEstate({ ciSystem: CiSystem.AZURE_PIPELINES, repository: 'feiyue/ops/feiyue-mono' });
  project.addApplication('metrics', { environments: [dev] });
  project.synth();
  const pipeline = (name: string) => parse(read(project.outdir, `.pipelines/apply-${name}.yml`));
  const steps = pipeline('dev').jobs[0].strategy.runOnce.deploy.steps as any[];
  expect(steps.slice(-3).map((step) => [step.template ?? step.displayName, step.condition ?? step.parameters.condition])).toEqual([
    ['/.pipelines/templates/common/connect-cluster.yml', "and(succeeded(), or(eq(variables['begin.overlay'], 'true'), eq(variables['begin.applications'], 'true')))"],
    ['Deploy the applications', "and(succeeded(), eq(variables['begin.applications'], 'true'))"],
    ['/.pipelines/templates/common/deploy-overlay.yml', "and(succeeded(), eq(variables['begin.overlay'], 'true'))"],
  ]);
  expect(pipeline('dev').trigger.paths.include).toContain('k8s/applications/metrics');
  expect(JSON.stringify(pipeline('prod'))).not.toContain('applications');
});

describe('a problem is', () => {
  test.each<[what: string, declare: (estate: ClustersEstate) => void, problem: string]>([
    ['an environment without a cluster', ({ project, corp }) => project.addApplication('a', { environments: [corp] }),
      'application "a" is in environment "corp", where no root module has a cluster, '
        + 'so that nothing would bring it there: take the environment out, or declare one: tencent.TkeCluster makes one, tencent.ExistingTkeCluster stands for one that is there'],
    ['no environment', ({ project }) => project.addApplication('a', { environments: [] }), 'application "a" is in no environment: list at least one in "environments", or leave it out to have all'],
    ['an environment that is not there', ({ project }) => project.addApplication('a', { environments: ['prd'] }), expect.stringMatching(/^application "a" .*"prd".*prod/) as never],
    ['a chart, which no deployment renders', ({ project, dev }) => project.addApplication('a', { environments: [dev], ...CHART }),
      'application "a" names environments, but no deployment renders its charts: leave "environments" out and bring it by hand, or render the charts to a file that "resources" names'],
    ['Argo CD where there is no cluster', ({ project }) => new ArgoCd(project, 'argo-cd', { runsIn: 'corp' }), expect.stringContaining('is in environment "corp", where no root module has a cluster') as never],
  ])('%s', (_, declare, problem) => {
    const estate = new ClustersEstate();
    declare(estate);
    expect(problemsOf(estate.project)).toEqual([problem]);
  });
});

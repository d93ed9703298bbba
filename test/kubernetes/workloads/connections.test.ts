import { azure, Cloud, FeiyueProject, Hcl, HclExpression, Module, ModuleCall, RootModule, Service, tencent, TrafficSource, TrafficTarget } from '../../../src';
import { emptyProject } from '../../default-estate';
import { problemsOf } from '../../room';
import { read, write } from '../../synth/test-project';

const AZURE = Cloud.azure({
  subscriptionId: '11111111-2222-3333-4444-555555555555', tenantId: '66666666-7777-8888-9999-aaaaaaaaaaaa', location: 'westeurope', stateAccess: {},
});
const PLACE = { resourceGroupName: 'rg' };
const ENDPOINT = { subnetId: 'subnet' };

/** What a workload may open connections to beside DNS, as its base has it. */
function egressOf(project: FeiyueProject, name: string): string {
  const text = read(project.outdir, `k8s/base/${name}/networkpolicy.yaml`);
  return text.split('    - to:\n').slice(2).map((rule) => rule.replace(/^ {4}/gm, '')).join('--\n');
}

describe('a connection to a module', () => {
  test('opens exactly its address and port, in the base of all environments', () => {
    const project = emptyProject();
    const prod = project.addEnvironment('prod', { promotedFrom: project.addEnvironment('dev') });
    const database = project.addRootModule('database');
    const mails = new tencent.Postgresql(database, 'mails', { vpcId: 'vpc-1', subnetId: 'subnet-1' });
    const cache = new tencent.Redis(database, 'cache', { vpcId: 'vpc-1', subnetId: 'subnet-1' });
    project.addService('order-api', { port: 8080 });
    project.addWorker('mailer', { connectsTo: [mails, TrafficTarget.service('order-api'), cache] })
      .override(prod, { connectsTo: [TrafficTarget.cidr('10.9.0.0/16', [5432])] });
    expect(problemsOf(project)).toEqual([]);
    expect(egressOf(project, 'mailer')).toBe([
      '    - ipBlock:\n        cidr: ${terraform.database.mails_host}/32\n  ports:\n    - protocol: TCP\n      port: 5432\n',
      '    - podSelector:\n        matchLabels:\n          app.kubernetes.io/instance: order-api\n  ports:\n    - protocol: TCP\n      port: 8080\n',
      '    - ipBlock:\n        cidr: ${terraform.database.cache_host}/32\n  ports:\n    - protocol: TCP\n      port: 6379\n',
    ].join('--\n'));
    expect(read(project.outdir, 'k8s/overlays/prod/mailer/kustomization.yaml')).toContain('10.9.0.0/16');
  });

  test('a private endpoint has an address, which is an output', () => {
    const project = emptyProject({ cloud: AZURE });
    project.addEnvironment('dev');
    const data = project.addRootModule('data');
    const cache = new azure.Redis(data, 'cache', { ...PLACE, privateEndpoint: ENDPOINT });
    const storage = new azure.StorageAccount(data, 'files', { ...PLACE, privateEndpoints: { blob: ENDPOINT, queue: ENDPOINT } });
    project.addService('order-api', { port: 8080, connectsTo: [cache, storage] });
    expect(problemsOf(project)).toEqual([]);
    const text = read(project.outdir, 'k8s/base/order-api/networkpolicy.yaml');
    expect(text.match(/cidr: \$.*/g)).toEqual([
      'cidr: ${terraform.data.cache_private_endpoint_address}/32',
      'cidr: ${terraform.data.files_private_endpoint_addresses.blob}/32',
      'cidr: ${terraform.data.files_private_endpoint_addresses.queue}/32',
    ]);
    expect(text).toContain('          port: 8500\n          endPort: 8599\n');
  });

  test('an address block may be an output as well', () => {
    const project = emptyProject({ cloud: AZURE });
    project.addEnvironment('dev');
    const network = new azure.Network(project.addRootModule('network'), 'network', {
      ...PLACE, addressSpace: ['10.0.0.0/16'], subnets: [{ name: 'data', addressPrefix: '10.0.1.0/24' }],
    });
    project.addService('order-api', { port: 8080, connectsTo: [TrafficTarget.cidr(Hcl.element(network.subnetAddressPrefixes, 'data'), [443])] });
    expect(problemsOf(project)).toEqual([]);
    expect(read(project.outdir, 'k8s/base/order-api/networkpolicy.yaml')).toContain('cidr: ${terraform.network.network_subnet_address_prefixes.data}\n');
  });

  test.each<[what: string, declare: (project: FeiyueProject, root: RootModule, connect: (call: ModuleCall) => Service) => unknown, problem: string]>([
    ['a module of which no address is known', (_, root, connect) => connect(new azure.Cosmos(root, 'it', { ...PLACE, privateEndpoint: ENDPOINT })),
      'service "order-api" connects to module "it" of root module "data", of which it is not known where pods reach it: '
        + 'say where it is, by TrafficTarget.cidr(…) with its address block and ports.'],
    ['a module of the user\'s own', (project, root, connect) => {
      write(project.outdir, 'modules/queue/main.tf', 'output "host" {\n  value = "10.0.0.1"\n}\n');
      return connect(new Module(root, 'it', { source: 'modules/queue' }));
    }, 'connects to module "it" of root module "data", of which it is not known where pods reach it'],
    ['one without an address in one environment', (_, root, connect) => connect(new azure.Keyvault(root, 'it', PLACE).override('prod', { privateEndpoint: ENDPOINT })),
      'which has no address inside of the network in dev that is known before Terraform runs'],
    ['one without a private endpoint', (_, root, connect) => connect(new azure.Keyvault(root, 'it', PLACE)),
      'connects to module "it" of root module "data", which has no address inside of the network in dev, prod that is known before Terraform runs: '
        + 'give it privateEndpoint, or say where it is, by TrafficTarget.cidr(…) with its address block and ports.'],
    ['one whose addresses differ', (_, root, connect) => connect(
      new azure.StorageAccount(root, 'it', { ...PLACE, privateEndpoints: { blob: ENDPOINT } }).override('prod', { privateEndpoints: { queue: ENDPOINT } })),
    'connects to module "it" of root module "data", which is reached at other addresses or ports in dev than elsewhere: '
        + 'say where it is, by TrafficTarget.cidr(…) with its address block and ports, there by .override(dev, { connectsTo: … }).'],
    ['one that is elsewhere', (project, __, connect) => connect(new azure.Redis(project.addRootModule('cache', { environments: ['dev'] }), 'it', { ...PLACE, privateEndpoint: ENDPOINT })),
      'service "order-api" uses output "it_private_endpoint_address" of root module "cache", which is not in environment "prod"'],
  ])('%s is a problem', (_, declare, problem) => {
    const project = emptyProject({ cloud: AZURE });
    const dev = project.addEnvironment('dev');
    project.addEnvironment('prod', { promotedFrom: dev });
    declare(project, project.addRootModule('data'), (call) => project.addService('order-api', { port: 8080, connectsTo: [call] }));
    expect(problemsOf(project).join('\n')).toContain(problem);
  });

  test.each<[what: string, range: (output: HclExpression) => HclExpression, isLegal: boolean]>([
    ['an output alone, which is a block', (output) => output, true],
    ['an output and a length', (output) => Hcl.template('%s/32', output), true],
    ['an output and too long a length', (output) => Hcl.template('%s/129', output), false],
    ['an output in a word', (output) => Hcl.template('block %s', output), false],
  ])('%s is judged as an address block', (_, range, isLegal) => {
    const project = emptyProject();
    project.addEnvironment('dev');
    const { host } = new tencent.Redis(project.addRootModule('database'), 'cache', { vpcId: 'vpc-1', subnetId: 'subnet-1' });
    project.addService('api', { port: 8080, connectsTo: [TrafficTarget.cidr(range(host), [443])], allowedFrom: [TrafficSource.cidr(range(host))] });
    const problems = problemsOf(project);
    expect(problems.filter((problem) => problem.includes('which is no CIDR range')).length).toBe(isLegal ? 0 : 2);
    expect(problems.length).toBe(isLegal ? 0 : 2);
  });
});

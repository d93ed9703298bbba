import { parse } from 'yaml';
import { ArgoCd, FeiyueProject, GatewayLoadBalancer, GatewayOverrides, GatewayTls, HclExpression, tencent } from '../../../src';
import { emptyProject } from '../../default-estate';
import { problemsOf } from '../../room';
import { read } from '../../synth/test-project';

/** A gateway in a network that Terraform makes, in two environments. */
function estate(overrides: (vpc: tencent.Network) => GatewayOverrides): FeiyueProject {
  const project = emptyProject();
  project.addEnvironment('dev');
  project.addEnvironment('prod');
  const vpc = new tencent.Network(project.addRootModule('network'), 'vpc', { cidrBlock: '10.0.0.0/16', isolated: true });
  const gateway = project.addGateway('internal', { domains: { dev: 'dev.example.com', prod: 'example.com' }, tls: GatewayTls.secret('tls') });
  project.addService('api', { port: 8080 }).expose(gateway);
  gateway.override('dev', overrides(vpc));
  return project;
}

function privately(subnet: HclExpression): GatewayOverrides {
  return { loadBalancer: GatewayLoadBalancer.privateNetwork({ subnet }) };
}

test('a load balancer is put into the subnet that Terraform makes, and told what Terraform made', () => {
  const project = estate((vpc) => ({ ...privately(vpc.subnetId), loadBalancerAnnotations: { 'service.kubernetes.io/tke-existed-lbid': vpc.vpcId } }));
  project.synth();
  const { infrastructure } = parse(read(project.outdir, 'k8s/overlays/dev/gateway-internal.yaml')).spec;
  expect(infrastructure.annotations).toEqual({
    'service.kubernetes.io/qcloud-loadbalancer-internal-subnetid': '${terraform.network.vpc_subnet_id}',
    'service.kubernetes.io/tke-existed-lbid': '${terraform.network.vpc_id}',
  });
  const reads = (name: string) => JSON.parse(read(project.outdir, '.projen/graph.json')).environments.find((each: { readonly name: string }) => each.name === name).reads;
  expect({ dev: reads('dev'), prod: reads('prod') }).toEqual({ dev: { network: [] }, prod: undefined });
});

test('what one environment has otherwise needs no output there', () => {
  const project = emptyProject();
  project.addEnvironment('dev');
  project.addEnvironment('prod');
  const vpc = new tencent.Network(project.addRootModule('network', { environments: ['dev'] }), 'vpc', { cidrBlock: '10.0.0.0/16' });
  const gateway = project.addGateway('internal', { domains: { dev: 'dev.example.com', prod: 'example.com' }, tls: GatewayTls.secret('tls'), ...privately(vpc.subnetId) });
  project.addService('api', { port: 8080 }).expose(gateway.override('prod', { loadBalancer: GatewayLoadBalancer.privateNetwork({ subnet: 'subnet-1' }) }));
  expect(problemsOf(project)).toEqual([]);
});

test('an output that there is not is a problem', () => {
  expect(problemsOf(estate((vpc) => privately(vpc.output('subnet')))).join()).toContain('module "vpc" has no output "subnet"');
});

test('a sensitive one is no value of an annotation', () => {
  const project = estate((vpc) => {
    const postgresql = new tencent.Postgresql(projectOf(vpc).addRootModule('database'), 'db', { vpcId: vpc.vpcId, subnetId: vpc.subnetId });
    return { loadBalancerAnnotations: { note: postgresql.password } };
  });
  expect(problemsOf(project)).toEqual([expect.stringContaining('gateway "internal" uses output "db_password" of root module "database", which is sensitive')]);
});

test('where Argo CD brings the gateway, nothing fills it in', () => {
  const project = estate((vpc) => privately(vpc.subnetId));
  new ArgoCd(project, 'argo-cd');
  expect(problemsOf(project)).toEqual([
    'gateway "internal" has output "vpc_subnet_id" of root module "network" for its load balancer in dev, where nothing that is recorded gets to: say the value itself.',
  ]);
});

function projectOf({ node }: tencent.Network): FeiyueProject {
  return node.root as FeiyueProject;
}

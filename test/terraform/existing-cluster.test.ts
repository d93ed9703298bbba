import { parse } from 'yaml';
import { ArgoCd, Cloud, DataAccess, FeiyueProject, tencent } from '../../src';
import { emptyProject } from '../default-estate';
import { read } from '../synth/test-project';

/** An estate that makes the cluster of dev; that of prod was there before. */
function estate(options: Partial<tencent.ExistingTkeClusterOptions> = {}): FeiyueProject {
  const project = emptyProject({ cloud: Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou', accountUin: '100000000001' }) });
  const dev = project.addEnvironment('dev');
  const prod = project.addEnvironment('prod', { promotedFrom: dev });
  const compute = project.addRootModule('compute');
  new tencent.TkeCluster(compute, 'cluster', { vpcId: 'vpc-1', subnetId: 'subnet-1', environments: [dev] });
  const former = { clusterId: 'cls-1a2b3c4d', vpcId: 'vpc-2', subnetId: 'subnet-2', environments: [prod] };
  new tencent.ExistingTkeCluster(compute, 'former', { ...former, ...options });
  return project;
}

function step(project: FeiyueProject, environment: string): any {
  const workflow = parse(read(project.outdir, `.github/workflows/deploy-${environment}.yml`));
  return workflow.jobs.deploy.steps.find(({ name }: { readonly name: string }) => name === 'Connect to the cluster');
}

test('deployments reach a cluster that something else made as they reach one that Terraform makes', () => {
  const project = estate();
  project.addService('api', { port: 8080 });
  new ArgoCd(project, 'argo-cd', { runsIn: 'prod' });
  project.synth();
  expect(step(project, 'dev').env).toMatchObject({ ROOT_MODULE: 'terraform/dev/compute', OUTPUTS: 'cluster_kubeconfig_address cluster_public_kubeconfig_address' });
  expect(step(project, 'prod').env).toMatchObject({ ROOT_MODULE: 'terraform/prod/compute', OUTPUTS: 'former_kubeconfig_address former_public_kubeconfig_address' });
  expect(read(project.outdir, 'ops/scripts/kubeconfig.sh')).toContain('private_output=former_kubeconfig_address');
  expect(JSON.parse(read(project.outdir, '.projen/graph.json')).applications).toMatchObject([{ name: 'argo-cd', environments: ['prod'] }]);
});

test('its state holds no credentials, so pull requests plan it', () => {
  const project = estate();
  project.addService('api', { port: 8080 });
  project.synth();
  const { rootModules } = JSON.parse(read(project.outdir, '.projen/graph.json'));
  const planned = rootModules.flatMap(({ environments, plannedAtDeployment = false }: any) =>
    environments.map((environment: string) => [environment, plannedAtDeployment]));
  expect(Object.fromEntries(planned)).toEqual({ dev: true, prod: false });
});

test('roles of workloads trust it once it gives pods tokens', () => {
  const project = estate({ podIdentityEnabled: true });
  new tencent.CosStorage(project.addRootModule('storage'), 'uploads').grant(project.addService('api', { port: 8080 }), DataAccess.READ);
  project.synth();
  expect(read(project.outdir, 'ops/scripts/bootstrap.sh')).toContain('terraform/prod/compute');
  expect(read(project.outdir, 'ops/scripts/bootstrap.sh')).toContain('former_cluster_id');
  expect(read(project.outdir, 'k8s/overlays/prod/api/kustomization.yaml') + read(project.outdir, 'k8s/base/api/serviceaccount.yaml')).toContain('tke.cloud.tencent.com/role-arn');
});

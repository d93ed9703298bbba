import { emptyProject } from './default-estate';
import { azure, Cloud, Environment, FeiyueProject, FeiyueProjectOptions, Service } from '../src';

export const SUBSCRIPTION = '11111111-2222-3333-4444-555555555555';
export const TENANT = '66666666-7777-8888-9999-aaaaaaaaaaaa';
export const CHINA_SUBSCRIPTION = '22222222-2222-3333-4444-555555555555';
export const CHINA_TENANT = '77777777-7777-8888-9999-aaaaaaaaaaaa';

/** An estate on Azure in the layout of Feiyue, with workflows of GitHub and an image that they build. */
export class AzureEstate {
  public readonly project: FeiyueProject;
  public readonly dev: Environment;
  public readonly prod: Environment;
  public readonly api: Service;

  constructor(options: Partial<FeiyueProjectOptions> = {}) {
    this.project = emptyProject({
      cloud: Cloud.azure({ subscriptionId: SUBSCRIPTION, tenantId: TENANT, location: 'westeurope', stateAccess: { isOpenToAllNetworks: true }, registry: 'feiyue.azurecr.io' }),
      ...options,
    });
    this.dev = this.project.addEnvironment('dev');
    this.prod = this.project.addEnvironment('prod', { promotedFrom: this.dev, reviewers: ['platform'] });
    const { name: resourceGroupName } = new azure.ResourceGroup(this.project.addRootModule('group'), 'group');
    const vnet = new azure.Network(this.project.addRootModule('network'), 'vnet', {
      resourceGroupName, isolated: true, addressSpace: ['10.0.0.0/16'], subnets: [{ name: 'nodes', addressPrefix: '10.0.0.0/20' }],
    });
    const database = this.project.addRootModule('database');
    new azure.Cosmos(database, 'cosmos_account', { resourceGroupName, backupPolicyType: 'Continuous' });
    new azure.Redis(database, 'redis', { resourceGroupName });
    new azure.StorageAccount(this.project.addRootModule('storage'), 'uploads', { resourceGroupName });
    new azure.KubernetesCluster(this.project.addRootModule('compute'), 'cluster', { resourceGroupName, subnetId: vnet.subnetId });
    this.api = this.project.addService('api', { port: 8080, imageBuild: { context: 'services/api' } });
  }

  /** Adds an environment in China, with its own tenant, and returns the estate. */
  public withChina(): this {
    const china = this.project.addEnvironment('prod-cn', {
      promotedFrom: this.prod,
      cloud: Cloud.azureChina({ subscriptionId: CHINA_SUBSCRIPTION, tenantId: CHINA_TENANT, location: 'chinanorth3', stateAccess: { isOpenToAllNetworks: true }, registry: 'feiyue.azurecr.cn' }),
    });
    this.api.override(china, { image: 'feiyue.azurecr.cn/api' });
    return this;
  }
}

import {
  AccessLevel,
  AccessSubject,
  ArgoCd,
  ArgoCdLogin,
  Auth0ClientType,
  azure,
  CiSystem,
  Cloud,
  ContainerRuntime,
  Convention,
  FeiyueProject,
  Hcl,
  KubeOidcProxy,
  PlanPolicy,
  TailscaleOperator,
} from 'feiyue-projen';

// Hosted agents have no fixed addresses. Once yours run in networks of your own, name those here: every other network is shut out then.
const stateAccess = { isOpenToAllNetworks: true };

// One subscription per group of environments. China is a cloud of its own, with its own tenant.
const azureCloud = (subscriptionId: string) => Cloud.azure({ subscriptionId, tenantId: '__tenant_id__', location: '__location__', registry: '__registry__', stateAccess });
const china = Cloud.azureChina({ subscriptionId: '00000000-0000-0000-0000-000000000000', tenantId: '00000000-0000-0000-0000-000000000000', location: 'chinanorth3', stateAccess });

const project = new FeiyueProject({
  name: '__name__',
  convention: Convention.PICASSO,
  cloud: azureCloud('__subscription_id__'),
  ciSystem: '__ci_system__' as CiSystem,
  repository: '__repository__',
  defaultBranch: '__default_branch__',
  devDeps: ['__dev_dep__'],
});

// Environments: infra/<name>/<short name>-<root module>, clusterfleet/overlays/<overlay>, infra/bootstrap/<bootstrap>.
const testing = project.addEnvironment('pme-testing', { shortName: 'testing', bootstrap: 'pme-staging' });
const staging = project.addEnvironment('pme-staging', { shortName: 'staging', bootstrap: 'pme-staging', promotedFrom: testing });
const prod = project.addEnvironment('pme-prod', { shortName: 'prod', bootstrap: 'pme-prod', promotedFrom: staging, reviewers: ['platform'] });
const inChina = { cloud: china, bootstrap: 'pme-cn', overlay: 'china' };
const stagingCn = project.addEnvironment('pme-staging-cn', { ...inChina, shortName: 'staging' });
const prodCn = project.addEnvironment('pme-prod-cn', { ...inChina, shortName: 'prod', promotedFrom: stagingCn, reviewers: ['platform'] });
const corp = project.addEnvironment('corp', { bootstrap: 'corp', runsServices: false });
project.addEnvironment('preview', { bootstrap: 'pme-staging' });

// Infrastructure: one root module per environment × resource type. Previews live in the cluster of another environment.
const environments = [testing, staging, prod, stagingCn, prodCn, corp];

const shared = project.addRootModule('shared', { environments });
const group = new azure.ResourceGroup(shared, 'group');
const resourceGroupName = group.name;
const network = new azure.Network(shared, 'network', {
  resourceGroupName,
  addressSpace: ['10.0.0.0/16'],
  subnets: [{ name: 'nodes', addressPrefix: '10.0.0.0/20' }, { name: 'endpoints', addressPrefix: '10.0.16.0/24' }],
});
const registry = new azure.ContainerRegistry(shared, 'registry', { resourceGroupName });
const logs = new azure.LogAnalytics(shared, 'logs', { resourceGroupName });

/** Data services have no public address: this is the one in the network of their environment. */
function privateEndpoint(zone: string) {
  return {
    subnetId: Hcl.element(network.subnetIds, 'endpoints'),
    privateDnsZoneIds: [Hcl.element(network.privateDnsZoneIds, zone)],
  };
}
new azure.Keyvault(shared, 'vault', { resourceGroupName, privateEndpoint: privateEndpoint('vault'), logging: { logAnalyticsWorkspaceId: logs.id } });

const cluster = project.addRootModule('cluster', { environments: environments.filter((environment) => environment !== corp) });
new azure.KubernetesCluster(cluster, 'cluster', {
  resourceGroupName,
  subnetId: network.subnetId,
  containerRegistryIds: [registry.id],
  logging: { logAnalyticsWorkspaceId: logs.id },
});

const account = project.addRootModule('cosmosdb-account', { environments });
const cosmos = new azure.Cosmos(account, 'cosmos_account', {
  resourceGroupName,
  backupPolicyType: 'Continuous',
  privateEndpoint: privateEndpoint('documents'),
});

const containers = project.addRootModule('cosmosdb-containers', { environments });
new azure.Cosmosdb(containers, 'databases', {
  accountId: cosmos.id,
  databases: { chat: { maxThroughput: 1000, containers: { messages: { partitionKeyPaths: ['/conversation'] } } } },
});

const events = project.addRootModule('eventhub', { environments });
new azure.EventhubNamespace(events, 'events', {
  resourceGroupName,
  hubs: { messages: { consumerGroups: ['memory'] } },
  privateEndpoint: privateEndpoint('events'),
});

const storage = project.addRootModule('storage', { environments });
new azure.StorageAccount(storage, 'files', {
  resourceGroupName,
  containers: { attachments: {} },
  privateEndpoints: { blob: privateEndpoint('blob') },
});

// Azure Managed Redis has no private DNS zone in China.
const cache = project.addRootModule('redis', { environments: [prod, staging, testing] });
new azure.Redis(cache, 'cache', { resourceGroupName, privateEndpoint: privateEndpoint('redis') });

const cognitive = project.addRootModule('cognitive-services', { environments });
new azure.CognitiveServices(cognitive, 'models', { resourceGroupName, privateEndpoint: privateEndpoint('cognitive') });

const appConfiguration = project.addRootModule('appconfig', { environments });
new azure.AppConfiguration(appConfiguration, 'settings', { resourceGroupName, privateEndpoint: privateEndpoint('configuration') });

// Services: one base each, one overlay per environment or group of them. Products: services with a pipeline of their own.
const service = (name: string) => project.addService(name, { port: 8080 }).override(prod, { replicas: { min: 3, max: 12 } });
project.addProduct('picasso', { services: ['agent', 'chat', 'memory', 'attachments'].map(service) });
for (const name of ['activation', 'computeruse', 'discovery', 'shopping']) project.addProduct(name, { services: [service(name)] });

// Around the clusters: what runs beside the services, identity, edge, images. What is all zeros is for you to fill in: until then nobody can
// log in, and deployments stop at an image that no registry has. `docker buildx imagetools inspect <image>:<tag>` prints the digest of an image.
new ArgoCd(project, 'argo-cd', {
  url: 'https://argocd.example.com',
  login: ArgoCdLogin.entra({ tenantId: '__tenant_id__', clientId: '00000000-0000-0000-0000-000000000000' }),
  administrators: ['00000000-0000-0000-0000-000000000000'],
});
new TailscaleOperator(project, 'tailscale-operator');
new KubeOidcProxy(project, 'kube-oidc-proxy', {
  issuerUrl: 'https://login.microsoftonline.com/__tenant_id__/v2.0',
  clientId: '00000000-0000-0000-0000-000000000000',
  image: 'ghcr.io/tremolosecurity/kube-oidc-proxy:1.0.12@sha256:0000000000000000000000000000000000000000000000000000000000000000',
});

const identity = { clients: [{ name: 'Web app', type: Auth0ClientType.SINGLE_PAGE, callbacks: ['##ORIGIN##/callback'], webOrigins: ['##ORIGIN##'] }] };
project.addAuth0Tenant('Auth0Dev', { ...identity, domain: 'picasso-dev.eu.auth0.com', isProtected: false, keywords: { ORIGIN: 'https://dev.example.com' } });
project.addAuth0Tenant('Auth0Prod', { ...identity, domain: 'picasso.eu.auth0.com', keywords: { ORIGIN: 'https://example.com' } });

project.addCloudflareWorker('copilotstaging-worker')
  .override(staging, { routes: [{ pattern: 'copilot-staging.example.com/*', zoneName: 'example.com' }] });

project.addContainer('dynamic-sessions-tasks', { runtime: ContainerRuntime.PYTHON });

// Rules: what no plan may do, and who may do what.
project.addPolicy('no-destroy', PlanPolicy.noDestroy());
project.addPolicy('no-public-storage', PlanPolicy.noPublicStorage());
project.addPolicy('regions', PlanPolicy.allowedRegions(['__location__', 'chinanorth3']));
project.addPolicy('tags', PlanPolicy.requiredTags(['project', 'environment']));
project.addAccess('developers', {
  subjects: [AccessSubject.entraGroup('00000000-0000-0000-0000-000000000000')],
  level: AccessLevel.VIEW,
  environments: [testing, staging],
});

project.synth();

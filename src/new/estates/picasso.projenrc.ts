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
  DataAccess,
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
const stagingCn = project.addEnvironment('pme-staging-cn', { cloud: china, shortName: 'staging', bootstrap: 'pme-cn', overlay: 'china-staging' });
const prodCn = project.addEnvironment('pme-prod-cn', { cloud: china, shortName: 'prod', bootstrap: 'pme-cn', overlay: 'china', promotedFrom: stagingCn, reviewers: ['platform'] });
const corp = project.addEnvironment('corp', { bootstrap: 'corp', runsServices: false });
const preview = project.addEnvironment('preview', { bootstrap: 'pme-staging' });

// Infrastructure: one root module per environment × resource type. Previews live in the cluster of another environment.
const environments = [testing, staging, prod, stagingCn, prodCn, corp];

const shared = project.addRootModule('shared', { environments });
const group = new azure.ResourceGroup(shared, 'group');
const resourceGroupName = group.name;

/** Addresses that no other environment has, so that any two can be joined some day. */
function addresses(number: number) {
  const subnets = [{ name: 'nodes', addressPrefix: `10.${number}.0.0/20` }, { name: 'endpoints', addressPrefix: `10.${number}.16.0/24` }];
  return { addressSpace: [`10.${number}.0.0/16`], subnets };
}
const network = new azure.Network(shared, 'network', { resourceGroupName, ...addresses(0) });
environments.forEach((environment, number) => network.override(environment, addresses(number)));

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
const hubs = new azure.EventhubNamespace(events, 'events', {
  resourceGroupName,
  hubs: { messages: { consumerGroups: ['memory'] } },
  privateEndpoint: privateEndpoint('events'),
});

const storage = project.addRootModule('storage', { environments });
const files = new azure.StorageAccount(storage, 'files', {
  resourceGroupName,
  containers: { attachments: {} },
  privateEndpoints: { blob: privateEndpoint('blob') },
});

// Azure Managed Redis has no private DNS zone in China.
const redis = project.addRootModule('redis', { environments: [prod, staging, testing] });
const cache = new azure.Redis(redis, 'cache', { resourceGroupName, privateEndpoint: privateEndpoint('redis') });

const cognitive = project.addRootModule('cognitive-services', { environments });
const models = new azure.CognitiveServices(cognitive, 'models', { resourceGroupName, privateEndpoint: privateEndpoint('cognitive') });

const appConfiguration = project.addRootModule('appconfig', { environments });
const settings = new azure.AppConfiguration(appConfiguration, 'settings', { resourceGroupName, privateEndpoint: privateEndpoint('configuration') });

// Services: one base each, one overlay per environment or group of them. They are told what Terraform made; previews have no data of their own.
const service = (name: string, env = {}) => project.addService(name, { port: 8080, env })
  .override(prod, { replicas: { min: 3, max: 12 } })
  .override(preview, { removedVariables: Object.keys(env) });
const common = { SETTINGS_ENDPOINT: settings.endpoint };
const agent = service('agent', { ...common, MODELS_ENDPOINT: models.endpoint });
const chat = service('chat', { ...common, COSMOS_ENDPOINT: cosmos.endpoint, EVENTHUB_NAMESPACE: hubs.name });
const memory = service('memory', { ...common, EVENTHUB_NAMESPACE: hubs.name });
const attachments = service('attachments', { ...common, BLOB_ENDPOINT: files.blobEndpoint });

// What they may use, each by an identity of its own with the least role on that one resource: there is no password and no key.
const withData = [testing, staging, prod, stagingCn, prodCn];
models.grant(agent, DataAccess.READ, { environments: withData });
cosmos.grant(chat, DataAccess.READ_WRITE, { environments: withData });
hubs.grant(chat, DataAccess.WRITE, { environments: withData });
hubs.grant(memory, DataAccess.READ, { environments: withData });
files.grant(attachments, DataAccess.READ_WRITE, { environments: withData });
for (const each of [agent, chat, memory, attachments]) settings.grant(each, DataAccess.READ, { environments: withData });
for (const environment of [testing, staging, prod]) {
  chat.override(environment, { env: { REDIS_HOST: cache.host, REDIS_PORT: cache.port }, addedVariables: ['REDIS_HOST', 'REDIS_PORT'] });
}
cache.grant(chat, DataAccess.READ_WRITE, { environments: [testing, staging, prod] });

// Products: services with a pipeline of their own.
project.addProduct('picasso', { services: [agent, chat, memory, attachments] });
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

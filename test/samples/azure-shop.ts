import { cpSync } from 'node:fs';
import { join } from 'node:path';
import {
  azure, CertManager, Cloud, Convention, DataAccess, EnvoyGateway, FeiyueProject, FeiyueProjectOptions, Hcl, HclExpression, Module, Reference,
  RootModule, TrafficTarget, WorkloadMixin,
} from '../../src';

/** What stands in the shop, for those who add to it. */
export interface AzureShop {
  readonly project: FeiyueProject;
  readonly resourceGroupName: Reference;
  readonly cluster: azure.KubernetesCluster;
  /** How a module gets an address in the network, by the private DNS zone of its service. */
  readonly privateEndpoint: (zone: string) => { subnetId: HclExpression; privateDnsZoneIds: HclExpression[] };
  /** Root module of the key of the sessions, and what makes it there. */
  readonly keys: RootModule;
  readonly sessions: Module;
}

/**
 * A shop on Azure, as its `.projenrc.ts` would say it: a front end, an API, a worker and a migration on PostgreSQL, Redis, object storage and
 * a queue. Nothing of these has a public address, and none takes a password: pods log in as themselves.
 * @param outdir where the repository is
 * @param options what a test changes
 * @param extend what a test adds
 */
export function azureShop(outdir: string, options: Partial<FeiyueProjectOptions> = {}, extend: (shop: AzureShop) => void = () => {}): FeiyueProject {
  cpSync(join(__dirname, 'modules/random-key'), join(outdir, 'modules/random-key'), { recursive: true });

  const project = new FeiyueProject({
    name: 'shop',
    convention: Convention.PICASSO,
    cloud: Cloud.azure({
      subscriptionId: '11111111-2222-3333-4444-555555555555',
      tenantId: '66666666-7777-8888-9999-aaaaaaaaaaaa',
      location: 'westeurope',
      registry: 'shop.azurecr.io',
      stateAccess: { isOpenToAllNetworks: true },
    }),
    repository: 'contoso/ops/shop',
    outdir,
    ...options,
  });
  const staging = project.addEnvironment('pme-staging', { shortName: 'staging', bootstrap: 'pme-staging' });
  const prod = project.addEnvironment('pme-prod', { shortName: 'prod', bootstrap: 'pme-prod', promotedFrom: staging, reviewers: ['platform'] });

  // Infrastructure: a network in which everything has an address of its own, what keeps data, and the cluster in which the workloads run.
  const shared = project.addRootModule('shared');
  const { name: resourceGroupName } = new azure.ResourceGroup(shared, 'group');
  const network = new azure.Network(shared, 'network', {
    resourceGroupName,
    addressSpace: ['10.0.0.0/16'],
    subnets: [{ name: 'nodes', addressPrefix: '10.0.0.0/20' }, { name: 'endpoints', addressPrefix: '10.0.16.0/24' }],
  }).override(prod, {
    addressSpace: ['10.1.0.0/16'],
    subnets: [{ name: 'nodes', addressPrefix: '10.1.0.0/20' }, { name: 'endpoints', addressPrefix: '10.1.16.0/24' }],
  });
  const privateEndpoint = (zone: string) => ({
    subnetId: Hcl.element(network.subnetIds, 'endpoints'),
    privateDnsZoneIds: [Hcl.element(network.privateDnsZoneIds, zone)],
  });
  const cluster = new azure.KubernetesCluster(project.addRootModule('cluster'), 'cluster', { resourceGroupName, subnetId: network.subnetId });
  const server = new azure.Postgresql(project.addRootModule('database'), 'postgresql', { resourceGroupName, privateEndpoint: privateEndpoint('postgresql') })
    .override(prod, { skuName: 'GP_Standard_D4ds_v5', storageGb: 256 });
  const db = server.addDatabase('shop', { owner: 'api', alsoUsedBy: ['fulfilment', 'migrate'] });
  const cache = new azure.Redis(project.addRootModule('redis'), 'cache', { resourceGroupName, privateEndpoint: privateEndpoint('redis') });
  const files = new azure.StorageAccount(project.addRootModule('storage'), 'files', {
    resourceGroupName,
    containers: { uploads: {} },
    privateEndpoints: { blob: privateEndpoint('blob') },
  });
  const bus = new azure.ServiceBus(project.addRootModule('servicebus'), 'bus', {
    resourceGroupName, queues: { orders: {} }, privateEndpoint: privateEndpoint('events'),
  });

  // What no identity takes the place of: a key that the API signs its sessions with, made by a module of the shop's own.
  const keys = project.addRootModule('keys');
  const sessions = new Module(keys, 'sessions', { source: 'modules/random-key', inputs: { bytes: 32 } });

  // What several workloads need is said once.
  const onDatabase = new WorkloadMixin('on-database', {
    env: { PGHOST: db.host, PGPORT: db.port, PGDATABASE: db.name, PGSSLMODE: 'verify-full' },
  });
  const onQueue = new WorkloadMixin('on-queue', { env: { SERVICE_BUS_ENDPOINT: bus.endpoint, ORDERS_QUEUE: 'orders' } });

  // Workloads, and what they may use.
  const api = project.addService('api', {
    port: 8080,
    env: { PGUSER: db.user, REDIS_URL: Hcl.template('rediss://%s:%s', cache.host, cache.port), UPLOADS_URL: Hcl.template('%suploads', files.blobEndpoint) },
    secretEnv: { SESSION_KEY: sessions.output('key') },
    connectsTo: [db, cache, files, bus],
  }).apply(onDatabase).apply(onQueue).override(prod, { replicas: { min: 3, max: 12 } });
  const web = project.addService('web', { port: 3000, connectsTo: [TrafficTarget.service('api')] });
  const fulfilment = project.addWorker('fulfilment', { env: { PGUSER: 'fulfilment' }, connectsTo: [db, bus] }).apply(onDatabase).apply(onQueue);
  project.addJob('migrate', { before: ['api', 'fulfilment'], env: { PGUSER: 'migrate' }, connectsTo: [db] }).apply(onDatabase);
  cache.grant(api, DataAccess.READ_WRITE);
  files.grant(api, DataAccess.READ_WRITE);
  bus.grant(api, DataAccess.WRITE);
  bus.grant(fulfilment, DataAccess.READ);

  // The way in.
  const gateway = project.addGateway('public', { domains: { 'pme-staging': 'staging.shop.example.com', 'pme-prod': 'shop.example.com' } });
  web.expose(gateway);
  api.expose(gateway, { host: 'api' });
  new EnvoyGateway(project, 'envoy-gateway');
  new CertManager(project, 'cert-manager');
  extend({ project, resourceGroupName, cluster, privateEndpoint, keys, sessions });
  return project;
}

import {
  Access,
  AccessLevel,
  AccessSubject,
  AlertReceiver,
  Application,
  ArgoCd,
  ArgoCdLogin,
  Auth0ClientType,
  Auth0Tenant,
  Auth0Trigger,
  azure,
  Backend,
  CertManager,
  Cloud,
  CloudflareWorker,
  Container,
  Daemon,
  DataAccess,
  DnsProvider,
  Environment,
  EnvironmentOverlay,
  EnvoyGateway,
  EnvSource,
  ExternalDns,
  ExternalSecrets,
  Gateway,
  GatewayController,
  GatewayLoadBalancer,
  GatewayTls,
  Hcl,
  HclBlock,
  Job,
  KubeOidcProxy,
  KustomizePatch,
  LifecycleHook,
  Loosening,
  Module,
  Monitoring,
  NotSecret,
  PlanPolicy,
  PodField,
  Policy,
  Probe,
  Product,
  PrometheusStack,
  RootModule,
  ScalingMetric,
  ScalingTarget,
  ScheduledJob,
  SecretStore,
  Service,
  StatefulService,
  TailscaleOperator,
  tencent,
  TrafficSource,
  TrafficTarget,
  Volume,
  Worker,
  WorkloadMixin,
} from '../../src';
import { emptyProject } from '../default-estate';

/** An estate to declare things in. */
export class DeclaredEstate {
  public readonly project = emptyProject();
  public readonly dev = this.project.addEnvironment('dev');
  public readonly network = this.project.addRootModule('network');
  public readonly api = this.project.addService('api', { port: 8080 });
  private count = 0;

  /** A name that nothing has yet. */
  public next(): string {
    return `n${++this.count}`;
  }
}

/** Declares something with the given options, or arguments. */
export type Declare = (estate: DeclaredEstate, given: any) => unknown;

/** An image that nobody made: its digest is none. */
const PROXY_IMAGE = `registry.example/kube-oidc-proxy:1.0.12@sha256:${'0'.repeat(64)}`;
const OBJECT = { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'a' } };
const CONFIG_MAP = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } };
const AZURE = { subscriptionId: '00000000-0000-0000-0000-000000000000', tenantId: '00000000-0000-0000-0000-000000000000', location: 'westeurope', stateAccess: {} };
const POD_ROLE = { roleArn: 'qcs::cam::uin/1:roleName/a', webhookImage: PROXY_IMAGE };
const DNS_POD = DnsProvider.dnsPod(POD_ROLE);
const COS = { bucket: 'b-1250000000', region: 'ap-guangzhou' };
const S3 = { bucket: 'b', region: 'eu-central-1' };
const ROLE = { roleArn: 'arn:aws:iam::1:role/a' };

/** What each kind of thing in a tenant has to have. */
const REQUIRED = {
  actions: { name: 'a', trigger: Auth0Trigger.POST_LOGIN },
  clients: { name: 'a', type: Auth0ClientType.SINGLE_PAGE },
  clientGrants: { client: 'a', resourceServer: 'b', scopes: [] },
  databases: { name: 'a' },
  connections: { name: 'a', strategy: 'oidc' },
  resourceServers: { name: 'a', identifier: 'https://a.example' },
  roles: { name: 'a' },
};

/** A tenant with one thing of a kind. */
function tenant(option: keyof typeof REQUIRED): Declare {
  return (e, given) => new Auth0Tenant(e.project, `T${e.next()}`, { domain: 'a.eu.auth0.com', [option]: [{ ...REQUIRED[option], ...given }] });
}

/** A gateway with these options beside those that it has to have. */
function gateway(e: DeclaredEstate, given: object): Gateway {
  return new Gateway(e.project, e.next(), { domains: { dev: 'dev.example.com' }, ...given });
}

/** How options of each interface of the public API are given. */
export const OPTIONS: Readonly<Record<string, Declare>> = {
  HelmChart: (e, given) => new Application(e.project, e.next(), { helmCharts: [{ name: 'a', repository: 'https://a.example', version: '1.0.0', ...given }] }),
  ApplicationPlacement: (e, given) => new Application(e.project, e.next(), given),
  ApplicationOptions: (e, given) => new Application(e.project, e.next(), given),
  OidcLoginOptions: (e, given) => new ArgoCd(e.project, e.next(), { url: 'https://a.example', login: ArgoCdLogin.oidc({ name: 'a', issuer: 'https://a.example', clientId: 'a', ...given }) }),
  EntraLoginOptions: (e, given) => new ArgoCd(e.project, e.next(), { url: 'https://a.example', login: ArgoCdLogin.entra({ tenantId: 'a', clientId: 'a', ...given }) }),
  ArgoCdOptions: (e, given) => new ArgoCd(e.project, e.next(), given),
  EnvoyGatewayOptions: (e, given) => new EnvoyGateway(e.project, e.next(), given),
  PrivateLoadBalancerOptions: (e, given) => gateway(e, { loadBalancer: GatewayLoadBalancer.privateNetwork({ subnet: 'subnet-1a', ...given }) }),
  PrometheusStackOptions: (e, given) => new PrometheusStack(e.project, e.next(), given),
  CertManagerOptions: (e, given) => new CertManager(e.project, e.next(), given),
  ExternalDnsOptions: (e, given) => new ExternalDns(e.project, e.next(), { provider: DNS_POD, zones: ['a.example'], ...given }),
  DnsPodOptions: (e, given) => new ExternalDns(e.project, e.next(), { zones: ['a.example'], provider: DnsProvider.dnsPod({ ...POD_ROLE, ...given }) }),
  AzureDnsOptions: (e, given) => new ExternalDns(e.project, e.next(), {
    zones: ['a.example'], provider: DnsProvider.azureDns({ clientId: AZURE.tenantId, resourceGroup: 'dns', ...given }),
  }),
  KeyVaultStoreOptions: (_, given) => SecretStore.keyVault({ vaultUri: 'https://a.example', clientId: AZURE.tenantId, ...given }),
  SsmStoreOptions: (_, given) => SecretStore.ssm({ roleArn: POD_ROLE.roleArn, clusterId: 'cls-1', ...given }),
  ExternalSecretsOptions: (e, given) => new ExternalSecrets(e.project, e.next(), given),
  KubeOidcProxyOptions: (e, given) => new KubeOidcProxy(e.project, e.next(), { issuerUrl: 'https://a.example', clientId: 'a', image: PROXY_IMAGE, ...given }),
  TailscaleWorkloadIdentity: (e, given) => new TailscaleOperator(e.project, e.next(), { workloadIdentity: { clientId: 'a', audience: 'b', ...given } }),
  TailscaleOperatorOptions: (e, given) => new TailscaleOperator(e.project, e.next(), given),
  Auth0Action: tenant('actions'),
  Auth0Client: tenant('clients'),
  Auth0ClientGrant: tenant('clientGrants'),
  Auth0Database: tenant('databases'),
  Auth0Connection: tenant('connections'),
  Auth0ResourceServer: tenant('resourceServers'),
  Auth0Role: tenant('roles'),
  Auth0Permission: (e, given) => tenant('roles')(e, { name: 'a', permissions: [{ resourceServer: 'a', scopes: [], ...given }] }),
  Auth0TenantOptions: (e, given) => new Auth0Tenant(e.project, `T${e.next()}`, { domain: 'a.eu.auth0.com', ...given }),
  ServiceConnectionTrust: (_, given) => emptyProject({ serviceConnections: { issuer: 'https://a.example', subjects: {}, ...given } }),
  AccessOptions: (e, given) => new Access(e.project, e.next(), { subjects: [], level: AccessLevel.VIEW, environments: [e.dev], ...given }),
  RetireOptions: (e, given) => e.network.retire(`module.${e.next()}`, given),
  ProductOptions: (e, given) => new Product(e.project, e.next(), { services: [e.api], ...given }),
  AzureCloudOptions: (_, given) => emptyProject({ cloud: Cloud.azure({ ...AZURE, ...given }) }),
  AzureStateAccess: (_, given) => emptyProject({ cloud: Cloud.azure({ ...AZURE, stateAccess: given }) }),
  AzurermBackendOptions: (e, given) => e.project.addRootModule(e.next(), { backend: Backend.azurerm({ storageAccountName: 'a', containerName: 'b', ...given }) }),
  CosBackendAssumeRole: (e, given) => e.project.addRootModule(e.next(), { backend: Backend.cos({ ...COS, assumeRole: { roleArn: 'a', sessionName: 'b', sessionDurationSeconds: 60, ...given } }) }),
  CosBackendOptions: (e, given) => e.project.addRootModule(e.next(), { backend: Backend.cos({ ...COS, ...given }) }),
  GcsBackendOptions: (e, given) => e.project.addRootModule(e.next(), { backend: Backend.gcs({ bucket: 'b', ...given }) }),
  LocalBackendOptions: (e, given) => e.project.addRootModule(e.next(), { backend: Backend.local(given) }),
  S3BackendEndpoints: (e, given) => e.project.addRootModule(e.next(), { backend: Backend.s3({ ...S3, endpoints: given }) }),
  S3BackendOptions: (e, given) => e.project.addRootModule(e.next(), { backend: Backend.s3({ ...S3, ...given }) }),
  S3BackendAssumeRole: (e, given) => e.project.addRootModule(e.next(), { backend: Backend.s3({ ...S3, assumeRole: { ...ROLE, ...given } }) }),
  S3BackendWebIdentity: (e, given) => e.project.addRootModule(e.next(), { backend: Backend.s3({ ...S3, assumeRoleWithWebIdentity: { ...ROLE, webIdentityTokenFile: '/t', ...given } }) }),
  TencentCloudOptions: (_, given) => emptyProject({ cloud: Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou', ...given }) }),
  CloudflareWorkerRoute: (e, given) => new CloudflareWorker(e.project, e.next(), { routes: [{ pattern: 'a.example', customDomain: true, ...given }] }),
  CloudflareWorkerOverrides: (e, given) => new CloudflareWorker(e.project, e.next()).override(e.dev, given),
  CloudflareWorkerOptions: (e, given) => new CloudflareWorker(e.project, e.next(), given),
  ContainerOptions: (e, given) => new Container(e.project, e.next(), given),
  EnvironmentOptions: (e, given) => e.project.addEnvironment(e.next(), given),
  FeiyueProjectOptions: (_, given) => emptyProject(given),
  WorkloadMixinOptions: (e, given) => e.api.apply(new WorkloadMixin(e.next(), given)),
  FolderOptions: (_, given) => emptyProject({ folders: given }),
  PatchTarget: (e, given) => e.api.patchBase(KustomizePatch.json6902({ kind: 'Deployment', ...given }, [])),
  JsonPatchOperation: (e, given) => e.api.patchBase(KustomizePatch.json6902({ kind: 'Deployment' }, [{ op: 'add', path: '/metadata/annotations', ...given }])),
  RequestMetrics: (e, given) => e.project.addService(e.next(), { port: 8080, objective: { availability: 0.99, requestMetrics: given } }),
  ResourceQuantities: (e, given) => e.project.addService(e.next(), { port: 8080, resources: { limits: given } }),
  MetricSelection: (e, given) => e.api.override(e.dev, { scaleOn: [ScalingMetric.pods('a', '1', given)] }),
  ScalingObject: (e, given) => e.api.override(e.dev, { scaleOn: [ScalingMetric.object('a', { apiVersion: 'v1', kind: 'Service', name: 'a', ...given }, ScalingTarget.value('1'))] }),
  SecretKey: (e, given) => e.project.addService(e.next(), { port: 8080, secretEnv: { A: { secret: 'a', key: 'b', ...given } } }),
  DeploymentOverrides: (e, given) => e.api.override(e.dev, given),
  LongRunningOverrides: (e, given) => e.api.override(e.dev, given),
  ServiceObjectOptions: (e, given) => e.api.override(e.dev, given),
  ServicePortOptions: (e, given) => e.project.addService(e.next(), { port: 8080, ...given }),
  PodClaim: (e, given) => new StatefulService(e.project, e.next(), { port: 8080, claims: { '/data': { size: '1Gi', ...given } } }),
  StatefulServiceOverrides: (e, given) => new StatefulService(e.project, e.next(), { port: 8080 }).override(e.dev, given),
  StatefulServiceOptions: (e, given) => new StatefulService(e.project, e.next(), { port: 8080, ...given }),
  DaemonOverrides: (e, given) => new Daemon(e.project, e.next()).override(e.dev, given),
  DaemonOptions: (e, given) => new Daemon(e.project, e.next(), given),
  WorkerOverrides: (e, given) => new Worker(e.project, e.next()).override(e.dev, given),
  WorkerOptions: (e, given) => new Worker(e.project, e.next(), given),
  JobOverrides: (e, given) => new Job(e.project, e.next()).override(e.dev, given),
  JobOptions: (e, given) => new Job(e.project, e.next(), given),
  ScheduledJobSettings: (e, given) => new ScheduledJob(e.project, e.next(), { schedule: '@daily' }).override(e.dev, given),
  ScheduledJobOverrides: (e, given) => new ScheduledJob(e.project, e.next(), { schedule: '@daily' }).override(e.dev, given),
  ScheduledJobOptions: (e, given) => new ScheduledJob(e.project, e.next(), { schedule: '@daily', ...given }),
  WorkloadPlacement: (e, given) => new Worker(e.project, e.next(), given),
  ServiceOverrides: (e, given) => e.api.override(e.dev, given),
  WorkloadOverrides: (e, given) => e.api.override(e.dev, given),
  PrometheusOperatorOptions: (_, given) => emptyProject({ monitoring: Monitoring.prometheusOperator(given) }).addService('api', { port: 8080, metrics: {} }),
  SmtpServer: (_, given) => emptyProject({ monitoring: Monitoring.prometheusOperator({ smtp: { server: 'a.example:587', from: 'a@a.example', ...given } }) }),
  AlertReceiverOptions: (_, given) => emptyProject({ monitoring: Monitoring.prometheusOperator(), alertReceivers: { a: [AlertReceiver.email('a@a.example', given)] } }),
  SecretAddressOptions: (_, given) => emptyProject({ monitoring: Monitoring.prometheusOperator(), alertReceivers: { a: [AlertReceiver.webhook({ secret: 'a', key: 'b', ...given })] } }),
  SlackReceiverOptions: (_, given) => emptyProject({ monitoring: Monitoring.prometheusOperator(), alertReceivers: { a: [AlertReceiver.slack({ secret: 'a', key: 'b', ...given })] } }),
  MetricsEndpoint: (_, given) => emptyProject({ monitoring: Monitoring.prometheusOperator() }).addService('api', { port: 8080, metrics: given }),
  ImageBuild: (e, given) => e.project.addService(e.next(), { port: 8080, imageBuild: { context: 'a', ...given } }),
  CertManagerTlsOptions: (e, given) => gateway(e, { tls: GatewayTls.certManager(given) }),
  CloudTlsOptions: (e, given) => gateway(e, { tls: GatewayTls.cloud({ settings: { a: 'b' }, ...given }) }),
  EnvoyGatewayControllerOptions: (e, given) => gateway(e, { controller: GatewayController.envoyGateway(given) }),
  GrantOptions: (e, given) => new tencent.CosStorage(e.network, e.next()).grant(e.api, DataAccess.READ, given),
  ExposeOptions: (e, given) => e.api.expose(gateway(e, {}), given),
  GatewayApiControllerOptions: (e, given) => gateway(e, { controller: GatewayController.gatewayApi({ gatewayClassName: 'a', proxies: [TrafficSource.namespace('a')], ...given }) }),
  GatewayOptions: (e, given) => gateway(e, given),
  GatewayOverrides: (e, given) => gateway(e, {}).override(e.dev, given),
  IngressControllerOptions: (e, given) => gateway(e, { controller: GatewayController.ingress({ ingressClassName: 'a', proxies: [TrafficSource.namespace('a')], ...given }) }),
  ServiceOptions: (e, given) => e.project.addService(e.next(), { port: 8080, ...given }),
  PodOptions: (e, given) => e.api.override(e.dev, given),
  PodContainerOptions: (e, given) => e.project.addService(e.next(), { port: 8080, sidecars: { proxy: { image: PROXY_IMAGE, ...given } } }),
  InitContainerOptions: (e, given) => e.project.addService(e.next(), { port: 8080, initContainers: { migrate: { command: ['a'], ...given } } }),
  SidecarOptions: (e, given) => e.project.addService(e.next(), { port: 8080, sidecars: { proxy: { image: PROXY_IMAGE, ...given } } }),
  Toleration: (e, given) => e.api.override(e.dev, { tolerations: [{ key: 'a', ...given }] }),
  HttpProbeOptions: (e, given) => e.api.override(e.dev, { liveness: Probe.http('/', given) }),
  GrpcProbeOptions: (e, given) => e.api.override(e.dev, { liveness: Probe.grpc(given) }),
  TrafficSourceOptions: (e, given) => e.api.override(e.dev, { allowedFrom: [TrafficSource.sameNamespace(given)] }),
  EnvSourceOptions: (e, given) => e.api.override(e.dev, { envFrom: [EnvSource.secret('a', given)] }),
  EmptyDirOptions: (e, given) => volume(e, Volume.emptyDir(given)),
  ReferencedFilesOptions: (e, given) => volume(e, Volume.secret('a', given)),
  ClaimOptions: (e, given) => volume(e, Volume.claim({ size: '1Gi', ...given })),
  ExistingClaimOptions: (e, given) => volume(e, Volume.existingClaim('a', given)),
  ServiceAccountTokenOptions: (e, given) => volume(e, Volume.serviceAccountToken(given)),
  TrafficTargetOptions: (e, given) => e.api.override(e.dev, { connectsTo: [TrafficTarget.service('api', given)] }),
  WorkloadPort: (e, given) => e.project.addService(e.next(), { port: 8080, additionalPorts: [{ name: 'a', port: 9090, ...given }] }),
  NotSecretOptions: (e, given) => new NotSecret(e.api, e.next(), given),
  OwnerOptions: (e, given) => server(e).addDatabase(e.next(), given),
  DatabaseOptions: (e, given) => server(e).addDatabase(e.next(), { owner: e.api, ...given }),
  PasswordDatabaseOptions: (e, given) => server(e).addDatabase(e.next(), { owner: e.api, ...given }),
  EntraDatabaseOptions: (e, given) => new azure.Postgresql(e.network, e.next(), { resourceGroupName: 'a' }).addDatabase(e.next(), { owner: e.api, ...given }),
  AccountOptions: (e, given) => new tencent.Redis(e.network, e.next(), { vpcId: 'a', subnetId: 'a' }).addAccount(e.next(), { owner: e.api, ...given }),
  ModuleOptions: (e, given) => new Module(e.network, e.next(), { source: 'terraform/modules/a', ...given }),
  RootModuleOptions: (e, given) => e.project.addRootModule(e.next(), given),
  RootModuleOutputOptions: (e, given) => e.network.addOutput(e.next(), { description: 'a', value: 'b', ...given }),
  RootModuleVariableOptions: (e, given) => e.network.addVariable(e.next(), { description: 'a', ...given }),
  RootModuleProviderOptions: (e, given) => e.network.addProvider(e.next(), { source: 'a/b', version: '~> 1.0', ...given }),
};

/** How arguments of each class of the public API are given: by their position, the others as they have to be. */
export const ARGUMENTS: Readonly<Record<string, Declare>> = {
  'Access.constructor': (e, { 1: id }) => new Access(e.project, id, { subjects: [], level: AccessLevel.VIEW, environments: [e.dev] }),
  'AccessSubject.entraGroup': (e, { 0: name }) => subject(e, AccessSubject.entraGroup(name)),
  'AccessSubject.oidcGroup': (e, { 0: name }) => subject(e, AccessSubject.oidcGroup(name)),
  'AccessSubject.user': (e, { 0: name }) => subject(e, AccessSubject.user(name)),
  'Application.constructor': (e, { 1: id }) => new Application(e.project, id),
  'Application.addManifest': (e, { 0: file = `${e.next()}.yaml`, 1: given = {} }) => new Application(e.project, e.next()).addManifest(file, { ...CONFIG_MAP, ...given }),
  'ArgoCd.constructor': (e, { 1: id }) => new ArgoCd(e.project, id),
  'PrometheusStack.constructor': (e, { 1: id }) => new PrometheusStack(e.project, id),
  'CertManager.constructor': (e, { 1: id }) => new CertManager(e.project, id),
  'ExternalSecrets.constructor': (e, { 1: id }) => new ExternalSecrets(e.project, id),
  'EnvoyGateway.constructor': (e, { 1: id }) => new EnvoyGateway(e.project, id),
  'ExternalDns.constructor': (e, { 1: id }) => new ExternalDns(e.project, id, { provider: DNS_POD, zones: ['a.example'] }),
  'KubeOidcProxy.constructor': (e, { 1: id }) => new KubeOidcProxy(e.project, id, { issuerUrl: 'https://a.example', clientId: 'a', image: PROXY_IMAGE }),
  'TailscaleOperator.constructor': (e, { 1: id }) => new TailscaleOperator(e.project, id),
  'Auth0Tenant.constructor': (e, { 1: id }) => new Auth0Tenant(e.project, id, { domain: 'a.eu.auth0.com' }),
  'Product.constructor': (e, { 1: id }) => new Product(e.project, id, { services: [e.api] }),
  'CloudflareWorker.constructor': (e, { 1: id }) => new CloudflareWorker(e.project, id),
  'CloudflareWorker.override': (e, { 0: name }) => new CloudflareWorker(e.project, e.next()).override(name, {}),
  'Container.constructor': (e, { 1: id }) => new Container(e.project, id),
  'Container.image': (e, { 0: name }) => new Container(e.project, e.next()).image(name),
  'Environment.constructor': (e, { 1: id }) => new Environment(e.project, id),
  'FeiyueProject.addEnvironment': (e, { 0: name }) => e.project.addEnvironment(name),
  'FeiyueProject.addRootModule': (e, { 0: name }) => e.project.addRootModule(name),
  'FeiyueProject.addJob': (e, { 0: name }) => e.project.addJob(name),
  'FeiyueProject.addScheduledJob': (e, { 0: name }) => e.project.addScheduledJob(name, { schedule: '@daily' }),
  'FeiyueProject.addService': (e, { 0: name }) => e.project.addService(name, { port: 8080 }),
  'FeiyueProject.addProduct': (e, { 0: name }) => e.project.addProduct(name, { services: [e.api] }),
  'FeiyueProject.addPolicy': (e, { 0: name }) => e.project.addPolicy(name, PlanPolicy.noDestroy()),
  'FeiyueProject.addAccess': (e, { 0: name }) => e.project.addAccess(name, { subjects: [], level: AccessLevel.VIEW, environments: [e.dev] }),
  'FeiyueProject.addApplication': (e, { 0: name }) => e.project.addApplication(name),
  'FeiyueProject.addAuth0Tenant': (e, { 0: name }) => e.project.addAuth0Tenant(name, { domain: 'a.eu.auth0.com' }),
  'FeiyueProject.addCloudflareWorker': (e, { 0: name }) => e.project.addCloudflareWorker(name),
  'FeiyueProject.addContainer': (e, { 0: name }) => e.project.addContainer(name),
  'FeiyueProject.overlay': (e, { 0: name }) => e.project.overlay(name),
  'FeiyueProject.retireStates': (e, { 0: states }) => e.project.retireStates(...states),
  'EnvironmentOverlay.constructor': (e, { 1: id = e.next(), 2: name = 'dev' }) => new EnvironmentOverlay(e.project, id, name),
  'KustomizePatch.strategicMerge': (e, { 0: given }) => e.api.patchBase(KustomizePatch.strategicMerge({ ...CONFIG_MAP, ...given })),
  'WorkloadMixin.constructor': (e, { 0: name }) => e.api.apply(new WorkloadMixin(name, {})),
  'StatefulService.constructor': (e, { 1: id }) => new StatefulService(e.project, id, { port: 8080 }),
  'StatefulService.override': (e, { 0: name }) => new StatefulService(e.project, e.next(), { port: 8080 }).override(name, {}),
  'StatefulService.patch': (e, { 0: name }) => new StatefulService(e.project, e.next(), { port: 8080 }).patch(name, KustomizePatch.strategicMerge(CONFIG_MAP)),
  'StatefulService.addManifest': (e, { 0: file = 'a.yaml', 1: given, 2: name }) => new StatefulService(e.project, e.next(), { port: 8080 }).addManifest(file, { ...OBJECT, ...given }, name),
  'FeiyueProject.addStatefulService': (e, { 0: name }) => e.project.addStatefulService(name, { port: 8080 }),
  'Daemon.constructor': (e, { 1: id }) => new Daemon(e.project, id),
  'Daemon.override': (e, { 0: name }) => new Daemon(e.project, e.next()).override(name, {}),
  'Daemon.patch': (e, { 0: name }) => new Daemon(e.project, e.next()).patch(name, KustomizePatch.strategicMerge(CONFIG_MAP)),
  'Daemon.addManifest': (e, { 0: file = 'a.yaml', 1: given, 2: name }) => new Daemon(e.project, e.next()).addManifest(file, { ...OBJECT, ...given }, name),
  'FeiyueProject.addDaemon': (e, { 0: name }) => e.project.addDaemon(name),
  'Worker.constructor': (e, { 1: id }) => new Worker(e.project, id),
  'Worker.override': (e, { 0: name }) => new Worker(e.project, e.next()).override(name, {}),
  'Worker.patch': (e, { 0: name }) => new Worker(e.project, e.next()).patch(name, KustomizePatch.strategicMerge(CONFIG_MAP)),
  'Worker.addManifest': (e, { 0: file = 'a.yaml', 1: given, 2: name }) => new Worker(e.project, e.next()).addManifest(file, { ...OBJECT, ...given }, name),
  'FeiyueProject.addWorker': (e, { 0: name }) => e.project.addWorker(name),
  'Job.constructor': (e, { 1: id }) => new Job(e.project, id),
  'Job.addManifest': (e, { 0: file = 'a.yaml', 1: given, 2: name }) => new Job(e.project, e.next()).addManifest(file, { ...OBJECT, ...given }, name),
  'Job.override': (e, { 0: name }) => new Job(e.project, e.next()).override(name, {}),
  'Job.patch': (e, { 0: name }) => new Job(e.project, e.next()).patch(name, KustomizePatch.strategicMerge(CONFIG_MAP)),
  'ScheduledJob.constructor': (e, { 1: id }) => new ScheduledJob(e.project, id, { schedule: '@daily' }),
  'ScheduledJob.override': (e, { 0: name }) => new ScheduledJob(e.project, e.next(), { schedule: '@daily' }).override(name, {}),
  'ScheduledJob.patch': (e, { 0: name }) => new ScheduledJob(e.project, e.next(), { schedule: '@daily' }).patch(name, KustomizePatch.strategicMerge(CONFIG_MAP)),
  'ScheduledJob.addManifest': (e, { 0: file = 'a.yaml', 1: given, 2: name }) => new ScheduledJob(e.project, e.next(), { schedule: '@daily' }).addManifest(file, { ...OBJECT, ...given }, name),
  'Service.constructor': (e, { 1: id }) => new Service(e.project, id, { port: 8080 }),
  'Service.override': (e, { 0: name }) => e.api.override(name, {}),
  'Gateway.constructor': (e, { 1: id }) => new Gateway(e.project, id, { domains: { dev: 'dev.example.com' } }),
  'Gateway.hostsIn': (e, { 0: name }) => gateway(e, {}).hostsIn(name),
  'Gateway.override': (e, { 0: name }) => gateway(e, {}).override(name, {}),
  'FeiyueProject.addGateway': (e, { 0: name }) => e.project.addGateway(name, { domains: { dev: 'dev.example.com' } }),
  'GatewayTls.none': (e, { 0: reason }) => gateway(e, { tls: GatewayTls.none(reason) }),
  'GatewayTls.secret': (e, { 0: name }) => gateway(e, { tls: GatewayTls.secret(name) }),
  'GatewayTls.secrets': (e, { 0: names }) => gateway(e, { tls: GatewayTls.secrets(names) }),
  'Service.expose': (e, { 0: name }) => e.api.expose(name, {}),
  'StatefulService.expose': (e, { 0: name }) => new StatefulService(e.project, e.next(), { port: 8080 }).expose(name, {}),
  'TrafficSource.pods': (e, { 0: namespace = 'a', 1: labels = { a: 'b' } }) => e.project.addService(e.next(), { port: 8080, allowedFrom: [TrafficSource.pods(namespace, labels)] }),
  'Service.patch': (e, { 0: name }) => e.api.patch(name, KustomizePatch.strategicMerge(CONFIG_MAP)),
  'Service.addManifest': (e, { 0: file = 'a.yaml', 1: given, 2: name }) => e.api.addManifest(file, { ...OBJECT, ...given }, name),
  'Loosening.writableRootFilesystem': (e, { 0: reason }) => e.api.override(e.dev, { loosening: [Loosening.writableRootFilesystem(reason)] }),
  'Loosening.lowPorts': (e, { 0: reason }) => e.api.override(e.dev, { loosening: [Loosening.lowPorts(reason)] }),
  'Loosening.capabilities': (e, { 0: names = ['NET_BIND_SERVICE'], 1: reason = 'a' }) => e.api.override(e.dev, { loosening: [Loosening.capabilities(names, reason)] }),
  'Loosening.imageUser': (e, { 0: reason }) => e.api.override(e.dev, { loosening: [Loosening.imageUser(reason)] }),
  'Loosening.runAsRoot': (e, { 0: reason }) => e.api.override(e.dev, { loosening: [Loosening.runAsRoot(reason)] }),
  'Loosening.apiAccess': (e, { 0: reason }) => e.api.override(e.dev, { loosening: [Loosening.apiAccess(reason)] }),
  'LifecycleHook.exec': (e, { 0: command }) => e.api.override(e.dev, { preStop: LifecycleHook.exec(command) }),
  'PodField.label': (e, { 0: name }) => e.api.override(e.dev, { fieldEnv: { A: PodField.label(name) } }),
  'PodField.annotation': (e, { 0: name }) => e.api.override(e.dev, { fieldEnv: { A: PodField.annotation(name) } }),
  'EnvSource.configMap': (e, { 0: name }) => e.api.override(e.dev, { envFrom: [EnvSource.configMap(name)] }),
  'EnvSource.secret': (e, { 0: name }) => e.api.override(e.dev, { envFrom: [EnvSource.secret(name)] }),
  'AlertReceiver.email': (_, { 0: address }) => emptyProject({ monitoring: Monitoring.prometheusOperator(), alertReceivers: { a: [AlertReceiver.email(address)] } }),
  'Volume.configFiles': (e, { 0: files }) => volume(e, Volume.configFiles(files)),
  'Volume.configFilesFrom': (e, { 0: paths }) => volume(e, Volume.configFilesFrom(paths)),
  'Volume.configFile': (e, { 0: text }) => volume(e, Volume.configFile(text)),
  'Volume.configFileFrom': (e, { 0: path }) => volume(e, Volume.configFileFrom(path)),
  'Volume.secretFiles': (e, { 0: files }) => volume(e, Volume.secretFiles(files as never)),
  'Volume.configMap': (e, { 0: name }) => volume(e, Volume.configMap(name)),
  'Volume.secret': (e, { 0: name }) => volume(e, Volume.secret(name)),
  'Volume.existingClaim': (e, { 0: name }) => volume(e, Volume.existingClaim(name)),
  'Probe.http': (e, { 0: path }) => e.api.override(e.dev, { liveness: Probe.http(path) }),
  'Probe.exec': (e, { 0: command }) => e.api.override(e.dev, { liveness: Probe.exec(command) }),
  'ScalingMetric.pods': (e, { 0: metric = 'a', 1: value = '1' }) => e.api.override(e.dev, { scaleOn: [ScalingMetric.pods(metric, value)] }),
  'ScalingMetric.object': (e, { 0: metric }) => e.api.override(e.dev, { scaleOn: [ScalingMetric.object(metric, { apiVersion: 'v1', kind: 'Service', name: 'a' }, ScalingTarget.value('1'))] }),
  'ScalingMetric.external': (e, { 0: metric }) => e.api.override(e.dev, { scaleOn: [ScalingMetric.external(metric, ScalingTarget.value('1'))] }),
  'ScalingTarget.value': (e, { 0: quantity }) => e.api.override(e.dev, { scaleOn: [ScalingMetric.external('a', ScalingTarget.value(quantity))] }),
  'ScalingTarget.averageValue': (e, { 0: quantity }) => e.api.override(e.dev, { scaleOn: [ScalingMetric.external('a', ScalingTarget.averageValue(quantity))] }),
  'TrafficSource.service': (e, { 0: name }) => e.project.addService(e.next(), { port: 8080, allowedFrom: [TrafficSource.service(name)] }),
  'TrafficSource.namespace': (e, { 0: name }) => e.project.addService(e.next(), { port: 8080, allowedFrom: [TrafficSource.namespace(name)] }),
  'TrafficSource.cidr': (e, { 0: range }) => e.project.addService(e.next(), { port: 8080, allowedFrom: [TrafficSource.cidr(range)] }),
  'TrafficTarget.service': (e, { 0: name }) => e.project.addService(e.next(), { port: 8080, connectsTo: [TrafficTarget.service(name)] }),
  'TrafficTarget.namespace': (e, { 0: name }) => e.project.addService(e.next(), { port: 8080, connectsTo: [TrafficTarget.namespace(name, [80])] }),
  'TrafficTarget.cidr': (e, { 0: range }) => e.project.addService(e.next(), { port: 8080, connectsTo: [TrafficTarget.cidr(range, [80])] }),
  'PlanPolicy.requiredTags': (e, { 0: tags }) => e.project.addPolicy(e.next(), PlanPolicy.requiredTags(tags)),
  'PlanPolicy.allowedRegions': (e, { 0: regions }) => e.project.addPolicy(e.next(), PlanPolicy.allowedRegions(regions)),
  'PlanPolicy.rego': (e, { 0: seed }) => e.project.addPolicy(e.next(), PlanPolicy.rego(seed)),
  'Policy.constructor': (e, { 1: id }) => new Policy(e.project, id, PlanPolicy.noDestroy()),
  'NotSecret.constructor': (e, { 1: id }) => new NotSecret(e.project, id, { reason: 'a' }),
  'EstateProject.tryFindFile': (e, { 0: file }) => e.project.tryFindFile(file),
  'EstateProject.findObjectFile': (e, { 0: file }) => notFound(() => e.project.findObjectFile(file)),
  'EstateProject.tryRemoveFile': (e, { 0: file }) => e.project.tryRemoveFile(file),
  'EstateProject.removeTask': (e, { 0: name }) => e.project.removeTask(name),
  'EstateProject.addGitIgnore': (e, { 0: pattern }) => e.project.addGitIgnore(pattern),
  'EstateProject.annotateGenerated': (e, { 0: glob }) => e.project.annotateGenerated(glob),
  'EstateProject.addGeneratedDirectory': (e, { 0: directory }) => e.project.addGeneratedDirectory(directory),
  'HclBlock.constructor': (e, { 0: type = 'resource', 1: labels = [], 2: body = {} }) => e.network.addBlock(new HclBlock(type, labels, body)),
  'HclBlock.attribute': (e, { 0: name = 'a', 1: value = 'b' }) => e.network.addBlock(new HclBlock('locals').attribute(name, value)),
  'HclBlock.comment': (e, { 0: text }) => e.network.addBlock(new HclBlock('locals').comment(text)),
  'Hcl.reference': (e, { 0: text }) => writeValue(e, Hcl.reference(text)),
  'Hcl.call': (e, { 0: name = 'upper', 1: args = [] }) => writeValue(e, Hcl.call(name, ...args)),
  'Hcl.element': (e, { 0: collection = Hcl.reference('var.a'), 1: key = 'b' }) => writeValue(e, Hcl.element(collection, key)),
  'Hcl.template': (e, { 0: format = '%s', 1: values = ['a'] }) => writeValue(e, Hcl.template(format === '%s' ? format : `${format}%s`, ...values)),
  'Hcl.heredoc': (e, { 0: text }) => writeValue(e, Hcl.heredoc(text)),
  'Hcl.raw': (e, { 0: text }) => writeValue(e, Hcl.raw(text)),
  'Module.constructor': (e, { 1: id }) => new Module(e.network, id, { source: 'terraform/modules/a' }),
  'Module.override': (e, { 0: name = 'dev', 1: inputs = {} }) => new Module(e.network, e.next(), { source: 'terraform/modules/a' }).override(name, inputs),
  'Module.movedFrom': (e, { 0: id }) => new Module(e.network, e.next(), { source: 'terraform/modules/a' }).movedFrom(id),
  'ModuleCall.output': (e, { 0: name }) => new Module(e.network, e.next(), { source: 'terraform/modules/a' }).output(name),
  'RootModule.constructor': (e, { 1: id }) => new RootModule(e.project, id),
  'RootModule.output': (e, { 0: name }) => e.network.output(name),
  'RootModule.retire': (e, { 0: address }) => e.network.retire(address),
  'RootModule.addBlock': (e, { 1: environments }) => e.network.addBlock(new HclBlock('locals'), environments),
  'RootModule.addOutput': (e, { 0: name }) => e.network.addOutput(name, { description: 'a', value: 'b' }),
  'RootModule.addVariable': (e, { 0: name }) => e.network.addVariable(name, { description: 'a' }),
  'RootModule.addProvider': (e, { 0: name }) => e.network.addProvider(name, { source: 'a/b', version: '~> 1.0' }),
  'RootModule.addProviderAlias': (e, { 0: name = 'tencentcloud', 1: alias = e.next(), 2: given = {} }) => e.network.addProviderAlias(name, alias, given),
};

/** Places that nobody gives text to: what the package itself declares, or what comes back from it. */
export const NOT_GIVEN: ReadonlySet<string> = new Set(['AzureDevOpsTrust.constructor', 'AzureDevOpsTrust.subjects', 'Workload', 'IWorkload', 'ModuleSource', 'ReferenceTarget', 'PolicyFacts', 'HclAttribute.constructor', 'HclComment.constructor', 'NewEstateOptions']);

/** Places in Terraform's own configuration, where an expression is a value like any other. */
export const IN_TERRAFORM: ReadonlySet<string> = new Set([
  'ModuleOptions inputs', 'RootModuleOutputOptions value', 'RootModuleVariableOptions defaultValue', 'RootModuleProviderOptions configuration',
  'HclBlock.constructor 2', 'RootModule.addProviderAlias 2', 'HclBlock.attribute 1', 'Hcl.call 1', 'Hcl.element 1', 'Hcl.template 1', 'Module.override 1',
]);

/** What is looked for here is never there. */
function notFound(look: () => unknown): void {
  expect(look).toThrow('there is no file');
}

function server(e: DeclaredEstate): tencent.Postgresql {
  return new tencent.Postgresql(e.network, e.next(), { vpcId: 'a', subnetId: 'a' });
}

function volume(e: DeclaredEstate, given: Volume): unknown {
  return e.project.addService(e.next(), { port: 8080, volumes: { '/data': given } });
}

function subject(e: DeclaredEstate, one: AccessSubject): Access {
  return new Access(e.project, e.next(), { subjects: [one], level: AccessLevel.VIEW, environments: [e.dev] });
}

function writeValue(e: DeclaredEstate, expression: unknown): void {
  e.network.addBlock(new HclBlock('locals').attribute('a', expression));
}

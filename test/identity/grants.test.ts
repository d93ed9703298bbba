import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { azure, Backend, Cloud, DataAccess, Environment, FeiyueProject, IWorkload, RootModule, tencent } from '../../src';
import { AZURE_MODULES } from '../../src/clouds/azure/azure-modules';
import type { LibraryModule } from '../../src/terraform/declare/library-module';
import { SUBSCRIPTION, TENANT } from '../azure-estate';
import { emptyProject } from '../default-estate';
import { refused } from '../hostile/refusal';
import { askWhyText } from '../synth/ask-why';
import { read } from '../synth/test-project';

const { READ, WRITE, READ_WRITE } = DataAccess;
const MARK = '${terraform.workload-identities.workloads_client_ids.';
const CLIENT_ID = 'azure.workload.identity/client-id';
const ROLE_ARN = 'tke.cloud.tencent.com/role-arn';

interface Holding extends LibraryModule {
  grant(workload: IWorkload, access: DataAccess): unknown;
}

type AzureClass = new (rootModule: RootModule, id: string, options: any) => Holding;

/** A call of each module on Azure that workloads can be granted something of. */
const HOLDING: Readonly<Record<string, AzureClass>> = {
  'app-configuration': azure.AppConfiguration,
  'application-insights': azure.ApplicationInsights,
  'cognitive-services': azure.CognitiveServices,
  'container-registry': azure.ContainerRegistry,
  'cosmos': azure.Cosmos,
  'event-grid-topic': azure.EventGridTopic,
  'eventhub-namespace': azure.EventhubNamespace,
  'keyvault': azure.Keyvault,
  'redis': azure.Redis,
  'search': azure.Search,
  'service-bus': azure.ServiceBus,
  'storage-account': azure.StorageAccount,
};

/** A port, or the first and last of several in a row. */
type Ports = readonly [port: number, endPort?: number];

/** What each level of each module comes to: the roles, and the TCP ports of any address that pods reach. */
const LEVELS: ReadonlyArray<readonly [module: string, access: DataAccess, rights: readonly string[], ports: readonly Ports[]]> = [
  ['app-configuration', READ, ['role  = "App Configuration Data Reader"'], [[443]]],
  ['app-configuration', READ_WRITE, ['role  = "App Configuration Data Owner"'], [[443]]],
  ['application-insights', WRITE, ['role  = "Monitoring Metrics Publisher"'], [[443]]],
  ['cognitive-services', READ, ['role  = "Cognitive Services User"'], [[443]]],
  ['container-registry', READ, ['role  = "AcrPull"'], [[443]]],
  ['container-registry', READ_WRITE, ['role  = "AcrPush"'], [[443]]],
  ['cosmos', READ, ['role       = "Reader"'], [[443]]],
  ['cosmos', READ_WRITE, ['role       = "Contributor"'], [[443]]],
  ['event-grid-topic', WRITE, ['role  = "EventGrid Data Sender"'], [[443]]],
  ['eventhub-namespace', READ, ['role  = "Azure Event Hubs Data Receiver"'], [[443], [5671, 5672], [9093]]],
  ['eventhub-namespace', WRITE, ['role  = "Azure Event Hubs Data Sender"'], [[443], [5671, 5672], [9093]]],
  ['eventhub-namespace', READ_WRITE, ['role  = "Azure Event Hubs Data Receiver"', 'role  = "Azure Event Hubs Data Sender"'], [[443], [5671, 5672], [9093]]],
  ['keyvault', READ, ['role  = "Key Vault Secrets User"'], [[443]]],
  ['keyvault', READ_WRITE, ['role  = "Key Vault Secrets Officer"'], [[443]]],
  ['redis', READ_WRITE, ['"data/redis/default" = data.terraform_remote_state.data.outputs.redis_id'], [[443], [8500, 8599], [10000]]],
  ['search', READ, ['role  = "Search Index Data Reader"'], [[443]]],
  ['search', READ_WRITE, ['role  = "Search Index Data Contributor"'], [[443]]],
  ['service-bus', READ, ['role  = "Azure Service Bus Data Receiver"'], [[443], [5671, 5672]]],
  ['service-bus', WRITE, ['role  = "Azure Service Bus Data Sender"'], [[443], [5671, 5672]]],
  ['service-bus', READ_WRITE, ['role  = "Azure Service Bus Data Receiver"', 'role  = "Azure Service Bus Data Sender"'], [[443], [5671, 5672]]],
  ['storage-account', READ, ['role  = "Storage Blob Data Reader"'], [[443]]],
  ['storage-account', READ_WRITE, ['role  = "Storage Blob Data Contributor"'], [[443]]],
];

/** An estate with a cluster in every environment, and a root module for what is granted. */
class GrantingEstate {
  public readonly dev: Environment;
  public readonly prod: Environment;
  public readonly data: RootModule;

  constructor(public readonly project: FeiyueProject, cluster: (root: RootModule) => unknown, dataIn?: string[]) {
    this.dev = project.addEnvironment('dev');
    this.prod = project.addEnvironment('prod');
    cluster(project.addRootModule('cluster'));
    this.data = project.addRootModule('data', { environments: dataIn });
  }

  public synth(): string {
    this.project.synth();
    return this.project.outdir;
  }
}

function onAzure(dataIn?: string[], cluster = (root: RootModule): unknown => new azure.KubernetesCluster(root, 'cluster', { resourceGroupName: 'rg', subnetId: 'subnet' })): GrantingEstate {
  const cloud = Cloud.azure({ subscriptionId: SUBSCRIPTION, tenantId: TENANT, location: 'westeurope', stateAccess: { isOpenToAllNetworks: true } });
  return new GrantingEstate(emptyProject({ cloud }), cluster, dataIn);
}

function onTencent(options: { readonly accountUin?: string } = { accountUin: '100000000001' }, project = emptyProject({ cloud: Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou', ...options }) })): GrantingEstate {
  return new GrantingEstate(project, (root) => new tencent.TkeCluster(root, 'tke', { vpcId: 'vpc-1', subnetId: 'subnet-1' }));
}

/** An estate whose cluster something else made. */
function onExisting(): GrantingEstate {
  const project = emptyProject({ cloud: Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou', accountUin: '100000000001' }) });
  return new GrantingEstate(project, (root) => new tencent.ExistingTkeCluster(root, 'tke', { clusterId: 'cls-1a2b3c4d', vpcId: 'vpc-1', subnetId: 'subnet-1' }));
}

function storage(data: RootModule): azure.StorageAccount {
  return new azure.StorageAccount(data, 'uploads', { resourceGroupName: 'rg' });
}

function account(dir: string, workload: string): any {
  return parse(read(dir, `k8s/base/${workload}/serviceaccount.yaml`));
}

function podLabels(dir: string, file: string): any {
  const [{ spec }] = parseAllDocuments(read(dir, file)).map((document) => document.toJS() as any);
  return (spec.jobTemplate?.spec ?? spec).template.metadata.labels;
}

function moduleBlock(dir: string, environment: string): string {
  const text = read(dir, `terraform/${environment}/workload-identities/main.tf`);
  return text.slice(text.indexOf('module "workloads"'));
}

test('what an environment without a cluster lacks is told once', () => {
  const estate = onAzure(undefined, () => undefined);
  const problems = refused(estate.project.outdir, () => {
    storage(estate.data).grant(estate.project.addService('api', { port: 8080 }), READ, { environments: [estate.dev] });
    return estate.project;
  });
  expect(problems).toHaveLength(1);
});

test('a cluster that somebody else made is one that CI deploys to, and whose tokens are trusted', () => {
  const { project, data, dev } = onAzure(undefined, (root) => new azure.ExistingKubernetesCluster(root, 'old', { clusterName: 'aks-old', resourceGroupName: 'rg-old' }));
  storage(data).grant(project.addService('api', { port: 8080 }), READ, { environments: [dev] });
  project.synth();
  const workloads = moduleBlock(project.outdir, 'dev');
  expect(workloads).toMatch(/resource_group_name += data\.terraform_remote_state\.\w+\.outputs\.old_resource_group_name\n/);
  expect(workloads).toMatch(/oidc_issuer_url += data\.terraform_remote_state\.\w+\.outputs\.old_oidc_issuer_url\n/);
  expect(read(project.outdir, '.github/workflows/deploy-dev.yml')).toContain('OUTPUTS: old_kubeconfig old_public_kubeconfig');
  const bootstrap = read(project.outdir, 'terraform/bootstrap/azure-storage/terraform.tfvars');
  expect(bootstrap).toContain('"Azure Kubernetes Service RBAC Cluster Admin"');
});

describe('on Azure', () => {
  test('the pods of every kind of workload get an identity in each environment', () => {
    const { project, data } = onAzure();
    const uploads = storage(data);
    const workloads: ReadonlyArray<readonly [IWorkload, string]> = [
      [project.addService('api', { port: 8080 }), 'deployment'],
      [project.addWorker('mailer'), 'deployment'],
      [project.addStatefulService('queue', { port: 8080 }), 'statefulset'],
      [project.addDaemon('agent'), 'daemonset'],
      [project.addJob('migrate'), 'job'],
      [project.addScheduledJob('clean', { schedule: '@daily' }), 'cronjob'],
    ];
    for (const [workload] of workloads) expect(uploads.grant(workload, READ)).toBe(uploads);
    project.synth();
    for (const [{ name }, owner] of workloads) {
      expect(account(project.outdir, name)).toMatchObject({ metadata: { annotations: { [CLIENT_ID]: `${MARK}${name}}` } }, automountServiceAccountToken: false });
      expect(podLabels(project.outdir, `k8s/base/${name}/${owner}.yaml`)).toMatchObject({ 'azure.workload.identity/use': 'true' });
      expect(parse(read(project.outdir, `k8s/base/${name}/networkpolicy.yaml`)).spec.egress).toContainEqual({ ports: [{ protocol: 'TCP', port: 443 }] });
      for (const environment of ['dev', 'prod']) {
        expect(moduleBlock(project.outdir, environment)).toMatch(new RegExp(`${name} += \\{\n +namespace += "feiyue-mono-${environment}"\n +service_account = "${name}"\n`));
      }
    }
  });

  test('the root module of identities reads the cluster and what is granted, and is applied behind them', () => {
    const estate = onAzure();
    storage(estate.data).grant(estate.project.addService('api', { port: 8080 }), READ_WRITE);
    const dir = estate.synth();
    expect(moduleBlock(dir, 'prod')).toBe(`module "workloads" {
  source              = "../../modules/workload-identities"
  name                = "feiyue-mono-prod-workloads"
  location            = "westeurope"
  resource_group_name = data.terraform_remote_state.cluster.outputs.cluster_resource_group_name
  oidc_issuer_url     = data.terraform_remote_state.cluster.outputs.cluster_oidc_issuer_url
  workloads = {
    api = {
      namespace       = "feiyue-mono-prod"
      service_account = "api"
      roles = {
        "data/uploads/storage-blob-data-contributor" = {
          scope = data.terraform_remote_state.data.outputs.uploads_id
          role  = "Storage Blob Data Contributor"
        }
      }
    }
  }
  audience = "api://AzureADTokenExchange"
  tags     = local.tags
}
`);
    const graph = JSON.parse(read(dir, '.projen/graph.json'));
    expect(JSON.stringify(graph)).toMatch(/"workload-identities"/);
    expect(read(dir, 'terraform/modules/workload-identities/main.tf')).toContain('subject                   = "system:serviceaccount:${each.value.namespace}:${each.value.service_account}"');
    expect(read(dir, 'terraform/bootstrap/azure-storage/terraform.tfvars')).toContain('"Storage Blob Data Contributor" = "ba92f5b4-2d11-453d-a403-e96b0029c9fe"');
    const bucket = askWhyText(estate.project, 'terraform/prod/workload-identities/main.tf', 'role  =');
    expect(bucket[0].declaredBy).toContain('storage(estate.data).grant(');
  });

  test('without a grant there is no such root module, and in an environment without one neither', () => {
    const plain = onAzure();
    plain.project.addService('api', { port: 8080 });
    storage(plain.data);
    expect(existsSync(join(plain.synth(), 'terraform/prod/workload-identities'))).toBe(false);
    const some = onAzure();
    const uploads = storage(some.data);
    const worker = some.project.addWorker('mailer', { environments: [some.dev] });
    uploads.grant(worker, READ);
    const api = some.project.addService('api', { port: 8080 });
    const dir = some.synth();
    expect([existsSync(join(dir, 'terraform/dev/workload-identities/main.tf')), existsSync(join(dir, 'terraform/prod/workload-identities'))]).toEqual([true, false]);
    expect(account(dir, api.name).metadata.annotations).toBeUndefined();
  });

  test('a grant of some environments is in their overlays alone, also where it is the first of them', () => {
    const estate = onAzure();
    const uploads = storage(estate.data);
    uploads.grant(estate.project.addWorker('mailer', { environments: [estate.prod] }), READ);
    const api = estate.project.addService('api', { port: 8080 });
    uploads.grant(api, READ, { environments: ['dev'] });
    const dir = estate.synth();
    expect(account(dir, 'api').metadata.annotations).toBeUndefined();
    expect(read(dir, 'k8s/overlays/dev/api/kustomization.yaml')).toContain(`${CLIENT_ID}: ${MARK}api}`);
    expect(read(dir, 'k8s/overlays/prod/api/kustomization.yaml')).not.toContain('workload.identity');
    expect([moduleBlock(dir, 'dev').includes('api = {'), moduleBlock(dir, 'prod').includes('api = {')]).toEqual([true, false]);
    expect(askWhyText(estate.project, 'k8s/overlays/dev/api/kustomization.yaml', CLIENT_ID)[0]).toEqual({
      what: 'grant of module "uploads" of root module "data" to service "api"',
      change: 'uploads.grant(api, …)',
      declaredBy: "uploads.grant(api, READ, { environments: ['dev'] });",
    });
  });

  test('each level of each module is no more than it has to be', () => {
    const estate = onAzure();
    const calls = Object.fromEntries(Object.entries(HOLDING).map(([module, HoldingModule]) => [module, new HoldingModule(estate.data, module.replaceAll('-', '_'), {
      resourceGroupName: 'rg', ...(module === 'cosmos' && { backupPolicyType: 'Continuous' }), ...(module === 'application-insights' && { logAnalyticsWorkspaceId: 'logs' }),
    })]));
    const named = LEVELS.map(([module, access], index) => {
      const worker = estate.project.addWorker(`w${index}`, { environments: [estate.dev] });
      calls[module].grant(worker, access);
      return worker.name;
    });
    const dir = estate.synth();
    const blocks = moduleBlock(dir, 'dev').split(/^ {4}(?=w\d+ = \{)/m).slice(1);
    expect(blocks.map((text) => text.split(' ')[0])).toEqual(named);
    for (const [index, [module, , rights, ports]] of LEVELS.entries()) {
      const lines = blocks[index].split('\n').map((line) => line.trim());
      const id = `data.terraform_remote_state.data.outputs.${module.replaceAll('-', '_')}_id`;
      expect({ module, rights: lines.filter((line) => /^role |^"data\/redis\//.test(line)) }).toEqual({ module, rights });
      expect(lines.filter((line) => /^(scope|account_id) |^"data\/redis\//.test(line)).every((line) => line.endsWith(`= ${id}`))).toBe(true);
      expect(parse(read(dir, `k8s/base/w${index}/networkpolicy.yaml`)).spec.egress).toContainEqual({ ports: ports.map(([port, endPort]) => ({ protocol: 'TCP', port, ...(endPort !== undefined && { endPort }) })) });
    }
  });

  test('what has an address inside of the network is reached there alone, and tokens anywhere', () => {
    const estate = onAzure();
    const cache = new azure.Redis(estate.data, 'cache', { resourceGroupName: 'rg', clusteringPolicy: 'NoCluster', privateEndpoint: { subnetId: 'subnet' } });
    cache.grant(estate.project.addService('api', { port: 8080, connectsTo: [cache] }), READ_WRITE);
    const [, ...egress] = parse(read(estate.synth(), 'k8s/base/api/networkpolicy.yaml')).spec.egress;
    expect(egress).toEqual([
      { ports: [{ protocol: 'TCP', port: 443 }] },
      { to: [{ ipBlock: { cidr: '${terraform.data.cache_private_endpoint_address}/32' } }], ports: [{ protocol: 'TCP', port: 10000 }] },
    ]);
  });

  test('every module that holds something has a class that grants it, and no other one', () => {
    const granting = Object.entries(azure).filter(([, { prototype }]) => 'grant' in prototype).map(([name]) => name).sort();
    expect(granting).toEqual(Object.values(HOLDING).map(({ name }) => name).sort());
    const holding = Object.entries(AZURE_MODULES).filter(([, { grants }]) => Object.keys(grants?.levels ?? {}).length > 0);
    expect(Object.keys(HOLDING)).toEqual(holding.map(([name]) => name));
  });
});

describe('on Tencent Cloud', () => {
  test('a workload has a role of its own in each environment, which its account names', () => {
    const estate = onTencent();
    const uploads = new tencent.CosStorage(estate.data, 'uploads');
    uploads.grant(estate.project.addService('api', { port: 8080 }), READ);
    const dir = estate.synth();
    expect(account(dir, 'api').metadata.annotations).toEqual({ 'tke.cloud.tencent.com/audience': 'sts.cloud.tencent.com', 'tke.cloud.tencent.com/token-expiration': '86400' });
    for (const environment of ['dev', 'prod']) {
      expect(read(dir, `k8s/overlays/${environment}/api/kustomization.yaml`)).toContain(`${ROLE_ARN}: qcs::cam::uin/100000000001:roleName/feiyue-mono-${environment}-workload-api\n`);
    }
    expect(read(dir, 'terraform/bootstrap/tencent-cos/terraform.tfvars')).toContain(`  feiyue-mono-prod-workload-api = {
    environment = "prod"
    subject     = "system:serviceaccount:feiyue-mono-prod:api"
    grants = [
      {
        actions = [
          "name/cos:GetBucket",
          "name/cos:GetObject",
          "name/cos:HeadBucket",
          "name/cos:HeadObject",
        ]
        resources = [
          "qcs::cos:ap-guangzhou:uid/1250000000:feiyue-mono-prod-uploads-1250000000/",
          "qcs::cos:ap-guangzhou:uid/1250000000:feiyue-mono-prod-uploads-1250000000/*",
        ]
      },
    ]
  }
`);
    expect(read(dir, 'ops/scripts/bootstrap.sh')).toContain('terraform/bootstrap/tencent-cos\tprod\tterraform/prod/cluster\ttke_cluster_id\n');
    expect(existsSync(join(dir, 'terraform/prod/workload-identities'))).toBe(false);
  });

  test('without a grant the bootstrap asks for no cluster', () => {
    const dir = onTencent().synth();
    expect([read(dir, 'ops/scripts/bootstrap.sh').includes('clusters'), read(dir, 'terraform/bootstrap/tencent-cos/terraform.tfvars').includes('workload_roles')]).toEqual([false, false]);
  });
});

test.each<[what: string, estate: () => GrantingEstate, declare: (estate: GrantingEstate) => unknown, problem: string]>([
  ['a level that there is no role for', onAzure, ({ project, data }) => storage(data).grant(project.addService('api', { port: 8080 }), WRITE),
    'the grant of module "uploads" to "api" asks for DataAccess.WRITE, which the cloud has no role for there; levels are: DataAccess.READ, DataAccess.READ_WRITE'],
  ['a level that there is not', onAzure, ({ project, data }) => storage(data).grant(project.addService('api', { port: 8080 }), 'all' as DataAccess),
    'the grant of module "uploads" to "api" asks for "all", which the cloud has no role for there; levels are: DataAccess.READ, DataAccess.READ_WRITE'],
  ['what is no workload', onAzure, ({ project, data }) => storage(data).grant(project.addRootModule('api') as unknown as IWorkload, READ),
    'the grant of module "uploads" to "api" is given to what is no workload of this project: give what addService and the like return'],
  ['a workload of another project', onAzure, ({ data }) => storage(data).grant(emptyProject().addService('api', { port: 8080 }), READ),
    'the grant of module "uploads" to "api" is given to what is no workload of this project: give what addService and the like return'],
  ['the same twice', onAzure, ({ project, data }) => {
    const api = project.addService('api', { port: 8080 });
    storage(data).grant(api, READ).grant(api, READ);
  }, 'the grant of module "uploads" to "api" is the second one: drop one of the two'],
  ['two levels', onAzure, ({ project, data }) => {
    const api = project.addService('api', { port: 8080 });
    storage(data).grant(api, READ).grant(api, READ_WRITE);
  }, 'the grant of module "uploads" to "api" is the second one: say one level that has both'],
  ['an environment without what is granted', () => onAzure(['dev']), ({ project, data }) => storage(data).grant(project.addService('api', { port: 8080 }), READ),
    'the grant of module "uploads" to "api" holds in environment "prod", which root module "data" is not in: have it there, or say where the grant holds: { environments: [dev] }'],
  ['an environment without the workload', onAzure, ({ project, data, dev, prod }) => storage(data).grant(project.addService('api', { port: 8080, environments: [dev] }), READ, { environments: [dev, prod] }),
    'the grant of module "uploads" to "api" holds in environment "prod", where service "api" is not: drop that environment, or have the service in it'],
  ['no environment', onAzure, ({ project, data }) => storage(data).grant(project.addService('api', { port: 8080 }), READ, { environments: [] }),
    'the grant of module "uploads" to "api" holds in no environment: list at least one in "environments", or leave it out to have all that the workload is in'],
  ['an environment without a cluster of the library', () => onAzure(undefined, () => undefined), ({ project, data, dev }) => storage(data).grant(project.addService('api', { port: 8080 }), READ, { environments: [dev] }),
    'the grant of module "uploads" to "api" holds in environment "dev", where no root module has a cluster whose tokens the cloud would trust: azure.KubernetesCluster makes one, azure.ExistingKubernetesCluster takes one that is there'],
  ['one of two environments that run the same', onAzure, ({ project, data, dev }) => {
    project.addEnvironment('dev-2', { overlay: 'dev', namespace: dev.namespace });
    storage(data).grant(project.addService('api', { port: 8080 }), READ, { environments: [dev] });
  }, 'the grant of module "uploads" to "api" holds in environment "dev" and not in "dev-2", which has the same overlay "dev": name both, or give one of them another overlay'],
  ['what the user says of the account as well', onAzure, ({ project, data, dev }) => storage(data).grant(
    project.addService('api', { port: 8080 }).override(dev, { serviceAccountAnnotations: { [CLIENT_ID]: 'mine' } }), READ, { environments: [dev] },
  ), `service "api" has serviceAccountAnnotations "${CLIENT_ID}", which follows from what it is granted: drop it`],
  ['a root module that takes the name', onAzure, ({ project, data, dev }) => {
    project.addRootModule('workload-identities');
    storage(data).grant(project.addService('api', { port: 8080 }), READ, { environments: [dev] });
  }, 'root module "workload-identities" is declared twice: give the second one another name'],
  ['an account without a number', () => onTencent({}), ({ project, data, dev }) => new tencent.CosStorage(data, 'uploads').grant(project.addService('api', { port: 8080, environments: [dev] }), READ),
    'the grant of module "uploads" to "api" needs the number of the account, which is part of the name of its role: give Cloud.tencent the accountUin'],
  ['a cluster that gives pods no tokens', onTencent, ({ project, data, dev }) => {
    project.rootModules[0]._calls.forEach((call) => (call as tencent.TkeCluster).override(dev, { podIdentityEnabled: false }));
    new tencent.CosStorage(data, 'uploads').grant(project.addService('api', { port: 8080, environments: [dev] }), READ);
  }, 'the grant of module "uploads" to "api" holds in environment "dev", whose cluster gives its pods no token: say podIdentityEnabled: true of it'],
  ['a cluster that something else made, and of which nothing is changed', onExisting, ({ project, data, dev }) => {
    new tencent.CosStorage(data, 'uploads').grant(project.addService('api', { port: 8080, environments: [dev] }), READ);
  }, 'the grant of module "uploads" to "api" holds in environment "dev", whose cluster gives its pods no token: say podIdentityEnabled: true of it'],
  ['a bucket whose name Terraform computes', onTencent, ({ project, data, dev }) => {
    const network = new tencent.Network(project.addRootModule('network'), 'vpc', { cidrBlock: '10.0.0.0/16' });
    new tencent.CosStorage(data, 'uploads', { name: network.vpcId }).grant(project.addService('api', { port: 8080, environments: [dev] }), READ);
  }, 'the grant of module "uploads" to "api" needs the name of what module "uploads" makes before it is made, for the policy of the role: give it a name that no output is part of'],
  ['states in a backend of one\'s own', () => onTencent(undefined, emptyProject({ cloud: Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou', accountUin: '100000000001' }), backend: Backend.local() })),
    ({ project, data, dev }) => new tencent.CosStorage(data, 'uploads').grant(project.addService('api', { port: 8080, environments: [dev] }), READ),
    'the grant of module "uploads" to "api" holds in environment "dev", which has no bootstrap, and that alone makes the role of a workload: keep its states in the backend of the cloud'],
  ['environments that share what names the role', onTencent, ({ project, data, dev }) => {
    project.addEnvironment('dev-2', { overlay: 'dev', namespace: dev.namespace });
    new tencent.CosStorage(data, 'uploads').grant(project.addService('api', { port: 8080, environments: [dev, 'dev-2'] }), READ);
  }, 'the grant of module "uploads" to "api" holds in environments "dev-2" and "dev", which have the same overlay and not the same role: give one of them another overlay, such as overlay: \'dev\''],
])('refuses %s', (_, make, declare, problem) => {
  const estate = make();
  const problems = refused(estate.project.outdir, () => {
    declare(estate);
    return estate.project;
  }).map((line) => line.replace(/^\S+:\d+\s+/, ''));
  expect(problems).toContain(problem);
});

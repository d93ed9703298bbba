import { parseAllDocuments } from 'yaml';
import { azure, Cloud, FeiyueProject, tencent } from '../../src';
import type { GraphJson } from '../../src/ci/graph-json';
import { emptyProject } from '../default-estate';
import { problemsOf } from '../room';
import { read } from '../synth/test-project';

/** An estate on Tencent Cloud with a database server, a cache and a service. */
class TencentEstate {
  public readonly project = emptyProject();
  public readonly dev = this.project.addEnvironment('dev');
  public readonly prod = this.project.addEnvironment('prod', { promotedFrom: this.dev });
  public readonly database = this.project.addRootModule('database');
  public readonly server = new tencent.Postgresql(this.database, 'postgresql', { vpcId: 'vpc-1', subnetId: 'subnet-1' });
  public readonly cache = new tencent.Redis(this.database, 'cache', { vpcId: 'vpc-1', subnetId: 'subnet-1' });
  public readonly api = this.project.addService('order-api', { port: 8080 });
}

/** The block of a call in a root module of dev. */
function blockOf(project: FeiyueProject, rootModule: string, callId: string): string {
  const text = read(project.outdir, `terraform/dev/${rootModule}/main.tf`);
  const start = text.indexOf(`module "${callId}" {`);
  return text.slice(start, text.indexOf('\n}', start) + 2);
}

describe('what belongs to a service', () => {
  test('a database is made with a user of its own, in the root module of the server, whose state holds the password', () => {
    const { project, server, api } = new TencentEstate();
    const orders = server.addDatabase('orders', { owner: api });
    expect(orders.callId).toBe('postgresql_orders');
    expect(problemsOf(project)).toEqual([]);
    expect(blockOf(project, 'database', 'postgresql_orders')).toBe([
      'module "postgresql_orders" {',
      '  source        = "../../modules/postgresql-database"',
      '  instance_id   = module.postgresql.id',
      '  host          = module.postgresql.host',
      '  port          = module.postgresql.port',
      '  database_name = "orders"',
      '  user_name     = "order_api"',
      '  remark        = "order-api"',
      '}',
    ].join('\n'));
    const graph = JSON.parse(read(project.outdir, '.projen/graph.json')) as GraphJson;
    expect(graph.rootModules.filter(({ plannedAtDeployment }) => plannedAtDeployment).map(({ name }) => name)).toEqual(['database']);
  });

  test('a database is made where its server is', () => {
    const { project, api } = new TencentEstate();
    const own = project.addRootModule('reports');
    const reports = new tencent.Postgresql(own, 'reports', { vpcId: 'vpc-1', subnetId: 'subnet-1', majorVersion: '16', environments: ['dev'] });
    reports.addDatabase('items', { owner: api });
    expect(problemsOf(project)).toEqual([]);
    expect(read(project.outdir, 'terraform/dev/reports/main.tf')).toContain('module "reports_items" {');
    expect(read(project.outdir, 'terraform/prod/reports/main.tf')).not.toContain('module "');
  });

  test('the password of the user of a database is sensitive, and nothing else of it', () => {
    const { project, server, api } = new TencentEstate();
    server.addDatabase('orders', { owner: api });
    expect(problemsOf(project)).toEqual([]);
    const outputs = read(project.outdir, 'terraform/dev/database/outputs.tf').split(/\n(?=output )/).filter((block) => block.includes('postgresql_orders'));
    expect(outputs.map((block) => [/"(.*)"/.exec(block)![1], block.includes('sensitive')])).toEqual([
      ['postgresql_orders_host', false], ['postgresql_orders_port', false], ['postgresql_orders_name', false],
      ['postgresql_orders_user', false], ['postgresql_orders_password', true],
    ]);
  });

  test('a workload that is declared after its database takes what it needs from it, and the password from a Secret', () => {
    const { project, server } = new TencentEstate();
    const items = server.addDatabase('items', { owner: 'items' });
    project.addWorker('items', {
      env: { PGHOST: items.host, PGPORT: items.port, PGDATABASE: items.name, PGUSER: items.user },
      secretEnv: { PGPASSWORD: items.password },
      connectsTo: [items],
    });
    expect(problemsOf(project)).toEqual([]);
    expect(blockOf(project, 'database', 'postgresql_items')).toContain('user_name     = "items"');
    const values = ['configmap.yaml', 'secret.yaml'].flatMap((file) => read(project.outdir, `k8s/base/items/${file}`).match(/PG\w+.*\$\{.*\}/g));
    expect(values).toEqual([
      ...['HOST', 'PORT', 'DATABASE', 'USER'].map((name) => expect.stringMatching(`^PG${name}=`)), 'PGPASSWORD=${terraform.database.postgresql_items_password}',
    ]);
  });

  test('a database of MySQL is made as well, with a user who may do nothing elsewhere', () => {
    const { project, database, api } = new TencentEstate();
    const mysql = new tencent.Mysql(database, 'mysql', { vpcId: 'vpc-1', subnetId: 'subnet-1' });
    const items = mysql.addDatabase('order-items', { owner: api, passwordVersion: 2 });
    expect(problemsOf(project)).toEqual([]);
    expect(items.callId).toBe('mysql_order_items');
    expect(blockOf(project, 'database', 'mysql_order_items')).toBe([
      'module "mysql_order_items" {',
      '  source           = "../../modules/mysql-database"',
      '  instance_id      = module.mysql.id',
      '  host             = module.mysql.host',
      '  port             = module.mysql.port',
      '  database_name    = "order-items"',
      '  user_name        = "order_api"',
      '  remark           = "order-api"',
      '  password_version = 2',
      '}',
    ].join('\n'));
  });

  test('an account is made in the root module of the cache', () => {
    const { project, cache, api } = new TencentEstate();
    cache.addAccount('orders', { owner: api, readOnly: true, passwordVersion: 2 });
    expect(problemsOf(project)).toEqual([]);
    expect(blockOf(project, 'database', 'cache_orders')).toBe([
      'module "cache_orders" {',
      '  source           = "../../modules/redis-account"',
      '  instance_id      = module.cache.id',
      '  host             = module.cache.host',
      '  port             = module.cache.port',
      '  account_name     = "orders"',
      '  read_only        = true',
      '  remark           = "order-api"',
      '  password_version = 2',
      '}',
    ].join('\n'));
  });

  test.each<[what: string, declare: (estate: TencentEstate) => unknown, problem: string]>([
    ['a database of the server itself', ({ server, api }) => server.addDatabase('postgres', { owner: api }), 'Every instance has this database already.'],
    ['an illegal name', ({ server, api }) => server.addDatabase('order-items', { owner: api }), 'The name of a database must have 1 to 63 letters, digits and underscores, and not start with a digit.'],
    ['the user of all', ({ server, api }) => server.addDatabase('orders', { owner: api, userName: 'root' }), 'The name of a user may not be postgres or root, and not start with pg_ or tencentdb_.'],
    ['a long name of its owner', ({ server, project }) => server.addDatabase('orders', { owner: project.addService('orders-of-everybody', { port: 8080 }) }), 'The name of a user must have 1 to 16 letters, digits and underscores, and not start with a digit.'],
    ['the account of all', ({ cache, api }) => cache.addAccount('default', { owner: api }), 'Every instance has this account already.'],
    ['an owner that there is not', ({ server }) => server.addDatabase('orders', { owner: 'order-ap' }), 'module "postgresql_orders" belongs to "order-ap", which is no workload of the estate; workloads are: order-api. Did you mean "order-api"?'],
    ['a name twice', ({ server, api }) => [1, 2].map(() => server.addDatabase('orders', { owner: api })), 'module "postgresql_orders" of root module "database" is declared twice'],
  ])('%s is a problem', (_, declare, problem) => {
    const estate = new TencentEstate();
    declare(estate);
    expect(problemsOf(estate.project).join('\n')).toContain(problem);
  });
});

const AZURE = Cloud.azure({
  subscriptionId: '11111111-2222-3333-4444-555555555555', tenantId: '66666666-7777-8888-9999-aaaaaaaaaaaa', location: 'westeurope', stateAccess: {},
});
const PLACE = { resourceGroupName: 'rg' };

/** An estate on Azure with a cluster, a database server and a service. */
class AzureEstate {
  public readonly project = emptyProject({ cloud: AZURE });
  public readonly dev = this.project.addEnvironment('dev');
  public readonly server: azure.Postgresql;

  constructor() {
    new azure.KubernetesCluster(this.project.addRootModule('cluster'), 'aks', { ...PLACE, subnetId: 'subnet', privateClusterEnabled: true });
    this.server = new azure.Postgresql(this.project.addRootModule('data'), 'postgresql', { ...PLACE, privateEndpoint: { subnetId: 'subnet' } });
  }
}

/** The objects of the base of a workload, by their kind. */
function objectsOf(project: FeiyueProject, name: string, files: readonly string[]): any[] {
  return files.flatMap((file) => parseAllDocuments(read(project.outdir, `k8s/base/${name}/${file}.yaml`)).map((document) => document.toJS()));
}

describe('a database that belongs to a service on Azure', () => {
  test.each(['before its owner', 'after its owner'])('has a user whom a job makes before the owner starts, declared %s', (when) => {
    const { project, server } = new AzureEstate();
    if (when === 'before its owner') server.addDatabase('orders', { owner: 'order-api' });
    const items = server.addDatabase('items', { owner: 'items' });
    project.addWorker('items', { env: { PGHOST: items.host, PGUSER: items.user }, connectsTo: [items] });
    const api = project.addService('order-api', { port: 8080 });
    if (when === 'after its owner') server.addDatabase('orders', { owner: api });
    expect(problemsOf(project)).toEqual([]);

    expect(blockOf(project, 'data', 'postgresql_orders')).toBe([
      'module "postgresql_orders" {',
      '  source        = "../../modules/postgresql-entra-database"',
      '  server_id     = module.postgresql.id',
      '  host          = module.postgresql.host',
      '  port          = module.postgresql.port',
      '  database_name = "orders"',
      '  user_name     = "order_api"',
      '}',
    ].join('\n'));
    const [job, policy, account] = objectsOf(project, 'postgresql-orders', ['job', 'networkpolicy', 'serviceaccount']);
    expect(job.metadata.annotations['feiyue-projen/before']).toBe('order-api');
    expect(job.spec.template.metadata.labels).toMatchObject({ 'azure.workload.identity/use': 'true' });
    expect(account.metadata.annotations).toEqual({ 'azure.workload.identity/client-id': '${terraform.workload-identities.workloads_client_ids.postgresql-orders}' });
    const [container] = job.spec.template.spec.containers;
    expect(read(project.outdir, 'k8s/overlays/dev/postgresql-orders/kustomization.yaml')).toMatch(/name: postgres\n.*digest: sha256:[0-9a-f]{64}/s);
    expect([container.command, container.args]).toEqual([['/bin/sh', '/opt/database/grant-database.sh'], undefined]);
    expect(JSON.stringify(policy.spec.egress)).toContain('${terraform.data.postgresql_private_endpoint_address}/32');
    expect(read(project.outdir, 'k8s/base/items/networkpolicy.yaml').match(/cidr: \$.*/g)).toEqual(['cidr: ${terraform.data.postgresql_private_endpoint_address}/32']);
    expect(read(project.outdir, 'k8s/base/postgresql-orders/configmap.yaml')).toContain('PGUSER=${terraform.workload-identities.workloads_names.postgresql-orders}');
    expect(read(project.outdir, 'k8s/base/postgresql-orders/configmap.yaml')).toContain('\n  - GRANTED_USERS=${terraform.data.postgresql_orders_user}=${terraform.workload-identities.workloads_principal_ids.order-api}\n');

    // The job is an administrator, and the owner is nobody but by its user.
    expect(blockOf(project, 'workload-identities', 'workloads')).toContain([
      '    postgresql-orders = {',
      '      namespace       = "feiyue-mono-dev"',
      '      service_account = "postgresql-orders"',
      '      postgresql_server_ids = {',
      '        "data/postgresql/administrator" = data.terraform_remote_state.data.outputs.postgresql_id',
      '      }',
      '    }',
      '    order-api = {',
      '      namespace       = "feiyue-mono-dev"',
      '      service_account = "order-api"',
      '    }',
    ].join('\n'));
  });

  test.each(['before', 'after'])('is used by others as well, who are declared %s it: each with an identity and a user of its own, before it starts', (when) => {
    const { project, server } = new AzureEstate();
    const add = () => void server.addDatabase('orders', { owner: 'order-api', alsoUsedBy: ['mailer', 'migrate-orders'] });
    if (when === 'after') add();
    project.addWorker('mailer');
    project.addService('order-api', { port: 8080 });
    project.addJob('migrate-orders', { before: ['order-api', 'mailer'] });
    if (when === 'before') add();
    expect(problemsOf(project)).toEqual([]);
    const [job] = objectsOf(project, 'postgresql-orders', ['job']);
    expect(job.metadata.annotations['feiyue-projen/before']).toBe('order-api,mailer,migrate-orders');
    const id = (workload: string) => `\${terraform.workload-identities.workloads_principal_ids.${workload}}`;
    expect(read(project.outdir, 'k8s/base/postgresql-orders/configmap.yaml')).toContain(
      `\n  - GRANTED_USERS=\${terraform.data.postgresql_orders_user}=${id('order-api')},mailer=${id('mailer')},migrate_orders=${id('migrate-orders')}\n`,
    );
    for (const workload of ['mailer', 'migrate-orders']) {
      const [account] = objectsOf(project, workload, ['serviceaccount']);
      expect(Object.keys(account.metadata.annotations)).toEqual(['azure.workload.identity/client-id']);
    }
  });

  test.each<[what: string, declare: (estate: AzureEstate) => unknown, problem: string]>([
    ['one that there is not', ({ server }) => server.addDatabase('orders', { owner: 'api', alsoUsedBy: ['worke'] }), 'module "postgresql_orders" belongs to "worke", which is no workload of the estate; workloads are: api, worker. Did you mean "worker"?'],
    ['its owner', ({ server }) => server.addDatabase('orders', { owner: 'api', alsoUsedBy: ['api'] }), 'module "postgresql_orders" names "api" twice: leave it out of alsoUsedBy'],
    ['one with a name that the server keeps for itself', ({ project, server }) => server.addDatabase('orders', { owner: 'api', alsoUsedBy: [project.addWorker('azure-sync')] }),
      'module "postgresql_orders" is used by "azure-sync", and no user may have that name: call the workload otherwise'],
    ['one that is elsewhere', ({ project, server, dev }) => {
      project.addEnvironment('prod');
      server.addDatabase('orders', { owner: 'api', alsoUsedBy: [project.addWorker('trial', { environments: [dev] })] });
    }, 'module "postgresql_orders" is used by "trial" in dev, and belongs to "api" in dev, prod: put both into the same environments'],
    ['a role with the name of the owner of all', ({ server }) => server.addDatabase('orders', { owner: 'api', userName: 'orders_owner' }), 'The role that owns what is in the database has this name: <database>_owner.'],
  ])('refuses as another user %s', (_, declare, problem) => {
    const estate = new AzureEstate();
    for (const add of [() => estate.project.addService('api', { port: 8080 }), () => estate.project.addWorker('worker')]) add();
    declare(estate);
    expect(problemsOf(estate.project).join('\n')).toContain(problem);
  });

  test.each([
    ['registry.example/postgres:17-alpine', true], ['registry.example/postgres:17-alpine@sha256:abc', true], [`registry.example/postgres:17-alpine@sha256:${'a'.repeat(64)}`, false],
  ])('an image of the administrator’s job is known by its digest: %s', (clientImage, isRefused) => {
    const { project, server } = new AzureEstate();
    project.addService('api', { port: 8080 });
    server.addDatabase('orders', { owner: 'api', clientImage });
    expect(problemsOf(project).join().includes('without a digest, and its job is an administrator of the server')).toBe(isRefused);
  });
});

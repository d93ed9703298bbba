import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { build, objects } from './kustomize-build';
import { TENANT, vaultEstate } from './vault-estate';
import { FeiyueProject, Hcl, SecretDelivery, SecretStore, ServiceOptions, tencent, Volume } from '../../src';
import { EstateError } from '../../src/synth/declare/estate-error';
import { emptyProject } from '../default-estate';
import { describeWithTool, runTool } from '../real-tool';
import { read, write } from '../synth/test-project';

/** An estate on Tencent Cloud of which one root module writes the password of its database to SSM. */
function onTencent(recorded?: object) {
  const project = emptyProject();
  for (const environment of ['dev', 'prod']) project.addEnvironment(environment);
  const database = project.addRootModule('database');
  const db = new tencent.Postgresql(database, 'postgresql', { vpcId: 'vpc-1', subnetId: 'subnet-1', majorVersion: '16' });
  const redis = new tencent.Redis(database, 'redis', { vpcId: 'vpc-1', subnetId: 'subnet-1' });
  const cluster = new tencent.TkeCluster(project.addRootModule('compute'), 'cluster', { vpcId: 'vpc-1', subnetId: 'subnet-1', externalSecretsAddon: true });
  new tencent.SsmSecrets(database, 'secrets', { values: { 'postgresql-password': db.password } });
  if (recorded) write(project.outdir, 'outputs/dev.json', JSON.stringify(recorded));
  return { project, db, redis, cluster };
}

const RECORDED = (version: string) => ({
  database: { 'postgresql_host': '10.0.1.7', 'secrets_secret_names.postgresql-password': 'shop-dev-secrets-postgresql-password', 'secrets_versions.postgresql-password': version },
  compute: { cluster_id: 'cls-1' },
});

function ssm({ project, cluster }: ReturnType<typeof onTencent>): void {
  project.deliverSecrets(SecretDelivery.externalSecrets(SecretStore.ssm({ roleArn: 'qcs::cam::uin/100000000000:roleName/secrets', clusterId: cluster.clusterId })));
}

function service({ db }: ReturnType<typeof onTencent>): ServiceOptions {
  return {
    port: 8080,
    imageTag: '1.2.3',
    env: { PGHOST: db.host },
    secretEnv: { PGPASSWORD: db.password, TOKEN: { secret: 'tokens', key: 'api' } },
    volumes: { '/etc/pg': Volume.secretFiles({ pgpass: Hcl.template('%s:5432:api:{{api}}:%s', db.host, db.password) }) },
    sidecars: { proxy: { image: 'proxy:1.2', secretEnv: { URL: db.password } } },
  };
}

function synthesised(recorded?: object): FeiyueProject {
  const all = onTencent(recorded);
  ssm(all);
  all.project.addService('api', service(all));
  all.project.synth();
  return all.project;
}

function problemsOf(declare: (all: ReturnType<typeof onTencent>) => void): string[] {
  const all = onTencent();
  declare(all);
  try {
    all.project.synth();
    return [];
  } catch (error) {
    if (!(error instanceof EstateError)) throw error;
    return [...error.problems];
  }
}

describe('in the base', () => {
  const { outdir } = synthesised();

  test('an ExternalSecret stands in the place of the generator', () => {
    const kustomization = parse(read(outdir, 'k8s/base/api/kustomization.yaml'));
    expect([kustomization.resources.includes('external-secret.yaml'), kustomization.generators]).toEqual([true, ['configmap.yaml']]);
    const { apiVersion, metadata, spec } = parse(read(outdir, 'k8s/base/api/external-secret.yaml'));
    expect([apiVersion, metadata.name, spec.secretStoreRef, spec.target.name]).toEqual([
      'external-secrets.io/v1beta1', 'api-outputs', { kind: 'SecretStore', name: 'terraform-outputs' }, 'api-outputs',
    ]);
    expect(spec.data).toEqual([{
      secretKey: 'value0',
      remoteRef: {
        key: '${terraform.database.secrets_secret_names.postgresql-password}',
        version: '${terraform.database.secrets_versions.postgresql-password}',
        conversionStrategy: 'Default',
        decodingStrategy: 'None',
        metadataPolicy: 'None',
      },
    }]);
    expect(Object.values(spec.target.template.data)).toEqual([
      '{{ .value0 }}', '{{ .value0 }}', '${terraform.database.postgresql_host}:5432:api:{{ "{{" }}api}}:{{ .value0 }}',
    ]);
  });

  test('what is recorded has what the store is read by, too', () => {
    const [{ outputs }] = JSON.parse(read(outdir, '.projen/outputs.json')).environments;
    expect(outputs).toEqual({
      compute: ['cluster_id'],
      database: ['postgresql_host', 'secrets_secret_names.postgresql-password', 'secrets_versions.postgresql-password'],
    });
  });
});

describeWithTool('kustomize', () => {
  const built = (version: string) => objects(build('kustomize', `${synthesised(RECORDED(version)).outdir}/k8s/overlays/dev`)) as any[];
  const find = (all: any[], kind: string) => all.filter((object) => object.kind === kind);

  test('a changed value gets a Secret of another name, which the pods ask for', () => {
    const names = ['v-1', 'v-2'].map((version) => {
      const all = built(version);
      expect(JSON.stringify(all)).not.toMatch(/\$\{terraform\.|TERRAFORM_OUTPUTS/);
      const [{ spec }] = find(all, 'ExternalSecret');
      expect(spec.data[0].remoteRef).toMatchObject({ key: 'shop-dev-secrets-postgresql-password', version });
      const { containers: [main], initContainers: [sidecar], volumes } = find(all, 'Deployment')[0].spec.template.spec;
      const asked = [...main.env, ...sidecar.env].flatMap(({ valueFrom }: any) => valueFrom?.secretKeyRef?.name ?? []);
      const mounted = volumes.flatMap(({ secret }: any) => secret?.secretName ?? []);
      expect([mounted, new Set(asked)]).toEqual([[spec.target.name], new Set([spec.target.name, 'tokens'])]);
      return spec.target.name as string;
    });
    expect(names[0]).not.toBe(names[1]);
    expect(names.every((name) => /^api-outputs-[0-9a-f]{10}$/.test(name))).toBe(true);
  });

  test('the store of an environment is read as a service account of its own', () => {
    const all = built('v-1');
    expect(find(all, 'SecretStore').map(({ spec }) => spec)).toEqual([
      { provider: { tencent: { regionID: 'ap-guangzhou', auth: { serviceAccountRef: { name: 'external-secrets-reader' } } } } },
    ]);
    const account = find(all, 'ServiceAccount').find(({ metadata }) => metadata.name === 'external-secrets-reader');
    expect(account.metadata.annotations).toEqual({
      'tke.cloud.tencent.com/providerID': 'cls-1',
      'tke.cloud.tencent.com/role-arn': 'qcs::cam::uin/100000000000:roleName/secrets',
      'tke.cloud.tencent.com/audience': 'sts.cloud.tencent.com',
    });
  });
});

/** An estate on Azure that Argo CD brings. */
test('Argo CD may bring what External Secrets reads', () => {
  const { outdir } = vaultEstate();
  const { spec } = parse(read(outdir, 'k8s/applications/argo-cd/environments/dev/appproject.yaml'));
  expect(spec.namespaceResourceWhitelist).toEqual(expect.arrayContaining(['ExternalSecret', 'SecretStore'].map((kind) => ({ group: 'external-secrets.io', kind }))));
  expect(read(outdir, 'k8s/applications/argo-cd/environments/dev/namespace.yaml')).toContain('secret-store.yaml');
  expect(parse(read(outdir, 'k8s/overlays/dev/secret-store.yaml')).spec.provider.azurekv).toEqual({
    authType: 'WorkloadIdentity',
    environmentType: 'PublicCloud',
    serviceAccountRef: { name: 'external-secrets-reader' },
    tenantId: TENANT,
    vaultUrl: 'https://shop-dev-vault.vault.azure.net/',
  });
});

describeWithTool('kubeconform', () => {
  describeWithTool('kustomize', () => {
    test.each<[version: string, make: () => FeiyueProject]>([
      ['v1', vaultEstate],
      ['v1beta1', () => synthesised(RECORDED('v-1'))],
    ])('the objects of %s have no field that their definitions do not know, and all that these want', (version, make) => {
      const texts = build('kustomize', `${make().outdir}/k8s/overlays/dev`).split(/^---\n/m).filter((text) => /^kind: (ExternalSecret|SecretStore)$/m.test(text));
      expect(texts).toHaveLength(2);
      expect(texts.every((text) => text.includes(`apiVersion: external-secrets.io/${version}\n`))).toBe(true);
      const directory = schemas(version);
      const judge = (text: string) => {
        const file = join(directory, 'built.yaml');
        writeFileSync(file, text);
        return runTool('kubeconform', ['-strict', '-schema-location', `${directory}/{{.ResourceKind}}.json`, file]);
      };
      expect(judge(texts.join('---\n'))).toEqual({ status: 0, stdout: '', stderr: '' });
      for (const [good, bad] of [['serviceAccountRef', 'serviceAccount'], ['remoteRef', 'remote'], ['creationPolicy: Orphan', 'creationPolicy: Orphaned']]) {
        expect([bad, judge(texts.join('---\n').replace(good, bad)).status]).toEqual([bad, 1]);
      }
    });
  });
});

/** What the External Secrets of TKE has beside those of its makers. Source: `apis/externalsecrets/v1beta1` of its repository. */
const TENCENT_PROVIDER = {
  type: 'object',
  required: ['regionID', 'auth'],
  additionalProperties: false,
  properties: {
    regionID: { type: 'string' },
    role: { type: 'string' },
    auth: {
      type: 'object',
      additionalProperties: false,
      properties: {
        serviceAccountRef: {
          type: 'object', required: ['name'], additionalProperties: false, properties: { name: { type: 'string' }, namespace: { type: 'string' } },
        },
      },
    },
  },
};

/** A folder with the schemas of a version of External Secrets' definitions, as they are shipped. */
function schemas(version: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'external-secrets-schemas-'));
  const documents = readFileSync(join(__dirname, '../../src/applications/upstream/external-secrets/install.yaml'), 'utf8').split(/^---\n/m);
  for (const kind of ['ExternalSecret', 'SecretStore']) {
    const definition = parse(documents.find((document) => new RegExp(`^    kind: ${kind}$`, 'm').test(document))!);
    const { schema } = definition.spec.versions.find(({ name }: { name: string }) => name === version);
    const strictSchema = strict(schema.openAPIV3Schema) as any;
    if (kind === 'SecretStore' && version === 'v1beta1') strictSchema.properties.spec.properties.provider.properties.tencent = TENCENT_PROVIDER;
    writeFileSync(join(directory, `${kind.toLowerCase()}.json`), JSON.stringify(strictSchema));
  }
  return directory;
}

/** The schema, that takes no field which it does not name. */
function strict(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(strict);
  if (typeof schema !== 'object' || schema === null) return schema;
  const fields = Object.entries(schema).filter(([key]) => !key.startsWith('x-kubernetes-'));
  const result: Record<string, unknown> = Object.fromEntries(fields.map(([key, value]) => [key, strict(value)]));
  const isObjectSchema = result.type === 'object' && typeof result.properties === 'object' && result.additionalProperties === undefined;
  return isObjectSchema ? { ...result, additionalProperties: false } : result;
}

test.each<[what: string, declare: (all: ReturnType<typeof onTencent>) => void, problem: string]>([
  ['a secret that no call writes', (all) => {
    ssm(all);
    all.project.addService('api', { port: 8080, secretEnv: { A: all.redis.password } });
  }, 'service "api" uses output "redis_password" of root module "database", which is sensitive, and which no call there writes to the store of secrets: add it to values of a azure.KeyvaultSecrets or tencent.SsmSecrets in root module "database"'],
  ['a store that nobody reads', ssm, 'SecretDelivery.externalSecrets delivers nothing, since no workload takes a sensitive output of Terraform'],
  ['a store on another cloud', (all) => {
    all.project.deliverSecrets(SecretDelivery.externalSecrets(SecretStore.keyVault({ vaultUri: 'https://v.vault.azure.net/', clientId: TENANT })));
    all.project.addService('api', { port: 8080, secretEnv: { A: all.db.password } });
  }, 'workload "api" takes a sensitive output in environment "dev", which is on another cloud than the store of secrets'],
  ['a store that is said twice', (all) => {
    ssm(all);
    all.project.deliverSecrets(SecretDelivery.deployment());
    all.project.addService('api', { port: 8080, secretEnv: { A: all.db.password } });
  }, 'how secrets are delivered is said twice: say it once'],
])('%s is refused', (_, declare, problem) => {
  expect(problemsOf(declare)).toContainEqual(expect.stringContaining(problem));
});

test('the deployment delivers where nothing else is said', () => {
  const { project, db } = onTencent();
  project.deliverSecrets(SecretDelivery.deployment());
  project.addService('api', { port: 8080, secretEnv: { A: db.password } });
  project.synth();
  expect(read(project.outdir, 'k8s/base/api/secret.yaml')).toContain('A=${terraform.database.postgresql_password}');
});

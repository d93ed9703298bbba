import { azureShop } from './azure-shop';
import { tencentShop } from './tencent-shop';
import type { Outputs } from './without-cloud';
import type { FeiyueProject, FeiyueProjectOptions } from '../../src';

/** Part of every secret value, which must be seen nowhere. */
export const SECRET = 'Pa55w0rdOfSamples';

/** What changes between deployments. */
export interface Said {
  /** Address of the database server. */
  readonly address: string;
  /** The secret that the API has, and that is made anew. */
  readonly secret: string;
}

/** Variables of a process, by workload. */
export type SeenByWorkloads = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A sample estate, and what its modules make of it in place of a cloud. */
export interface Sample {
  readonly declare: (outdir: string, options?: Partial<FeiyueProjectOptions>) => FeiyueProject;
  /** Name of the environment that is tried. */
  readonly environment: string;
  /** The variables by which the job of a CI system is known. */
  readonly ci: Readonly<Record<string, string>>;
  /** What the modules make; what is left out is text that names the output. */
  readonly outputs: (said: Said) => Outputs;
  /** What the processes of each workload find in their environment of that. */
  readonly seen: (said: Said) => SeenByWorkloads;
  /** Addresses that pods of each workload may open connections to, with ports, beside those of the cluster and of the cloud. */
  readonly reached: (said: Said) => Readonly<Record<string, readonly string[]>>;
  /** Annotations of the service accounts that are somebody to the cloud. */
  readonly identities: SeenByWorkloads;
  /** The variable of the API that has the secret. */
  readonly secretVariable: string;
}

const TENCENT: Sample = {
  declare: tencentShop,
  environment: 'dev',
  ci: { GITHUB_ACTIONS: 'true' },
  outputs: ({ address, secret }) => ({
    database: { 'postgresql': { host: address, port: 5432 }, 'postgresql-database': { name: 'shop', user: 'api', password: secret } },
    cache: { 'redis': { host: '10.0.32.20', port: 6379 }, 'redis-account': { password: `api@${SECRET}-redis` } },
    storage: { 'cos-storage': { bucket: 'shop-dev-uploads-1250000000' } },
    queue: { rabbitmq: { host: '10.0.32.30', port: 5672, user: 'orders', password: `${SECRET}-amqp` } },
  }),
  seen: ({ address, secret }) => {
    const database = { PGHOST: address, PGPORT: '5432', PGUSER: 'api', PGDATABASE: 'shop', PGSSLMODE: 'require', PGPASSWORD: secret };
    const queue = { AMQP_URL: `amqp://orders:${SECRET}-amqp@10.0.32.30:5672/orders` };
    return {
      api: { PORT: '8080', ...database, ...queue, REDIS_HOST: '10.0.32.20', REDIS_PASSWORD: `api@${SECRET}-redis`, UPLOADS_BUCKET: 'shop-dev-uploads-1250000000' },
      web: { PORT: '3000' },
      fulfilment: { ...database, ...queue },
      migrate: database,
    };
  },
  reached: ({ address }) => ({
    api: [`${address}:5432`, '10.0.32.20:6379', '10.0.32.30:5672'],
    fulfilment: [`${address}:5432`, '10.0.32.30:5672'],
    migrate: [`${address}:5432`],
  }),
  identities: {
    api: {
      'tke.cloud.tencent.com/audience': 'sts.cloud.tencent.com',
      'tke.cloud.tencent.com/role-arn': 'qcs::cam::uin/100000000001:roleName/shop-dev-workload-api',
      'tke.cloud.tencent.com/token-expiration': '86400',
    },
  },
  secretVariable: 'PGPASSWORD',
};

/** Who logs in as somebody. */
const IDENTITIES = ['api', 'fulfilment', 'migrate', 'postgresql-shop'];
const idsOf = (what: string) => Object.fromEntries(IDENTITIES.map((workload) => [workload, `${what}-${workload}`]));

const AZURE: Sample = {
  declare: azureShop,
  environment: 'pme-staging',
  ci: { TF_BUILD: 'True' },
  outputs: ({ address, secret }) => ({
    'shared': { network: { subnet_ids: { endpoints: 'subnet' }, private_dns_zone_ids: { postgresql: 'p', redis: 'r', blob: 'b', events: 'e' } } },
    'database': {
      'postgresql': { host: 'shop.postgres.database.azure.com', port: 5432, private_endpoint_address: address },
      'postgresql-entra-database': { name: 'shop', user: 'api' },
    },
    'redis': { redis: { host: 'shop.westeurope.redis.azure.net', port: 10000, private_endpoint_address: '10.0.16.20' } },
    'storage': { 'storage-account': { blob_endpoint: 'https://shop.blob.core.windows.net/', private_endpoint_addresses: { blob: '10.0.16.21' } } },
    'servicebus': { 'service-bus': { endpoint: 'https://shop.servicebus.windows.net:443/', private_endpoint_address: '10.0.16.22' } },
    'keys': { 'random-key': { key: secret } },
    'workload-identities': {
      'workload-identities': {
        client_ids: idsOf('client'),
        principal_ids: idsOf('principal'),
        names: { 'postgresql-shop': 'shop-pme-staging-postgresql-shop' },
      },
    },
  }),
  seen: ({ secret }) => {
    const database = { PGHOST: 'shop.postgres.database.azure.com', PGPORT: '5432', PGDATABASE: 'shop', PGSSLMODE: 'verify-full' };
    const queue = { SERVICE_BUS_ENDPOINT: 'https://shop.servicebus.windows.net:443/', ORDERS_QUEUE: 'orders' };
    return {
      api: {
        PORT: '8080',
        ...database,
        PGUSER: 'api',
        ...queue,
        REDIS_URL: 'rediss://shop.westeurope.redis.azure.net:10000',
        UPLOADS_URL: 'https://shop.blob.core.windows.net/uploads',
        SESSION_KEY: secret,
      },
      web: { PORT: '3000' },
      fulfilment: { ...database, PGUSER: 'fulfilment', ...queue },
      migrate: { ...database, PGUSER: 'migrate' },
    };
  },
  reached: ({ address }) => ({
    api: [`${address}:5432`, '10.0.16.20:8500-8599', '10.0.16.20:10000', '10.0.16.21:443', '10.0.16.22:443', '10.0.16.22:5671-5672'],
    fulfilment: [`${address}:5432`, '10.0.16.22:443', '10.0.16.22:5671-5672'],
    migrate: [`${address}:5432`],
  }),
  identities: Object.fromEntries(IDENTITIES.map((workload) => [workload, { 'azure.workload.identity/client-id': `client-${workload}` }])),
  secretVariable: 'SESSION_KEY',
};

/** All samples, by what they are on. */
export const SAMPLES: ReadonlyArray<[cloud: string, sample: Sample]> = [['Tencent Cloud', TENCENT], ['Azure', AZURE]];

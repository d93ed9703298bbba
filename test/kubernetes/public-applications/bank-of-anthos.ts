import { FeiyueProject, PodField, Probe, ServiceOptions, ServiceType, TrafficSource, TrafficTarget, Volume, WorkloadMixin } from '../../../src';

/** What several of its published ConfigMaps hold, each for those that read it. */
const ENVIRONMENT = new WorkloadMixin('environment', { env: { LOCAL_ROUTING_NUM: '883745000', PUB_KEY_PATH: '/tmp/.ssh/publickey' } });
const DEMO_DATA = new WorkloadMixin('demo-data', {
  env: { USE_DEMO_DATA: 'True', DEMO_LOGIN_USERNAME: 'testuser' },
  secretEnv: { DEMO_LOGIN_PASSWORD: { secret: 'demo', key: 'password' } },
});
const ACCOUNTS_DB = new WorkloadMixin('accounts-db', {
  env: { POSTGRES_DB: 'accounts-db', POSTGRES_USER: 'accounts-admin' },
  secretEnv: { POSTGRES_PASSWORD: { secret: 'accounts-db', key: 'password' }, ACCOUNTS_DB_URI: { secret: 'accounts-db', key: 'uri' } },
});
const LEDGER_DB = new WorkloadMixin('ledger-db', {
  env: { POSTGRES_DB: 'postgresdb', POSTGRES_USER: 'admin', SPRING_DATASOURCE_URL: 'jdbc:postgresql://ledger-db:5432/postgresdb', SPRING_DATASOURCE_USERNAME: 'admin' },
  secretEnv: { POSTGRES_PASSWORD: { secret: 'ledger-db', key: 'password' }, SPRING_DATASOURCE_PASSWORD: { secret: 'ledger-db', key: 'password' } },
});
const SERVICE_API = new WorkloadMixin('service-api', {
  env: {
    TRANSACTIONS_API_ADDR: 'ledgerwriter:8080',
    BALANCES_API_ADDR: 'balancereader:8080',
    HISTORY_API_ADDR: 'transactionhistory:8080',
    CONTACTS_API_ADDR: 'contacts:8080',
    USERSERVICE_API_ADDR: 'userservice:8080',
  },
});
/** How all its own programs run. */
const PROGRAM = new WorkloadMixin('program', { runAsUser: 1000, runAsGroup: 1000, terminationGracePeriodSeconds: 5 });

const PUBLIC_KEY = { '/tmp/.ssh': Volume.secret('jwt-key', { items: { 'jwtRS256.key.pub': 'publickey' } }) };
const READY = { periodSeconds: 5, timeoutSeconds: 10 };
const JVM = { JVM_OPTS: '-XX:+UnlockExperimentalVMOptions -XX:+UseCGroupMemoryLimitForHeap -Xms256m -Xmx512m' };

function once(requests: [string, string], limits: [string, string], disk?: string) {
  const ephemeralStorage = disk === undefined ? {} : { ephemeralStorage: disk };
  return {
    replicas: { min: 1, max: 1 },
    resources: {
      requests: { cpu: requests[0], memory: requests[1], ...ephemeralStorage },
      limits: { cpu: limits[0], memory: limits[1], ...ephemeralStorage },
    },
  };
}

/** A program of the ledger, in Java, which takes its time to start. */
function ledger(env: { [name: string]: string }, probes: Pick<ServiceOptions, 'liveness' | 'startup'>): ServiceOptions {
  return {
    port: 8080,
    env: { VERSION: 'v0.6.10', ENABLE_TRACING: 'true', ENABLE_METRICS: 'true', LOG_LEVEL: 'info', ...JVM, ...env },
    fieldEnv: { NAMESPACE: PodField.NAMESPACE },
    readiness: Probe.http('/ready', { initialDelaySeconds: 60, ...READY }),
    volumes: PUBLIC_KEY,
    connectsTo: [TrafficTarget.service('ledger-db')],
    ...probes,
    ...once(['100m', '256Mi'], ['500m', '512Mi'], '0.5Gi'),
  };
}

const HEALTHY = {
  startup: Probe.http('/healthy', { failureThreshold: 30, periodSeconds: 10 }),
  liveness: Probe.http('/healthy', { initialDelaySeconds: 120, periodSeconds: 5, timeoutSeconds: 10 }),
};

/** A database that forgets everything when it stops, as the published one does. */
function database(project: FeiyueProject, name: string, requests: [string, string], limits: [string, string]) {
  return project.addStatefulService(name, {
    port: 5432,
    portName: 'tcp',
    liveness: Probe.none(),
    readiness: Probe.none(),
    volumes: { '/var/lib/postgresql/data': Volume.emptyDir() },
    ...once(requests, limits),
  });
}

/** Google's Bank of Anthos: accounts and a ledger, each with a database, in Python and in Java. */
export function declareBankOfAnthos(project: FeiyueProject): void {
  database(project, 'accounts-db', ['100m', '128Mi'], ['250m', '512Mi']).apply(ENVIRONMENT).apply(ACCOUNTS_DB).apply(DEMO_DATA);
  database(project, 'ledger-db', ['100m', '512Mi'], ['250m', '1Gi']).apply(ENVIRONMENT).apply(LEDGER_DB).apply(DEMO_DATA);
  const balances = ledger({ POLL_MS: '100', CACHE_SIZE: '1000000' }, HEALTHY);
  project.addService('balancereader', balances).apply(PROGRAM).apply(ENVIRONMENT).apply(LEDGER_DB);
  const history = ledger({ POLL_MS: '100', CACHE_SIZE: '1000', CACHE_MINUTES: '60', HISTORY_LIMIT: '100' }, HEALTHY);
  project.addService('transactionhistory', history).apply(PROGRAM).apply(ENVIRONMENT).apply(LEDGER_DB);
  const writer = ledger({}, { startup: Probe.http('/ready', { failureThreshold: 30, periodSeconds: 10 }), liveness: Probe.none() });
  project.addService('ledgerwriter', { ...writer, connectsTo: [TrafficTarget.service('ledger-db'), TrafficTarget.service('balancereader')] })
    .apply(PROGRAM).apply(ENVIRONMENT).apply(SERVICE_API).apply(LEDGER_DB);
  project.addService('contacts', {
    port: 8080,
    env: { VERSION: 'v0.6.10', ENABLE_TRACING: 'true', LOG_LEVEL: 'info' },
    liveness: Probe.none(),
    readiness: Probe.http('/ready', { initialDelaySeconds: 10, ...READY }),
    volumes: PUBLIC_KEY,
    connectsTo: [TrafficTarget.service('accounts-db')],
    ...once(['100m', '64Mi'], ['250m', '128Mi'], '0.25Gi'),
  }).apply(PROGRAM).apply(ENVIRONMENT).apply(ACCOUNTS_DB);
  project.addService('userservice', {
    port: 8080,
    portName: 'http-server',
    env: { VERSION: 'v0.6.10', ENABLE_TRACING: 'true', TOKEN_EXPIRY_SECONDS: '3600', PRIV_KEY_PATH: '/tmp/.ssh/privatekey', LOG_LEVEL: 'info' },
    liveness: Probe.none(),
    readiness: Probe.http('/ready', { initialDelaySeconds: 10, ...READY }),
    volumes: { '/tmp/.ssh': Volume.secret('jwt-key', { items: { 'jwtRS256.key': 'privatekey', 'jwtRS256.key.pub': 'publickey' } }) },
    connectsTo: [TrafficTarget.service('accounts-db')],
    ...once(['260m', '128Mi'], ['500m', '256Mi'], '0.25Gi'),
  }).apply(PROGRAM).apply(ENVIRONMENT).apply(ACCOUNTS_DB);
  project.addService('frontend', {
    port: 8080,
    servicePort: 80,
    serviceType: ServiceType.LOAD_BALANCER,
    allowedFrom: [TrafficSource.cidr('0.0.0.0/0')],
    env: { VERSION: 'v0.6.10', ENABLE_TRACING: 'true', SCHEME: 'http', LOG_LEVEL: 'info', DEFAULT_USERNAME: 'testuser' },
    secretEnv: { DEFAULT_PASSWORD: { secret: 'demo', key: 'password' } },
    liveness: Probe.http('/ready', { initialDelaySeconds: 60, periodSeconds: 15, timeoutSeconds: 30 }),
    readiness: Probe.http('/ready', { initialDelaySeconds: 10, ...READY }),
    volumes: PUBLIC_KEY,
    connectsTo: ['ledgerwriter', 'balancereader', 'transactionhistory', 'contacts', 'userservice'].map((service) => TrafficTarget.service(service)),
    ...once(['100m', '64Mi'], ['250m', '128Mi']),
  }).apply(PROGRAM).apply(ENVIRONMENT).apply(SERVICE_API);
  project.addWorker('loadgenerator', {
    env: { FRONTEND_ADDR: 'frontend:80', USERS: '5', LOG_LEVEL: 'error' },
    connectsTo: [TrafficTarget.service('frontend')],
    ...once(['100m', '512Mi'], ['250m', '1Gi']),
  }).apply(PROGRAM);
}

import { EnvSource, FeiyueProject, Probe, ProbeTiming, ServiceType, TrafficSource, TrafficTarget, WorkloadMixin } from '../../../src';

const LINUX = new WorkloadMixin('linux', { nodeSelector: { 'kubernetes.io/os': 'linux' } });

function once(requests: [string, string], limits: [string, string]) {
  return {
    replicas: { min: 1, max: 1 },
    resources: { requests: { cpu: requests[0], memory: requests[1] }, limits: { cpu: limits[0], memory: limits[1] } },
  };
}

/** How its web services are asked for their health. */
function health(path: string, ready: string, readySeconds = 5) {
  return {
    liveness: Probe.http(path, { failureThreshold: 5, initialDelaySeconds: 3, periodSeconds: 3 }),
    readiness: Probe.http(ready, { failureThreshold: 3, initialDelaySeconds: 3, periodSeconds: readySeconds }),
  };
}

function startup(path: string, timing: ProbeTiming) {
  return { startup: Probe.http(path, timing) };
}

const LOGIN = (user: string, password: string, secret: string) => ({ [user]: { secret, key: 'username' }, [password]: { secret, key: 'password' } });

/** What stands in for people. */
const VIRTUAL = {
  liveness: Probe.exec(['cat', '/proc/1/status'], { failureThreshold: 5, initialDelaySeconds: 10, periodSeconds: 10 }),
  readiness: Probe.exec(['cat', '/proc/1/status'], { failureThreshold: 3, initialDelaySeconds: 3, periodSeconds: 5 }),
  ...once(['1m', '1Mi'], ['2m', '20Mi']),
};

/** Microsoft's AKS store demo: a shop with a message queue, a document database and two sites. */
export function declareAksStoreDemo(project: FeiyueProject): void {
  const workloads = [
    project.addStatefulService('documentdb', {
      port: 10260,
      portName: 'documentdb',
      args: ['--username', '$(USERNAME)', '--password', '$(PASSWORD)'],
      secretEnv: LOGIN('USERNAME', 'PASSWORD', 'documentdb'),
      startup: Probe.tcp({ failureThreshold: 30, periodSeconds: 5 }),
      liveness: Probe.tcp({ failureThreshold: 3, periodSeconds: 10, timeoutSeconds: 5 }),
      readiness: Probe.tcp({ failureThreshold: 3, initialDelaySeconds: 5, periodSeconds: 5, timeoutSeconds: 5 }),
      ...once(['5m', '75Mi'], ['25m', '1024Mi']),
    }),
    project.addStatefulService('rabbitmq', {
      port: 5672,
      portName: 'rabbitmq-amqp',
      additionalPorts: [{ name: 'rabbitmq-http', port: 15672 }],
      envFrom: [EnvSource.secret('rabbitmq-secrets')],
      startup: Probe.tcp({ failureThreshold: 30, initialDelaySeconds: 10, periodSeconds: 10 }),
      liveness: Probe.tcp({ failureThreshold: 3, initialDelaySeconds: 30, periodSeconds: 10 }),
      readiness: Probe.tcp({ failureThreshold: 3, initialDelaySeconds: 5, periodSeconds: 5 }),
      ...once(['10m', '128Mi'], ['250m', '256Mi']),
    }),
    project.addService('order-service', {
      port: 3000,
      env: { ORDER_QUEUE_PORT: '5672', ORDER_QUEUE_HOSTNAME: 'rabbitmq', ORDER_QUEUE_NAME: 'orders', FASTIFY_ADDRESS: '0.0.0.0' },
      envFrom: [EnvSource.secret('order-service-secrets')],
      initContainers: {
        'wait-for-rabbitmq': {
          image: 'busybox:1.37.0',
          command: ['sh', '-c', 'until nc -z rabbitmq 5672; do sleep 2; done'],
          resources: { requests: { cpu: '1m', memory: '50Mi' }, limits: { cpu: '100m', memory: '256Mi' } },
        },
      },
      connectsTo: [TrafficTarget.service('rabbitmq')],
      ...startup('/health', { failureThreshold: 5, initialDelaySeconds: 20, periodSeconds: 10 }),
      ...health('/health', '/health'),
      ...once(['1m', '50Mi'], ['100m', '256Mi']),
    }),
    project.addService('makeline-service', {
      port: 3001,
      env: {
        ORDER_QUEUE_URI: 'amqp://rabbitmq:5672',
        ORDER_QUEUE_NAME: 'orders',
        ORDER_DB_URI: 'mongodb://documentdb:10260/?tls=true&tlsAllowInvalidCertificates=true',
        ORDER_DB_NAME: 'orderdb',
        ORDER_DB_COLLECTION_NAME: 'orders',
        ORDER_QUEUE_USERNAME: 'username',
        ORDER_DB_USERNAME: 'username',
      },
      secretEnv: { ORDER_QUEUE_PASSWORD: { secret: 'order-service-secrets', key: 'ORDER_QUEUE_PASSWORD' }, ORDER_DB_PASSWORD: { secret: 'documentdb', key: 'password' } },
      connectsTo: [TrafficTarget.service('rabbitmq'), TrafficTarget.service('documentdb')],
      ...startup('/liveness', { failureThreshold: 10, periodSeconds: 5 }),
      ...health('/liveness', '/health'),
      ...once(['1m', '6Mi'], ['5m', '20Mi']),
    }),
    project.addService('product-service', {
      port: 3002,
      env: { AI_SERVICE_URL: 'http://ai-service:5001/' },
      ...health('/health', '/health'),
      ...once(['1m', '1Mi'], ['2m', '20Mi']),
    }),
    ...[{ name: 'store-front', port: 8080, readySeconds: 3 }, { name: 'store-admin', port: 8081, readySeconds: 5 }].map(({ name, port, readySeconds }) => project.addService(name, {
      port,
      portName: name,
      servicePort: 80,
      serviceType: ServiceType.LOAD_BALANCER,
      allowedFrom: [TrafficSource.cidr('0.0.0.0/0')],
      connectsTo: ['order-service', 'product-service', 'makeline-service'].map((service) => TrafficTarget.service(service)),
      ...startup('/health', { failureThreshold: 3, initialDelaySeconds: 5, periodSeconds: 5 }),
      ...health('/health', '/health', readySeconds),
      ...once(['1m', '200Mi'], ['1000m', '512Mi']),
    })),
    project.addWorker('virtual-customer', {
      env: { ORDER_SERVICE_URL: 'http://order-service:3000/', ORDERS_PER_HOUR: '100' },
      connectsTo: [TrafficTarget.service('order-service')],
      ...VIRTUAL,
    }),
    project.addWorker('virtual-worker', {
      env: { MAKELINE_SERVICE_URL: 'http://makeline-service:3001', ORDERS_PER_HOUR: '100' },
      connectsTo: [TrafficTarget.service('makeline-service')],
      ...VIRTUAL,
    }),
  ];
  for (const workload of workloads) workload.apply(LINUX);
}

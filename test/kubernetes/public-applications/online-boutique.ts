import { Probe, FeiyueProject, ProbeTiming, ServiceOptions, TrafficTarget, WorkloadMixin, Volume } from '../../../src';

/** A user of its own, and no time to stop. */
const BOUTIQUE = new WorkloadMixin('boutique', { runAsUser: 1000, runAsGroup: 1000, terminationGracePeriodSeconds: 5 });

const PROFILED = { DISABLE_PROFILER: '1' };

function resources(requests: [string, string], limits: [string, string]) {
  return {
    replicas: { min: 1, max: 1 },
    resources: { requests: { cpu: requests[0], memory: requests[1] }, limits: { cpu: limits[0], memory: limits[1] } },
  };
}

const SMALL = resources(['100m', '64Mi'], ['200m', '128Mi']);

/** A service that speaks gRPC, also about its health. */
function grpc(port: number, timing: ProbeTiming = {}, readiness = timing): Pick<ServiceOptions, 'port' | 'portName' | 'appProtocol' | 'liveness' | 'readiness'> {
  return { port, portName: 'grpc', appProtocol: 'kubernetes.io/h2c', liveness: Probe.grpc(timing), readiness: Probe.grpc(readiness) };
}

function to(...services: string[]): TrafficTarget[] {
  return services.map((service) => TrafficTarget.service(service));
}

/** Google's Online Boutique: a shop of eleven services that speak gRPC, with a cache and somebody who buys. */
export function declareOnlineBoutique(project: FeiyueProject): void {
  const health = (id: string) => Probe.http('/_healthz', { headers: { Cookie: `shop_session-id=x-${id}-probe` }, initialDelaySeconds: 10 });
  const workloads = [
    project.addService('frontend', {
      port: 8080,
      servicePort: 80,
      env: {
        PRODUCT_CATALOG_SERVICE_ADDR: 'productcatalogservice:3550',
        CURRENCY_SERVICE_ADDR: 'currencyservice:7000',
        CART_SERVICE_ADDR: 'cartservice:7070',
        RECOMMENDATION_SERVICE_ADDR: 'recommendationservice:8080',
        SHIPPING_SERVICE_ADDR: 'shippingservice:50051',
        CHECKOUT_SERVICE_ADDR: 'checkoutservice:5050',
        AD_SERVICE_ADDR: 'adservice:9555',
        SHOPPING_ASSISTANT_SERVICE_ADDR: 'shoppingassistantservice:80',
        ENABLE_PROFILER: '0',
      },
      liveness: health('liveness'),
      readiness: health('readiness'),
      connectsTo: to('productcatalogservice', 'currencyservice', 'cartservice', 'recommendationservice', 'shippingservice', 'checkoutservice', 'adservice'),
      ...SMALL,
    }),
    project.addService('adservice', { ...grpc(9555, { initialDelaySeconds: 20, periodSeconds: 15 }), ...resources(['200m', '180Mi'], ['300m', '300Mi']) }),
    project.addService('currencyservice', { ...grpc(7000), env: PROFILED, ...SMALL }),
    project.addService('cartservice', {
      ...grpc(7070, { initialDelaySeconds: 15, periodSeconds: 10 }, { initialDelaySeconds: 15 }),
      env: { REDIS_ADDR: 'redis-cart:6379' },
      connectsTo: to('redis-cart'),
      ...resources(['200m', '64Mi'], ['300m', '128Mi']),
    }),
    project.addService('redis-cart', {
      port: 6379,
      portName: 'tcp-redis',
      image: 'redis:8.2.1-alpine',
      liveness: Probe.tcp({ periodSeconds: 5 }),
      readiness: Probe.tcp({ periodSeconds: 5 }),
      volumes: { '/data': Volume.emptyDir() },
      ...resources(['70m', '200Mi'], ['125m', '256Mi']),
    }),
    project.addWorker('loadgenerator', {
      env: { FRONTEND_ADDR: 'frontend:80', USERS: '10', RATE: '1' },
      initContainers: {
        'frontend-check': {
          image: 'busybox:1.38.0',
          command: ['/bin/sh', '-c', 'until wget --spider "http://$FRONTEND_ADDR"; do sleep 10; done'],
          env: { FRONTEND_ADDR: 'frontend:80' },
        },
      },
      connectsTo: to('frontend'),
      ...resources(['300m', '256Mi'], ['500m', '512Mi']),
    }),
    project.addService('recommendationservice', {
      ...grpc(8080, { periodSeconds: 5 }),
      env: { PRODUCT_CATALOG_SERVICE_ADDR: 'productcatalogservice:3550', ...PROFILED },
      connectsTo: to('productcatalogservice'),
      ...resources(['100m', '220Mi'], ['200m', '450Mi']),
    }),
    project.addService('checkoutservice', {
      ...grpc(5050),
      env: {
        PRODUCT_CATALOG_SERVICE_ADDR: 'productcatalogservice:3550',
        SHIPPING_SERVICE_ADDR: 'shippingservice:50051',
        PAYMENT_SERVICE_ADDR: 'paymentservice:50051',
        EMAIL_SERVICE_ADDR: 'emailservice:5000',
        CURRENCY_SERVICE_ADDR: 'currencyservice:7000',
        CART_SERVICE_ADDR: 'cartservice:7070',
      },
      connectsTo: to('productcatalogservice', 'shippingservice', 'paymentservice', 'emailservice', 'currencyservice', 'cartservice'),
      ...SMALL,
    }),
    project.addService('emailservice', { ...grpc(8080, { periodSeconds: 5 }), servicePort: 5000, env: PROFILED, ...SMALL }),
    project.addService('paymentservice', { ...grpc(50051), env: PROFILED, ...SMALL }),
    project.addService('shippingservice', { ...grpc(50051, {}, { periodSeconds: 5 }), env: PROFILED, ...SMALL }),
    project.addService('productcatalogservice', { ...grpc(3550), env: PROFILED, ...SMALL }),
  ];
  for (const workload of workloads) workload.apply(BOUTIQUE);
}

import { SmallEstate } from './small-estate';
import { KustomizePatch } from '../../src/kubernetes/kustomize/kustomize-patch';
import { LifecycleHook } from '../../src/kubernetes/options/lifecycle-hook';
import { Probe } from '../../src/kubernetes/options/probe';
import type { ServiceOptions, ServiceOverrides } from '../../src/kubernetes/options/service-options';
import { TrafficSource } from '../../src/kubernetes/options/traffic-source';
import { TrafficTarget } from '../../src/kubernetes/options/traffic-target';
import { ServiceType } from '../../src/kubernetes/options/workload-port';
import type { Service } from '../../src/kubernetes/service';

/** A service in an unprotected environment `dev` and a protected one `prod`. */
function declare(settings: ServiceOverrides = {}, port = 8080): { estate: SmallEstate; service: Service } {
  const estate = new SmallEstate();
  const dev = estate.addEnvironment('dev').environment;
  estate.addEnvironment('prod', { promotedFrom: dev });
  return { estate, service: estate.addService('api', { port, ...settings }) };
}

const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'api' } };
const CONFIG_MAP = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'api' } };

describe('names of services', () => {
  test.each([
    ['Api', 'service "Api" has an illegal name: use lower-case letters, digits and "-", with a letter first and no "-" at the end.'],
    ['1api', 'service "1api" has an illegal name: use lower-case letters, digits and "-", with a letter first and no "-" at the end.'],
    ['../api', 'service "../api" has an illegal name: use lower-case letters, digits and "-", with a letter first and no "-" at the end.'],
    ['a'.repeat(47), `service "${'a'.repeat(47)}" has a name of 47 characters; the names of its pods leave room for 46.`],
    ['default-deny', 'service "default-deny" has the name of the network policy of every environment. Choose another one.'],
  ])('%s is refused', (name, problem) => {
    const estate = new SmallEstate();
    estate.addEnvironment('dev');
    estate.addService(name);
    expect(estate.problems()).toEqual([problem]);
  });

  test('are taken once', () => {
    const { estate } = declare();
    estate.addService('api');
    expect(estate.problems()).toEqual(['service "api" is declared twice: give the second one another name']);
  });
});

describe('a declaration is refused', () => {
  test.each<[string, ServiceOverrides, string]>([
    ['with a replica range upside down', { replicas: { min: 5, max: 2 } }, 'has a replica range upside down: min 5 is above max 2. Swap the two.'],
    ['with an availability in percent', { objective: { availability: 99.9 } }, 'has objective.availability 99.9; it has to be a share from 0.94 to 0.99999, such as 0.999. 99.9 % is 0.999.'],
    ['with an availability that no alert can miss fast enough', { objective: { availability: 0.9 } }, 'has objective.availability 0.9; it has to be a share from 0.94 to 0.99999, such as 0.999.'],
    ['that promises everything', { objective: { availability: 1 } }, 'has objective.availability 1; it has to be a share from 0.94 to 0.99999, such as 0.999.'],
    ['with an availability that is no number', { objective: { availability: NaN } }, 'has objective.availability NaN; it has to be a share from 0.94 to 0.99999, such as 0.999.'],
    ['with a latency target in percent', { objective: { availability: 0.999, latencyMilliseconds: 250, latencyTarget: 99 } }, 'has objective.latencyTarget 99; it has to be a share from 0.94 to 0.99999, such as 0.999. 99 % is 0.99.'],
    ['with a latency target without a latency', { objective: { availability: 0.999, latencyTarget: 0.99 } }, 'has objective.latencyTarget without objective.latencyMilliseconds: say within which time the requests are answered.'],
    ['with a latency between two buckets', { objective: { availability: 0.999, latencyMilliseconds: 300 } }, 'has objective.latencyMilliseconds 300, which is no boundary of a bucket of OpenTelemetry\'s histogram: choose one of 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000, or name the histogram in requestMetrics.'],
    ['with a latency of nothing', { objective: { availability: 0.999, latencyMilliseconds: 0 } }, 'has objective.latencyMilliseconds 0; it has to be a whole number from 1.'],
    ['with a series in place of a histogram', { objective: { availability: 0.999, requestMetrics: { histogram: 'requests_seconds_count' } } }, 'has objective.requestMetrics.histogram "requests_seconds_count", which is one of the series of a histogram: leave out the last part.'],
    ['with a query in place of a histogram', { objective: { availability: 0.999, requestMetrics: { histogram: 'sum(x)' } } }, 'has objective.requestMetrics.histogram "sum(x)", which is no name in Prometheus: use letters, digits and "_", with no digit first.'],
    ['with a label that Prometheus refuses', { objective: { availability: 0.999, requestMetrics: { statusLabel: 'http.status' } } }, 'has objective.requestMetrics.statusLabel "http.status", which is no name in Prometheus: use letters, digits and "_", with no digit first.'],
    ['without a replica', { replicas: { min: 0, max: 2 } }, 'has replicas from 0 to 2; an autoscaler keeps one at least. Raise min, or say { min: 0, max: 0 } for none.'],
    ['with an illegal image', { image: 'a b' }, 'has image "a b", which is not of the form repository[:tag][@sha256:digest].'],
    ['with an illegal tag', { imageTag: '-x' }, 'has imageTag "-x"; a tag has letters, digits, "_", "." and "-", at most 128, and begins with none of the last two.'],
    ['with an illegal digest', { imageDigest: 'sha256:x' }, 'has imageDigest "sha256:x"; a digest is "sha256:" and 64 digits in lower-case hexadecimal.'],
    ['with more than all of the cpu', { targetCpuUtilizationPercent: 170 }, 'has targetCpuUtilizationPercent 170; it has to be a whole number from 1 to 100.'],
    ['with an illegal quantity', { resources: { limits: { memory: '1GB' } } }, 'has resources.limits.memory "1GB", which is no Kubernetes quantity above 0: write "256Mi" or "1Gi".'],
    ['with thousandths of a byte', { resources: { requests: { memory: '128m' } } }, 'has resources.requests.memory "128m", less than a mebibyte: write "256Mi" or "1Gi" (a small "m" means a thousandth).'],
    ['with bytes of cpu', { resources: { limits: { cpu: '1Gi' } } }, 'has resources.limits.cpu "1Gi", more than 1024 cores: write "250m" or "2".'],
    ['with a request above the limit', { resources: { requests: { cpu: '2' } } }, 'requests more cpu (2) than its limit (500m). Raise resources.limits.cpu or lower the request.'],
    ['with a relative path', { readiness: Probe.http('readyz') }, 'has the path "readyz" in readiness; an HTTP path begins with "/" and has no spaces.'],
    ['with a probe of a port that it has not', { liveness: Probe.tcp({ port: 9090 }) }, 'asks port 9090 in liveness, on which it does not listen; its ports are: 8080.'],
    ['with a probe that asks never', { readiness: Probe.tcp({ periodSeconds: 0 }) }, 'has readiness.periodSeconds 0; it has to be a whole number from 1 to 86400.'],
    ['with successes of its liveness', { liveness: Probe.tcp({ successThreshold: 2 }) }, 'has liveness.successThreshold 2, where Kubernetes takes 1 alone: leave it out.'],
    ['with two times to start', { startup: Probe.tcp({ failureThreshold: 3 }), startupTimeoutSeconds: 9 }, 'has startupTimeoutSeconds beside a startup probe that says by itself how long it waits: drop one of the two.'],
    ['with a probe without a program', { readiness: Probe.exec([]) }, "has no program in readiness: name one, such as Probe.exec(['pg_isready'])."],
    ['with an illegal header', { readiness: Probe.http('/', { headers: { 'a b': 'c' } }) }, 'has "a b" in readiness.headers, which is no name of a header.'],
    ['with an unknown port of its own', { allowedFrom: [TrafficSource.namespace('edge', { ports: ['htp'] })] }, 'names port "htp" of "api" in allowedFrom; its ports are: http. Did you mean "http"?'],
    ['with an unknown port of a target', { connectsTo: [TrafficTarget.service('api', { ports: ['metrics'] })] }, 'names port "metrics" of "api" in connectsTo; its ports are: http.'],
    ['with a target on no port', { connectsTo: [TrafficTarget.service('api', { ports: [] })] }, 'has an end of a connection without a port in connectsTo: name one, or leave `ports` out.'],
    ['with a label of nodes that is none', { nodeSelector: { 'a b': 'c' } }, 'has "a b" in nodeSelector, which is no legal name: at most 63 letters, digits, "-", "_" and ".", perhaps with a domain and "/" before it.'],
    ['with a toleration of nothing', { tolerations: [{ value: 'x' }] }, 'tolerates the value "x" of no taint: give the key of the taint, too.'],
    ['with a time to tolerate that does nothing', { tolerations: [{ key: 'a', tolerationSeconds: 5 }] }, 'has tolerationSeconds in a toleration of another effect than NoExecute, where they do nothing: give it TaintEffect.NO_EXECUTE, or drop them.'],
    ['with an illegal priority', { priorityClassName: 'High' }, 'has "High" in priorityClassName, which is no legal name of an object: use lower-case letters, digits, "-" and ".".'],
    ['with no time to end', { terminationGracePeriodSeconds: 0 }, 'has terminationGracePeriodSeconds 0; it has to be a whole number from 1 to 86400.'],
    ['with a label that is selected by', { podLabels: { 'app.kubernetes.io/instance': 'x' } }, 'has "app.kubernetes.io/instance" in podLabels, where those of app.kubernetes.io/ are set for every workload: call it otherwise.'],
    ['with an illegal value of a label', { podLabels: { team: 'a b' } }, 'has the label "team" with "a b" in podLabels; the value of a label has at most 63 letters, digits, "-", "_" and ".", with a letter or digit first and last.'],
    ['with an annotation of kustomize', { podAnnotations: { 'config.kubernetes.io/local-config': 'true' } }, 'has an annotation that does not reach the cluster in podAnnotations: kustomize takes the annotation "config.kubernetes.io/local-config" away, or the whole object with it: leave it out.'],
    ['as the user root', { runAsUser: 0 }, 'has runAsUser 0; it has to be a whole number from 1 to 2147483647.'],
    ['with a hook without a program', { preStop: LifecycleHook.exec([]) }, "has no program in preStop: name one, such as LifecycleHook.exec(['nginx', '-s', 'quit'])."],
    ['with a hook that waits until the end by force', { preStop: LifecycleHook.sleep(30) }, 'waits 30 s in preStop, and is ended by force 30 s after it was told to stop: wait for a shorter time, or raise terminationGracePeriodSeconds, in which it counts.'],
    ['with a hook that waits for longer than pods have', { postStart: LifecycleHook.sleep(9), terminationGracePeriodSeconds: 5 }, 'waits 9 s in postStart, and is ended by force 5 s after it was told to stop: wait for a shorter time, or raise terminationGracePeriodSeconds, in which it counts.'],
    ['with a sidecar whose hook waits for too long', { sidecars: { proxy: { image: 'proxy:1.0.0', preStop: LifecycleHook.sleep(45) } } }, 'has a sidecar "proxy" that waits 45 s in preStop, and is ended by force 30 s after it was told to stop: wait for a shorter time, or raise terminationGracePeriodSeconds, in which it counts.'],
    ['with a load balancer for nobody', { serviceType: ServiceType.LOAD_BALANCER }, 'has a serviceType by which it is reached from outside of the cluster, and lets in nobody from there (in dev, prod): name the addresses in allowedFrom, such as TrafficSource.cidr(\'10.0.0.0/8\'), or leave serviceType out.'],
    ['with an illegal variable', { env: { 'LOG-LEVEL': 'x' } }, 'has an illegal variable "LOG-LEVEL" in env: use letters, digits and "_", with no digit first.'],
    ['with a port of its own', { env: { PORT: '1' } }, 'sets PORT in env; PORT always holds `port`. Remove it.'],
    ['with a secret in clear', { env: { DB_PASSWORD: 'x' } }, 'has what its name calls a secret in env ("DB_PASSWORD"), where everyone can read it: put it into a Secret, and refer to that in secretEnv. If it is none, say so: new NotSecret(…, \'DB_PASSWORD\', { reason: \'…\' }).'],
    ['with a key in clear', { env: { CERT: '-----BEGIN RSA PRIVATE KEY-----' } }, 'has what looks like a private key in env ("CERT"), where everyone can read it: put it into a Secret, and refer to that in secretEnv. If it is none, say so: new NotSecret(…, \'CERT\', { reason: \'…\' }).'],
    ['with an illegal Secret', { secretEnv: { A: { secret: 'My Secret', key: 'k' } } }, 'takes A from Secret "My Secret", which is no legal name: use lower-case letters, digits, "-" and ".".'],
    ['with an illegal key', { secretEnv: { A: { secret: 's', key: 'a/b' } } }, 'takes A from key "a/b" of a Secret, which is no legal key: use letters, digits, "-", "_" and ".".'],
    ['with a variable from two places', { env: { A: 'x' }, secretEnv: { A: { secret: 's', key: 'k' } } }, 'has the variable "A" in env and in secretEnv. Remove one of the two.'],
    ['with an unknown caller', { allowedFrom: [TrafficSource.service('apy')] }, 'names service "apy" in allowedFrom; services are: api. Did you mean "api"?'],
    ['with an unknown target', { connectsTo: [TrafficTarget.service('database')] }, 'names service "database" in connectsTo; services are: api.'],
    ['with an illegal range', { connectsTo: [TrafficTarget.cidr('10.0.0.0/33', [1])] }, 'has "10.0.0.0/33" in connectsTo, which is no CIDR range such as "10.0.0.0/16".'],
    ['with an illegal namespace', { allowedFrom: [TrafficSource.namespace('Edge')] }, 'has "Edge" in allowedFrom, which is no legal name of a namespace.'],
    ['with a target without ports', { connectsTo: [TrafficTarget.namespace('edge', [])] }, 'has a target without ports in connectsTo: name the ports it needs.'],
    ['with an impossible port', { connectsTo: [TrafficTarget.namespace('edge', [70000])] }, 'has a port in connectsTo: 70000; it has to be a whole number from 1 to 65535.'],
  ])('%s', (_, settings, problem) => {
    // The same words come back for the environments that inherit the mistake.
    expect(declare(settings).estate.problems()[0]).toBe(`service "api" ${problem}`);
  });

  test.each<[string, Partial<ServiceOptions>, string]>([
    ['a port without a legal name', { portName: 'HTTP' }, 'has a port "HTTP"; the name of a port has at most 15 lower-case letters, digits and "-", with a letter among them.'],
    ['two ports of one name', { additionalPorts: [{ name: 'http', port: 9090 }] }, 'has two ports with the name http: give one of them another.'],
    ['two ports of one number', { additionalPorts: [{ name: 'more', port: 8080 }] }, 'has two ports with the number 8080/TCP: give one of them another.'],
    ['two ports of the Service with one number', { additionalPorts: [{ name: 'more', port: 9090, servicePort: 8080 }] }, 'has two ports with the servicePort 8080/TCP: give one of them another.'],
    ['a further port for the privileged', { additionalPorts: [{ name: 'more', port: 80 }] }, 'listens on port "more" (80), which an unprivileged process cannot open: take one from 1024, or say why not, with Loosening.lowPorts(\'…\').'],
    ['a servicePort that is in no Service', { additionalPorts: [{ name: 'more', port: 9090, servicePort: 90, inService: false }] }, 'has a servicePort of "more", which is not in the Service: drop it, or inService.'],
  ])('with %s', (_, options, problem) => {
    const estate = new SmallEstate();
    estate.addService('api', { port: 8080, ...options });
    expect(estate.problems()).toContain(`service "api" ${problem}`);
  });

  test('unless its latency is a boundary of a histogram that it names', () => {
    const objective = { availability: 0.999, latencyMilliseconds: 300, requestMetrics: { histogram: 'requests_seconds' } };
    expect(declare({ objective }).estate.problems()).toEqual([]);
  });

  test.each([0, 65536, 8080.5, NaN])('with port %d', (port) => {
    expect(declare({}, port).estate.problems()).toContain(`service "api" has port ${port}; it has to be a whole number from 1 to 65535.`);
  });
});

describe('a version of the image', () => {
  test.each<[string, ServiceOverrides]>([
    ['without a tag or digest', { image: 'other/app' }],
    ['with the moving tag "latest"', { image: 'other/app:latest' }],
  ])('%s is refused in a protected environment alone', (what, settings) => {
    const { estate } = declare(settings);
    expect(estate.problems()).toEqual([
      `service "api" runs image "other/app" ${what} in the protected environment "prod". Set imageTag, with a version such as "1.27.3", or imageDigest.`,
    ]);
  });

  test('may be chosen in the protected environment', () => {
    const { estate, service } = declare({ image: 'other/app' });
    service.override('prod', { imageTag: '1.0.0' });
    expect(estate.problems()).toEqual([]);
  });
});

test('a load balancer is for those whom allowedFrom names from outside, or a policy of one\'s own', () => {
  const { estate, service } = declare({ serviceType: ServiceType.LOAD_BALANCER });
  for (const environment of ['dev', 'prod']) service.override(environment, { allowedFrom: [TrafficSource.cidr('10.0.0.0/8')] });
  expect(estate.problems()).toEqual([]);
  const own = declare({ serviceType: ServiceType.NODE_PORT });
  own.service.addManifest('nodes.yaml', { apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: { name: 'nodes' }, spec: { endpointSelector: {}, ingress: [{ fromEntities: ['world'] }] } });
  expect(own.estate.problems()).toEqual([]);
});

describe('an override is refused', () => {
  test('for an unknown environment', () => {
    const { estate, service } = declare();
    service.override('pord', { replicas: { min: 1, max: 2 } });
    expect(estate.problems()).toEqual(['service "api" names environment "pord"; environments are: dev, prod. Did you mean "prod"?']);
  });

  test('when it changes a variable that the service does not have', () => {
    const { estate, service } = declare({ env: { LOG_LEVEL: 'info' } });
    service.override('prod', { env: { LOG_LEVLE: 'warn' }, secretEnv: { DSN: { secret: 's', key: 'k' } } });
    expect(estate.problems()).toEqual([
      'service "api" overrides "LOG_LEVLE" in env of prod, which is not there everywhere; variables of the service: LOG_LEVEL. Did you mean "LOG_LEVEL"? Declare it with the service, or name it in addedVariables if prod alone has it.',
      'service "api" overrides "DSN" in secretEnv of prod, which is not there everywhere; variables of the service: LOG_LEVEL. Declare it with the service, or name it in addedVariables if prod alone has it.',
    ]);
  });

  test('when only together with the base it makes no sense', () => {
    const { estate, service } = declare();
    service.override('prod', { resources: { limits: { memory: '64Mi' } } });
    expect(estate.problems()).toEqual([
      'service "api" requests more memory in prod (128Mi) than its limit (64Mi). Raise resources.limits.memory or lower the request.',
    ]);
  });
});

describe('a patch is refused', () => {
  test.each<[string, KustomizePatch, string]>([
    ['for an unknown kind', KustomizePatch.json6902({ kind: 'Deploymnt' }, []),
      'there is no object of kind "Deploymnt"; kinds are: ConfigMap, Deployment, HorizontalPodAutoscaler, NetworkPolicy, PodDisruptionBudget, Service, ServiceAccount. Did you mean "Deployment"?'],
    ['for an unknown name', KustomizePatch.strategicMerge({ ...DEPLOYMENT, metadata: { name: 'apy' }, spec: { x: 1 } }),
      'there is no Deployment "apy"; there is: api. Did you mean "api"?'],
    ['for an old apiVersion', KustomizePatch.strategicMerge({ ...DEPLOYMENT, apiVersion: 'apps/v1beta1' }),
      'Deployment "api" has apiVersion "apps/v1", not "apps/v1beta1"'],
    ['without a name', KustomizePatch.strategicMerge({ apiVersion: 'apps/v1', kind: 'Deployment' }),
      'a strategic-merge patch needs apiVersion, kind and metadata.name'],
    ['for an unknown container', KustomizePatch.strategicMerge({ ...DEPLOYMENT, spec: { template: { spec: { containers: [{ name: 'ap', tty: true }] } } } }),
      'Deployment "api" has no container "ap"; it has: api. Did you mean "api"?'],
    ['when it changes nothing', KustomizePatch.strategicMerge({ ...DEPLOYMENT, spec: { revisionHistoryLimit: 5 } }),
      'it changes nothing: everything already has these values. Remove it'],
    ['when its pointer leads nowhere', KustomizePatch.json6902({ kind: 'PodDisruptionBudget', name: 'api' }, [{ op: 'replace', path: '/spec/maxUnavailble', value: 2 }]),
      '/spec/maxUnavailble does not exist; there are: maxUnavailable, unhealthyPodEvictionPolicy, selector. Did you mean "maxUnavailable"?'],
  ])('%s', (_, patch, problem) => {
    const base = declare();
    base.service.patchBase(patch);
    expect(base.estate.problems()).toEqual([`service "api" has a patch that does not fit: ${problem}`]);
    const overlay = declare();
    overlay.service.patch('prod', patch);
    expect(overlay.estate.problems()).toEqual([`service "api" has a patch that does not fit in prod: ${problem}`]);
  });

  test('for an unknown environment', () => {
    const { estate, service } = declare();
    service.patch('pord', KustomizePatch.strategicMerge(DEPLOYMENT));
    expect(estate.problems()[0]).toContain('environment "pord"; environments are: dev, prod. Did you mean "prod"?');
  });

  test.each([
    ['a strategic merge', KustomizePatch.strategicMerge({ ...CONFIG_MAP, data: { LOG_LEVLE: 'x' } })],
    ['a JSON patch', KustomizePatch.json6902({ kind: 'ConfigMap' }, [{ op: 'add', path: '/data/LOG_LEVLE', value: 'x' }])],
  ])('when %s adds a key to the ConfigMap of one environment', (_, patch) => {
    const { estate, service } = declare({ env: { LOG_LEVEL: 'info' } });
    service.patch('prod', patch);
    expect(estate.problems()).toEqual([
      'service "api" patches "LOG_LEVLE" of its ConfigMap, which has: PORT, LOG_LEVEL. Did you mean "LOG_LEVEL"? A new key is declared with the service.',
    ]);
  });

  test('when it takes the image away that the environments choose a version of', () => {
    const { estate, service } = declare();
    service.patchBase(KustomizePatch.json6902({ kind: 'Deployment' }, [{ op: 'replace', path: '/spec/template/spec/containers/0/image', value: 'other/app:1.0' }]));
    expect(estate.problems()).toEqual([
      'service "api" has patches after which no container runs image "registry.example/shop/api" (there is: other/app:1.0), so no environment could choose its version. Set `image` instead.',
    ]);
  });

  test('when the object that an environment differs in was deleted', () => {
    const { estate, service } = declare();
    service.patchBase(KustomizePatch.strategicMerge({ apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'api' }, $patch: 'delete' }));
    service.override('prod', { replicas: { min: 3, max: 6 } });
    expect(estate.problems()[0]).toContain('service "api" has an override that its patches of the base leave nothing to do in prod: there is no HorizontalPodAutoscaler any more.');
  });

  test('unless a patch before it made what it needs', () => {
    const { estate, service } = declare();
    service.patchBase(KustomizePatch.strategicMerge({ ...DEPLOYMENT, metadata: { name: 'api', annotations: { a: 'b' } } }));
    service.patch('prod', KustomizePatch.json6902({ kind: 'Deployment' }, [{ op: 'replace', path: '/metadata/annotations/a', value: 'c' }]));
    expect(estate.problems()).toEqual([]);
  });
});

describe('the files of a service', () => {
  test('are a base and an overlay per environment', () => {
    const { estate } = declare();
    estate.write();
    expect(estate.files('k8s')).toEqual([
      'base/api/configmap.yaml',
      'base/api/deployment.yaml',
      'base/api/hpa.yaml',
      'base/api/kustomization.yaml',
      'base/api/networkpolicy.yaml',
      'base/api/pdb.yaml',
      'base/api/service.yaml',
      'base/api/serviceaccount.yaml',
      'overlays/dev/api/kustomization.yaml',
      'overlays/dev/kustomization.yaml',
      'overlays/dev/namespace.yaml',
      'overlays/dev/networkpolicy.yaml',
      'overlays/prod/api/kustomization.yaml',
      'overlays/prod/kustomization.yaml',
      'overlays/prod/namespace.yaml',
      'overlays/prod/networkpolicy.yaml',
    ]);
  });

  test('name no version in the base, which every environment chooses', () => {
    const { estate } = declare();
    estate.write();
    expect(estate.read('k8s/base/api/deployment.yaml')).toContain('image: registry.example/shop/api\n');
    expect(estate.read('k8s/overlays/prod/api/kustomization.yaml')).toContain('newTag: 0.1.0\n');
  });

  test('stand for environments that are declared later as well', () => {
    const estate = new SmallEstate();
    estate.addService('api');
    estate.addEnvironment('dev');
    estate.write();
    expect(estate.read('k8s/overlays/dev/api/kustomization.yaml')).toContain('newTag: 0.1.0');
  });

  test('say in an overlay what differs, and no more', () => {
    const { estate, service } = declare({ env: { LOG_LEVEL: 'info', REGION: 'a' } });
    service.override('prod', { imageTag: '1.2.3', env: { LOG_LEVEL: 'warn' }, replicas: { min: 3, max: 4 } });
    estate.write();
    const [header, ...overlay] = estate.read('k8s/overlays/prod/api/kustomization.yaml').split('\n');
    expect(header).toMatch(/^# /);
    expect(overlay.join('\n')).toBe(`
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: shop-prod
resources:
  - ../../../base/api
images:
  - name: registry.example/shop/api
    newTag: 1.2.3
configMapGenerator:
  - name: api
    behavior: merge
    literals:
      - LOG_LEVEL=warn
patches:
  - patch: |
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata:
        name: api
      spec:
        minReplicas: 3
`);
  });
});

test('a service tells what to wait for in each environment', () => {
  expect(declare().service.workloads).toEqual([
    { environment: 'dev', namespace: 'shop-dev', kind: 'Deployment', name: 'api', overlayDir: 'k8s/overlays/dev/api' },
    { environment: 'prod', namespace: 'shop-prod', kind: 'Deployment', name: 'api', overlayDir: 'k8s/overlays/prod/api' },
  ]);
});

test('a service lets in whoever connects to it, in the environments where it does', () => {
  const { estate, service } = declare({ allowedFrom: [] });
  const chat = estate.addService('chat');
  chat.override('prod', { connectsTo: [TrafficTarget.service('api')] });
  const [dev, prod] = ['dev', 'prod'].map((name) => service.workloads.find(({ environment }) => environment === name)!);
  estate.write();
  expect(estate.read(`${dev.overlayDir}/kustomization.yaml`)).not.toContain('NetworkPolicy');
  expect(estate.read(`${prod.overlayDir}/kustomization.yaml`)).toContain('app.kubernetes.io/instance: chat');
  expect(estate.read('k8s/base/api/networkpolicy.yaml')).not.toContain('ingress:');
});

test('what is declared after a service was looked at still counts', () => {
  const { estate, service } = declare();
  const [dev, prod] = estate.environments;
  expect(service._workload.model(dev)).toBe(service._workload.model());
  service.override('dev', { imageTag: '2.0.0' });
  expect(service._workload.model(dev).image.tag).toBe('2.0.0');
  expect(service._workload.model(prod)).toBe(service._workload.model());

  estate.addService('chat').override(prod, { connectsTo: [TrafficTarget.service('api')] });
  service.override('dev', { allowedFrom: [] }).override('prod', { allowedFrom: [] });
  expect(service._workload.model(dev).ingress).toEqual([]);
  expect(service._workload.model(prod).ingress).toMatchObject([{ peers: [{ kind: 'service', name: 'chat' }] }]);
});

test('what another service says about one environment counts there alone', () => {
  const { estate, service } = declare({ connectsTo: [TrafficTarget.service('chat')] });
  const [dev, prod] = estate.environments;
  const chat = estate.addService('chat', { port: 8080, allowedFrom: [] });
  service.override('prod', { connectsTo: [] });
  expect(chat._workload.model(dev).ingress).toMatchObject([{ peers: [{ kind: 'service', name: 'api' }] }]);
  expect(chat._workload.model(prod).ingress).toEqual([]);
});

test('each synthesis looks at the services anew', () => {
  const env = { MODE: 'slow' };
  const { estate, service } = declare({ env });
  expect(estate.problems()).toEqual([]);
  expect(service._workload.model().env.MODE).toBe('slow');
  env.MODE = 'fast';
  expect(estate.problems()).toEqual([]);
  expect(service._workload.model().env.MODE).toBe('fast');
});

import * as path from 'path';
import { parse } from 'yaml';
import { InitContainerOptions, LifecycleHook, Loosening, Probe, ScheduledJobOverrides, SidecarOptions, TrafficSource, TrafficTarget, Volume, WorkloadOverrides } from '../../../src';
import type { EnvironmentOverlay } from '../../../src/kubernetes/environment-overlay';
import { podTemplateOf } from '../../../src/kubernetes/manifests/pod-template-of';
import { ScheduledJob } from '../../../src/kubernetes/scheduled-job';
import type { Service } from '../../../src/kubernetes/service';
import { describeWithTool } from '../../real-tool';
import { build, objects } from '../kustomize-build';
import { SmallEstate } from '../small-estate';

const PROXY = 'registry.example/proxy:1.27.3';

/** An estate with one service, in `dev` and in `prod`, which is protected. */
class OneService {
  public readonly small = new SmallEstate();
  public readonly dev: EnvironmentOverlay;
  public readonly prod: EnvironmentOverlay;
  public readonly api: Service;

  constructor(options: WorkloadOverrides, override: WorkloadOverrides = {}) {
    this.dev = this.small.addEnvironment('dev');
    this.prod = this.small.addEnvironment('prod', { promotedFrom: this.dev.environment });
    this.api = this.small.addService('api', { port: 8080, ...options }).override(this.prod.environment, override);
  }

  public read(file: string): any {
    this.small.write();
    return parse(this.small.read(file));
  }

  public get pod(): any {
    return this.read('k8s/base/api/deployment.yaml').spec.template.spec;
  }

  /** What the overlay of `prod` changes in the Deployment. */
  public get change(): any {
    const { patches = [] } = this.read('k8s/overlays/prod/api/kustomization.yaml');
    return patches.map(({ patch }: { readonly patch: string }) => parse(patch));
  }
}

function initContainer(options: InitContainerOptions, workload: WorkloadOverrides = {}): any {
  const { pod } = new OneService({ ...workload, initContainers: { migrate: options } });
  return pod.initContainers[0];
}

function sidecar(options: SidecarOptions): any {
  return new OneService({ sidecars: { proxy: { image: PROXY, ...options } } }).pod.initContainers[0];
}

describe('an init container', () => {
  test('runs the image of the workload with another command, with its variables and its hardening', () => {
    const { pod } = new OneService({
      env: { LEVEL: 'info' },
      secretEnv: { DSN: { secret: 'db', key: 'dsn' } },
      initContainers: { migrate: { command: ['/bin/migrate', 'up'] } },
    });
    const [main] = pod.containers;
    const [migrate] = pod.initContainers;
    expect(migrate).toEqual({
      name: 'migrate',
      image: main.image,
      imagePullPolicy: 'Always',
      command: ['/bin/migrate', 'up'],
      envFrom: main.envFrom,
      env: main.env,
      resources: main.resources,
      securityContext: main.securityContext,
      volumeMounts: [{ name: 'tmp-migrate', mountPath: '/tmp' }],
    });
    expect(pod.volumes.map(({ name }: { readonly name: string }) => name)).toEqual(['tmp', 'tmp-migrate']);
  });

  test.each<[string, InitContainerOptions, object]>([
    ['an image of its own sees no variables of the workload', { image: PROXY }, { image: PROXY }],
    ['unless it is said', { image: PROXY, inheritEnv: true }, { envFrom: [{ configMapRef: { name: 'api' } }], env: [{ name: 'DSN', valueFrom: { secretKeyRef: { name: 'db', key: 'dsn' } } }] }],
    ['its own variables go before', { args: ['x'], env: { DSN: 'none' } }, { args: ['x'], env: [{ name: 'DSN', value: 'none' }] }],
    ['those from Secrets, too', { args: ['x'], secretEnv: { DSN: { secret: 'own', key: 'k' } } }, { env: [{ name: 'DSN', valueFrom: { secretKeyRef: { name: 'own', key: 'k' } } }] }],
    ['compute', { args: ['x'], resources: { requests: { cpu: '10m' }, limits: { memory: '1Gi' } } }, {
      resources: { requests: { 'cpu': '10m', 'memory': '128Mi', 'ephemeral-storage': '64Mi' }, limits: { 'cpu': '500m', 'memory': '1Gi', 'ephemeral-storage': '256Mi' } },
    }],
    ['a user and a group', { args: ['x'], runAsUser: 20001, runAsGroup: 20002 }, { securityContext: expect.objectContaining({ runAsUser: 20001, runAsGroup: 20002 }) }],
  ])('%s', (_, options, expected) => {
    const rendered = initContainer(options, { secretEnv: { DSN: { secret: 'db', key: 'dsn' } } });
    expect(rendered).toMatchObject(expected);
    if (options.image && !options.inheritEnv) expect(Object.keys(rendered).filter((field) => field.startsWith('env'))).toEqual([]);
  });
});

test('a container finds volumes of the workload where it says, and its own /tmp unless it says otherwise', () => {
  const { pod } = new OneService({
    volumes: { '/etc/app': Volume.configFiles({ 'a.conf': 'x' }), '/data': Volume.emptyDir({ sizeLimit: '100Mi' }) },
    initContainers: { fill: { args: ['fill'], mounts: { '/out': '/data', '/config': '/etc/app' } } },
    sidecars: { proxy: { image: PROXY, mounts: { '/tmp': '/tmp' } } },
  });
  const [proxy, fill] = pod.initContainers;
  const [main] = pod.containers;
  expect(fill.volumeMounts).toEqual([
    { name: 'tmp-fill', mountPath: '/tmp' }, { name: 'data', mountPath: '/out' }, { name: 'etc-app', mountPath: '/config', readOnly: true },
  ]);
  expect(proxy.volumeMounts).toEqual([main.volumeMounts[0]]);
  expect(pod.volumes.map(({ name }: { readonly name: string }) => name)).toEqual(['tmp', 'etc-app', 'data', 'tmp-fill']);
});

describe('a sidecar', () => {
  test.each<[string, SidecarOptions, object]>([
    ['goes on beside the main container', {}, { restartPolicy: 'Always', image: PROXY }],
    ['listens on ports', { ports: [{ name: 'admin', port: 9901 }] }, { ports: [{ name: 'admin', containerPort: 9901, protocol: 'TCP' }] }],
    ['is asked on the first of them, and whether it has started', { ports: [{ name: 'admin', port: 9901 }], liveness: Probe.http('/ready'), startupTimeoutSeconds: 20 }, {
      livenessProbe: { httpGet: { path: '/ready', port: 'admin' } },
      startupProbe: { httpGet: { path: '/ready', port: 'admin' }, periodSeconds: 5, failureThreshold: 4 },
    }],
    ['has hooks', { preStop: LifecycleHook.sleep(5), postStart: LifecycleHook.exec(['/warm-up']) }, {
      lifecycle: { preStop: { sleep: { seconds: 5 } }, postStart: { exec: { command: ['/warm-up'] } } },
    }],
  ])('%s', (_, options, expected) => {
    expect(sidecar(options)).toMatchObject(expected);
  });

  test('is asked nothing unless somebody says so', () => {
    expect(Object.keys(sidecar({ ports: [{ name: 'admin', port: 9901 }] })).filter((field) => field.endsWith('Probe'))).toEqual([]);
  });

  test('has ports of the Service, by their numbers, and of callers', () => {
    const one = new OneService({ sidecars: { proxy: { image: PROXY, ports: [{ name: 'proxy', port: 4180, servicePort: 80 }, { name: 'admin', port: 9901, inService: false }] } } });
    one.small.addService('web', { port: 8080, connectsTo: [TrafficTarget.service('api', { ports: ['proxy'] })] });
    one.api.override(one.prod.environment, { allowedFrom: [TrafficSource.namespace('monitoring', { ports: ['admin'] })] });
    expect(one.read('k8s/base/api/service.yaml').spec.ports).toEqual([
      { name: 'http', port: 8080, targetPort: 'http', protocol: 'TCP' },
      { name: 'proxy', port: 80, targetPort: 4180, protocol: 'TCP' },
    ]);
    expect(one.read('k8s/base/api/networkpolicy.yaml').spec.ingress[1]).toMatchObject({ ports: [{ protocol: 'TCP', port: 4180 }] });
    expect(JSON.stringify(one.change)).toContain('9901');
    expect(one.read('k8s/base/web/networkpolicy.yaml').spec.egress[1]).toMatchObject({ ports: [{ protocol: 'TCP', port: 4180 }] });
  });
});

test('containers start in the order in which they are declared, sidecars first but for init containers that say otherwise', () => {
  const { pod } = new OneService({
    initContainers: { late: { args: ['late'] }, early: { args: ['early'], beforeSidecars: true }, last: { args: ['last'] } },
    sidecars: { one: { image: PROXY }, two: { args: ['two'] } },
  });
  expect(pod.initContainers.map(({ name }: { readonly name: string }) => name)).toEqual(['early', 'one', 'two', 'late', 'last']);
});

test('a scheduled job has them as well, beside pods that end', () => {
  const small = new SmallEstate();
  small.addEnvironment('dev');
  const options: ScheduledJobOverrides = { initContainers: { wait: { command: ['/bin/wait'] } }, sidecars: { proxy: { image: PROXY } } };
  new ScheduledJob(small.project, 'report', { schedule: '@daily', ...options });
  small.write();
  const { spec } = parse(small.read('k8s/base/report/cronjob.yaml')).spec.jobTemplate.spec.template;
  expect(spec).toMatchObject({ restartPolicy: 'Never', initContainers: [{ name: 'proxy', restartPolicy: 'Always' }, { name: 'wait' }] });
});

describe('in an environment', () => {
  test('what is said of a container is laid over what is said everywhere', () => {
    const { change } = new OneService(
      { initContainers: { migrate: { args: ['up'], env: { A: '1', B: '2' } } }, sidecars: { proxy: { image: PROXY, args: ['a'] } } },
      { initContainers: { migrate: { env: { B: '3' } } }, sidecars: { proxy: { image: 'registry.example/proxy:1.28.0' } } },
    );
    expect(change).toEqual([expect.objectContaining({
      kind: 'Deployment',
      spec: {
        template: {
          spec: {
            initContainers: [{ name: 'proxy', image: 'registry.example/proxy:1.28.0' }, { name: 'migrate', env: [{ name: 'B', value: '3' }] }],
          },
        },
      },
    })]);
  });

  test('the others keep their place', () => {
    const { change } = new OneService(
      { sidecars: { one: { image: PROXY }, two: { image: PROXY, enabled: false }, three: { image: PROXY }, four: { image: PROXY } } },
      { sidecars: { two: { enabled: true }, three: { args: ['x'] } } },
    );
    const { initContainers } = change[0].spec.template.spec;
    expect(initContainers).toEqual([{ name: 'one' }, expect.objectContaining({ name: 'two', image: PROXY }), { name: 'three', args: ['x'] }]);
  });

  test('a mirror has the version that is said everywhere', () => {
    const one = new OneService({ sidecars: { proxy: { image: PROXY } } }, { sidecars: { proxy: { image: 'mirror.example/proxy' } } });
    expect(JSON.stringify(one.change)).toContain('"image":"mirror.example/proxy:1.27.3"');
  });

  test('a container is taken away', () => {
    const one = new OneService({ sidecars: { proxy: { image: PROXY }, other: { image: PROXY } } }, { sidecars: { proxy: { enabled: false } } });
    expect(JSON.stringify(one.change)).toContain('{"name":"proxy","$patch":"delete"}');
  });

  test('a container is there alone', () => {
    const one = new OneService({ sidecars: { proxy: { image: PROXY, enabled: false } } }, { sidecars: { proxy: { enabled: true } } });
    expect(one.pod).not.toHaveProperty('initContainers');
    expect(JSON.stringify(one.change)).toContain(PROXY);
  });

  test('the image of the workload is chosen for all containers that run it', () => {
    const { images } = new OneService({ initContainers: { migrate: { args: ['up'] } } }, { imageTag: '2.0.0' }).read('k8s/overlays/prod/api/kustomization.yaml');
    expect(images).toEqual([{ name: 'registry.example/shop/api', newTag: '2.0.0' }]);
  });
});

describeWithTool('kustomize', () => {
  test('kustomize makes the containers of an environment in their order, with their images', () => {
    const { small } = new OneService({
      initContainers: { early: { args: ['x'], beforeSidecars: true }, late: { args: ['x'] }, last: { args: ['x'], enabled: false } },
      sidecars: { one: { image: PROXY }, two: { image: PROXY, enabled: false }, gone: { image: PROXY } },
    }, {
      imageTag: '2.0.0',
      initContainers: { late: { env: {} }, last: { enabled: true } },
      sidecars: { two: { enabled: true, image: 'registry.example/proxy:1.28.0' }, gone: { enabled: false } },
    });
    const built = objects(build('kustomize', path.join(small.write(), 'k8s/overlays/prod')));
    const { spec } = podTemplateOf(built.find(({ kind }) => kind === 'Deployment')!) as any;
    expect(spec.initContainers.map(({ name, image }: { readonly name: string; readonly image: string }) => [name, image])).toEqual([
      ['early', 'registry.example/shop/api:2.0.0'],
      ['one', PROXY],
      ['two', 'registry.example/proxy:1.28.0'],
      ['late', 'registry.example/shop/api:2.0.0'],
      ['last', 'registry.example/shop/api:2.0.0'],
    ]);
  });
});

describe('a problem is', () => {
  test.each<[string, WorkloadOverrides, string]>([
    ['a container without a program of its own', { initContainers: { migrate: {} } },
      'has an init container "migrate" that runs the image of the workload as the main container does: give it a command, args, or an image.'],
    ['an illegal name', { sidecars: { Proxy: { image: PROXY } } },
      'has a container "Proxy"; the name of one has at most 59 lower-case letters, digits and "-", with a letter or digit first and last.'],
    ['the name of the main container', { sidecars: { api: { image: PROXY } } }, 'has a sidecar "api" that has the name of another container of the pod: call it otherwise.'],
    ['one name twice', { initContainers: { proxy: { args: ['a'] } }, sidecars: { proxy: { image: PROXY } } },
      'has an init container "proxy" that has the name of another container of the pod: call it otherwise.'],
    ['the image of the workload by name', { sidecars: { proxy: { image: 'registry.example/shop/api:1.2.3' } } },
      'has a sidecar "proxy" that names the image "registry.example/shop/api", which is that of the workload: leave `image` out, and it runs with the same version.'],
    ['a volume that there is not', { volumes: { '/data': Volume.emptyDir() }, sidecars: { proxy: { image: PROXY, mounts: { '/x': '/dat' } } } },
      'has a sidecar "proxy" that mounts the volume at "/dat", where the main container has none; it has them at: /tmp, /data. Did you mean "/data"?'],
    ['an illegal path', { sidecars: { proxy: { image: PROXY, mounts: { x: '/tmp' } } } }, 'has a sidecar "proxy" that has a volume at "x", which is no absolute path in its shortest form: write "/x".'],
    ['a volume that is called as its own', { volumes: { '/tmp/proxy': Volume.emptyDir() }, sidecars: { proxy: { image: PROXY } } },
      'has a sidecar "proxy" that has its /tmp in a volume that is called as that at "/tmp/proxy": call it otherwise.'],
    ['what is no image', { sidecars: { proxy: { image: 'Proxy' } } }, 'has a sidecar "proxy" that has image "Proxy", which is not of the form repository[:tag][@sha256:digest].'],
    ['a port of the main container', { sidecars: { proxy: { image: PROXY, ports: [{ name: 'proxy', port: 8080 }] } } },
      'has a sidecar "proxy" that has port "proxy" (8080), beside port "http" (8080) of another container: containers of a pod share names and numbers.'],
    ['a port of the Service that there is', { sidecars: { proxy: { image: PROXY, ports: [{ name: 'proxy', port: 9090, servicePort: 8080 }] } } },
      'has a sidecar "proxy" that has port "proxy" with the servicePort 8080, which port "http" has: give it another one, or inService: false.'],
    ['a probe of a port of another container', { sidecars: { proxy: { image: PROXY, ports: [{ name: 'admin', port: 9901 }], liveness: Probe.tcp({ port: 8080 }) } } },
      'has a sidecar "proxy" that asks port 8080 in liveness, on which it does not listen; its ports are: 9901.'],
    ['a request above the limit', { initContainers: { migrate: { args: ['up'], resources: { requests: { cpu: '2' } } } } },
      'has an init container "migrate" that requests more cpu (2) than its limit (500m). Raise resources.limits.cpu or lower the request.'],
    ['one variable twice', { initContainers: { migrate: { args: ['up'], env: { A: 'x' }, secretEnv: { A: { secret: 'a', key: 'b' } } } } },
      'has an init container "migrate" that has the variable "A" in env and in secretEnv. Remove one of the two.'],
    ['sidecars that there are not', { initContainers: { migrate: { args: ['up'], beforeSidecars: true } } },
      'has an init container "migrate" that runs before the sidecars, and there are none: drop beforeSidecars.'],
    ['a container that is nowhere', { sidecars: { proxy: { image: PROXY, enabled: false } } },
      'has a sidecar "proxy" that no environment has: switch it on with `enabled: true` where it shall run, or drop it.'],
    ['a moving tag in a protected environment', { sidecars: { proxy: { image: 'registry.example/proxy:latest' } } },
      'has a sidecar "proxy" that runs image "registry.example/proxy" with the moving tag "latest" in the protected environment "prod": give it a tag with a version, such as "1.27.3", or a digest.'],
    ['a low port', { sidecars: { proxy: { image: PROXY, ports: [{ name: 'proxy', port: 80 }] } } },
      'listens on port "proxy" (80), which an unprivileged process cannot open: take one from 1024, or say why not, with Loosening.lowPorts(\'…\').'],
  ])('%s', (_, options, problem) => {
    expect(new OneService(options).small.problems()).toContain(`service "api" ${problem}`);
  });

  test.each<[string, WorkloadOverrides, string]>([
    ['a container that there is not', { sidecars: { proxi: { args: ['x'] } } },
      'overrides "proxi" in sidecars of prod, but sidecars of the service has: proxy. Did you mean "proxy"? A container for some environments is declared with the service and `enabled: false`.'],
    ['a variable that it does not have', { sidecars: { proxy: { env: { LEVLE: 'x' } } } },
      'has a sidecar "proxy" that overrides "LEVLE" in its env, and of variables it has: LEVEL. Did you mean "LEVEL"? A new variable is declared with the container.'],
    ['ports', { sidecars: { proxy: { ports: [{ name: 'x', port: 9999 }] } } },
      'has a sidecar "proxy" that is given ports in prod, and has the same ones everywhere: say them with the service.'],
  ])('in one environment: %s', (_, override, problem) => {
    expect(new OneService({ sidecars: { proxy: { image: PROXY, env: { LEVEL: 'info' } } } }, override).small.problems()).toContain(`service "api" ${problem}`);
  });

  test('nothing of all that for what is well', () => {
    const one = new OneService({ sidecars: { proxy: { image: PROXY, loosening: [Loosening.writableRootFilesystem('it keeps its state beside itself')] } } });
    expect(one.small.problems()).toEqual([]);
  });
});

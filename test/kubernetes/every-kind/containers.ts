import type { Environment } from '../../../src/estate/environment';
import { Daemon } from '../../../src/kubernetes/daemon';
import { LifecycleHook } from '../../../src/kubernetes/options/lifecycle-hook';
import { Loosening } from '../../../src/kubernetes/options/loosening';
import { Probe } from '../../../src/kubernetes/options/probe';
import { TrafficSource } from '../../../src/kubernetes/options/traffic-source';
import { Volume } from '../../../src/kubernetes/options/volume';
import { ScheduledJob } from '../../../src/kubernetes/scheduled-job';
import { StatefulService } from '../../../src/kubernetes/stateful-service';
import { Worker } from '../../../src/kubernetes/worker';
import type { SmallEstate } from '../small-estate';

const PROXY = 'registry.example/proxy:1.27.3';

/** Workloads whose pods have further containers, and what is loosened in them. */
export function addContainers(small: SmallEstate, prod: Environment): void {
  small.addService('crew', {
    port: 80,
    additionalPorts: [{ name: 'status', port: 8081, inService: false }],
    liveness: Probe.http('/livez', { port: 8081 }),
    allowedFrom: [TrafficSource.sameNamespace({ ports: ['proxy'] })],
    env: { LEVEL: 'info' },
    secretEnv: { DSN: { secret: 'db', key: 'dsn' } },
    labels: { team: 'shop' },
    annotations: { 'example.com/owner': 'shop' },
    volumes: { '/etc/app': Volume.configFiles({ 'app.conf': 'level = info' }), '/var/cache/app': Volume.emptyDir() },
    loosening: [
      Loosening.writableRootFilesystem('it compiles its templates beside them'),
      Loosening.lowPorts('the image knows port 80 alone'),
      Loosening.capabilities(['NET_BIND_SERVICE'], 'its program asks for it in its file'),
      Loosening.apiAccess('it reads the endpoints of its peers'),
    ],
    initContainers: {
      settings: { image: 'registry.example/tools:2.1.0', args: ['settings'], beforeSidecars: true, env: { NAME: 'a', PATHS: '$(NAME)/b' } },
      migrate: { command: ['/bin/migrate', 'up'], env: { LEVEL: 'debug' }, resources: { limits: { memory: '512Mi' } }, mounts: { '/config': '/etc/app', '/tmp': '/var/cache/app' } },
      seed: { command: ['/bin/seed'], enabled: false },
    },
    sidecars: {
      proxy: {
        image: PROXY,
        ports: [{ name: 'proxy', port: 4180 }, { name: 'admin', port: 9901, inService: false }],
        liveness: Probe.http('/alive', { port: 9901 }),
        readiness: Probe.tcp(),
        startupTimeoutSeconds: 30,
        preStop: LifecycleHook.sleep(3),
        postStart: LifecycleHook.exec(['/bin/warm-up']),
        runAsUser: 20004,
        runAsGroup: 20005,
        secretEnv: { KEY: { secret: 'proxy', key: 'key' } },
      },
      shipper: { image: 'registry.example/shipper:3.0.1', inheritEnv: true, loosening: [Loosening.imageUser('its files belong to a user of its own')] },
    },
  }).override(prod, {
    labels: { team: 'other' },
    loosening: [Loosening.lowPorts('the image knows port 80 alone')],
    initContainers: { seed: { enabled: true }, settings: { image: 'registry.example/tools:2.2.0' } },
    sidecars: { proxy: { args: ['--quiet'], liveness: Probe.none() }, shipper: { enabled: false } },
  });
  new Worker(small.project, 'indexer', {
    liveness: Probe.exec(['/bin/alive']),
    readiness: Probe.exec(['/bin/ready']),
    sidecars: { metrics: { image: PROXY, ports: [{ name: 'metrics', port: 9102, inService: false }] } },
    allowedFrom: [TrafficSource.namespace('monitoring', { ports: ['metrics'] })],
  });
  new StatefulService(small.project, 'ledger', {
    port: 5432,
    claims: { '/var/lib/ledger': { size: '1Gi' } },
    initContainers: { own: { command: ['/bin/own'], mounts: { '/data': '/var/lib/ledger' }, loosening: [Loosening.writableRootFilesystem('it notes what it did')] } },
    sidecars: { exporter: { image: PROXY, ports: [{ name: 'metrics', port: 9187, inService: false }] } },
    allowedFrom: [TrafficSource.sameNamespace(), TrafficSource.namespace('monitoring', { ports: ['metrics'] })],
  });
  new Daemon(small.project, 'node-agent', {
    liveness: Probe.exec(['/bin/alive']),
    readiness: Probe.exec(['/bin/ready']),
    loosening: [Loosening.apiAccess('it asks which pods run on its node')],
    sidecars: { metrics: { image: PROXY, ports: [{ name: 'metrics', port: 9102, inService: false }] } },
    allowedFrom: [TrafficSource.namespace('monitoring', { ports: ['metrics'] })],
  });
  new ScheduledJob(small.project, 'cleaner', {
    schedule: '@daily',
    initContainers: { wait: { command: ['/bin/wait'] } },
    sidecars: { proxy: { image: PROXY } },
  }).override(prod, { initContainers: { wait: { args: ['longer'] } } });
}

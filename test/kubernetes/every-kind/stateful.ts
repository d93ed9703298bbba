import type { Project } from 'projen';
import type { Environment } from '../../../src/estate/environment';
import { Daemon } from '../../../src/kubernetes/daemon';
import { AccessMode } from '../../../src/kubernetes/options/access-mode';
import { TaintEffect } from '../../../src/kubernetes/options/pod-options';
import { Probe } from '../../../src/kubernetes/options/probe';
import { PodSpread } from '../../../src/kubernetes/options/spread-options';
import { PodManagementPolicy } from '../../../src/kubernetes/options/stateful-service-options';
import { TrafficSource } from '../../../src/kubernetes/options/traffic-source';
import { TrafficTarget } from '../../../src/kubernetes/options/traffic-target';
import { ServiceType } from '../../../src/kubernetes/options/workload-port';
import { StatefulService } from '../../../src/kubernetes/stateful-service';

/** Stateful services with every option that is their own, and one with none. */
export function addStatefulServices(project: Project, prod: Environment): void {
  new StatefulService(project, 'cache', { port: 6379 });
  new StatefulService(project, 'db', {
    port: 5432,
    portName: 'postgres',
    servicePort: 5433,
    appProtocol: 'example.com/postgres',
    additionalPorts: [{ name: 'peers', port: 7000 }, { name: 'metrics', port: 9187, inService: false }],
    serviceType: ServiceType.LOAD_BALANCER,
    serviceAnnotations: { 'example.com/load-balancer': 'internal' },
    allowedFrom: [TrafficSource.sameNamespace(), TrafficSource.cidr('10.0.0.0/8')],
    replicas: { min: 3, max: 3 },
    podManagementPolicy: PodManagementPolicy.PARALLEL,
    claims: {
      '/var/lib/postgresql': { size: '10Gi', storageClassName: 'fast', subPath: 'data' },
      '/wal': { size: '1Gi', accessMode: AccessMode.READ_WRITE_ONCE_POD },
    },
    liveness: Probe.exec(['pg_isready']),
    spread: PodSpread.REQUIRED,
    connectsTo: [TrafficTarget.service('db', { ports: ['peers'] })],
  }).override(prod, {
    replicas: { min: 5, max: 5 },
    serviceType: ServiceType.CLUSTER_IP,
    claims: { '/var/lib/postgresql': { size: '100Gi' } },
  });
}

/** Daemons with every option that is their own, and one with none. */
export function addDaemons(project: Project, prod: Environment): void {
  new Daemon(project, 'warmer');
  new Daemon(project, 'agent', {
    ports: [{ name: 'metrics', port: 9100 }],
    readiness: Probe.http('/ready'),
    allowedFrom: [TrafficSource.namespace('monitoring')],
    maxUnavailable: '10%',
    tolerations: [{}, { key: 'dedicated', effect: TaintEffect.NO_SCHEDULE }],
    nodeSelector: { 'kubernetes.io/os': 'linux' },
  }).override(prod, { maxUnavailable: 3, tolerations: [] });
}

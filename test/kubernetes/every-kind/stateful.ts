import type { Project } from 'projen';
import type { Environment } from '../../../src/estate/environment';
import { AccessMode } from '../../../src/kubernetes/options/access-mode';
import { Probe } from '../../../src/kubernetes/options/probe';
import { PodManagementPolicy } from '../../../src/kubernetes/options/stateful-service-options';
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
    replicas: { min: 3, max: 3 },
    podManagementPolicy: PodManagementPolicy.PARALLEL,
    claims: {
      '/var/lib/postgresql': { size: '10Gi', storageClassName: 'fast', subPath: 'data' },
      '/wal': { size: '1Gi', accessMode: AccessMode.READ_WRITE_ONCE_POD },
    },
    liveness: Probe.exec(['pg_isready']),
    connectsTo: [TrafficTarget.service('db', { ports: ['peers'] })],
  }).override(prod, {
    replicas: { min: 5, max: 5 },
    serviceType: ServiceType.CLUSTER_IP,
    claims: { '/var/lib/postgresql': { size: '100Gi' } },
  });
}

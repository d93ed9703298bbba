import { DeploymentModel, resolveDeployment } from './deployment-model';
import type { PortModel } from '../../models/port-model';
import type { WorkerOptions } from '../../options/worker-options';
import { portsWithoutService } from '../long-running/long-running-model';
import { last } from '../resolve/layers';
import type { WorkloadFacts, WorkloadNeighbours } from '../resolve/resolve-settings';

/** Everything that may be said about a worker. */
export type WorkerSettings = Omit<WorkerOptions, 'imageBuild' | 'environments'>;

/** Lays the declarations of a worker over its defaults, the later over the earlier. */
export function resolveWorker(facts: WorkloadFacts, layers: readonly WorkerSettings[], neighbours: WorkloadNeighbours): DeploymentModel {
  return resolveDeployment(facts, layers, neighbours, { ports: workerPorts({ ports: last(layers, (layer) => layer.ports) }), probes: {} });
}

/** The ports of a worker, the main one first; no Service has them. */
export function workerPorts({ ports }: WorkerSettings): PortModel[] {
  return portsWithoutService(ports);
}

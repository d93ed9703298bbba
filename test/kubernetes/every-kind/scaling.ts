import type { Environment } from '../../../src/estate/environment';
import { TrafficTarget } from '../../../src/kubernetes/options/traffic-target';
import { Worker } from '../../../src/kubernetes/worker';
import type { SmallEstate } from '../small-estate';

/** Where workloads are, and how many pods they have. */
export function declareScaling({ project }: SmallEstate, dev: Environment): void {
  new Worker(project, 'tool', { environments: [dev], connectsTo: [TrafficTarget.service('api')] });
}

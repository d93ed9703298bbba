import { DeploymentFacts, deploymentFacts } from './deployment-facts';
import type { ServiceObjective } from '../../../options/service-objective';
import { CertificateFacts, certificateFacts } from '../../../watch/certificate-watch';
import type { WatchedWorkload } from '../../../watch/watched-workload';
import type { ServiceModel } from '../service-model';

/** What the monitoring of a service looks at in an environment. */
export interface ServiceFacts extends DeploymentFacts, CertificateFacts {
  /** What callers may expect; undefined: nothing was promised. */
  readonly objective?: ServiceObjective;
}

/** A service as it is watched. */
export type WatchedService = WatchedWorkload<ServiceFacts>;

/** What of a service is watched; undefined: no pod runs. */
export function serviceFacts(model: ServiceModel): ServiceFacts | undefined {
  const facts = deploymentFacts(model);
  return facts && { ...facts, ...certificateFacts(model), objective: model.objective };
}

import type { CloudBaseRunOptions } from './cloudbase-run-options';
import type { DeploymentOverrides } from './deployment-options';
import type { ServiceObjectOptions } from './service-object-options';
import type { ServiceObjective } from './service-objective';
import type { ServicePortOptions } from './service-port-options';
import type { ImageBuild, WorkloadPlacement } from './workload-options';
import type { CloudBaseRun } from '../../estate/cloudbase-run';

/**
 * What may differ between the environments of a service. Given to `addService` it holds everywhere; given to
 * `override` it holds in one environment, and what is left out there stays as it is everywhere: objects and maps are merged
 * key by key, and a list or a single value takes the place of the one before.
 */
export interface ServiceOverrides extends DeploymentOverrides, ServiceObjectOptions {
  /**
   * What callers may expect of the service: alerts and a dashboard follow from it. It belongs where somebody shall be
   * woken, such as `override(prod, { objective: … })`.
   * @default - none: alerts tell of pods, not of requests
   */
  readonly objective?: ServiceObjective;

  /**
   * What holds of the service in CloudBase Run alone, for environments where it runs there.
   * @default - see CloudBaseRunOptions
   */
  readonly cloudBaseRun?: CloudBaseRunOptions;
}

/** A service of the estate. */
export interface ServiceOptions extends ServiceOverrides, ServicePortOptions, WorkloadPlacement {
  /**
   * Builds the image on every push that changes its folder, by the workflow `images.yml`: with SBOM and provenance, pushed
   * to the cloud's registry, and deployed by digest, once the pull request is merged that holds it. The digest of an override goes
   * before.
   * @default - the image is built elsewhere
   */
  readonly imageBuild?: ImageBuild;

  /**
   * Where the service runs in single environments, by their names: `{ prod: CloudBaseRun.environment({ envId: … }) }`. One that was not declared
   * before is a problem at synthesis.
   * @default - where each environment says
   */
  readonly runsOn?: { [environment: string]: CloudBaseRun };
}

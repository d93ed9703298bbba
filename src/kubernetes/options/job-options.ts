import type { ImageBuild, WorkloadOverrides, WorkloadPlacement } from './workload-options';

/**
 * What may differ between the environments of a job. Given to `addJob` it holds everywhere; given to `override` it holds in one
 * environment, and what is left out there stays as it is everywhere: objects and maps are merged key by key, and a list or a single
 * value takes the place of the one before.
 */
export interface JobOverrides extends WorkloadOverrides {
  /**
   * How long it may take with all its retries, in seconds, up to 5400: then it is ended and has failed. A deployment waits as long.
   * @default 600
   */
  readonly activeDeadlineSeconds?: number;

  /**
   * How often it is tried again when it fails.
   * @default 2
   */
  readonly backoffLimit?: number;
}

/** A job of the estate. */
export interface JobOptions extends JobOverrides, WorkloadPlacement {
  /**
   * Names of the workloads that wait until it has succeeded: `['api', 'mailer']`. A deployment runs it before anything rolls out, and
   * rolls nothing out when it fails; one of `api` alone runs it as well.
   * @default - nobody waits: it runs beside what rolls out
   */
  readonly before?: string[];

  /**
   * Builds the image on every push that changes its folder, by the workflow `images.yml`: with SBOM and provenance, pushed
   * to the cloud's registry, and deployed by digest, once the pull request is merged that holds it. The digest of an override goes
   * before.
   * @default - the image is built elsewhere
   */
  readonly imageBuild?: ImageBuild;
}

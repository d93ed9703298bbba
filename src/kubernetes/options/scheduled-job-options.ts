import type { ImageBuild, WorkloadOverrides, WorkloadPlacement } from './workload-options';

/** What happens when it is time for a run while the one before still goes on, as Kubernetes names it. */
export enum ConcurrencyPolicy {
  /** Both run. */
  ALLOW = 'Allow',
  /** The new one is left out. */
  FORBID = 'Forbid',
  /** The old one is ended. */
  REPLACE = 'Replace',
}

/** What may be said of a scheduled job everywhere and in one environment, beside when it runs. */
export interface ScheduledJobSettings extends WorkloadOverrides {
  /**
   * Time zone of the schedule, by its name in the IANA database: `Asia/Shanghai`.
   * @default 'Etc/UTC'
   */
  readonly timeZone?: string;

  /**
   * What happens when it is time for a run while the one before still goes on.
   * @default ConcurrencyPolicy.FORBID
   */
  readonly concurrencyPolicy?: ConcurrencyPolicy;

  /**
   * How late a run may start, in seconds, from 10: one that cannot start by then is left out.
   * @default 600
   */
  readonly startingDeadlineSeconds?: number;

  /**
   * How long a run may take with all its retries, in seconds: then it is ended and has failed.
   * @default 3600
   */
  readonly activeDeadlineSeconds?: number;

  /**
   * How often a run that fails is tried again.
   * @default 2
   */
  readonly backoffLimit?: number;

  /**
   * Whether it does not run until somebody says otherwise.
   * @default false
   */
  readonly suspend?: boolean;
}

/**
 * What may differ between the environments of a scheduled job. Given to `addScheduledJob` it holds everywhere; given to `override` it
 * holds in one environment, and what is left out there stays as it is everywhere: objects and maps are merged key by key, and a list or
 * a single value takes the place of the one before.
 */
export interface ScheduledJobOverrides extends ScheduledJobSettings {
  /**
   * When it runs: minute, hour, day of the month, month, day of the week, such as `30 3 * * 1-5`, or a word such as `@daily`.
   * @default - as it was declared
   */
  readonly schedule?: string;
}

/** A scheduled job of the estate. */
export interface ScheduledJobOptions extends ScheduledJobSettings, WorkloadPlacement {
  /** When it runs: minute, hour, day of the month, month, day of the week, such as `30 3 * * 1-5`, or a word such as `@daily`. */
  readonly schedule: string;

  /**
   * Builds the image on every push that changes its folder, by the workflow `images.yml`: with SBOM and provenance, pushed
   * to the cloud's registry, and deployed by digest, once the pull request is merged that holds it. The digest of an override goes
   * before.
   * @default - the image is built elsewhere
   */
  readonly imageBuild?: ImageBuild;
}

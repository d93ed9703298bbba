/** What alerts and their pages call a kind of workload whose pods run until somebody ends them. */
export interface PodWords {
  /** Before the names of its alerts: `Service`. */
  readonly prefix: string;
  /** What people call it: `service`. */
  readonly noun: string;
  /** What happens when none of its pods works. */
  readonly unavailable: string;
  /** What happens when a pod is ended. */
  readonly interrupted: string;
  /** How it is while that pod waits to come again: `the others carry its load`. */
  readonly meanwhile: string;
  /** What happens when its pods are slow. */
  readonly slow: string;
}

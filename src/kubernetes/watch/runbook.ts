import type { Severity } from './alert';

/** What a person has to know of an alert. */
export interface Runbook {
  /** When it fires. */
  readonly meaning: string;
  /** What happens if nobody acts. */
  readonly impact: string;
  /** Commands that show the cause. */
  readonly look: readonly string[];
  /** What to do, by what was found. */
  readonly act: readonly string[];
}

/** An alert that a workload of a kind may have, and what to do about it. */
export interface AlertPage<F extends object = object> {
  readonly severity: Severity;
  /** Whether it names a pod, beside the namespace and the workload. */
  readonly namesPod?: boolean;
  /** What has to be said of a workload before there is anything to compare with; undefined: nothing. */
  readonly needs?: {
    /** The option that says it, as a person writes it. */
    readonly option: string;
    isSaid(facts: F): boolean;
  };
  /** @param rollBackScript path of the script that brings a former release back, relative to the repository */
  runbook(rollBackScript: string): Runbook;
}

import type { AlertGroup } from './alert';
import type { Panel } from './panel';
import type { AlertPage } from './runbook';
import type { Trial } from './trial';
import type { WatchedWorkload } from './watched-workload';

/** What is watched of the workloads of a kind. */
export interface WorkloadWatch<M, F extends object> {
  /** The pages of all alerts that a workload may have, by the name of the alert. No other kind has an alert of the name. */
  readonly pages: Readonly<Record<string, AlertPage<F>>>;
  /**
   * What all below follows from: where two workloads have the same facts, they differ in their name only. Undefined: nothing runs, so that
   * there is nothing to watch.
   */
  facts(model: M): F | undefined;
  /** The alerts of a workload, each written once for all environments that its facts give a meaning to. */
  alertGroups(workload: WatchedWorkload<F>): AlertGroup[];
  /** A trial for each of these alerts. */
  trials(workload: WatchedWorkload<F>): Trial[];
  /** What its dashboard shows, over `$namespace`. */
  panels(workload: WatchedWorkload<F>): Panel[];
}

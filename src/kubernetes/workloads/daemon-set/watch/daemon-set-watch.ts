import { daemonSetAlerts } from './daemon-set-alerts';
import { DAEMON_SET_PAGES } from './daemon-set-pages';
import { daemonSetPanels } from './daemon-set-panels';
import { ClaimFacts, claimFacts } from '../../../watch/claim-watch';
import { trialOf } from '../../../watch/trial';
import type { WorkloadWatch } from '../../../watch/workload-watch';
import type { DaemonSetModel } from '../daemon-set-model';

/** What is watched of a daemon: that every node has it, in the newest release. */
export const DAEMON_SET_WATCH: WorkloadWatch<DaemonSetModel, ClaimFacts> = {
  pages: DAEMON_SET_PAGES,
  facts: claimFacts,
  alertGroups: (daemon) => [{ name: 'alerts', recordings: [], alerts: daemonSetAlerts(daemon) }],
  trials: (daemon) => daemonSetAlerts(daemon).map(trialOf),
  panels: daemonSetPanels,
};

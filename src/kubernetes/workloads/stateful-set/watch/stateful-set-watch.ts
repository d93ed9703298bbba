import { statefulSetAlerts } from './stateful-set-alerts';
import { StatefulSetFacts, statefulSetFacts } from './stateful-set-facts';
import { STATEFUL_SET_PAGES } from './stateful-set-pages';
import { statefulSetPanels } from './stateful-set-panels';
import { trialOf } from '../../../watch/trial';
import type { WorkloadWatch } from '../../../watch/workload-watch';
import type { StatefulSetModel } from '../stateful-set-model';

/** What is watched of a stateful service: its pods, and the claims of each. */
export const STATEFUL_SET_WATCH: WorkloadWatch<StatefulSetModel, StatefulSetFacts> = {
  pages: STATEFUL_SET_PAGES,
  facts: statefulSetFacts,
  alertGroups: (workload) => [{ name: 'alerts', recordings: [], alerts: statefulSetAlerts(workload) }],
  trials: (workload) => statefulSetAlerts(workload).map(trialOf),
  panels: statefulSetPanels,
};

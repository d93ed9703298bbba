import { deploymentAlerts } from './deployment-alerts';
import { DeploymentFacts, deploymentFacts } from './deployment-facts';
import { deploymentPages } from './deployment-pages';
import { deploymentPanels } from './deployment-panels';
import { trialOf } from '../../../watch/trial';
import type { WorkloadWatch } from '../../../watch/workload-watch';
import type { PodWords } from '../../long-running/watch/pod-words';
import type { DeploymentModel } from '../deployment-model';

const WORDS: PodWords = {
  prefix: 'Worker',
  noun: 'worker',
  unavailable: 'Its work is not done, and piles up where it waits.',
  interrupted: 'What the pod was working on is left unfinished',
  meanwhile: 'the others carry its load',
  slow: 'The worker falls behind.',
};

/** What is watched of a worker: its pods. */
export const WORKER_WATCH: WorkloadWatch<DeploymentModel, DeploymentFacts> = {
  pages: deploymentPages(WORDS),
  facts: deploymentFacts,
  alertGroups: (worker) => [{ name: 'alerts', recordings: [], alerts: deploymentAlerts(worker, WORDS) }],
  trials: (worker) => deploymentAlerts(worker, WORDS).map(trialOf),
  panels: deploymentPanels,
};

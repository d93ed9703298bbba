import { deploymentAlerts } from './deployment-alerts';
import { objectiveAlerts, objectiveRecordings } from './objective-alerts';
import { objectiveTrials } from './objective-trials';
import { ServiceFacts, serviceFacts } from './service-facts';
import { SERVICE_PAGES } from './service-pages';
import { servicePanels } from './service-panels';
import { SERVICE_WORDS } from './service-words';
import { trialOf } from '../../../watch/trial';
import type { WorkloadWatch } from '../../../watch/workload-watch';
import type { ServiceModel } from '../service-model';

/** What is watched of a service: its pods, and what was promised to its callers. */
export const SERVICE_WATCH: WorkloadWatch<ServiceModel, ServiceFacts> = {
  pages: SERVICE_PAGES,
  facts: serviceFacts,
  alertGroups: (service) => {
    const recordings = objectiveRecordings(service);
    return [
      { name: 'alerts', recordings: [], alerts: deploymentAlerts(service, SERVICE_WORDS) },
      ...(recordings.length > 0 ? [{ name: 'objective', recordings, alerts: objectiveAlerts(service) }] : []),
    ];
  },
  trials: (service) => [...deploymentAlerts(service, SERVICE_WORDS).map(trialOf), ...objectiveTrials(service)],
  panels: servicePanels,
};

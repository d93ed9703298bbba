import { deploymentAlerts } from './deployment-alerts';
import { objectiveAlerts, objectiveRecordings } from './objective-alerts';
import { objectiveTrials } from './objective-trials';
import { ServiceFacts, serviceFacts, WatchedService } from './service-facts';
import { SERVICE_PAGES } from './service-pages';
import { servicePanels } from './service-panels';
import { SERVICE_WORDS } from './service-words';
import { certificateAlerts } from '../../../watch/certificate-watch';
import { TriedAlert, trialOf } from '../../../watch/trial';
import type { WorkloadWatch } from '../../../watch/workload-watch';
import type { ServiceModel } from '../service-model';

/** What is watched of a service: its pods, and what was promised to its callers. */
export const SERVICE_WATCH: WorkloadWatch<ServiceModel, ServiceFacts> = {
  pages: SERVICE_PAGES,
  facts: serviceFacts,
  alertGroups: (service) => {
    const recordings = objectiveRecordings(service);
    return [
      { name: 'alerts', recordings: [], alerts: alertsOf(service) },
      ...(recordings.length > 0 ? [{ name: 'objective', recordings, alerts: objectiveAlerts(service) }] : []),
    ];
  },
  trials: (service) => [...alertsOf(service).map(trialOf), ...objectiveTrials(service)],
  panels: servicePanels,
};

function alertsOf(service: WatchedService): TriedAlert[] {
  return [...deploymentAlerts(service, SERVICE_WORDS), ...certificateAlerts(SERVICE_WORDS.prefix, service)];
}

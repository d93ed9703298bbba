import type { WatchedService } from '../../../src/kubernetes/workloads/deployment/watch/service-facts';
import { SERVICE_WATCH } from '../../../src/kubernetes/workloads/deployment/watch/service-watch';
import { alertRules, RuleFile } from '../../../src/operations/monitoring/alert-rules';
import { Dashboard, dashboard } from '../../../src/operations/monitoring/dashboard';
import { ruleTests } from '../../../src/operations/monitoring/rule-tests';

const STRICT = { availability: 0.99999, latencyMilliseconds: 1000, latencyTarget: 0.94 };
const LOOSE = { availability: 0.94, latencyMilliseconds: 250 };

/** A service that has every alert that there is. */
export const SERVICE: WatchedService = {
  name: 'api',
  environments: [
    { namespace: 'shop-dev', minReplicas: 1, maxReplicas: 1, claims: ['api-data'], certificates: ['public-api-tls', 'public-shop.example.net-tls'] },
    { namespace: 'shop-prod', minReplicas: 2, maxReplicas: 3, objective: STRICT, certificates: ['public-api-tls'] },
    { namespace: 'shop-eu', minReplicas: 5, maxReplicas: 12, objective: LOOSE },
  ],
};

/** The rules of a service. */
export function rulesOf(service: WatchedService, runbookUrl: (alert: string) => string): RuleFile {
  return alertRules(service.name, SERVICE_WATCH.alertGroups(service), runbookUrl);
}

/** The unit tests of the rules of a service. */
export function testsOf(service: WatchedService, rulesFile: string): object {
  return ruleTests(service.name, SERVICE_WATCH.trials(service), rulesFile);
}

/** The dashboard of a service. */
export function dashboardOf(project: string, service: WatchedService): Dashboard {
  return dashboard(project, service, SERVICE_WATCH.panels(service));
}

import { deploymentPages, LOGS } from './deployment-pages';
import type { ServiceFacts } from './service-facts';
import { SERVICE_WORDS } from './service-words';
import { certificatePages } from '../../../watch/certificate-watch';
import type { AlertPage } from '../../../watch/runbook';
import { PODS, ROLL_BACK, USE } from '../../long-running/watch/container-pages';

const OBJECTIVE: AlertPage<ServiceFacts>['needs'] = { option: 'objective', isSaid: ({ objective }) => objective !== undefined };
const LATENCY: AlertPage<ServiceFacts>['needs'] = {
  option: 'objective.latencyMilliseconds', isSaid: ({ objective }) => objective?.latencyMilliseconds !== undefined,
};

/** Every alert that a service can have, and what to do about it. */
export const SERVICE_PAGES: Readonly<Record<string, AlertPage<ServiceFacts>>> = {
  ...deploymentPages(SERVICE_WORDS),
  ...certificatePages(SERVICE_WORDS.prefix, SERVICE_WORDS.noun),
  ServiceErrorBudgetBurnsFast: {
    severity: 'critical',
    needs: OBJECTIVE,
    runbook: (rollBackScript) => ({
      meaning: 'So many requests are answered with a status 5xx that the objective of 30 days is missed in 5 days or less: 14.4 times as many as it allows over 1 hour, or 6 times over 6 hours, and still now.',
      impact: 'Callers notice.',
      look: [PODS, LOGS],
      act: [ROLL_BACK(rollBackScript), 'Something that the service needs fails (database, cache, another service): mend that first.', 'It cannot keep up with the load: raise its replicas.'],
    }),
  },
  ServiceErrorBudgetBurnsSlowly: {
    severity: 'warning',
    needs: OBJECTIVE,
    runbook: () => ({
      meaning: 'More requests are answered with a status 5xx than the objective allows: 3 times as many over a day, or more than it allows over 3 days.',
      impact: 'If it goes on, the objective of 30 days is missed.',
      look: [LOGS],
      act: ['Find what the failing requests have in common, and mend it within days.', 'Nobody minds: the objective is stricter than it has to be; change `objective.availability` of the service.'],
    }),
  },
  ServiceLatencyBudgetBurnsFast: {
    severity: 'critical',
    needs: LATENCY,
    runbook: (rollBackScript) => ({
      meaning: 'So many requests take longer than `objective.latencyMilliseconds` that the objective of 30 days is missed in 5 days or less: 14.4 times as many as it allows over 1 hour, or 6 times over 6 hours, and still now.',
      impact: 'Callers notice.',
      look: [USE, PODS, LOGS],
      act: [ROLL_BACK(rollBackScript), 'It is throttled or at its most replicas (see the alerts): raise its limits or replicas.', 'Something that the service needs is slow: mend that first.'],
    }),
  },
  ServiceLatencyBudgetBurnsSlowly: {
    severity: 'warning',
    needs: LATENCY,
    runbook: () => ({
      meaning: 'More requests take longer than `objective.latencyMilliseconds` than the objective allows: 3 times as many over a day, or more than it allows over 3 days.',
      impact: 'If it goes on, the objective of 30 days is missed.',
      look: [USE, LOGS],
      act: ['Find what the slow requests have in common, and mend it within days.', 'Nobody minds: the objective is stricter than it has to be; change it.'],
    }),
  },
};

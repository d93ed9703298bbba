import type { MonitoredService } from '../../../src/operations/monitoring/monitored-service';

const STRICT = { availability: 0.99999, latencyMilliseconds: 1000, latencyTarget: 0.94 };
const LOOSE = { availability: 0.94, latencyMilliseconds: 250 };

/** A service that has every alert that there is. */
export const SERVICE: MonitoredService = {
  name: 'api',
  environments: [
    { namespace: 'shop-dev', minReplicas: 1, maxReplicas: 1 },
    { namespace: 'shop-prod', minReplicas: 2, maxReplicas: 3, objective: STRICT },
    { namespace: 'shop-eu', minReplicas: 5, maxReplicas: 12, objective: LOOSE },
  ],
};

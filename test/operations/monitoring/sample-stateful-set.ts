import type { WatchedStatefulSet } from '../../../src/kubernetes/workloads/stateful-set/watch/stateful-set-facts';

/** A stateful service that has every alert that there is. */
export const STATEFUL_SET: WatchedStatefulSet = {
  name: 'db',
  environments: [
    { namespace: 'shop-dev', replicas: 1, podClaims: [] },
    { namespace: 'shop-prod', replicas: 3, podClaims: ['data', 'wal'], claims: ['db-seed'], certificates: ['public-db-tls'] },
    { namespace: 'shop-eu', replicas: 2, podClaims: ['data'] },
  ],
};

import type { PodWords } from '../../long-running/watch/pod-words';

/** What alerts call a stateful service. */
export const STATEFUL_SET_WORDS: PodWords = {
  prefix: 'StatefulService',
  noun: 'stateful service',
  unavailable: 'Every request fails.',
  interrupted: 'Requests that the pod was answering fail',
  meanwhile: 'no other pod takes its place',
  slow: 'The stateful service answers slowly.',
};

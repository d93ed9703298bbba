import type { PodWords } from '../../long-running/watch/pod-words';

/** What alerts call a service. */
export const SERVICE_WORDS: PodWords = {
  prefix: 'Service',
  noun: 'service',
  unavailable: 'Every request fails.',
  interrupted: 'Requests that the pod was answering fail',
  meanwhile: 'the others carry its load',
  slow: 'The service answers slowly.',
};

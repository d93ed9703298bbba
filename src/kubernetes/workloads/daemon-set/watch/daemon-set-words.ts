import type { PodWords } from '../../long-running/watch/pod-words';

/** What alerts call a daemon. */
export const DAEMON_SET_WORDS: PodWords = {
  prefix: 'Daemon',
  noun: 'daemon',
  unavailable: 'What it does on the nodes is not done.',
  interrupted: 'What the pod was doing on its node is left unfinished',
  meanwhile: 'its node goes without it',
  slow: 'The daemon falls behind on its node.',
};

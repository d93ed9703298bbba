import { DAEMON_SET_WORDS } from './daemon-set-words';
import { ClaimFacts, sharedClaimPages } from '../../../watch/claim-watch';
import type { AlertPage } from '../../../watch/runbook';
import { containerPages, PODS, ROLL_BACK } from '../../long-running/watch/container-pages';

const DAEMON_SET = 'kubectl --namespace <namespace> describe daemonset <service>';
const NODES = 'kubectl get nodes --output custom-columns=NAME:.metadata.name,TAINTS:.spec.taints,LABELS:.metadata.labels';

/** Every alert that a daemon can have, and what to do about it. */
export const DAEMON_SET_PAGES: Readonly<Record<string, AlertPage<ClaimFacts>>> = {
  DaemonPodsMissing: {
    severity: 'warning',
    runbook: (rollBackScript) => ({
      meaning: 'For 15 minutes some nodes that shall have a pod of the daemon have had none that is available.',
      impact: DAEMON_SET_WORDS.unavailable,
      look: [PODS, DAEMON_SET, 'kubectl get nodes'],
      act: [
        'Pods are pending: those nodes have no room left for what the daemon requests. Give it a `priorityClassName`, or let it request less.',
        'Pods are not ready or crash: see their log.',
        ROLL_BACK(rollBackScript),
        'The node itself is not ready: mend or replace it.',
      ],
    }),
  },
  DaemonPodsMisscheduled: {
    severity: 'warning',
    runbook: () => ({
      meaning: 'For 15 minutes pods of the daemon have run on nodes that shall have none.',
      impact: 'They use room there that others need, and do what nobody wants there.',
      look: [PODS, NODES],
      act: [
        'The nodes got a label or a taint after the pods: if they shall have pods, say so in `nodeSelector` and `tolerations` of the daemon.',
        'They shall have none: delete those pods. Kubernetes makes no others there.',
      ],
    }),
  },
  DaemonRolloutStuck: {
    severity: 'warning',
    runbook: (rollBackScript) => ({
      meaning: 'For a quarter of an hour the newest release has come to no further node, and some nodes still have another one.',
      impact: 'The nodes run two releases, and stay so.',
      look: ['kubectl --namespace <namespace> rollout status daemonset/<service> --timeout=5s', PODS, DAEMON_SET],
      act: [
        ROLL_BACK(rollBackScript),
        'A node is gone or not ready, and its pod counts as one that is unavailable: mend or remove the node, or raise `maxUnavailable`.',
        'The release is good but lacks room, an image or a secret: supply it; the rollout goes on by itself.',
      ],
    }),
  },
  ...containerPages(DAEMON_SET_WORDS),
  ...sharedClaimPages<ClaimFacts>(DAEMON_SET_WORDS.prefix, DAEMON_SET_WORDS.noun),
};

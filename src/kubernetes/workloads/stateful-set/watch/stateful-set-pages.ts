import { hasClaims, StatefulSetFacts } from './stateful-set-facts';
import { STATEFUL_SET_WORDS } from './stateful-set-words';
import { certificatePages } from '../../../watch/certificate-watch';
import { claimPages } from '../../../watch/claim-watch';
import type { AlertPage } from '../../../watch/runbook';
import { containerPages, PODS, ROLL_BACK } from '../../long-running/watch/container-pages';

const STATEFUL_SET = 'kubectl --namespace <namespace> describe statefulset <service>';
const CLAIMS = 'kubectl --namespace <namespace> get persistentvolumeclaims --selector app.kubernetes.io/instance=<service>';
const DELETE_BROKEN = 'The release is taken back, and a pod of it stays: `kubectl --namespace <namespace> delete pod <service>-<number>`. Kubernetes waits for a broken pod to become ready, also when it shall be another one.';
const CLAIM_OPTION: AlertPage<StatefulSetFacts>['needs'] = { option: 'claims', isSaid: hasClaims };

/** How claims grow: a StatefulSet takes no other templates once it is there. */
const GROW = [
  'What it holds is needed, and it is one that all pods share (`Volume.claim`): raise its `size` in `.projenrc.ts`.\n- What it holds is needed, and it is one of `claims`: let it grow. Its storage class has to have `allowVolumeExpansion`, and no claim ever becomes smaller. In this order:',
  'each claim of the environment: `kubectl --namespace <namespace> patch persistentvolumeclaim <claim> --patch \'{"spec":{"resources":{"requests":{"storage":"<size>"}}}}\'`;',
  'the same size in `claims` of the stateful service in `.projenrc.ts`, for that environment, in a pull request. Kubernetes takes no other size for a StatefulSet that there is: a deployment before the next step fails, and changes nothing;',
  'before that is deployed: `kubectl --namespace <namespace> delete statefulset <service> --cascade=orphan`. Pods and claims stay, and the deployment makes the StatefulSet anew, which takes them over.',
].join('\n  - ');

/** Every alert that a stateful service can have, and what to do about it. */
export const STATEFUL_SET_PAGES: Readonly<Record<string, AlertPage<StatefulSetFacts>>> = {
  StatefulServiceUnavailable: {
    severity: 'critical',
    runbook: (rollBackScript) => ({
      meaning: 'No pod of the stateful service has been ready for 5 minutes.',
      impact: STATEFUL_SET_WORDS.unavailable,
      look: [PODS, STATEFUL_SET, CLAIMS, 'kubectl --namespace <namespace> logs statefulset/<service> --previous'],
      act: [
        ROLL_BACK(rollBackScript),
        DELETE_BROKEN,
        'Pods are pending: the cluster lacks room in the zone where their volumes are; add nodes there.',
        'A pod hangs as `Terminating` on a node that is gone: once that node is sure to be off, `kubectl --namespace <namespace> delete pod <service>-<number> --force`. Two pods of one name may spoil what they share.',
        'Pods are not ready: see in the log what they wait for.',
      ],
    }),
  },
  StatefulServicePodsNotReady: {
    severity: 'warning',
    runbook: (rollBackScript) => ({
      meaning: 'For 10 minutes fewer pods have been ready than there shall be (`replicas`).',
      impact: 'The stateful service has less reserve than planned: the loss of one more pod may stop it, or cost data.',
      look: [PODS, STATEFUL_SET, CLAIMS],
      act: [
        'Pods are pending: the cluster lacks room in the zone where their volumes are; add nodes there.',
        'Pods are not ready or crash: see their log.',
        ROLL_BACK(rollBackScript),
        DELETE_BROKEN,
      ],
    }),
  },
  StatefulServiceUpdateStuck: {
    severity: 'warning',
    runbook: (rollBackScript) => ({
      meaning: 'For a quarter of an hour the newest release has come to no further pod, and some pods still have another one.',
      impact: 'The pods run two releases, and stay so.',
      look: ['kubectl --namespace <namespace> rollout status statefulset/<service> --timeout=5s', PODS, STATEFUL_SET],
      act: [ROLL_BACK(rollBackScript), DELETE_BROKEN, 'The release is good but lacks room, an image or a secret: supply it; the rollout goes on by itself.'],
    }),
  },
  ...containerPages(STATEFUL_SET_WORDS),
  ...mapValues(claimPages<StatefulSetFacts>(STATEFUL_SET_WORDS.prefix, STATEFUL_SET_WORDS.noun, 'claims', GROW), (page) => ({ ...page, needs: CLAIM_OPTION })),
  StatefulServiceClaimNotBound: {
    severity: 'warning',
    needs: CLAIM_OPTION,
    runbook: () => ({
      meaning: 'For 10 minutes a claim of a pod has had no volume, or has lost it.',
      impact: 'The pod does not start, nor do those after it.',
      look: [CLAIMS, 'kubectl --namespace <namespace> describe persistentvolumeclaim <claim>', 'kubectl get storageclasses'],
      act: [
        'There is no such storage class, or no default one: name one that there is in `claims` (`storageClassName`), delete the StatefulSet (`--cascade=orphan`) and the claims that have no volume, and deploy again.',
        'Its pod finds no node, and the class makes a volume where the pod is (`WaitForFirstConsumer`): see why the pod is pending.',
        'The cloud refuses the volume (a quota, or no such disk in that zone): its events say why.',
        'It is `Lost`: its volume was deleted. Restore it from a backup, into a claim of the same name.',
      ],
    }),
  },
  ...certificatePages(STATEFUL_SET_WORDS.prefix, STATEFUL_SET_WORDS.noun),
};

function mapValues<T>(map: Readonly<Record<string, T>>, change: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}

import { LOOSENED, loosened } from './loosened';
import type { LooseningContent } from '../options/loosening';

/** Above the user ids that a node hands out itself; kube-score asks for 10000 and more, Trivy for more than 10000. */
const DEFAULT_ID = 10001;

/** As whom the processes of a pod run. */
export interface RunningAs {
  readonly userId: number;
  readonly groupId: number;
}

/** A user who is nobody else. */
export const DEFAULT_USER: RunningAs = { userId: DEFAULT_ID, groupId: DEFAULT_ID };

/** What the restricted Pod Security Standard asks of a pod, and an unprivileged user. */
export function podSecurity({ userId, groupId }: RunningAs, loosening: readonly LooseningContent[] = []): object {
  return loosened({
    runAsNonRoot: true,
    runAsUser: userId,
    runAsGroup: groupId,
    fsGroup: groupId,
    seccompProfile: { type: 'RuntimeDefault' },
  }, ...loosening.map(({ kind }) => LOOSENED[kind].pod ?? {}));
}

/** What the restricted Pod Security Standard asks of a container, and a file system that it cannot write to. */
export function containerSecurity({ userId, groupId }: RunningAs, loosening: readonly LooseningContent[] = []): object {
  return loosened({
    privileged: false,
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    runAsUser: userId,
    runAsGroup: groupId,
    capabilities: { drop: ['ALL'] },
    seccompProfile: { type: 'RuntimeDefault' },
  }, ...loosening.map((content) => LOOSENED[content.kind].container?.(content) ?? {}));
}

/** The one place that such a container can write to. */
export const TMP_VOLUME = { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } };
export const TMP_MOUNT = { name: 'tmp', mountPath: '/tmp' };

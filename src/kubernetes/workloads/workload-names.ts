import type { WorkloadKind } from './workload-kind';
import { isReservedName } from '../../worktree/path-rules';
import { DEFAULT_DENY_NAME } from '../manifests/default-deny';

/** RFC 1035 label, as Kubernetes demands it of a Service. */
const DNS_LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

/** What is wrong with the name of a workload by itself; undefined when it can be used. */
export function nameProblem({ noun, longestName }: Pick<WorkloadKind, 'noun' | 'longestName'>, name: string): string | undefined {
  const subject = `${noun} ${JSON.stringify(name)}`;
  if (!DNS_LABEL.test(name)) return `${subject} has an illegal name: use lower-case letters, digits and "-", with a letter first and no "-" at the end.`;
  if (name.length > longestName) return `${subject} has a name of ${name.length} characters; the names of its pods leave room for ${longestName}.`;
  if (name === DEFAULT_DENY_NAME) return `${subject} has the name of the network policy of every environment. Choose another one.`;
  if (isReservedName(name)) return `${subject} has a reserved name on Windows, where no folder can be called so. Choose another one.`;
  return undefined;
}

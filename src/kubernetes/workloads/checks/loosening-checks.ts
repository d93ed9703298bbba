import { checkText } from './value-checks';
import type { Report } from '../../../synth/declare/problem';
import { didYouMean } from '../../../text/nearest-name';
import { looseningNotes } from '../../manifests/loosening-notes';
import type { InitContainerModel } from '../../models/container-model';
import type { WorkloadModel } from '../../models/workload-model';
import type { Loosening, LooseningContent, LooseningKind } from '../../options/loosening';
import type { WorkloadOverrides } from '../../options/workload-options';

/** Source: `man 7 capabilities` of Linux 6.12. */
const CAPABILITIES = [
  'AUDIT_CONTROL', 'AUDIT_READ', 'AUDIT_WRITE', 'BLOCK_SUSPEND', 'BPF', 'CHECKPOINT_RESTORE', 'CHOWN', 'DAC_OVERRIDE', 'DAC_READ_SEARCH', 'FOWNER',
  'FSETID', 'IPC_LOCK', 'IPC_OWNER', 'KILL', 'LEASE', 'LINUX_IMMUTABLE', 'MAC_ADMIN', 'MAC_OVERRIDE', 'MKNOD', 'NET_ADMIN', 'NET_BIND_SERVICE',
  'NET_BROADCAST', 'NET_RAW', 'PERFMON', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYSLOG', 'SYS_ADMIN', 'SYS_BOOT', 'SYS_CHROOT', 'SYS_MODULE',
  'SYS_NICE', 'SYS_PACCT', 'SYS_PTRACE', 'SYS_RAWIO', 'SYS_RESOURCE', 'SYS_TIME', 'SYS_TTY_CONFIG', 'WAKE_ALARM',
];

/** The factory of each loosening, as problems name it. */
const CALLS: Readonly<Record<LooseningKind, string>> = {
  'writable-root-filesystem': 'Loosening.writableRootFilesystem',
  'low-ports': 'Loosening.lowPorts',
  'capabilities': 'Loosening.capabilities',
  'image-user': 'Loosening.imageUser',
  'run-as-root': 'Loosening.runAsRoot',
  'api-access': 'Loosening.apiAccess',
};

/** Ways to say as whom a container runs, of which one holds. */
const USERS: readonly LooseningKind[] = ['image-user', 'run-as-root'];

/** Reports what is wrong with what one declaration loosens in a container, seen by itself. */
export function checkLoosening(loosening: readonly Loosening[], report: Report): void {
  const contents = loosening.map(({ _content }) => _content);
  for (const content of contents) checkContent(content, report);
  const kinds = contents.map(({ kind }) => kind);
  for (const kind of new Set(kinds.filter((each, index) => kinds.indexOf(each) !== index))) report(`has ${CALLS[kind]} twice: say it once, with all its reasons.`);
  if (USERS.every((kind) => kinds.includes(kind))) report(`has ${USERS.map((kind) => CALLS[kind]).join(' and ')}, and runs as one user alone: drop one of them.`);
}

/** Reports annotations that say what is loosened, and that the user sets as well. */
export function checkLooseningNotes(model: WorkloadModel, report: Report): void {
  for (const name of Object.keys(looseningNotes(model)).filter((each) => Object.hasOwn(model.metadata.annotations ?? {}, each))) {
    report(`has the annotation "${name}" in annotations, which says what is loosened: drop it.`);
  }
}

/** Reports a user of the main container beside a loosening that says who it is. */
export function checkRunsAsOne({ loosening = [], runAsUser }: Pick<WorkloadOverrides, 'loosening' | 'runAsUser'>, report: Report): void {
  const user = loosening.find(({ _content: { kind } }) => USERS.includes(kind));
  if (user && runAsUser !== undefined) report(`has runAsUser beside ${CALLS[user._content.kind]}, and runs as one user alone: drop one of them.`);
}

/** Reports a user beside a loosening that says who it is. */
export function checkUser({ loosening, userId, groupId }: InitContainerModel, report: Report): void {
  const user = loosening.find(({ kind }) => USERS.includes(kind));
  if (user && (userId !== undefined || groupId !== undefined)) {
    report(`has runAsUser or runAsGroup beside ${CALLS[user.kind]}, where they do nothing: drop them.`);
  }
}

function checkContent({ kind, reason, capabilities }: LooseningContent, report: Report): void {
  if (reason.trim() === '') report(`has ${CALLS[kind]} without a reason: say why, for those who read the manifests.`);
  checkText(`the reason of ${CALLS[kind]}`, reason, report);
  if (capabilities?.length === 0) report(`has ${CALLS[kind]} without a capability: name one, such as "NET_BIND_SERVICE".`);
  for (const name of (capabilities ?? []).filter((each) => !CAPABILITIES.includes(each))) {
    report(`has ${CALLS[kind]} of ${JSON.stringify(name)}, which is no capability of Linux; they are written without "CAP_".${didYouMean(name.replace(/^CAP_/i, ''), CAPABILITIES)}`);
  }
}

import type { LooseningContent, LooseningKind } from '../options/loosening';

type Fields = Readonly<Record<string, unknown>>;

/** What follows from a loosening; what is left out stays as it is without. */
interface Loosened {
  /** Fields of the container's security context, in the place of those that are there; undefined: the field is left out. */
  readonly container?: (content: LooseningContent) => Fields;
  /** Fields of the security context of the whole pod, likewise. */
  readonly pod?: Fields;
  /** The check of kube-linter that finds it, and that of kube-score. */
  readonly kubeLinter?: string;
  readonly kubeScore?: string;
}

/** Who is whoever the image says; still not root. */
const IMAGE_USER: Fields = { runAsUser: undefined, runAsGroup: undefined };

/**
 * What each loosening does.
 *
 * Sources: kube-linter 0.8.3 `docs/generated/checks.md` and kube-score 1.20 `README_CHECKS.md` for the checks that are on by default.
 */
export const LOOSENED: Readonly<Record<LooseningKind, Loosened>> = {
  'writable-root-filesystem': {
    container: () => ({ readOnlyRootFilesystem: false }),
    kubeLinter: 'no-read-only-root-fs',
    kubeScore: 'container-security-context-readonlyrootfilesystem',
  },
  'low-ports': {
    pod: { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] },
    kubeLinter: 'unsafe-sysctls',
  },
  'capabilities': {
    container: ({ capabilities }) => ({ capabilities: { drop: ['ALL'], add: capabilities } }),
  },
  'image-user': {
    container: () => IMAGE_USER,
    // A container takes nobody for the user whom the pod names.
    pod: IMAGE_USER,
    kubeScore: 'container-security-context-user-group-id',
  },
  'run-as-root': {
    container: () => ({ runAsNonRoot: false, runAsUser: 0, runAsGroup: 0 }),
    kubeLinter: 'run-as-non-root',
    kubeScore: 'container-security-context-user-group-id',
  },
  'api-access': {},
};

/** A security context with what is loosened in it. */
export function loosened(context: Fields, ...changes: readonly Fields[]): Fields {
  const fields: Fields = Object.assign({}, context, ...changes);
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

import { BASELINE_RULES, RESTRICTED_RULES, PodRule } from './pod-rules';
import type { PodTemplate } from './pods-of';
import type { Manifest } from '../manifests/manifest';

/** Label of a namespace that says which pods it admits. */
export const ENFORCE = 'pod-security.kubernetes.io/enforce';

/** The Pod Security Standards of Kubernetes, and the rules of each. */
const STANDARDS: ReadonlyMap<string, readonly PodRule[]> = new Map([
  ['privileged', []],
  ['baseline', BASELINE_RULES],
  ['restricted', [...BASELINE_RULES, ...RESTRICTED_RULES]],
]);

/** Whether there is such a standard. */
export function isPodStandard(text: unknown): boolean {
  return typeof text === 'string' && STANDARDS.has(text);
}

/**
 * Why a namespace that enforces a standard would not admit the pods of an object, as Kubernetes 1.34 judges it
 * (`k8s.io/pod-security-admission`); empty when it would.
 */
export function violationsOf(standard: string, pod: PodTemplate): string[] {
  return (STANDARDS.get(standard) ?? []).flatMap((rule) => rule(pod));
}

/**
 * The standard that a namespace enforces, by what objects say of it.
 * @returns undefined when none of the objects is that namespace
 */
export function enforcedBy(objects: readonly Manifest[], namespace: string): string | undefined {
  const found = objects.find(({ apiVersion, kind, metadata }) => apiVersion === 'v1' && kind === 'Namespace' && metadata.name === namespace);
  // A namespace without the label has what the cluster does by default, which is to admit everything.
  return found && `${(found.metadata.labels as { readonly [label: string]: unknown } | undefined)?.[ENFORCE] ?? 'privileged'}`;
}

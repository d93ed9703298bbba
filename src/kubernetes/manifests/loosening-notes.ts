import { OWN_DOMAIN } from './labels';
import { LOOSENED } from './loosened';
import type { WorkloadModel } from '../models/workload-model';
import type { LooseningKind } from '../options/loosening';

/**
 * Annotations that say what is loosened in the pods of a workload, in which container and why, to people and to linters.
 *
 * kube-linter reads reasons by the names of its checks, kube-score a list of checks; what kube-linter has no check for stands under a name of
 * our own.
 */
export function looseningNotes(model: Pick<WorkloadModel, 'name' | 'loosening' | 'initContainers'>): Record<string, string> {
  const reasons = new Map<LooseningKind, string[]>();
  for (const { name, loosening } of [model, ...model.initContainers]) {
    for (const { kind, reason } of loosening) reasons.set(kind, [...reasons.get(kind) ?? [], `${name}: ${reason}`]);
  }
  const kinds = [...reasons.keys()];
  const ignored = new Set(kinds.flatMap((kind) => LOOSENED[kind].kubeScore ?? []));
  return {
    ...Object.fromEntries(kinds.map((kind) => [noteName(kind), reasons.get(kind)!.join('; ')])),
    ...(ignored.size > 0 && { [KUBE_SCORE]: [...ignored].join(',') }),
  };
}

const KUBE_SCORE = 'kube-score/ignore';

function noteName(kind: LooseningKind): string {
  const { kubeLinter } = LOOSENED[kind];
  return kubeLinter === undefined ? `${OWN_DOMAIN}loosened-${kind}` : `ignore-check.kube-linter.io/${kubeLinter}`;
}

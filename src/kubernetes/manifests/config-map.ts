import { workloadLabels } from './labels';
import type { Manifest } from './manifest';
import type { WorkloadModel } from '../models/workload-model';

/** What a ConfigMap follows from. */
type ConfigMapModel = Pick<WorkloadModel, 'name' | 'partOf' | 'env'>;

/** The ConfigMap of a workload as the cluster gets it, save for the hash in its name. */
export function renderConfigMap(model: ConfigMapModel): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: model.name, labels: workloadLabels(model) },
    data: { ...model.env },
  };
}

/**
 * The generator that makes the ConfigMap.
 *
 * A generator and no plain ConfigMap, because it puts a hash of the content into the name. So each change, in the base
 * or in an overlay, rolls the pods, and a rollback brings the old configuration back together with the old image.
 */
export function renderConfigMapGenerator(model: ConfigMapModel): Manifest {
  return generatorOf(model.name, renderLiterals(model.env), workloadLabels(model));
}

/** A generator of a ConfigMap in the notation of kustomize. */
export function generatorOf(name: string, literals: readonly string[], labels: object): Manifest {
  return { apiVersion: 'builtin', kind: 'ConfigMapGenerator', metadata: { name }, literals, options: { labels } };
}

/** Says beside the generator's kind what it is there for. */
export function commentConfigMapGenerator(path: ReadonlyArray<string | number>): string | undefined {
  return path.length === 1 && path[0] === 'kind' ? 'adds a hash of the content to the name, so a change rolls the pods' : undefined;
}

/** Variables in the notation of kustomize's generators. */
export function renderLiterals(env: Readonly<Record<string, string>>): string[] {
  return Object.entries(env).map(([name, value]) => `${name}=${protectQuotes(value)}`);
}

/** Kustomize takes one pair of quotes off a value that has it at both ends, so such a value needs a second pair. */
function protectQuotes(value: string): string {
  const quoted = value.length > 1 && value[0] === value[value.length - 1] && (value[0] === '"' || value[0] === "'");
  return quoted ? `'${value}'` : value;
}

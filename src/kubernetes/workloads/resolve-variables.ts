import { last } from './layers';
import type { WorkloadModel } from '../models/workload-model';
import type { WorkloadOverrides } from '../options/workload-options';

/** The ways to give a value to a variable. */
export const VARIABLE_OPTIONS = ['env', 'secretEnv', 'fieldEnv'] as const;

/** Lays what was said of the variables over each other: a name has one value, that of the last who gave it one, wherever it comes from. */
export function resolveVariables(layers: readonly WorkloadOverrides[]): Pick<WorkloadModel, 'env' | 'secretEnv' | 'fieldEnv' | 'envFrom'> {
  const givenBy = new Map<string, WorkloadOverrides>();
  for (const layer of layers) {
    for (const name of layer.removedVariables ?? []) givenBy.delete(name);
    for (const name of variablesOf(layer)) givenBy.set(name, layer);
  }
  type Values<T> = Readonly<Record<string, T>> | undefined;
  const valuesOf = <T, R>(pick: (layer: WorkloadOverrides) => Values<T>, asModel: (value: T) => R): Record<string, R> => (
    Object.fromEntries([...givenBy].flatMap(([name, layer]) => {
      const values = pick(layer) ?? {};
      return Object.hasOwn(values, name) ? [[name, asModel(values[name])]] : [];
    })));
  return {
    env: valuesOf((layer) => layer.env, (value) => value),
    secretEnv: valuesOf((layer) => layer.secretEnv, (value) => value),
    fieldEnv: valuesOf((layer) => layer.fieldEnv, ({ _content }) => _content),
    envFrom: (last(layers, (layer) => layer.envFrom) ?? []).map(({ _content }) => _content),
  };
}

/** Names of all variables to which settings give a value. */
export function variablesOf(settings: WorkloadOverrides): string[] {
  return VARIABLE_OPTIONS.flatMap((option) => Object.keys(settings[option] ?? {}));
}

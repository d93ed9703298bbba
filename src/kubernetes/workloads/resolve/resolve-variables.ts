import { last } from './layers';
import type { ContainerModel } from '../../models/container-model';
import type { EnvSource } from '../../options/env-source';
import type { PodField } from '../../options/pod-field';
import type { SecretKey } from '../../options/secret-key';

/** The ways to give a value to a variable. */
export const VARIABLE_OPTIONS = ['env', 'secretEnv', 'fieldEnv'] as const;

/** What may be said of the variables of a container. */
export interface VariableSettings {
  readonly env?: { readonly [name: string]: string };
  readonly secretEnv?: { readonly [name: string]: SecretKey };
  readonly fieldEnv?: { readonly [name: string]: PodField };
  readonly envFrom?: readonly EnvSource[];
  readonly removedVariables?: readonly string[];
}

/** The variables of a container. */
export interface Variables extends Pick<ContainerModel, 'secretEnv' | 'fieldEnv' | 'envFrom'> {
  readonly env: Readonly<Record<string, string>>;
}

/** Lays what was said of the variables over each other: a name has one value, that of the last who gave it one, wherever it comes from. */
export function resolveVariables(layers: readonly VariableSettings[]): Variables {
  const givenBy = new Map<string, VariableSettings>();
  for (const layer of layers) {
    for (const name of layer.removedVariables ?? []) givenBy.delete(name);
    for (const name of variablesOf(layer)) givenBy.set(name, layer);
  }
  type Values<T> = Readonly<Record<string, T>> | undefined;
  const valuesOf = <T, R>(pick: (layer: VariableSettings) => Values<T>, asModel: (value: T) => R): Record<string, R> => (
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
export function variablesOf(settings: VariableSettings): string[] {
  return VARIABLE_OPTIONS.flatMap((option) => Object.keys(settings[option] ?? {}));
}

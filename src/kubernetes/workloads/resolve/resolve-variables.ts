import { last } from './layers';
import { HclExpression } from '../../../terraform/hcl/expression';
import { outputsSecretName } from '../../manifests/outputs-secret';
import type { ContainerModel } from '../../models/container-model';
import type { EnvSource } from '../../options/env-source';
import type { PodField } from '../../options/pod-field';
import type { SecretKey } from '../../options/secret-key';
import { declaredText } from '../../outputs/output-text';

/** The ways to give a value to a variable. */
export const VARIABLE_OPTIONS = ['env', 'secretEnv', 'fieldEnv'] as const;

/** What may be said of the variables of a container. */
export interface VariableSettings {
  readonly env?: { readonly [name: string]: string | HclExpression };
  /** Texts are those with outputs in them. */
  readonly secretEnv?: { readonly [name: string]: SecretKey | HclExpression | string };
  readonly fieldEnv?: { readonly [name: string]: PodField };
  readonly envFrom?: readonly EnvSource[];
  readonly removedVariables?: readonly string[];
}

/** The variables of a container. */
export interface Variables extends Pick<ContainerModel, 'secretEnv' | 'fieldEnv' | 'envFrom'> {
  readonly env: Readonly<Record<string, string>>;
  /** Texts of the variables that stand in the Secret of the workload, by their keys in it. */
  readonly secretValues: Readonly<Record<string, string>>;
}

/** Whose variables they are. */
export interface VariableOwner {
  readonly workload: string;
  readonly container: string;
}

/** The key of a variable in the Secret of its workload: that of another container than the main one begins with the name of that. */
function secretKeyOf(name: string, { workload, container }: VariableOwner): string {
  return container === workload ? name : `${container}.${name}`;
}

/** Lays what was said of the variables over each other: a name has one value, that of the last who gave it one, wherever it comes from. */
export function resolveVariables(layers: readonly VariableSettings[], owner: VariableOwner): Variables {
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
  const secret = outputsSecretName(owner.workload);
  const secretEnv = valuesOf((layer) => layer.secretEnv, (value) => value);
  return {
    env: valuesOf((layer) => layer.env, declaredText),
    secretEnv: mapValues(secretEnv, (value, name) => (isText(value) ? { secret, key: secretKeyOf(name, owner) } : value)),
    secretValues: Object.fromEntries(Object.entries(secretEnv).flatMap(([name, value]) => (
      isText(value) ? [[secretKeyOf(name, owner), declaredText(value)]] : []))),
    fieldEnv: valuesOf((layer) => layer.fieldEnv, ({ _content }) => _content),
    envFrom: (last(layers, (layer) => layer.envFrom) ?? []).map(({ _content }) => _content),
  };
}

/** Whether a secret value is text with outputs in it, and no key of a Secret that there is. */
export function isText(value: SecretKey | HclExpression | string): value is HclExpression | string {
  return typeof value === 'string' || value instanceof HclExpression;
}

function mapValues<T, R>(map: Readonly<Record<string, T>>, change: (value: T, name: string) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, change(value, name)]));
}

/** Names of all variables to which settings give a value. */
export function variablesOf(settings: VariableSettings): string[] {
  return VARIABLE_OPTIONS.flatMap((option) => Object.keys(settings[option] ?? {}));
}

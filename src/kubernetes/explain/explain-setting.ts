import { isDeepStrictEqual } from 'node:util';

/** Where a setting stands in the options of a workload: `['resources', 'limits', 'memory']`. */
export type SettingPath = readonly string[];

type Fields = Readonly<Record<string, unknown>>;

/** Options that consist of parts which are given one by one, and how deep these are. */
const DEPTHS: Readonly<Record<string, number>> = {
  env: 2,
  secretEnv: 2,
  fieldEnv: 2,
  volumes: 2,
  resources: 3,
  initContainers: 3,
  sidecars: 3,
  nodeSelector: 2,
  labels: 2,
  annotations: 2,
  podLabels: 2,
  podAnnotations: 2,
  serviceAccountAnnotations: 2,
  serviceAnnotations: 2,
  loadBalancerAnnotations: 2,
  hosts: 2,
  scalingBehavior: 3,
  claims: 2,
  metrics: 2,
  cloudBaseRun: 3,
};

/** Everything that these settings say, part by part. */
export function settingPaths(settings: object): SettingPath[] {
  return Object.keys(settings).flatMap((option) => pathsBelow(settings as Fields, [option], DEPTHS[option] ?? 1));
}

/** The settings without one of them. */
export function without<S extends object>(settings: S, path: SettingPath): S {
  return changed(settings as Fields, path, () => undefined) as S;
}

/**
 * The settings with another value in the place of one: what follows from it changes, also where it is the same as the default. Undefined:
 * it is no default, so that the settings without it are enough.
 * @param notTheDefaults legal values that are no defaults
 */
export function varied<S extends object>(settings: S, path: SettingPath, notTheDefaults: object): S | undefined {
  const legal = valueAt(notTheDefaults as Fields, path);
  if (legal === undefined) return changed(settings as Fields, path, variant) as S;
  if (isDeepStrictEqual(legal, valueAt(settings as Fields, path))) return undefined;
  return changed(settings as Fields, path, () => legal) as S;
}

function valueAt(fields: Fields, path: SettingPath): unknown {
  return path.reduce<unknown>((value, key) => (isPlain(value) ? value[key] : undefined), fields);
}

/** A value of the same kind that is not this one. */
export function variant(value: unknown): unknown {
  if (typeof value === 'number') return value * 2 + 1;
  if (typeof value === 'string') return `${value}0`;
  if (Array.isArray(value)) return value.map(variant);
  return isPlain(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, variant(inner)])) : value;
}

function pathsBelow(fields: Fields, path: SettingPath, depth: number): SettingPath[] {
  const value = fields[path[path.length - 1]];
  if (value === undefined) return [];
  if (depth === 1 || !isPlain(value)) return [path];
  return Object.keys(value).flatMap((key) => pathsBelow(value, [...path, key], depth - 1));
}

function changed(fields: Fields, [key, ...rest]: SettingPath, change: (value: unknown) => unknown): Fields {
  const value = rest.length === 0 ? change(fields[key]) : changed(fields[key] as Fields, rest, change);
  return Object.fromEntries(Object.entries({ ...fields, [key]: value }).filter(([, inner]) => inner !== undefined));
}

function isPlain(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

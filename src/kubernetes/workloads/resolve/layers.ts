import type { HclExpression } from '../../../terraform/hcl/expression';
import { declaredText } from '../../outputs/output-text';

/** Texts by name, some of them with outputs of root modules. */
export type DeclaredTexts = Readonly<Record<string, string | HclExpression>>;

/** What the last layer says that says anything. */
export function last<L, T>(layers: readonly L[], pick: (layer: L) => T | undefined): T | undefined {
  for (let i = layers.length - 1; i >= 0; i--) {
    const value = pick(layers[i]);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** The keys of maps, each with its last value that is given. */
export function merged<T>(maps: ReadonlyArray<{ readonly [name: string]: T } | undefined>): Record<string, T> {
  return Object.fromEntries(maps.flatMap((map) => Object.entries(map ?? {})));
}

/** The same, as texts. */
export function mergedTexts(maps: ReadonlyArray<DeclaredTexts | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(merged(maps)).map(([name, text]) => [name, declaredText(text)]));
}

/** How a root module uses the outputs of others, as it writes them. */
import type { TypeConstraint } from '../hcl/type-constraint';
import { stateLabel } from '../interface/names';

/** What is known of one place that an output is put into. */
export interface OutputUse {
  /** Keys and numbers by which a part of the output is taken; empty: all of it. */
  readonly keys: ReadonlyArray<string | number>;
  /** The type of the place; undefined: not known, or the output is but a part of what is put there. */
  readonly type?: TypeConstraint;
  /** Whether a value can stand there; undefined: nothing says so. */
  readonly accepts?: (value: unknown) => boolean;
}

/** A place that something is put into. */
export type Place = Omit<OutputUse, 'keys'>;

/**
 * A place within one.
 * @param whole what is put into the one; of a map, nothing else is looked at than what is put there
 */
export function elementPlace({ type, accepts }: Place, key: string | number, whole: object): Place {
  const around = type?.kind === 'map' ? {} : whole;
  const withElement = (value: unknown) => (Array.isArray(whole)
    ? whole.map((item: unknown, index) => (index === key ? value : item))
    : { ...around, [key]: value });
  return { type: type && elementType(type, key), accepts: accepts && ((value) => accepts(withElement(value))) };
}

/** The type of what a key or number leads to. */
export function elementType(type: TypeConstraint, key: string | number): TypeConstraint {
  switch (type.kind) {
    case 'list': case 'set': case 'map': return type.element;
    case 'tuple': return type.elements[Number(key)] ?? { kind: 'any' };
    case 'object': return type.attributes.find(({ name }) => name === key)?.type ?? { kind: 'any' };
    default: return { kind: 'any' };
  }
}

/** An output of the state of another root module, and what is taken of it. */
const READ = /data\.terraform_remote_state\.([A-Za-z_][\w-]*)\.outputs\.([A-Za-z_][\w-]*)((?:\.[A-Za-z_][\w-]*|\[(?:"[^"\\]*"|\d+)\])*)/g;
const KEY = /\.([A-Za-z_][\w-]*)|\["([^"\\]*)"\]|\[(\d+)\]/g;

/** The uses of outputs in one root module, by the label of the data source that reads their state, and by their name there. */
export class OutputUses {
  private readonly byLabel = new Map<string, Map<string, OutputUse[]>>();

  /** Notes the outputs in a text of HCL. @param place where it is put */
  public note(text: string, { type, accepts }: Place = {}): void {
    for (const [whole, label, output, rest] of text.matchAll(READ)) {
      const keys = [...rest.matchAll(KEY)].map(([, attribute, key, number]) => attribute ?? key ?? Number(number));
      const isAll = whole === text.trim();
      const outputs = this.byLabel.get(label) ?? new Map<string, OutputUse[]>();
      this.byLabel.set(label, outputs);
      outputs.set(output, [...outputs.get(output) ?? [], isAll ? { keys, type, accepts } : { keys }]);
    }
  }

  /** The outputs of a root module that are used, by name, sorted. */
  public of(rootModule: string): Array<readonly [output: string, uses: readonly OutputUse[]]> {
    return [...this.byLabel.get(stateLabel(rootModule)) ?? []].sort(([a], [b]) => (a < b ? -1 : 1));
  }
}

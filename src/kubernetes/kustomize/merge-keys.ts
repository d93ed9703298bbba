import { MERGE_KINDS, MERGE_TYPES, MergeField } from './merge-lists';

/** What kustomize knows of a place in an object. */
export class MergeType {
  /** The type of an object; undefined where kustomize knows nothing of its kind, and so replaces all its lists. */
  public static ofObject(apiVersion: unknown, kind: unknown): MergeType | undefined {
    const id = `${apiVersion} ${kind}`;
    return Object.hasOwn(MERGE_KINDS, id) ? new MergeType({ of: MERGE_KINDS[id] }) : undefined;
  }

  private constructor(private readonly place: MergeField) {}

  /** The fields by which the items of a list are told apart, none for plain values; undefined: the list is replaced as a whole. */
  public get keys(): readonly string[] | undefined {
    return this.place.keys;
  }

  /** The type of the items of a list. */
  public get items(): MergeType | undefined {
    return this.place.of === undefined ? undefined : new MergeType({ of: this.place.of });
  }

  public field(name: string): MergeType | undefined {
    const { of, keys } = this.place;
    const fields = of === undefined || keys !== undefined ? {} : MERGE_TYPES[of];
    return Object.hasOwn(fields, name) ? new MergeType(fields[name]) : undefined;
  }
}

/** Whether a value is an object with named fields. */
export function isObject(value: unknown): value is { [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

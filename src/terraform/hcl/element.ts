import { HclCall } from './call';
import { HclExpression } from './expression';
import { isTraversal } from './traversal';
import { renderValue } from './value';

/** One element of a map, an object or a list, by its key or number. */
export class HclElement extends HclExpression {
  /** Runs `render`, and hands over every element that is written meanwhile. @internal */
  public static _noting<T>(note: (element: HclElement) => void, render: () => T): T {
    const outer = HclElement.note;
    HclElement.note = note;
    try {
      return render();
    } finally {
      HclElement.note = outer;
    }
  }

  private static note: (element: HclElement) => void = () => {};

  /** @internal */
  public readonly _collection: HclExpression;
  /** @internal */
  public readonly _key: string | number | HclExpression;

  constructor(collection: HclExpression, key: unknown) {
    super();
    if (typeof key !== 'string' && typeof key !== 'number' && !(key instanceof HclExpression)) {
      throw new Error(`an element has a key or a number, not ${JSON.stringify(key)}`);
    }
    this._collection = collection;
    this._key = key;
  }

  /** @internal */
  public _render(indent?: string): string {
    HclElement.note(this);
    const collection = this._collection._render(indent);
    // An operator binds less than the brackets of an index do.
    const isOne = isTraversal(collection) || this._collection instanceof HclCall || this._collection instanceof HclElement;
    return `${isOne ? collection : `(${collection})`}[${renderValue(this._key, indent)}]`;
  }
}

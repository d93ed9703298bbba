import { HclCall } from './call';
import { HclExpression } from './expression';
import { isTraversal } from './traversal';
import { renderValue } from './value';

/** One element of a map, an object or a list, by its key or number. */
export class HclElement extends HclExpression {
  constructor(private readonly collection: HclExpression, private readonly key: unknown) {
    super();
    if (typeof key !== 'string' && typeof key !== 'number' && !(key instanceof HclExpression)) {
      throw new Error(`an element has a key or a number, not ${JSON.stringify(key)}`);
    }
  }

  /** @internal */
  public _render(indent?: string): string {
    const collection = this.collection._render(indent);
    // An operator binds less than the brackets of an index do.
    const isOne = isTraversal(collection) || this.collection instanceof HclCall || this.collection instanceof HclElement;
    return `${isOne ? collection : `(${collection})`}[${renderValue(this.key, indent)}]`;
  }
}

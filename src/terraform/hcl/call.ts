import { checkIdentifier } from './escape';
import { HclExpression } from './expression';
import { isPlainObject, renderSequence, renderValue } from './value';

/** The call of a function. */
export class HclCall extends HclExpression {
  constructor(private readonly name: string, private readonly args: readonly unknown[]) {
    super();
    name.split('::').forEach((part) => checkIdentifier(part, 'function name'));
  }

  /** @internal */
  public _render(indent?: string): string {
    const [argument] = this.args;
    // The usual shape of jsonencode({…}): one collection shares its brackets' lines with the call.
    if (this.args.length === 1 && (Array.isArray(argument) || isPlainObject(argument))) return `${this.name}(${renderValue(argument, indent)})`;
    return renderSequence(`${this.name}(`, this.args, ')', indent);
  }
}

import { IDENTIFIER_PATTERN } from './escape';
import { HclExpression } from './expression';

const NAMES = `${IDENTIFIER_PATTERN}(?:\\.${IDENTIFIER_PATTERN})*`;
const INDEX = `\\[(?:\\d+|\\*|"[^"\\\\$%\\p{C}]*"|${NAMES})\\]`;
const TRAVERSAL = new RegExp(`^${IDENTIFIER_PATTERN}(?:\\.${IDENTIFIER_PATTERN}|\\.\\*|${INDEX})*$`, 'u');

/** Whether text is a reference, and nothing else. */
export function isTraversal(text: string): boolean {
  return TRAVERSAL.test(text);
}

/** A reference to something declared elsewhere, such as `module.vpc.vpc_id`. */
export class HclTraversal extends HclExpression {
  constructor(private readonly traversal: string) {
    super();
    if (!isTraversal(traversal)) {
      throw new Error(`${JSON.stringify(traversal)} is not a Terraform reference: write names joined by dots, with [index], ["key"] or [*] where needed`);
    }
  }

  /** @internal */
  public _render(): string {
    return this.traversal;
  }
}

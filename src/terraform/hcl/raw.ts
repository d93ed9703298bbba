import { HclExpression } from './expression';
import { tokenize } from './lexer';
import { endOfExpression } from './parser';
import { located } from './value';

/** An expression in the user's own words. */
export class HclRaw extends HclExpression {
  private readonly text: string;

  constructor(expression: string) {
    super();
    this.text = expression.trim().replace(/\r\n/g, '\n');
    located(`raw expression ${JSON.stringify(expression)}`, () => checkExpression(this.text));
  }

  /** @internal */
  public _render(indent?: string): string {
    if (indent !== undefined) return this.text.replace(/\n(?!\n)/g, `\n${indent}`);
    if (this.text.includes('\n')) throw new Error(`raw expression ${JSON.stringify(this.text)} has several lines: inside a template it must be one line`);
    return this.text;
  }
}

/** What follows the expression must stay outside of it: nothing in it may stay open or comment the rest of the line out. */
function checkExpression(text: string): void {
  const tokens = tokenize(text);
  const end = endOfExpression(tokens, 0, ['}', ',', '=']);
  const last = tokens[end - 1];
  if (last === undefined) throw new Error('it is empty');
  if (tokens[end].kind !== 'end') throw new Error(`it ends before ${JSON.stringify(tokens[end].text)}; break lines only inside brackets`);
  if (tokens.some(({ kind }) => kind === 'heredoc')) throw new Error('it holds a heredoc; use Hcl.heredoc');
  if (last.start + last.text.length !== text.length) throw new Error('it ends in a comment');
}

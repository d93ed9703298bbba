import { escapeHeredoc, quoteString } from './escape';
import { HclExpression } from './expression';

/** Text of many lines, written as it is between two markers. */
export class HclHeredoc extends HclExpression {
  private readonly text: string;

  constructor(text: string) {
    super();
    this.text = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  }

  /** @internal */
  public _render(indent?: string): string {
    const content = indent === undefined ? undefined : escapeHeredoc(this.text);
    if (content === undefined) return quoteString(this.text);
    let marker = 'EOT';
    while (content.includes(marker)) marker += '_';
    return `<<${marker}\n${content}${marker}`;
  }
}

/** Text as code within a sentence, with backticks around it that are not in it. */
export function code(text: string): string {
  const runs: readonly string[] = text.match(/`+/g) ?? [];
  let quote = '`';
  while (runs.includes(quote)) quote += '`';
  const space = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${quote}${space}${text}${space}${quote}`;
}

/** Several texts as code. */
export function codes(texts: readonly string[]): string {
  return texts.map(code).join(', ');
}

/** A table; empty when it has no rows. */
export function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return rows.length === 0 ? '' : [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Commands of a step in a numbered list. */
export function shellFence(commands: string): string {
  return `\`\`\`sh\n   ${commands}\n   \`\`\``;
}

import { foldAlike, ReportLine } from './alike';
import type { Problem } from './problem';
import { placeText } from './source-location';
import { inert, inertName } from '../../text/inert';

/**
 * All problems of an estate in one error. Its text is the report that a user reads, so it carries no stack.
 */
export class EstateError extends Error {
  /** One line per problem: where, what, how to mend it. In the text, those that several environments have alike are one. */
  public readonly problems: readonly string[];

  /**
   * @param outcome what that means for the run
   * @param parts the words by which each environment is called, its name first: what is wrong with several alike is one line of the text
   */
  constructor(problems: readonly Problem[], baseDir: string, outcome = 'nothing was written', parts: ReadonlyArray<readonly string[]> = []) {
    const located = problems.map(({ source, message }, index) => {
      const place = source?.placeIn(baseDir);
      return { where: place ? inertName(placeText(place)) : '', message: inertMessage(message), index, key: sortKey(place?.where) };
    });
    const width = Math.max(0, ...located.map(({ where }) => where.length));
    const ordered = located.sort((a, b) => compare(a.key.file, b.key.file) || a.key.line - b.key.line || a.index - b.index);
    const text = (line: ReportLine) => `${line.where.padEnd(width)}${width > 0 ? '  ' : ''}${line.message}`;
    const lines = [...new Set(foldAlike(ordered, parts).map(text))];
    const count = lines.length === 1 ? '1 problem' : `${lines.length} problems`;
    super([`${count}, ${outcome}`, '', ...lines.map((l) => `  ${l}`)].join('\n'));
    this.name = 'EstateError';
    this.problems = [...new Set(ordered.map(text))].map((l) => l.trim());
    this.stack = this.message;
  }
}

/** A message may have further lines, which are indented; all else that breaks its line comes from a name in it. */
function inertMessage(message: string): string {
  return inert(message.replace(/\n(?! {4})/g, '␊'));
}

function sortKey(where: string | undefined): { file: string; line: number } {
  if (where === undefined) return { file: '\uffff', line: 0 };
  const colon = where.lastIndexOf(':');
  return { file: where.slice(0, colon), line: Number(where.slice(colon + 1)) };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

import type { Explanation, TextLine } from './explanation';
import { addedLines, originOfLines } from '../../text/added-lines';

/** Something that was declared, and the declarations without it: what is not there without it is there because of it. */
export interface Cause<T> {
  readonly explanation: Explanation;
  /** What else has a part in it. */
  readonly others?: readonly Explanation[];
  /** The declarations without this one, or with another value in its place. */
  readonly otherwise: readonly T[];
}

/** A text and the declarations that it is made of. */
export interface ExplainedText<T> {
  /** What was declared. */
  readonly declared: T;
  /** The text that follows from declarations. */
  readonly render: (declared: T) => string;
  /** What may be the cause of a line, the most likely first. */
  readonly causes: (declared: T) => Iterable<Cause<T>>;
  /** Why there is the text, and all in it that has no cause of its own. */
  readonly whole: Explanation;
  /**
   * What lays lines into the text that do not follow from the declarations.
   * @default - nothing does
   */
  readonly override?: Explanation;
}

/** Explains a text, or a line of it, by rendering it without each of its causes in turn. */
export function explainByOmission<T>({ declared, render, causes, whole, override }: ExplainedText<T>, line?: TextLine): Explanation[] {
  if (line === undefined) return [whole];
  const linesOf = (declarations: T) => render(declarations).split('\n');
  const rendered = linesOf(declared);
  const index = originOfLines(rendered, line.lines)[line.index];
  if (index === undefined) return override === undefined || isHeader(line.lines[line.index]) ? [whole] : [override, whole];
  for (const { explanation, others = [], otherwise } of causes(declared)) {
    if (otherwise.some((without) => addedLines(linesOf(without), rendered).has(index))) return [explanation, ...others];
  }
  return [whole];
}

function isHeader(text: string): boolean {
  return text === '' || text.startsWith('#');
}

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
export function explainByOmission<T>(text: ExplainedText<T>, line?: TextLine): Explanation[] {
  return line === undefined ? [text.whole] : explainLines(text, line.lines)(line.index);
}

/** As `explainByOmission`, for one line after the other of what was generated: what a cause brings is found once for all of them. */
export function explainLines<T>(
  { declared, render, causes, whole, override }: ExplainedText<T>, lines: readonly string[],
): (index: number) => Explanation[] {
  const linesOf = (declarations: T) => render(declarations).split('\n');
  const rendered = linesOf(declared);
  const origins = originOfLines(rendered, lines);
  const trials = trialsOf(causes(declared));
  const found = new Map<number, Explanation[]>();
  return (index) => {
    const origin = origins[index];
    if (origin === undefined) return override === undefined || isHeader(lines[index]) ? [whole] : [override, whole];
    while (!found.has(origin)) {
      const { value: trial, done } = trials.next();
      if (done) return [whole];
      for (const added of addedLines(linesOf(trial.without), rendered)) if (!found.has(added)) found.set(added, trial.explanations);
    }
    return found.get(origin)!;
  };
}

/** The declarations without each cause, with what is said of the lines that are not there then. */
function* trialsOf<T>(causes: Iterable<Cause<T>>): Generator<{ readonly without: T; readonly explanations: Explanation[] }, undefined> {
  for (const { explanation, others = [], otherwise } of causes) {
    for (const without of otherwise) yield { without, explanations: [explanation, ...others] };
  }
}

function isHeader(text: string): boolean {
  return text === '' || text.startsWith('#');
}

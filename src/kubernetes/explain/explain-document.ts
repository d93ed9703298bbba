import { Cause, explainLines } from '../../synth/files/explain-by-omission';
import type { Explain, Explanation } from '../../synth/files/explanation';
import { YamlLayout, yamlText } from '../../synth/files/yaml-text';

/** A YAML document and the declarations that it is made of. */
export interface ExplainedDocument<T> {
  /** Path of the file, relative to the repository. */
  readonly path: string;
  /** What was declared. */
  readonly declared: T;
  /** The document that follows from declarations. */
  readonly render: (declared: T) => object;
  readonly layout?: YamlLayout;
  /** What may be the cause of a line, the most likely first. */
  readonly causes: (declared: T) => Iterable<Cause<T>>;
  /** Why there is the document, and all in it that has no cause of its own. */
  readonly whole: Explanation;
}

/** Explains the lines of a YAML document by rendering it without each of its causes in turn. Only who asks pays for that, and once for all lines of a text. */
export function explainDocument<T>(makeDocument: () => ExplainedDocument<T>): Explain {
  const explained = new WeakMap<readonly string[], (index: number) => Explanation[]>();
  return (line) => {
    if (line === undefined) return [makeDocument().whole];
    const { lines, index } = line;
    if (!explained.has(lines)) explained.set(lines, explainedLines(makeDocument(), lines));
    return explained.get(lines)!(index);
  };
}

function explainedLines<T>({ path, render, layout, ...document }: ExplainedDocument<T>, lines: readonly string[]): (index: number) => Explanation[] {
  return explainLines({ ...document, render: (declared: T) => yamlText(render(declared), layout), override: overrideOf(path) }, lines);
}

/** What neither option nor default makes is an override of the file, which does not remember where it was declared. */
function overrideOf(path: string): Explanation {
  return { what: `an override of the file ${path}`, change: `project.findObjectFile('${path}').addOverride(…)` };
}

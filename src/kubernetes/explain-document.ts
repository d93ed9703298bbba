import { addedLines, originOfLines } from './explain-added-lines';
import type { Explain, Explanation } from '../synth/files/explanation';
import { YamlLayout, yamlText } from '../synth/files/yaml-text';

/** Something that was declared, and the declarations without it: what is not there without it is there because of it. */
export interface Cause<T> {
  readonly explanation: Explanation;
  /** The declarations without this one, or with another value in its place. */
  readonly otherwise: readonly T[];
}

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

/** Explains the lines of a YAML document by rendering it without each of its causes in turn. Only who asks pays for that. */
export function explainDocument<T>(makeDocument: () => ExplainedDocument<T>): Explain {
  return (line) => {
    const { path, declared, render, layout, causes, whole } = makeDocument();
    if (line === undefined) return [whole];
    const linesOf = (declarations: T) => yamlText(render(declarations), layout).split('\n');
    const rendered = linesOf(declared);
    const index = originOfLines(rendered, line.lines)[line.index];
    if (index === undefined) return isHeader(line.lines[line.index]) ? [whole] : [overrideOf(path), whole];
    for (const { explanation, otherwise } of causes(declared)) {
      if (otherwise.some((others) => addedLines(linesOf(others), rendered).has(index))) return [explanation];
    }
    return [whole];
  };
}

function isHeader(text: string): boolean {
  return text === '' || text.startsWith('#');
}

/** What neither option nor default makes is an override of the file, which does not remember where it was declared. */
function overrideOf(path: string): Explanation {
  return { what: `an override of the file ${path}`, change: `project.findObjectFile('${path}').addOverride(…)` };
}

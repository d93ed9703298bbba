import { Cause, explainByOmission } from '../../synth/files/explain-by-omission';
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

/** Explains the lines of a YAML document by rendering it without each of its causes in turn. Only who asks pays for that. */
export function explainDocument<T>(makeDocument: () => ExplainedDocument<T>): Explain {
  return (line) => {
    const { path, render, layout, ...explained } = makeDocument();
    return explainByOmission({ ...explained, render: (declared: T) => yamlText(render(declared), layout), override: overrideOf(path) }, line);
  };
}

/** What neither option nor default makes is an override of the file, which does not remember where it was declared. */
function overrideOf(path: string): Explanation {
  return { what: `an override of the file ${path}`, change: `project.findObjectFile('${path}').addOverride(…)` };
}

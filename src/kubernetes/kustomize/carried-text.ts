/**
 * What kustomize writes into YAML that it cannot read again, or reads as something else: control characters, and the next
 * line character. Halves of surrogate pairs have no place in any file.
 */
// eslint-disable-next-line no-control-regex
const NOT_CARRIED = /[\u0000\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/u;
/** Kustomize writes lines as a block, and reads the tab as the indentation of it. */
const TAB_BEFORE_LINES = /^\n*\t[^]*\n|^\n+\t/;
/** What YAML takes for no text where it stands without quotes, as kustomize writes the names of annotations and variables. */
const NO_TEXT = new RegExp(`^(?:${[
  'true|True|TRUE|false|False|FALSE|null|Null|NULL|~|<<|',
  '[-+]?(?:\\.inf|\\.Inf|\\.INF)|\\.nan|\\.NaN|\\.NAN',
  '[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[0-9A-Fa-f_]+|[0-9][0-9_]*(?:\\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|\\.[0-9_]+(?:[eE][-+]?[0-9]+)?)',
  '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt\\s].*)?',
].join('|')})$`);

/** What kustomize cannot carry to the cluster in a text; undefined: it carries all of it. */
export function notCarried(text: string): string | undefined {
  const found = NOT_CARRIED.exec(text);
  if (found) return /\p{Surrogate}/u.test(found[0]) ? 'half of a surrogate pair' : `the character ${escapedCharacter(found[0])}`;
  return TAB_BEFORE_LINES.test(text) ? 'several lines that begin with a tab' : undefined;
}

/** Annotations that mean something to kustomize: it takes them away, or the object with them. */
const ITS_OWN = /^(?:(?:internal|alpha)\.)?config\.(?:kubernetes|k8s)\.io\//;

/** Why an annotation of this name does not reach the cluster; undefined: it does. */
export function annotationProblem(name: string): string | undefined {
  if (ITS_OWN.test(name)) return `kustomize takes the annotation ${JSON.stringify(name)} away, or the whole object with it: leave it out`;
  return isCarriedName(name) ? undefined : `kustomize reads the name of the annotation ${JSON.stringify(name)} as no name: call it otherwise`;
}

/** Whether kustomize would read the name of an annotation or a variable as something else than a text, and fail. */
export function isCarriedName(name: string): boolean {
  return !NO_TEXT.test(name);
}

/** Whether a patch would lose the end of its last text, because kustomize takes white space off the patch. */
export function endsInSpace(data: unknown): boolean {
  if (typeof data === 'string') return /\s$/.test(data);
  if (typeof data !== 'object' || data === null) return false;
  const values = Object.values(data).filter((value) => value !== undefined);
  return values.length > 0 && endsInSpace(values[values.length - 1]);
}

function escapedCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

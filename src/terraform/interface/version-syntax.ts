/** Operators and versions, as Terraform reads them in `required_version` and in `version`. Source: hashicorp/go-version. */
const TERM = /^(=|!=|>|<|>=|<=|~>|)\s*v?(\d+(?:\.\d+)*)((?:-[0-9a-z-]+(?:\.[0-9a-z-]+)*)?(?:\+[0-9a-z-]+(?:\.[0-9a-z-]+)*)?)$/i;

/** Numbers of a version; those that are missing are zero. */
type Version = readonly number[];

interface Term {
  readonly operator: string;
  readonly version: Version;
}

/** Whether a text is a version constraint. */
export function isVersionConstraint(text: string): boolean {
  return text.split(',').every((term) => TERM.test(term.trim()));
}

/** Whether a version meets all constraints, a pre-release as if it were released; one in them is left to Terraform, and counts as met. */
export function meetsConstraints(version: string, texts: readonly string[]): boolean {
  const terms = termsOf(texts);
  return terms === undefined || terms.every((term) => isMet(term, version.replace(/[-+].*/, '').split('.').map(Number)));
}

/** Whether there can be a released version that meets all constraints; what has a pre-release in it is left to Terraform. */
export function canBeMetTogether(texts: readonly string[]): boolean {
  const terms = termsOf(texts);
  if (terms === undefined) return true;
  // If any version does, then one that is a boundary, or comes so soon behind one that none of the excluded ones is in its way.
  const steps = Array.from({ length: terms.length + 1 }, (_, step) => step);
  const boundaries = [[0, 0, 0], ...terms.map(({ version }) => version)];
  const candidates = boundaries.flatMap(([major = 0, minor = 0, patch = 0]) => steps.map((step) => [major, minor, patch + step]));
  return candidates.some((candidate) => terms.every((term) => isMet(term, candidate)));
}

function termsOf(texts: readonly string[]): Term[] | undefined {
  const matches = texts.flatMap((text) => text.split(',')).map((term) => TERM.exec(term.trim()));
  if (matches.some((match) => match === null || match[3] !== '')) return undefined;
  return matches.map((match) => ({ operator: match![1] || '=', version: match![2].split('.').map(Number) }));
}

function isMet({ operator, version: boundary }: Term, version: Version): boolean {
  const order = compare(version, boundary);
  switch (operator) {
    case '>': return order > 0;
    case '>=': return order >= 0;
    case '<': return order < 0;
    case '<=': return order <= 0;
    case '!=': return order !== 0;
    // The last number that is written may grow.
    case '~>': return order >= 0 && (boundary.length < 2 ? true : boundary.slice(0, -1).every((number, index) => number === (version[index] ?? 0)));
    default: return order === 0;
  }
}

function compare(one: Version, other: Version): number {
  const length = Math.max(one.length, other.length);
  for (let index = 0; index < length; index++) {
    const difference = (one[index] ?? 0) - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

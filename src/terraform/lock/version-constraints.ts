/** Operators in the order in which Terraform prints those of one version. Source: `versionSelectionsBoundaryPriority` in its `internal/getproviders/providerreqs/version.go`. */
const OPERATORS = ['>', '>=', '=', '~>', '<=', '<', '!='] as const;
/** Behind these a version may be incomplete; what is left out counts as zero. */
const TAKES_INCOMPLETE: readonly string[] = ['>=', '~>', '<'];

const TERM = /^(>|>=|=|~>|<=|<|!=|) ?(\d+)(?:\.(\d+))?(?:\.(\d+))?$/;

type Version = readonly [major: number, minor: number, patch: number];

/** One term of a constraint, such as `~> 4.81`. */
interface Term {
  readonly operator: typeof OPERATORS[number];
  readonly version: Version;
  /** Whether the version was written with all three numbers. */
  readonly isComplete: boolean;
}

/** The version constraints that a root module and the modules it calls put on one provider, as Terraform merges, reads and prints them. */
export class VersionConstraints {
  /**
   * @param texts constraints as they are written in `required_providers`, such as `>= 4.0, < 5.0`
   * @returns undefined when one has a form that only Terraform reads: a pre-release, or an incomplete version behind `=`, `!=`, `>` or `<=`
   */
  public static parse(texts: readonly string[]): VersionConstraints | undefined {
    const terms = texts.flatMap((text) => text.split(',')).map((term) => parseTerm(term.trim()));
    return terms.every((term) => term !== undefined) ? new VersionConstraints(terms) : undefined;
  }

  private constructor(private readonly terms: readonly Term[]) {}

  /** @param version a released one, such as `4.81.0` */
  public allows(version: string): boolean {
    const numbers = version.split('.').map(Number) as unknown as Version;
    return this.terms.every((term) => isMet(term, numbers));
  }

  /** In the form of a lock file: normalised, sorted, each term once. Empty when there is no constraint. */
  public toString(): string {
    return [...new Set([...this.terms].sort(compareTerms).map(termText))].join(', ');
  }
}

function parseTerm(text: string): Term | undefined {
  const [, operator, major, minor, patch] = TERM.exec(text) ?? [];
  if (major === undefined) return undefined;
  const term: Term = {
    operator: (operator || '=') as Term['operator'],
    version: [Number(major), Number(minor ?? 0), Number(patch ?? 0)],
    isComplete: patch !== undefined,
  };
  return term.isComplete || TAKES_INCOMPLETE.includes(term.operator) ? term : undefined;
}

function isMet({ operator, version: boundary, isComplete }: Term, version: Version): boolean {
  const order = compareVersions(version, boundary);
  switch (operator) {
    case '>': return order > 0;
    case '>=': return order >= 0;
    case '=': return order === 0;
    case '<=': return order <= 0;
    case '<': return order < 0;
    case '!=': return order !== 0;
    // The last number that is written may grow.
    case '~>': return order >= 0 && version[0] === boundary[0] && (!isComplete || version[1] === boundary[1]);
  }
}

function compareVersions(one: Version, other: Version): number {
  return one.map((number, index) => number - other[index]).find((difference) => difference !== 0) ?? 0;
}

function compareTerms(one: Term, other: Term): number {
  return compareVersions(one.version, other.version)
    || OPERATORS.indexOf(one.operator) - OPERATORS.indexOf(other.operator)
    || Number(other.isComplete) - Number(one.isComplete);
}

function termText({ operator, version, isComplete }: Term): string {
  if (operator === '=') return version.join('.');
  const numbers = operator === '~>' && !isComplete ? version.slice(0, 2) : version;
  return `${operator} ${numbers.join('.')}`;
}

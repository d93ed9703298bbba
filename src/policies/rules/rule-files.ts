import { fillIn } from '../../text/fill-in';
import { shippedText } from '../../text/shipped-text';
import type { PolicySeverity } from '../policy-severity';

/** What a rule is rendered from. */
export interface RuleFacts {
  /** Package of the rule: `plan.no_destroy` for the policy `no-destroy`. */
  readonly packageName: string;
  readonly severity: PolicySeverity;
  /** What a plan of this cloud looks like. */
  readonly resources: PlannedResources;
}

/** The files of a rule. */
export interface RuleFiles {
  readonly rego: string;
  readonly test: string;
}

/** What rules have to know of the resources of a cloud. */
export interface PlannedResources {
  /** Types that lose data when they are destroyed. */
  readonly statefulTypes: readonly string[];
  /** A type that has tags, for the tests of a rule. */
  readonly taggedType: string;
  /** Arguments of resources and providers that name a region, or a zone of one. */
  readonly regionArguments: readonly string[];
  /** Values of these that are no region. */
  readonly anywhere: readonly string[];
  /** The program beside this file that finds storage which everybody may read, without `.rego`. */
  readonly publicStorage: string;
}

/** What is filled into a program: Rego by what it takes the place of. */
type Values = Readonly<Record<string, string>>;

/**
 * The files of a rule, from `<program>.rego` and `<program>_test.rego` beside this file.
 * @param rule what is filled into the rule beside its package and its severity
 * @param test what is filled into its tests
 */
export function ruleFiles(program: string, { packageName, severity }: RuleFacts, rule: Values = {}, test: Values = {}): RuleFiles {
  const facts = { 'plan.__policy__': packageName, '__severity__': severity };
  return {
    rego: fillIn(shippedText(__dirname, `${program}.rego`), { ...facts, ...rule }),
    test: fillIn(shippedText(__dirname, `${program}_test.rego`), { ...facts, ...test }),
  };
}

/** A string of Rego, which are those of JSON. */
export function regoString(text: string): string {
  return JSON.stringify(text);
}

/** A set of strings, one a line as `conftest fmt` has them. */
export function regoSet(values: readonly string[]): string {
  const sorted = [...new Set(values)].sort();
  return sorted.length === 0 ? 'set()' : ['{', ...sorted.map((value) => `\t${regoString(value)},`), '}'].join('\n');
}

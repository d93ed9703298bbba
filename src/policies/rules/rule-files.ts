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
  /** Finds storage that everybody may read: partial rules for what is written as `severity`. */
  publicStorage(severity: PolicySeverity): RuleBody;
}

/** Rego below the package, and its tests. */
export interface RuleBody {
  readonly rules: readonly string[];
  readonly tests: readonly string[];
}

/** The files of a rule, each with what it is about at its head. */
export function ruleFiles(packageName: string, about: string, { rules, tests }: RuleBody): RuleFiles {
  const head = [`package ${packageName}`, ''];
  return {
    rego: [`# ${about}`, ...head, ...rules, ''].join('\n'),
    test: [...head, ...tests, ''].join('\n'),
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

/** What a resource change has to be to count: made or changed by this plan. What was there before is no matter of a plan that leaves it alone. */
export const IS_WRITTEN = [
  'is_written(change) if {',
  '\tchange.mode == "managed"',
  '\tsome action in change.change.actions',
  '\taction in {"create", "update"}',
  '}',
];

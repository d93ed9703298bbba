import { regoSet, regoString, RuleFacts, RuleFiles, ruleFiles } from './rule-files';

/** Nothing that holds data is destroyed or replaced, by the rule that a deployment keeps to as well. */
export function noDestroy(facts: RuleFacts): RuleFiles {
  const { statefulTypes } = facts.resources;
  return ruleFiles('no-destroy', facts, { '{"__stateful_type__"}': regoSet(statefulTypes) }, { '"__stateful_type__"': regoString(statefulTypes[0] ?? '') });
}

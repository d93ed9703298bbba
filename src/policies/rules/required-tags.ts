import { regoSet, regoString, RuleFacts, RuleFiles, ruleFiles } from './rule-files';

/** Every resource that can have tags has these, each with a value. */
export function requiredTags(facts: RuleFacts, tags: readonly string[]): RuleFiles {
  return ruleFiles('required-tags', facts, { '{"__tag__"}': regoSet(tags) }, {
    '"__tagged_type__"': regoString(facts.resources.taggedType),
    '"__tag__"': regoString(tags[0]),
  });
}

import { regoString } from './rule-files';

/** What a rule of one's own starts with: the shape of a rule, and nothing that it finds yet. */
export function ownRule(packageName: string): string {
  return [
    '# Say here what this policy is about. `deny` keeps a plan from being applied, `warn` only shows the message.',
    `package ${packageName}`,
    '',
    'deny contains violation if {',
    '\tsome change in input.resource_changes',
    '\t"create" in change.change.actions',
    `\tchange.type == ${regoString('type_of_a_resource')}`,
    '\tviolation := {"msg": sprintf("%s: what is wrong, and how to mend it", [change.address])}',
    '}',
    '',
  ].join('\n');
}

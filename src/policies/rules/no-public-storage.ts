import { RuleFacts, RuleFiles, ruleFiles } from './rule-files';

/** Nobody reads stored objects without being known. What opens storage differs from cloud to cloud. */
export function noPublicStorage({ packageName, severity, resources }: RuleFacts): RuleFiles {
  return ruleFiles(packageName, 'No storage is open to everybody.', resources.publicStorage(severity));
}

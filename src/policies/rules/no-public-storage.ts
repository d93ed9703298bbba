import { RuleFacts, RuleFiles, ruleFiles } from './rule-files';

/**
 * Nobody reads stored objects without being known. What opens storage differs from cloud to cloud:
 *
 * - on Azure containers that may be public, which the provider's default allows, containers that are, and static websites
 *   (https://learn.microsoft.com/azure/storage/blobs/anonymous-read-access-prevent);
 * - on Tencent Cloud one of the ready-made ACLs, an ACL that names everybody
 *   (https://www.tencentcloud.com/document/product/436/30583), or a bucket policy that allows something to everybody
 *   (https://www.tencentcloud.com/document/product/436/18023).
 */
export function noPublicStorage(facts: RuleFacts): RuleFiles {
  return ruleFiles(facts.resources.publicStorage, facts);
}

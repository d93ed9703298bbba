import { checkAzureNetwork, checkTencentNetwork } from './network-checks';

/** Looks at the settled inputs of one call and says what is wrong with them together. */
type ModuleCheck = (inputs: Readonly<Record<string, unknown>>) => string[];

/** What Terraform would find out only at apply time, by the path of the library module, `<cloud>/<module>`. */
const CHECKS: Readonly<Record<string, ModuleCheck>> = {
  'azure/network': checkAzureNetwork,
  'tencent/network': checkTencentNetwork,
  'tencent/cos-storage': checkBucket,
};

/**
 * What is wrong with the inputs of a call of a library module, beyond their types.
 * @param dir folder of the module in this package
 */
export function checkLibraryCall(dir: string, inputs: Readonly<Record<string, unknown>>): string[] {
  return CHECKS[dir.split(/[\\/]/).slice(-2).join('/')]?.(inputs) ?? [];
}

/**
 * The name of a COS bucket ends in the APPID and has at most 60 characters.
 * Source: tencentcloud_cos_bucket, argument `bucket`.
 */
function checkBucket({ name, app_id: appId }: Readonly<Record<string, unknown>>): string[] {
  if (typeof name !== 'string' || typeof appId !== 'string') return [];
  const bucket = `${name}-${appId}`;
  if (bucket.length <= 60 && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?-\d{10}$/.test(bucket)) return [];
  return [`bucket "${bucket}" is not a COS bucket name: with the 10-digit APPID it has at most 60 lower-case letters, digits and "-"; give a shorter "name"`];
}

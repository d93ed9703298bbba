import type { ModuleInputs } from '../module-facts';

/**
 * The name of a COS bucket ends in the APPID and has at most 60 characters.
 * Source: tencentcloud_cos_bucket, argument `bucket`.
 */
export function bucketProblems(inputs: ModuleInputs): string[] {
  return bucketNames(inputs).filter((bucket) => bucket.length > 60 || !/^[a-z0-9]([a-z0-9-]*[a-z0-9])?-\d{10}$/.test(bucket))
    .map((bucket) => `bucket "${bucket}" is not a COS bucket name: with the 10-digit APPID it has at most 60 lower-case letters, digits and "-"; give a shorter "name"`);
}

/** The bucket that a call makes, as a resource of CAM, where its name is known before anything is applied. */
export function bucketResources(inputs: ModuleInputs): string[] {
  const { region } = inputs;
  return typeof region === 'string' ? bucketNames(inputs).map((bucket) => bucketResource(region, bucket)) : [];
}

/** A bucket as a resource of CAM. The account is named by its APPID, in which the names of all its buckets end. */
export function bucketResource(region: string, bucket: string): string {
  return `qcs::cos:${region}:uid/${bucket.slice(bucket.lastIndexOf('-') + 1)}:${bucket}`;
}

function bucketNames({ name, app_id: appId }: ModuleInputs): string[] {
  return typeof name === 'string' && typeof appId === 'string' ? [`${name}-${appId}`] : [];
}

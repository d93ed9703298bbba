/**
 * What every CI system does with the images of services: find what changed, build what the registry does not have, note it, and keep one
 * pull request with the digests (`proposal.ts`). The calls read FILES, the files that say which images are deployed.
 */
import { FILE_ARGUMENTS, Proposal } from './proposal';

/** The pull request with the digests. Reads BUILT. */
export const IMAGES_PROPOSAL: Proposal = {
  of: 'images',
  title: 'Images',
  subject: 'the digests',
  branch: 'feiyue-projen/images',
  record: ['node "${SCRIPTS}/images.mjs" record "${files[@]}"'],
};

/** Finds the images whose sources changed. Reads BUILDS as JSON. */
export const DETECT_BUILDS: readonly string[] = [...FILE_ARGUMENTS, 'node "${SCRIPTS}/images.mjs" changed "${files[@]}"'];

/**
 * Sets `digest` to that of an image which the registry has, and to nothing where it has none. An image is tagged with the git tree of its
 * folder, so what was built and not merged yet is not built again.
 * @param image shell text of the image with its tag
 */
export function findDigest(image: string): string[] {
  return [
    `digest="$(docker buildx imagetools inspect "${image}" --format '{{json .Manifest}}' 2> /dev/null | jq --raw-output '.digest // ""')" || digest=""`,
  ];
}

/** Hands on what was built as an output. Reads BUILDS. @param results shell text of the folder that it is in */
export function collectBuilt(results: string): string[] {
  return [`node "\${SCRIPTS}/images.mjs" built --results "${results}"`];
}

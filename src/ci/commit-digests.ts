/**
 * What every CI system does with the images of services: find what changed, build what the registry does not have, note it, and keep one
 * pull request with the digests. The calls read FILES, the files that say which images are deployed, BRANCH, the branch of that pull
 * request, and DEFAULT_BRANCH.
 *
 * What runs npm packages (`synthesiseDigests`) is a job without a right to write, and hands over data alone; what may write
 * (`commitDigests`, `proposeDigests`) runs none of them.
 */

/** The branch of the pull request. It is written anew each time, and belongs to the workflow alone. */
export const IMAGES_BRANCH = 'feiyue-projen/images';

/** Name of the file by which the synthesis hands over what it made. */
export const HAND_OVER = 'hand-over.json';

/** The words of FILES as arguments; they are paths of the convention with names of environments, so none has a space. */
const FILE_ARGUMENTS: readonly string[] = ['files=()', 'for file in ${FILES}; do files+=(--file "${file}"); done'];

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

/** Notes the digests of what was built. Reads BUILT, which no job that runs npm packages has handed on. */
export const RECORD_DIGESTS: readonly string[] = [...FILE_ARGUMENTS, 'node "${SCRIPTS}/images.mjs" record "${files[@]}"'];

/**
 * Synthesises what follows from the digests, and hands it over. Reads BUILT.
 * @param folder shell text of the folder that it is left in
 */
export function synthesiseDigests(folder: string): string[] {
  return [
    ...RECORD_DIGESTS,
    'npm ci --ignore-scripts --no-audit --no-fund',
    'npx projen',
    `mkdir -p "${folder}"`,
    `node "\${SCRIPTS}/image-commit.mjs" collect "\${files[@]}" --hand-over "${folder}/${HAND_OVER}"`,
  ];
}

/** Makes a commit of the digests, BUILT, and of what was handed over. @param folder shell text of the folder with the hand-over */
export function commitDigests(folder: string): string[] {
  return [...RECORD_DIGESTS, `node "\${SCRIPTS}/image-commit.mjs" commit "\${files[@]}" --hand-over "${folder}/${HAND_OVER}"`];
}

/**
 * Keeps the pull request up to date. Reads PROPOSAL, the commit; without one there is nothing to do.
 * @param flags more arguments
 */
export function proposeDigests(...flags: readonly string[]): string[] {
  return [
    '[[ "${PROPOSAL}" =~ ^[0-9a-f]{40}$ ]] || exit 0',
    ...FILE_ARGUMENTS,
    'node "${SCRIPTS}/image-pull-request.mjs" --commit "${PROPOSAL}" --branch "${BRANCH}" --default-branch "${DEFAULT_BRANCH}" \\',
    `  ${['"${files[@]}"', ...flags].join(' ')}`,
  ];
}

/**
 * Variables by which git shows a token: from its environment, not from an address or an argument.
 * @param token variable of the shell that has it
 */
export function gitLogin(user: string, token: string) {
  return {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'credential.helper',
    GIT_CONFIG_VALUE_0: `!f() { echo username=${user}; echo "password=\${${token}}"; }; f`,
  } as const;
}

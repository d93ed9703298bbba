/**
 * What every CI system does with the images of services: find what changed, note what was built, commit it. The calls read FILES, the
 * files that say which images are deployed, and DEFAULT_BRANCH.
 */

/** The words of FILES as arguments; they are paths of the convention with names of environments, so none has a space. */
const FILE_ARGUMENTS: readonly string[] = ['files=()', 'for file in ${FILES}; do files+=(--file "${file}"); done'];

/** Finds the images whose sources changed. Reads BUILDS as JSON. */
export const DETECT_BUILDS: readonly string[] = [...FILE_ARGUMENTS, 'node "${SCRIPTS}/images.mjs" changed "${files[@]}"'];

/** Notes the digests of what was built. @param results shell text of the folder that they are in */
export function recordDigests(results: string, ...before: readonly string[]): string[] {
  return [...FILE_ARGUMENTS, ...before, `node "\${SCRIPTS}/images.mjs" record "\${files[@]}" --results "${results}"`];
}

/** How a commit of a CI system is told apart from those of people. */
export interface Committer {
  readonly name: string;
  readonly email: string;
  /** Variable of the shell with the commit whose images were built. */
  readonly commit: string;
  /** What begins the line of the log that says why the push was refused. */
  readonly error: string;
  /** What the default branch is protected from, and what lets it pass. */
  readonly refused: string;
}

/** Commits what the digests changed, and pushes it to the default branch. */
export function commitDigests({ name, email, commit, error, refused }: Committer): string[] {
  return [
    `git config user.name "${name}"`,
    `git config user.email "${email}"`,
    'git add --all',
    'if git diff --cached --quiet; then',
    '  echo "The digests are recorded already."',
    '  exit 0',
    'fi',
    `git commit --quiet --message "Deploy the images built from \${${commit}}"`,
    'git push origin "HEAD:refs/heads/${DEFAULT_BRANCH}" ||',
    `  { echo "${error}\${DEFAULT_BRANCH} moved on or is protected from ${refused}."; exit 1; }`,
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

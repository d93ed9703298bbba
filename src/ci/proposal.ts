/**
 * The pull requests that workflows keep: each has what jobs have recorded, and what the synthesis makes of that. The calls read FILES, the files in
 * which it is recorded, BRANCH, the branch of the pull request, which is written anew each time and belongs to the workflow alone, and
 * DEFAULT_BRANCH.
 *
 * What runs npm packages (`synthesiseProposal`) is a job without a right to write, and hands over data alone; what may write (`commitProposal`,
 * `propose`) runs none of them.
 */

/** What is proposed, and how it is recorded. */
export interface Proposal {
  /** What the scripts call it. */
  readonly of: 'images' | 'outputs';
  /** By which runs tell of it. */
  readonly title: string;
  /** What steps say that follows from what is recorded: `the digests`. */
  readonly subject: string;
  readonly branch: string;
  /** Shell that writes what earlier jobs handed on into FILES, which no job that runs npm packages has handed on. */
  readonly record: readonly string[];
}

/** Name of the file by which the synthesis hands over what it made. */
export const HAND_OVER = 'hand-over.json';

/** The words of FILES as arguments; they are paths of the convention with names of environments, so none has a space. */
export const FILE_ARGUMENTS: readonly string[] = ['files=()', 'for file in ${FILES}; do files+=(--file "${file}"); done'];

/**
 * Synthesises what follows from what is recorded, and hands it over.
 * @param folder shell text of the folder that it is left in
 */
export function synthesiseProposal({ record }: Proposal, folder: string): string[] {
  return [
    ...FILE_ARGUMENTS,
    ...record,
    'npm ci --ignore-scripts --no-audit --no-fund',
    'npx projen',
    `mkdir -p "${folder}"`,
    `node "\${SCRIPTS}/proposed-commit.mjs" collect "\${files[@]}" --hand-over "${folder}/${HAND_OVER}"`,
  ];
}

/** Makes a commit of what is recorded, and of what was handed over. @param folder shell text of the folder with the hand-over */
export function commitProposal({ of, record }: Proposal, folder: string): string[] {
  return [...FILE_ARGUMENTS, ...record, `node "\${SCRIPTS}/proposed-commit.mjs" commit --of ${of} "\${files[@]}" --hand-over "${folder}/${HAND_OVER}"`];
}

/**
 * Keeps the pull request up to date. Reads PROPOSAL, the commit; without one there is nothing to do.
 * @param flags more arguments
 */
export function propose({ of }: Proposal, ...flags: readonly string[]): string[] {
  return [
    '[[ "${PROPOSAL}" =~ ^[0-9a-f]{40}$ ]] || exit 0',
    ...FILE_ARGUMENTS,
    `node "\${SCRIPTS}/proposed-pull-request.mjs" --of ${of} --commit "\${PROPOSAL}" --branch "\${BRANCH}" --default-branch "\${DEFAULT_BRANCH}" \\`,
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

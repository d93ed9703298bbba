/** The branch that is deployed where the user says nothing. */
export const MAIN_BRANCH = 'main';

const NAME = /^[A-Za-z0-9_][A-Za-z0-9._-]*(\/[A-Za-z0-9_][A-Za-z0-9._-]*)*$/;

/** Whether a text is the name of a branch in git, and nothing that a pattern of branches, a shell or an address sees more in. */
export function isBranchName(text: string): boolean {
  return NAME.test(text) && !/\.\.|\.$|\.lock(\/|$)|\.\//.test(text);
}

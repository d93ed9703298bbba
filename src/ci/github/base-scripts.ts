import { CHECKOUT } from './terraform-steps';
import { ActionStep, literal } from './workflow';

/**
 * Where a job finds what a change proposes, when its scripts are those of the base: a folder of the base's own working tree.
 */
export const PROPOSED = 'proposed';

/**
 * The commit whose scripts run beside an identity: nobody has reviewed those of a pull request yet. It is the base of the change; the
 * default branch, where a pull request is to be merged into another one, which may be anybody's.
 */
export function scriptsCommit(defaultBranch: string): string {
  const base = `github.event.pull_request.base.ref == '${defaultBranch}' && github.event.pull_request.base.sha`;
  return `\${{ ${base} || github.event.merge_group.base_sha || '${defaultBranch}' }}`;
}

/** Checks out the scripts of that commit, and little beside them. They lie where they always do. */
export function checkoutScripts(scriptsDir: string, defaultBranch: string): ActionStep {
  return {
    ...CHECKOUT,
    name: 'Check out the scripts of the base',
    with: { ...CHECKOUT.with, 'ref': scriptsCommit(defaultBranch), 'sparse-checkout': literal(scriptsDir) },
  };
}

/** Checks out what is proposed, beside the scripts. */
export const CHECKOUT_PROPOSED: ActionStep = {
  ...CHECKOUT,
  name: 'Check out what is proposed',
  with: { ...CHECKOUT.with, path: PROPOSED },
};

/**
 * Shell that sets HAS_SCRIPTS to whether that commit has scripts at all, where all commits are there. Reads SCRIPTS_COMMIT: the name of a
 * branch is that of GitHub's.
 */
export const FIND_SCRIPTS: readonly string[] = [
  'export HAS_SCRIPTS=false',
  'for commit in "${SCRIPTS_COMMIT}" "origin/${SCRIPTS_COMMIT}"; do',
  '  if git cat-file -e "${commit}:${SCRIPTS}/plan-root-modules.mjs" 2> /dev/null; then HAS_SCRIPTS=true; fi',
  'done',
  'echo "has-scripts=${HAS_SCRIPTS}" >> "${GITHUB_OUTPUT}"',
];

/** What its job hands on of it. */
export const HAS_SCRIPTS_OUTPUT = { 'has-scripts': '${{ steps.matrix.outputs.has-scripts }}' } as const;

import { ACTION_PINS, reference } from './action-pins';
import { CHECKOUT, CHECKOUT_WITH_HISTORY } from './terraform-steps';
import { ActionStep, Job, literal, RUNNER, script, TEMP } from './workflow';
import { commitProposal, gitLogin, Proposal, propose, synthesiseProposal } from '../proposal';

export interface ProposalJobsOptions {
  readonly proposal: Proposal;
  /** Ids of the jobs that hand on what is recorded. */
  readonly needs: readonly string[];
  /** The variables that hold it, as expressions. */
  readonly recorded: Readonly<Record<string, string>>;
  /** Condition of the first job, where not all of those before it have to have gone well. */
  readonly if?: string;
}

/** Id of the job that chooses the commit. */
export const DETECT = 'detect';
const HAND_OVER_FOLDER = 'hand-over';

/** The commit that all jobs work on: the newest of the default branch, whatever started them. */
const COMMIT = `\${{ needs.${DETECT}.outputs.commit }}`;

/** Checks out the commit that all jobs work on. */
export function checkout(step: ActionStep = CHECKOUT): ActionStep {
  return { ...step, with: { ...step.with, ref: COMMIT } };
}

/** Checks out the newest commit of the default branch. */
export function checkoutNewest(defaultBranch: string): ActionStep {
  return { ...CHECKOUT, with: { ...CHECKOUT.with, ref: `refs/heads/${literal(defaultBranch)}` } };
}

/**
 * The jobs that make a pull request of what others have recorded: one that runs npm packages and `.projenrc.ts` without a right to write, and
 * one that writes and runs none of them. They work on the commit that the job `detect` puts out.
 */
export function proposalJobs(options: ProposalJobsOptions): Record<'synthesise' | 'propose', Job> {
  return { synthesise: synthesiseJob(options), propose: proposeJob(options) };
}

function synthesiseJob({ proposal, needs, recorded, if: condition }: ProposalJobsOptions): Job {
  return {
    'name': 'Synthesise',
    'needs': [DETECT, ...needs],
    ...(condition !== undefined && { if: condition }),
    'runs-on': RUNNER,
    'timeout-minutes': 15,
    'permissions': { contents: 'read' },
    'steps': [
      checkout(),
      { name: 'Synthesise', env: recorded, run: script(...synthesiseProposal(proposal, `\${${TEMP}}/${HAND_OVER_FOLDER}`)) },
      {
        name: `Hand over what follows from ${proposal.subject}`,
        uses: reference(ACTION_PINS.uploadArtifact),
        with: { 'name': HAND_OVER_FOLDER, 'path': `\${{ runner.temp }}/${HAND_OVER_FOLDER}`, 'retention-days': 1, 'if-no-files-found': 'error' },
      },
    ],
  };
}

/** The variables of a step that pushes, or asks GitHub for something. */
const GITHUB_LOGIN = { GH_TOKEN: '${{ github.token }}', ...gitLogin('x-access-token', 'GH_TOKEN') } as const;

/** May write, so it runs nothing but scripts of the default branch: no package, and nothing that was handed over. */
function proposeJob({ proposal, needs, recorded }: ProposalJobsOptions): Job {
  return {
    'name': 'Keep the pull request up to date',
    'needs': [DETECT, ...needs, 'synthesise'],
    'if': "!cancelled() && needs.synthesise.result == 'success'",
    'runs-on': RUNNER,
    'timeout-minutes': 10,
    'permissions': { 'contents': 'write', 'pull-requests': 'write' },
    'outputs': { commit: '${{ steps.propose.outputs.commit }}', number: '${{ steps.propose.outputs.number }}' },
    'steps': [
      checkout(CHECKOUT_WITH_HISTORY),
      {
        name: `Get what follows from ${proposal.subject}`,
        uses: reference(ACTION_PINS.downloadArtifact),
        with: { name: HAND_OVER_FOLDER, path: `\${{ runner.temp }}/${HAND_OVER_FOLDER}` },
      },
      {
        name: `Commit ${proposal.subject}`,
        id: 'commit',
        env: recorded,
        run: script(...commitProposal(proposal, `\${${TEMP}}/${HAND_OVER_FOLDER}`)),
      },
      { name: 'Propose the commit', id: 'propose', env: { PROPOSAL: '${{ steps.commit.outputs.commit }}', ...GITHUB_LOGIN }, run: script(...propose(proposal)) },
    ],
  };
}

import { useTemplate } from './common-templates';
import { BashStep, Job, POOL, TEMP, variables } from './pipeline';
import { commitProposal, gitLogin, HAND_OVER, Proposal, propose, synthesiseProposal } from '../proposal';
import { script } from '../shell-script';

export interface ProposalJobsOptions {
  readonly proposal: Proposal;
  /** The jobs that hand on what is recorded. */
  readonly dependsOn: readonly string[];
  /** Condition of the first job: whether there is anything to propose. */
  readonly condition: string;
  /** The variables that hold it, as expressions. */
  readonly recorded: Readonly<Record<string, string>>;
  readonly pipelinesDir: string;
  /** Whether the pull request is completed without a person. */
  readonly isMerged: boolean;
}

/** The commit that all jobs work on, put out by the step `detect` of the job of that name. */
export const COMMIT = { COMMIT: "$[ dependencies.detect.outputs['detect.commit'] ]" } as const;

/** Of the default branch, also when the pipeline is started for another one. */
export const GO_TO_NEWEST: BashStep = { bash: script('git checkout --quiet --detach "origin/${DEFAULT_BRANCH}"'), displayName: 'Go to the newest commit' };

export const GO_TO_COMMIT: BashStep = { bash: script('git checkout --quiet --detach "${COMMIT}"'), displayName: 'Go to the commit' };

const HAND_OVER_ARTIFACT = 'hand-over';

/**
 * The jobs that make a pull request of what others have recorded: one that runs npm packages and `.projenrc.ts` and is given no token, and one
 * that pushes and runs none of them.
 */
export function proposalJobs(options: ProposalJobsOptions): Job[] {
  return [synthesiseJob(options), proposeJob(options)];
}

function synthesiseJob({ proposal, dependsOn, condition, recorded, pipelinesDir }: ProposalJobsOptions): Job {
  return {
    job: 'synthesise',
    displayName: 'Synthesise',
    dependsOn: ['detect', ...dependsOn],
    condition,
    pool: POOL,
    timeoutInMinutes: 15,
    variables: variables({ ...COMMIT, ...recorded }),
    steps: [
      useTemplate(pipelinesDir, 'checkout'),
      GO_TO_COMMIT,
      { bash: script(...synthesiseProposal(proposal, `\${${TEMP}}/${HAND_OVER_ARTIFACT}`)), displayName: 'Synthesise' },
      { publish: `$(Agent.TempDirectory)/${HAND_OVER_ARTIFACT}`, artifact: `${HAND_OVER_ARTIFACT}-$(System.JobAttempt)`, displayName: `Hand over what follows from ${proposal.subject}` },
    ],
  };
}

/** Pushes, so it runs nothing but scripts of the default branch: no package, and nothing that was handed over. */
function proposeJob({ proposal, dependsOn, recorded, pipelinesDir, isMerged }: ProposalJobsOptions): Job {
  return {
    job: 'propose',
    displayName: 'Keep the pull request up to date',
    dependsOn: ['detect', ...dependsOn, 'synthesise'],
    condition: "and(not(canceled()), eq(dependencies.synthesise.result, 'Succeeded'))",
    pool: POOL,
    timeoutInMinutes: 10,
    variables: variables({ ...COMMIT, ...recorded }),
    steps: [
      useTemplate(pipelinesDir, 'checkout'),
      GO_TO_COMMIT,
      { download: 'current', displayName: `Get what follows from ${proposal.subject}` },
      commitStep(proposal),
      {
        bash: script(...propose(proposal, ...(isMerged ? ['--merge'] : []))),
        displayName: 'Propose the commit',
        env: { PROPOSAL: '$(commit.commit)', SYSTEM_ACCESSTOKEN: '$(System.AccessToken)', ...gitLogin('build', 'SYSTEM_ACCESSTOKEN') },
      },
    ],
  };
}

/** Of a job that was run again the newest artifact counts. Nothing of it is believed. */
function commitStep(proposal: Proposal): BashStep {
  return {
    bash: script(
      `hand_over="$(find "\${PIPELINE_WORKSPACE}" -maxdepth 1 -name '${HAND_OVER_ARTIFACT}-*' | sort --version-sort | tail -n 1)"`,
      `cp -P "\${hand_over}/${HAND_OVER}" "\${${TEMP}}/${HAND_OVER}"`,
      ...commitProposal(proposal, `\${${TEMP}}`),
    ),
    name: 'commit',
    displayName: `Commit ${proposal.subject}`,
  };
}

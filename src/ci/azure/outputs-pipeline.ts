import { applyPipelineName } from './apply-pipeline-file';
import { useTemplate } from './common-templates';
import { id, literal } from './expressions';
import { filePatterns } from './path-filters';
import { BashStep, Job, Pipeline, POOL, variables } from './pipeline';
import { COMMIT, GO_TO_COMMIT, GO_TO_NEWEST, proposalJobs } from './proposal-jobs';
import { CLOUD_ENVIRONMENT, serviceConnection } from './service-connection';
import { TERRAFORM_ENVIRONMENT } from '../delivery';
import type { RecordedEnvironment } from '../outputs-file';
import { OUTPUTS_PROPOSAL, pushedPaths, READ_OUTPUTS, READ_TIMEOUT_MINUTES, recordedVariables } from '../recorded-outputs-proposal';
import { script } from '../shell-script';

export interface OutputsPipelineOptions {
  readonly environments: readonly RecordedEnvironment[];
  readonly projectName: string;
  readonly pipelinesDir: string;
  readonly scriptsDir: string;
  readonly defaultBranch: string;
}

/** The tag of a run that has applied what outputs are recorded of, as the scripts set it. It starts this pipeline, and proves nothing to it. */
const APPLIED = 'outputs';

/**
 * The pipeline that keeps recorded outputs as Terraform says; undefined when none are recorded. A deployment starts it that has applied what they
 * come from, and so does a push that changes which are wanted.
 *
 * Each environment is read by a job of its own, as the identity that looks for drift: it reads states, and only the default branch gets it. What it
 * hands on is a job's output, which no other job can change. What follows is a proposal.
 */
export function outputsPipeline(options: OutputsPipelineOptions): Pipeline | undefined {
  const { environments, pipelinesDir, defaultBranch } = options;
  if (environments.length === 0) return undefined;
  const branches = { include: [literal(defaultBranch)] };
  const reads = environments.map(({ name }) => readJob(name, options));
  const recorded = reads.map(({ job }) => `dependencies.${job}.outputs['read.recorded']`);
  return {
    trigger: { batch: true, branches, paths: { include: filePatterns(pushedPaths(environments)) } },
    pr: 'none',
    resources: {
      pipelines: environments.map(({ name }) => ({
        pipeline: `apply_${id(name)}`, source: literal(applyPipelineName(name)), trigger: { branches, tags: [APPLIED] },
      })),
    },
    variables: variables({
      ...TERRAFORM_ENVIRONMENT,
      BRANCH: OUTPUTS_PROPOSAL.branch,
      DEFAULT_BRANCH: literal(defaultBranch),
      FILES: environments.map(({ file }) => literal(file)).join(' '),
      SCRIPTS: literal(options.scriptsDir),
    }),
    jobs: [
      detectJob(pipelinesDir),
      ...reads,
      ...proposalJobs({
        proposal: OUTPUTS_PROPOSAL,
        dependsOn: reads.map(({ job }) => job),
        // An environment that cannot be read keeps no other from being recorded.
        condition: `and(not(canceled()), or(${['false', ...recorded.map((value) => `ne(${value}, '')`)].join(', ')}))`,
        recorded: recordedVariables(recorded.map((value) => `$[ ${value} ]`)),
        pipelinesDir,
        isMerged: false,
      }),
    ],
  };
}

const CHOOSE: BashStep = {
  bash: script('echo "##vso[task.setvariable variable=commit;isOutput=true]$(git rev-parse HEAD)"'),
  name: 'detect',
  displayName: 'Note the commit',
};

function detectJob(pipelinesDir: string): Job {
  return {
    job: 'detect',
    displayName: 'Choose the commit',
    pool: POOL,
    timeoutInMinutes: 10,
    steps: [useTemplate(pipelinesDir, 'checkout'), GO_TO_NEWEST, CHOOSE],
  };
}

function readJob(environment: string, { projectName, pipelinesDir }: OutputsPipelineOptions): Job {
  return {
    job: `read_${id(environment)}`,
    displayName: `Read the outputs of ${literal(environment)}`,
    dependsOn: ['detect'],
    pool: POOL,
    timeoutInMinutes: READ_TIMEOUT_MINUTES,
    variables: variables(COMMIT),
    steps: [
      useTemplate(pipelinesDir, 'checkout'),
      GO_TO_COMMIT,
      useTemplate(pipelinesDir, 'setup-terraform'),
      useTemplate(pipelinesDir, 'login', { serviceConnection: literal(serviceConnection(projectName, 'drift', environment)) }),
      { bash: script(...READ_OUTPUTS), name: 'read', displayName: 'Read the outputs', env: { ENVIRONMENT: literal(environment), ...CLOUD_ENVIRONMENT } },
    ],
  };
}

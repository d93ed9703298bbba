/**
 * The part of the syntax of Azure Pipelines that generated pipelines use, in its own spelling. What the syntax leaves
 * optional but a good pipeline has (names, time limits, explicit triggers) is required here. The first property of a
 * step, a job or a parameter stands first in the file as well: the schema asks for it.
 *
 * Source: https://learn.microsoft.com/azure/devops/pipelines/yaml-schema
 */
export type Pipeline = PipelineOfJobs | PipelineOfStages;

interface PipelineBase {
  /** Left out, every push would start a run. */
  readonly trigger: 'none' | Trigger;
  /** Only for repositories on GitHub and Bitbucket: in Azure Repos a policy of the branch starts runs. */
  readonly pr: 'none' | PullRequestTrigger;
  readonly schedules?: readonly Schedule[];
  readonly lockBehavior?: LockBehavior;
  readonly resources?: { readonly pipelines: readonly PipelineResource[] };
  readonly parameters?: readonly Parameter[];
  readonly variables: readonly Variable[];
}

export interface PipelineOfJobs extends PipelineBase {
  readonly jobs: readonly AnyJob[];
}

export interface PipelineOfStages extends PipelineBase {
  readonly stages: readonly Stage[];
}

/** Steps that pipelines have in common. A file of its own, which others include. */
export interface StepsTemplate {
  readonly parameters?: readonly Parameter[];
  readonly steps: readonly Step[];
}

/** What of several names counts. */
export interface Filter {
  readonly include: readonly string[];
}

export interface Trigger {
  /** Whether pushes that come while a run is under way share the next one. */
  readonly batch: boolean;
  readonly branches: Filter;
  readonly paths?: Filter;
}

export interface PullRequestTrigger {
  readonly branches: Filter;
  readonly paths?: Filter;
}

export interface Schedule {
  /** UTC. */
  readonly cron: string;
  readonly displayName: string;
  readonly branches: Filter;
  /** Whether it runs as well when nothing was committed since. */
  readonly always: boolean;
}

/** Waiting runs either all take their turn, or only the newest does. */
export type LockBehavior = 'sequential' | 'runLatest';

/** Another pipeline, whose runs start this one. */
export interface PipelineResource {
  readonly pipeline: string;
  /** Its name in Azure DevOps. */
  readonly source: string;
  readonly trigger: { readonly branches: Filter; readonly tags: readonly string[] };
}

export interface Parameter {
  readonly name: string;
  readonly displayName?: string;
  readonly type: 'string';
  /** Left out, it has to be given. */
  readonly default?: string;
  readonly values?: readonly string[];
}

export interface Variable {
  readonly name: string;
  readonly value: string;
  readonly readonly: true;
}

export interface Stage {
  readonly stage: string;
  readonly displayName: string;
  readonly dependsOn: readonly string[];
  readonly condition?: string;
  readonly lockBehavior?: LockBehavior;
  readonly variables?: readonly Variable[];
  readonly jobs: readonly AnyJob[];
}

export type AnyJob = Job | DeploymentJob;

interface JobBase {
  readonly displayName: string;
  readonly dependsOn?: readonly string[];
  readonly condition?: string;
  readonly pool: Pool;
  readonly timeoutInMinutes: number;
  readonly variables?: readonly Variable[];
}

export interface Job extends JobBase {
  readonly job: string;
  readonly steps: readonly Step[];
}

/** A job whose runs are the history of an environment, and wait for the checks of it. */
export interface DeploymentJob extends JobBase {
  readonly deployment: string;
  readonly environment: string;
  readonly strategy: { readonly runOnce: { readonly deploy: { readonly steps: readonly Step[] } } };
}

export type Step = BashStep | TaskStep | CheckoutStep | PublishStep | DownloadStep | TemplateStep;

interface StepBase {
  /** What its outputs are read by. */
  readonly name?: string;
  readonly displayName: string;
  readonly condition?: string;
}

export interface BashStep extends StepBase {
  readonly bash: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface TaskStep extends StepBase {
  /** Name and major version: `AzureCLI@2`. */
  readonly task: string;
  readonly inputs: Readonly<Record<string, string | boolean>>;
  readonly env?: Readonly<Record<string, string>>;
}

export interface CheckoutStep extends StepBase {
  readonly checkout: 'self';
  /** 0: all of it. */
  readonly fetchDepth: number;
  readonly persistCredentials: boolean;
}

export interface PublishStep extends StepBase {
  readonly publish: string;
  readonly artifact: string;
}

export interface DownloadStep extends StepBase {
  readonly download: 'current';
  readonly artifact?: string;
}

export interface TemplateStep {
  /** With a leading slash: from the root of the repository. */
  readonly template: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

/** An image of hosted agents, or the name of a pool of one's own. */
export type Pool = { readonly vmImage: string } | string;

/** The image that hosted jobs run on: a fixed release, not the moving `ubuntu-latest`. */
export const POOL = { vmImage: 'ubuntu-24.04' } as const;

/** The shell's name for the folder that is gone after a job. */
export const TEMP = 'AGENT_TEMPDIRECTORY';

/** A pipeline whose jobs run on the agents of a pool. */
export function onPool(pipeline: Pipeline, pool: Pool): Pipeline {
  const moved = (jobs: readonly AnyJob[]) => jobs.map((job) => ({ ...job, pool }));
  if ('jobs' in pipeline) return { ...pipeline, jobs: moved(pipeline.jobs) };
  return { ...pipeline, stages: pipeline.stages.map((stage) => ({ ...stage, jobs: moved(stage.jobs) })) };
}

export function variables(values: Readonly<Record<string, string>>): Variable[] {
  return Object.entries(values).map(([name, value]) => ({ name, value, readonly: true }));
}

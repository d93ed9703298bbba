import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expandPipeline } from './expand-templates';
import { asText, Contexts, evaluate, Functions, holds } from './expression';
import { JobResult, JobRun, JobSurroundings, Result } from './job-run';
import type { AnyJob } from '../../../src/ci/azure/pipeline';
import type { AzureDevOps, TimelineRecord } from '../azure-devops/azure-devops';

export interface PipelineRunOptions {
  readonly devops: AzureDevOps;
  /** The repository, with the pipeline in its working copy. */
  readonly repository: string;
  /** Path of the pipeline, relative to it. */
  readonly file: string;
  readonly commit: string;
  readonly branch: string;
  readonly reason: 'IndividualCI' | 'Manual' | 'PullRequest' | 'ResourceTrigger' | 'Schedule';
  readonly parameters?: Readonly<Record<string, string>>;
  /** Variables of the event, such as those of a pull request. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Folders of programs. */
  readonly path: readonly string[];
  /** Service connections that the run may use. */
  readonly connections: readonly string[];
  /** Those of them whose reviewers let in nobody; the checks of the others are passed. */
  readonly refused?: readonly string[];
}

export interface PipelineRun {
  readonly id: number;
  readonly result: 'succeeded' | 'failed';
  readonly jobs: Readonly<Record<string, JobResult>>;
  readonly summaries: readonly string[];
  readonly log: string;
}

const SKIPPED: JobResult = { result: 'Skipped', steps: [], outputs: {}, connections: [] };

/** Runs a pipeline from its YAML, on this machine. Checks of environments are always passed. */
export async function runPipeline(options: PipelineRunOptions): Promise<PipelineRun> {
  const { devops, repository, file, commit, branch, reason } = options;
  const pipeline = expandPipeline(repository, file, options.parameters);
  const run = devops.beginRun({ file, commit, branch, reason });
  const directory = mkdtempSync(join(tmpdir(), 'pipeline-'));
  const artifacts = join(directory, 'artifacts');
  mkdirSync(artifacts);
  const summaries: string[] = [];
  const values = Object.fromEntries(pipeline.variables.map(({ name, value }) => [name, value]));
  const surroundings: JobSurroundings = {
    ...options,
    directory,
    artifacts,
    variables: { ...values, ...devops.variables(run), ...options.variables },
    accessToken: run.token,
    addTag: (tag) => run.tags.push(tag),
    addSummary: (text) => summaries.push(text),
  };
  const jobs: Record<string, JobResult> = {};
  const jobsIn = (stage: string) => pipeline.stages.find((other) => other.stage === stage)!.jobs.map(idOf);
  const outputsOf = (stage: string) => Object.fromEntries(jobsIn(stage).flatMap((job) => Object.entries(jobs[job].outputs).map(([name, value]) => [`${job}.${name}`, value])));
  const stageDependencies = (needed: readonly string[]) => Object.fromEntries(needed.map((stage) =>
    [stage, Object.fromEntries(jobsIn(stage).map((job) => [job, { result: jobs[job].result, outputs: jobs[job].outputs }]))]));
  const stages: Record<string, Result> = {};
  for (const { stage, dependsOn, condition, jobs: declared, variables = [] } of pipeline.stages) {
    const isFine = () => dependsOn.every((other) => stages[other] === 'Succeeded');
    const more = Object.fromEntries(variables.map(({ name, value }) => [name, value]));
    const inStage = { ...surroundings, variables: { ...surroundings.variables, ...more } };
    const dependencies = Object.fromEntries(dependsOn.map((other) => [other, { result: stages[other], outputs: outputsOf(other) }]));
    const starts = holds(condition ?? 'succeeded()', { variables: inStage.variables, dependencies }, { succeeded: isFine, canceled: () => false });
    // The checks of all that a stage uses are made before it begins, and only if it is to begin.
    const isRefused = starts && declared.flatMap(connectionsOf).some((connection) => options.refused?.includes(connection));
    for (const job of declared) {
      const done = jobs[idOf(job)] = starts && !isRefused ? await runJob(job, jobs, inStage, stageDependencies(dependsOn)) : SKIPPED;
      run.timeline.push(timelineRecord('Job', idOf(job), done.result), ...done.steps.map((step) => timelineRecord('Task', step.name, step.result)));
    }
    const results = declared.map((job) => jobs[idOf(job)].result);
    stages[stage] = isRefused || results.includes('Failed') ? 'Failed' : results.includes('Succeeded') ? 'Succeeded' : 'Skipped';
  }
  const result = Object.values(stages).includes('Failed') ? 'failed' : 'succeeded';
  devops.endRun(run, result);
  const log = Object.values(jobs).flatMap(({ steps }) => steps).map((step) => `--- ${step.name}: ${step.result}\n${step.log}`).join('');
  return { id: run.id, result, jobs, summaries, log };
}

function timelineRecord(type: TimelineRecord['type'], name: string, result: Result): TimelineRecord {
  return { type, name, result: result.toLowerCase() as TimelineRecord['result'], ...result !== 'Skipped' && { startTime: '2026-01-01T00:00:00Z' } };
}

async function runJob(
  job: AnyJob, done: Readonly<Record<string, JobResult>>, surroundings: JobSurroundings, stageDependencies: Contexts,
): Promise<JobResult> {
  const needed = (job.dependsOn ?? []).map((id) => done[id]);
  const functions: Functions = {
    succeeded: () => needed.every(({ result }) => result === 'Succeeded'),
    canceled: () => false,
    always: () => true,
  };
  const contexts: Contexts = {
    variables: surroundings.variables,
    stageDependencies,
    dependencies: Object.fromEntries((job.dependsOn ?? []).map((id) => [id, { result: done[id].result, outputs: done[id].outputs }])),
  };
  if (!holds(job.condition ?? 'succeeded()', contexts, functions)) return SKIPPED;
  const own = (job.variables ?? []).map(({ name, value }): [string, string] => [name, runtimeValue(value, contexts)]);
  return new JobRun(job, { ...surroundings, variables: { ...surroundings.variables, ...Object.fromEntries(own) } }).run();
}

/** A value that is an expression as a whole is evaluated when the job starts. */
function runtimeValue(value: string, contexts: Contexts): string {
  const expression = /^\$\[(.*)\]$/s.exec(value)?.[1];
  return expression === undefined ? value : asText(evaluate(expression, contexts));
}

/** The service connections that the steps of a job name. */
function connectionsOf(job: AnyJob): string[] {
  const steps = 'steps' in job ? job.steps : job.strategy.runOnce.deploy.steps;
  return steps.flatMap((step) => ('task' in step && typeof step.inputs.azureSubscription === 'string' ? [step.inputs.azureSubscription] : []));
}

function idOf(job: AnyJob): string {
  return 'job' in job ? job.job : job.deployment;
}

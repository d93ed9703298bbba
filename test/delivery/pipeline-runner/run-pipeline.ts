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
  const stages: Record<string, Result> = {};
  for (const { stage, dependsOn, condition, jobs: declared, variables = [] } of pipeline.stages) {
    const isFine = () => dependsOn.every((other) => stages[other] === 'Succeeded');
    const more = Object.fromEntries(variables.map(({ name, value }) => [name, value]));
    const inStage = { ...surroundings, variables: { ...surroundings.variables, ...more } };
    const starts = holds(condition ?? 'succeeded()', { variables: inStage.variables }, { succeeded: isFine });
    for (const job of declared) {
      const done = jobs[idOf(job)] = starts ? await runJob(job, jobs, inStage) : SKIPPED;
      run.timeline.push(timelineRecord('Job', idOf(job), done.result), ...done.steps.map((step) => timelineRecord('Task', step.name, step.result)));
    }
    const results = declared.map((job) => jobs[idOf(job)].result);
    stages[stage] = results.includes('Failed') ? 'Failed' : starts ? 'Succeeded' : 'Skipped';
  }
  const result = Object.values(jobs).some((job) => job.result === 'Failed') ? 'failed' : 'succeeded';
  devops.endRun(run, result);
  const log = Object.values(jobs).flatMap(({ steps }) => steps).map((step) => `--- ${step.name}: ${step.result}\n${step.log}`).join('');
  return { id: run.id, result, jobs, summaries, log };
}

function timelineRecord(type: TimelineRecord['type'], name: string, result: Result): TimelineRecord {
  return { type, name, result: result.toLowerCase() as TimelineRecord['result'], ...result !== 'Skipped' && { startTime: '2026-01-01T00:00:00Z' } };
}

async function runJob(job: AnyJob, done: Readonly<Record<string, JobResult>>, surroundings: JobSurroundings): Promise<JobResult> {
  const needed = (job.dependsOn ?? []).map((id) => done[id]);
  const functions: Functions = {
    succeeded: () => needed.every(({ result }) => result === 'Succeeded'),
    canceled: () => false,
    always: () => true,
  };
  const contexts: Contexts = {
    variables: surroundings.variables,
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

function idOf(job: AnyJob): string {
  return 'job' in job ? job.job : job.deployment;
}

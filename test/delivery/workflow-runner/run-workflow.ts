import { appendFileSync } from 'node:fs';
import { fill, holds, Status } from './expressions/evaluate';
import { isObject, isTruthy, toNumber, toText, Value, ValueObject } from './expressions/value';
import { Failure } from './failure';
import { JobInstance } from './job-instance';
import { combinations } from './matrix';
import { Run } from './run';
import type { WorkflowRunOptions } from './run-options';
import type { Conclusion, InstanceResult, JobResult, RunResult } from './run-result';
import { transcript } from './transcript';
import { whyNotTriggered } from './workflow-event';
import { JobSyntax, workflowSyntax } from './workflow-syntax';

const SKIPPED: JobResult = { conclusion: 'skipped', outputs: {}, instances: [], steps: [] };

/**
 * Runs a workflow from its parsed YAML as GitHub would, with the machine's own shell. What fails there fails here and is
 * told in the result; a workflow that the runner does not understand in every part is an error. `FEIYUE_SHOW_RUNS` names a
 * file to which what a person would see of each run is added.
 */
export async function runWorkflow(options: WorkflowRunOptions): Promise<RunResult> {
  const workflow = workflowSyntax(options.workflow);
  const reason = whyNotTriggered(workflow.on, options.event);
  if (reason !== undefined) throw new Error(`the event does not start ${workflow.name}: ${reason}`);
  const run = new Run(workflow, options);
  const controller = new AbortController();
  const results = new Map<string, Promise<JobResult>>();
  for (const job of workflow.jobs) {
    results.set(job.id, (async () => {
      const finished: Record<string, JobResult> = {};
      for (const id of ancestors(job, workflow.jobs)) finished[id] = await results.get(id)!;
      return runJob(run, job, finished, controller.signal);
    })().catch((error: unknown) => {
      controller.abort();
      throw error;
    }));
  }
  try {
    const settled = await Promise.allSettled(results.values());
    for (const outcome of settled) if (outcome.status === 'rejected') throw outcome.reason;
  } finally {
    run.end();
  }
  const { unknownRequests } = options.github;
  if (unknownRequests.length > 0) throw new Error(`the stand-in for GitHub does not know: ${unknownRequests.join(', ')}`);

  const jobs: Record<string, JobResult> = {};
  for (const [id, result] of results) jobs[id] = await result;
  const result: RunResult = {
    conclusion: together(Object.values(jobs).map(({ conclusion }) => conclusion)),
    jobs,
    summary: Object.values(jobs).flatMap(({ steps }) => steps.map(({ summary }) => summary)).join(''),
    artifacts: run.artifacts.folders,
  };
  const { FEIYUE_SHOW_RUNS: file } = process.env;
  if (file !== undefined) appendFileSync(file, transcript(workflow.name, result, options.github));
  return result;
}

/** Every job that this one waits for, also through others. */
function ancestors(job: JobSyntax, jobs: readonly JobSyntax[]): Set<string> {
  const found = new Set<string>(job.needs);
  for (const id of found) for (const need of jobs.find((candidate) => candidate.id === id)!.needs) found.add(need);
  return found;
}

async function runJob(run: Run, job: JobSyntax, finished: Readonly<Record<string, JobResult>>, signal: AbortSignal): Promise<JobResult> {
  const needs = Object.fromEntries(job.needs.map((id) => [id, { result: finished[id].conclusion, outputs: finished[id].outputs }]));
  const contexts = { github: run.github, needs, vars: run.vars, inputs: run.inputs };
  // Also of those before the ones that it needs: https://github.com/actions/runner/issues/491
  const conclusions = Object.values(finished).map(({ conclusion }) => conclusion);
  const status: Status = {
    success: !signal.aborted && conclusions.every((conclusion) => conclusion === 'success'),
    failure: !signal.aborted && conclusions.includes('failure'),
    cancelled: signal.aborted,
  };
  if (!holds(job.if, { contexts, status })) {
    // Its name is never filled in.
    run.record.jobs.push({ name: job.name, run_attempt: run.record.run_attempt, status: 'completed', conclusion: 'skipped' });
    return SKIPPED;
  }
  try {
    return merged(await runInstances(run, job, needs, contexts, signal));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const annotations = [{ level: 'error', message: error.message } as const];
    return merged([{ name: job.name, matrix: {}, conclusion: 'failure', outputs: {}, steps: [], annotations }]);
  }
}

async function runInstances(run: Run, job: JobSyntax, needs: ValueObject, contexts: ValueObject, signal: AbortSignal): Promise<InstanceResult[]> {
  const { matrix, failFast, maxParallel } = filled(job.strategy as unknown as ValueObject, contexts) as ValueObject;
  const list = matrix === undefined ? [undefined] : combinations(matrix);
  const isFailFast = isTruthy(failFast);
  const cancellation = new AbortController();
  const results: { readonly index: number; readonly result: InstanceResult }[] = [];
  const waiting = list.map((combination, index) => ({ combination, index }));
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { combination, index } = next;
      const strategy = { 'fail-fast': isFailFast, 'job-index': index, 'job-total': list.length, 'max-parallel': Math.min(toNumber(maxParallel), list.length) };
      const name = job.name.includes('${{') || combination === undefined ? job.name : `${job.name} (${scalars(combination).join(', ')})`;
      const result: InstanceResult = cancellation.signal.aborted
        ? { name, matrix: combination ?? {}, conclusion: 'cancelled', outputs: {}, steps: [], annotations: [] }
        : await new JobInstance({
          run, job: { ...job, name }, needs, strategy, matrix: combination, signal: AbortSignal.any([signal, cancellation.signal]),
        }).execute();
      results.push({ index, result });
      if (isFailFast && result.conclusion === 'failure') cancellation.abort();
    }
  };
  await Promise.all(Array.from({ length: Math.min(toNumber(maxParallel), list.length) }, work));
  return results.sort((a, b) => a.index - b.index).map(({ result }) => result);
}

/** A value of YAML with every expression in it filled in. */
function filled(value: Value, contexts: ValueObject): Value {
  if (typeof value === 'string') return fill(value, { contexts });
  if (Array.isArray(value)) return (value as readonly Value[]).map((element) => filled(element, contexts));
  if (!isObject(value)) return value;
  const given = Object.entries(value).filter(([, element]) => element !== undefined);
  return Object.fromEntries(given.map(([name, element]) => [name, filled(element, contexts)]));
}

function scalars(value: Value): string[] {
  if (Array.isArray(value)) return (value as readonly Value[]).flatMap(scalars);
  return isObject(value) ? Object.values(value).flatMap(scalars) : [toText(value)];
}

/** Several instances as one job: of an output, the last that is not empty. */
function merged(instances: readonly InstanceResult[]): JobResult {
  const outputs: Record<string, string> = {};
  for (const instance of instances) {
    for (const [name, value] of Object.entries(instance.outputs)) if (value !== '' || outputs[name] === undefined) outputs[name] = value;
  }
  return { conclusion: together(instances.map(({ conclusion }) => conclusion)), outputs, instances, steps: instances.flatMap(({ steps }) => steps) };
}

function together(conclusions: readonly Conclusion[]): Conclusion {
  if (conclusions.includes('failure')) return 'failure';
  if (conclusions.includes('cancelled')) return 'cancelled';
  return conclusions.every((conclusion) => conclusion === 'skipped') ? 'skipped' : 'success';
}

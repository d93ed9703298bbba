import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { readCommandFile } from './command-file';
import { fillText, holds } from './expressions/evaluate';
import { isTruthy, toNumber, ValueObject } from './expressions/value';
import { Failure } from './failure';
import type { JobInstance } from './job-instance';
import { fillTexts } from './run';
import type { Conclusion, StepResult } from './run-result';
import { runShell } from './shell';
import { StepLog } from './step-log';
import type { StepSyntax } from './workflow-syntax';
import { goSettings } from '../../go-programs';

const MILLISECONDS_PER_MINUTE = 60_000;
/** GitHub drops the summary of a step that is larger. */
const SUMMARY_LIMIT_BYTES = 1024 * 1024;

/** What a step is run with. */
interface StepCall {
  readonly job: JobInstance;
  readonly log: StepLog;
  /** Of workflow, job and step. */
  readonly env: Readonly<Record<string, string>>;
  readonly contexts: ValueObject;
  readonly outputs: Record<string, string>;
  readonly signal: AbortSignal;
}

interface CommandFiles {
  readonly GITHUB_ENV: string;
  readonly GITHUB_OUTPUT: string;
  readonly GITHUB_PATH: string;
  readonly GITHUB_STEP_SUMMARY: string;
}

/** Runs a step of a job, unless its `if` says no. */
export async function runStep(job: JobInstance, step: StepSyntax): Promise<StepResult> {
  const env = { ...job.env, ...fillTexts(step.env, job.contexts(job.env)) };
  const contexts = job.contexts(env);
  const name = fillText(step.name, { contexts });
  const log = new StepLog(job.masks);
  if (!holds(step.if, { contexts: job.contexts(env, { hasSecrets: false }), status: job.status })) {
    return { name, conclusion: 'skipped', outcome: 'skipped', log: '', annotations: [], outputs: {}, summary: '' };
  }

  const deadline = AbortSignal.timeout(toNumber(job.value(step.timeoutMinutes, contexts)) * MILLISECONDS_PER_MINUTE);
  // A step that runs after the job was cancelled is there to clean up.
  const signal = job.signal.aborted ? deadline : AbortSignal.any([deadline, job.signal]);
  const call: StepCall = { job, log, env, contexts, outputs: {}, signal };
  const files = commandFiles(job);
  let outcome: Conclusion = 'success';
  let summary = '';
  try {
    if (step.uses === undefined) await runScript(step.run!, call, files);
    else await useAction(step.uses, call);
  } catch (error) {
    outcome = failed(error, log);
    if (deadline.aborted) log.annotate('error', 'The action has timed out.');
    else if (signal.aborted) outcome = 'cancelled';
  }
  try {
    log.end();
    summary = takeCommandFiles(call, files);
  } catch (error) {
    outcome = failed(error, log);
  }
  const isContinued = outcome === 'failure' && isTruthy(job.value(step.continueOnError, contexts));
  return { name, conclusion: isContinued ? 'success' : outcome, outcome, log: log.text, annotations: log.annotations, outputs: call.outputs, summary };
}

/** Only what GitHub would call a failure is one. */
function failed(error: unknown, log: StepLog): 'failure' {
  if (!(error instanceof Failure)) throw error;
  log.end();
  log.annotate('error', error.message);
  return 'failure';
}

async function runScript(run: NonNullable<StepSyntax['run']>, { job, log, env, contexts, signal }: StepCall, files: CommandFiles): Promise<void> {
  const cwd = resolve(job.workspace, run.workingDirectory === undefined ? '.' : fillText(run.workingDirectory, { contexts }));
  if (!existsSync(cwd)) throw new Failure(`An error occurred trying to start process with working directory '${cwd}'. No such file or directory`);
  let mistake: unknown;
  const status = await runShell({
    shell: run.shell,
    script: fillText(run.script, { contexts }),
    file: `${files.GITHUB_OUTPUT}.sh`,
    cwd,
    env: { ...processEnvironment(job, env), ...files },
    signal,
    print: (chunk) => {
      try {
        log.write(chunk);
      } catch (error) {
        mistake ??= error;
      }
    },
  });
  if (mistake !== undefined) throw mistake as Error;
  if (status !== 0) throw new Failure(`Process completed with exit code ${status}.`);
}

async function useAction({ action, with: inputs }: NonNullable<StepSyntax['uses']>, { job, log, env, contexts, outputs }: StepCall): Promise<void> {
  const { run } = job;
  await run.action(action)({
    inputs: fillTexts(inputs, contexts),
    repositoryName: run.options.github.repository,
    repository: run.options.repository,
    event: run.event,
    workspace: job.workspace,
    temp: job.temp,
    env: processEnvironment(job, env),
    toolPath: run.toolPath,
    artifacts: run.artifacts,
    log,
    addPath: (folder) => { job.addedPath.unshift(folder); },
    setOutput: (name, value) => { outputs[name] = value; },
    exportVariable: (name, value) => { job.env[name] = value; },
  });
}

/** The whole environment of a step's program: nothing of the process that runs the tests. */
function processEnvironment(job: JobInstance, env: Readonly<Record<string, string>>): Record<string, string> {
  const { run, github } = job;
  const text = (name: string) => String(github[name]);
  return {
    HOME: job.home,
    LANG: 'C.UTF-8',
    ...goSettings(),
    ...run.options.env,
    PATH: [...job.addedPath, ...run.path].join(delimiter),
    ...env,
    CI: env.CI ?? 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTOR: text('actor'),
    GITHUB_API_URL: text('api_url'),
    GITHUB_BASE_REF: text('base_ref'),
    GITHUB_EVENT_NAME: text('event_name'),
    GITHUB_EVENT_PATH: eventFile(job),
    GITHUB_HEAD_REF: text('head_ref'),
    GITHUB_JOB: text('job'),
    GITHUB_REF: text('ref'),
    GITHUB_REF_NAME: text('ref_name'),
    GITHUB_REF_TYPE: text('ref_type'),
    GITHUB_REPOSITORY: text('repository'),
    GITHUB_REPOSITORY_OWNER: text('repository_owner'),
    GITHUB_RUN_ATTEMPT: text('run_attempt'),
    GITHUB_RUN_ID: text('run_id'),
    GITHUB_RUN_NUMBER: text('run_number'),
    GITHUB_SERVER_URL: text('server_url'),
    GITHUB_SHA: text('sha'),
    GITHUB_WORKFLOW: text('workflow'),
    GITHUB_WORKSPACE: job.workspace,
    RUNNER_ARCH: 'X64',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: 'stand-in',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: job.temp,
    ...job.identityEnvironment,
  };
}

function eventFile(job: JobInstance): string {
  const file = join(job.directory, 'event.json');
  if (!existsSync(file)) writeFileSync(file, JSON.stringify(job.run.event.payload));
  return file;
}

/** Fresh files for what a step tells the runner. */
function commandFiles(job: JobInstance): CommandFiles {
  const folder = join(job.directory, 'commands', String(job.nextStep()));
  mkdirSync(folder, { recursive: true });
  const file = (name: string) => {
    writeFileSync(join(folder, name), '');
    return join(folder, name);
  };
  return { GITHUB_ENV: file('env'), GITHUB_OUTPUT: file('output'), GITHUB_PATH: file('path'), GITHUB_STEP_SUMMARY: file('summary') };
}

/** Does what a step told the runner by files, and gives its summary. */
function takeCommandFiles({ job, log, outputs }: StepCall, files: CommandFiles): string {
  const [env, output, path, summary] = [files.GITHUB_ENV, files.GITHUB_OUTPUT, files.GITHUB_PATH, files.GITHUB_STEP_SUMMARY].map((file) => readFileSync(file, 'utf8'));
  Object.assign(outputs, readCommandFile(output));
  for (const [name, value] of Object.entries(readCommandFile(env))) {
    if (/^(GITHUB|RUNNER)_/i.test(name) || name === 'NODE_OPTIONS') throw new Failure(`Can't store ${name} output parameter using '$GITHUB_ENV' command.`);
    job.env[name] = value;
  }
  job.addedPath.unshift(...path.split('\n').filter((folder) => folder !== '').reverse());
  if (Buffer.byteLength(summary) <= SUMMARY_LIMIT_BYTES) return job.masks.apply(summary);
  log.annotate('error', `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${Math.ceil(Buffer.byteLength(summary) / 1024)}k.`);
  return '';
}

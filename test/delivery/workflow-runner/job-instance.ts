import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fill, fillText, Status } from './expressions/evaluate';
import { isTruthy, toNumber, Value, ValueObject } from './expressions/value';
import { fillTexts, Run } from './run';
import type { Conclusion, InstanceResult, StepResult } from './run-result';
import { runStep } from './run-step';
import { Annotation, Masks } from './step-log';
import type { JobSyntax } from './workflow-syntax';
import type { Deployment } from '../github/deployments';
import type { WorkflowRunJob } from '../github/workflow-runs';

const MILLISECONDS_PER_MINUTE = 60_000;

export interface InstanceOptions {
  readonly run: Run;
  readonly job: JobSyntax;
  readonly needs: ValueObject;
  readonly strategy: ValueObject;
  readonly matrix: ValueObject | undefined;
  /** Cancels it. */
  readonly signal: AbortSignal;
}

/** One job on one machine: a job, or one combination of its matrix. */
export class JobInstance {
  public readonly run: Run;
  public readonly job: JobSyntax;
  public readonly masks = new Masks();
  public readonly workspace: string;
  public readonly temp: string;
  public readonly home: string;
  /** Of workflow and job, with what steps wrote to GITHUB_ENV. */
  public readonly env: Record<string, string> = {};
  /** Folders that steps added, the last one first. */
  public readonly addedPath: string[] = [];
  public readonly signal: AbortSignal;
  public readonly directory: string;
  public readonly environment: string | undefined;
  private readonly checkRunId: number;
  private readonly token: string;
  private readonly secrets: ValueObject;
  private readonly steps: Record<string, ValueObject> = {};
  private readonly annotations: Annotation[] = [];
  private readonly deadline: AbortSignal;
  private readonly minutes: number;
  private conclusion: Conclusion = 'success';
  private stepCount = 0;

  constructor(private readonly options: InstanceOptions) {
    const { run, job } = options;
    this.run = run;
    this.job = job;
    this.directory = mkdtempSync(join(run.directory, 'jobs', `${job.id}-`));
    this.workspace = join(this.directory, 'workspace');
    this.temp = join(this.directory, 'temp');
    this.home = join(this.directory, 'home');
    for (const folder of [this.workspace, this.temp, this.home]) mkdirSync(folder);
    this.environment = job.environment === undefined ? undefined : fillText(job.environment, { contexts: this.planned });
    this.checkRunId = run.options.github.nextCheckRunId();
    this.token = run.options.github.issueToken({
      job: job.id,
      permissions: run.permissions(job.permissions),
      eventName: run.event.name,
      ref: run.event.ref,
      sha: run.event.sha,
      environment: this.environment,
      workflow: run.workflow.name,
      runId: run.id,
    });
    this.secrets = { ...run.secrets(this.environment), GITHUB_TOKEN: this.token };
    for (const secret of Object.values(this.secrets)) this.masks.add(String(secret));
    this.minutes = toNumber(this.value(job.timeoutMinutes, this.planned));
    this.deadline = AbortSignal.timeout(this.minutes * MILLISECONDS_PER_MINUTE);
    this.signal = AbortSignal.any([options.signal, this.deadline]);
  }

  /** The context `github` of this job. */
  public get github(): ValueObject {
    return { ...this.run.github, token: this.token, job: this.job.id, workspace: this.workspace };
  }

  /** The contexts of a step; `if` has none of the secrets. */
  public contexts(env: ValueObject, { hasSecrets = true } = {}): ValueObject {
    return {
      ...this.planned,
      github: this.github,
      vars: this.vars,
      env,
      job: { status: this.status.cancelled ? 'cancelled' : this.conclusion, check_run_id: this.checkRunId },
      runner: { os: 'Linux', arch: 'X64', name: 'stand-in', environment: 'github-hosted', temp: this.temp },
      steps: this.steps,
      ...hasSecrets ? { secrets: this.secrets } : {},
    };
  }

  /** How its steps went so far. */
  public get status(): Status {
    const cancelled = this.signal.aborted;
    return { success: !cancelled && this.conclusion === 'success', failure: !cancelled && this.conclusion === 'failure', cancelled };
  }

  /** A value that may be an expression. */
  public value(value: Value, contexts: ValueObject): Value {
    return typeof value === 'string' ? fill(value, { contexts }) : value;
  }

  /** Where a job that may have an identity asks for its token. */
  public get identityEnvironment(): Record<string, string> {
    const { github } = this.run.options;
    if (this.run.permissions(this.job.permissions)['id-token'] !== 'write') return {};
    return { ACTIONS_ID_TOKEN_REQUEST_URL: github.identityTokenUrl, ACTIONS_ID_TOKEN_REQUEST_TOKEN: this.token };
  }

  /** The number of the step that begins. */
  public nextStep(): number {
    this.stepCount += 1;
    return this.stepCount;
  }

  public async execute(): Promise<InstanceResult> {
    const name = fillText(this.job.name, { contexts: this.planned });
    const settings = this.run.options.environments?.[this.environment ?? ''];
    if (settings?.isRefused === true) return { name, matrix: this.options.matrix ?? {}, conclusion: 'failure', outputs: {}, steps: [], annotations: [] };
    const deployment = this.startDeployment();
    const record: WorkflowRunJob = { name, run_attempt: this.run.record.run_attempt, status: 'in_progress', conclusion: null };
    this.run.record.jobs.push(record);
    const results: StepResult[] = [];
    try {
      const { github, vars, inputs, needs, strategy, matrix } = this.contexts({});
      const workflowEnv = fillTexts(this.run.workflow.env, { github, vars, inputs, secrets: this.secrets });
      Object.assign(this.env, workflowEnv, fillTexts(this.job.env, { github, vars, inputs, needs, strategy, matrix, secrets: this.secrets }));
      for (const step of this.job.steps) {
        const result = await runStep(this, step);
        results.push(result);
        if (step.id !== undefined) this.steps[step.id] = { outputs: result.outputs, outcome: result.outcome, conclusion: result.conclusion };
        if (result.conclusion === 'failure') this.conclusion = 'failure';
      }
      const conclusion = this.status.cancelled ? 'cancelled' : this.conclusion;
      if (this.deadline.aborted) this.annotations.push({ level: 'error', message: `The job has exceeded the maximum execution time of ${this.minutes} minutes.` });
      record.conclusion = conclusion;
      const outputs = this.outputs();
      if (deployment !== undefined) this.run.options.github.deployments.addStatus(deployment, conclusion === 'cancelled' ? 'error' : conclusion);
      const mayFail = isTruthy(this.value(this.job.continueOnError, this.planned));
      return {
        name,
        matrix: this.options.matrix ?? {},
        conclusion: mayFail && conclusion === 'failure' ? 'success' : conclusion,
        outputs,
        steps: results,
        annotations: this.annotations,
      };
    } finally {
      record.status = 'completed';
      this.run.options.github.revokeToken(this.token);
      rmSync(this.directory, { recursive: true, force: true });
    }
  }

  /** The contexts that there are before the job has a machine. */
  private get planned(): ValueObject {
    const { needs, strategy, matrix = null } = this.options;
    return { github: this.run.github, needs, strategy, matrix, vars: this.vars, inputs: this.run.inputs };
  }

  private get vars(): ValueObject {
    return { ...this.run.vars, ...this.run.options.environments?.[this.environment ?? '']?.vars };
  }

  private startDeployment(): Deployment | undefined {
    if (this.environment === undefined || !this.job.isDeployment) return undefined;
    const { options: { github: { deployments } }, event: { sha }, github: { ref_name: ref } } = this.run;
    const deployment = deployments.create({ sha, ref: String(ref), environment: this.environment });
    deployments.addStatus(deployment, 'in_progress');
    return deployment;
  }

  /** The outputs of the job, less those that hold a secret: GitHub does not hand these on. */
  private outputs(): Record<string, string> {
    const filled = fillTexts(this.job.outputs, this.contexts(this.env));
    for (const [name, value] of Object.entries(filled)) {
      if (this.masks.apply(value) === value) continue;
      this.annotations.push({ level: 'warning', message: `Skip output '${name}' since it may contain secret.` });
      delete filled[name];
    }
    return filled;
  }
}

import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { Contexts, holds } from './expression';
import { loggingCommand } from './logging-command';
import type { AnyJob, BashStep, PublishStep, Step, TaskStep } from '../../../src/ci/azure/pipeline';
import { goSettings } from '../../go-programs';

export type Result = 'Succeeded' | 'Failed' | 'Skipped';

export interface StepResult {
  readonly name: string;
  readonly result: Result;
  readonly log: string;
}

export interface JobResult {
  readonly result: Result;
  readonly steps: readonly StepResult[];
  /** By `step.variable`. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Service connections that its steps named. */
  readonly connections: readonly string[];
}

/** What a job has from its run. */
export interface JobSurroundings {
  readonly directory: string;
  /** The repository that is cloned, and the commit. */
  readonly repository: string;
  readonly commit: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly accessToken: string;
  /** Folders of programs. */
  readonly path: readonly string[];
  readonly artifacts: string;
  readonly connections: readonly string[];
  addTag(tag: string): void;
  addSummary(text: string): void;
}

/** One job on an agent of its own. */
export class JobRun {
  private readonly workspace: string;
  private readonly sources: string;
  private readonly temp: string;
  private readonly variables: Record<string, string>;
  private readonly outputs: Record<string, string> = {};
  private readonly connections: string[] = [];
  private readonly addedPath: string[] = [];
  private readonly steps: StepResult[] = [];
  private hasFailed = false;

  constructor(private readonly job: AnyJob, private readonly surroundings: JobSurroundings) {
    this.workspace = mkdtempSync(join(surroundings.directory, 'job-'));
    this.sources = join(this.workspace, 's');
    this.temp = join(this.workspace, 'temp');
    for (const folder of [this.sources, this.temp]) mkdirSync(folder);
    this.variables = {
      ...surroundings.variables,
      'Agent.TempDirectory': this.temp,
      'Build.SourcesDirectory': this.sources,
      'Pipeline.Workspace': this.workspace,
      'System.JobAttempt': '1',
    };
  }

  public async run(): Promise<JobResult> {
    const steps = 'steps' in this.job ? this.job.steps : this.job.strategy.runOnce.deploy.steps;
    for (const step of steps) this.steps.push(await this.runStep(step));
    return { result: this.hasFailed ? 'Failed' : 'Succeeded', steps: this.steps, outputs: this.outputs, connections: this.connections };
  }

  private async runStep(step: Step): Promise<StepResult> {
    if ('template' in step) throw new Error(`template ${step.template} was not expanded`);
    const name = this.filled(step.displayName);
    const functions = {
      always: () => true,
      canceled: () => false,
      failed: () => this.hasFailed,
      succeeded: () => !this.hasFailed,
      succeededOrFailed: () => true,
    };
    const contexts: Contexts = { variables: { ...this.variables, ...this.outputs } };
    if (!holds(step.condition ?? 'succeeded()', contexts, functions)) return { name, result: 'Skipped', log: '' };
    const log: string[] = [];
    let isFine: boolean;
    try {
      isFine = await this.perform(step, log);
    } catch (error) {
      log.push(`##[error]${(error as Error).message}\n`);
      isFine = false;
    }
    this.hasFailed ||= !isFine;
    return { name, result: isFine ? 'Succeeded' : 'Failed', log: log.join('').replaceAll(this.surroundings.accessToken, '***') };
  }

  private async perform(step: Exclude<Step, { template: string }>, log: string[]): Promise<boolean> {
    if ('checkout' in step) return this.checkout(log);
    if ('publish' in step) return this.publish(step);
    if ('download' in step) return this.download();
    if ('task' in step) return this.runTask(step, log);
    return this.runScript(step, step.bash, {}, log);
  }

  private async checkout(log: string[]): Promise<boolean> {
    const { repository, commit } = this.surroundings;
    const script = [
      'git init --quiet --template= .',
      `git remote add origin '${repository}'`,
      `git -c maintenance.auto=false fetch --quiet '${repository}' '+refs/heads/*:refs/remotes/origin/*' '+refs/pull/*:refs/remotes/pull/*'`,
      `git -c advice.detachedHead=false checkout --quiet --detach ${commit}`,
    ];
    return await this.bash(script.join(' && '), {}, log) === 0;
  }

  private publish({ publish, artifact }: PublishStep): boolean {
    const from = this.filled(publish);
    const to = join(this.surroundings.artifacts, this.filled(artifact));
    if (!existsSync(from)) throw new Error(`Path does not exist: ${from}`);
    if (existsSync(to)) throw new Error(`Artifact ${this.filled(artifact)} already exists for build.`);
    // A file becomes the one in the artifact.
    cpSync(from, statSync(from).isFile() ? join(to, basename(from)) : to, { recursive: true });
    return true;
  }

  private download(): boolean {
    cpSync(this.surroundings.artifacts, this.workspace, { recursive: true });
    return true;
  }

  private async runTask(step: TaskStep, log: string[]): Promise<boolean> {
    if (step.task === 'KubeloginInstaller@0') return true;
    if (step.task !== 'AzureCLI@2') throw new Error(`the runner has no task ${step.task}`);
    const connection = this.filled(String(step.inputs.azureSubscription));
    if (!this.surroundings.connections.includes(connection)) throw new Error(`There was a resource authorization issue: no service connection ${connection}`);
    this.connections.push(connection);
    const identity = { AZURESUBSCRIPTION_SERVICE_CONNECTION_ID: `id-of-${connection}`, AZURESUBSCRIPTION_CLIENT_ID: `client-of-${connection}`, AZURESUBSCRIPTION_TENANT_ID: 'tenant' };
    const principal: Readonly<Record<string, string>> = step.inputs.addSpnToEnvironment === true ? { servicePrincipalId: `client-of-${connection}`, tenantId: 'tenant', idToken: 'token-of-azure' } : {};
    return this.runScript(step, String(step.inputs.inlineScript), { ...identity, ...principal }, log);
  }

  private async runScript(step: BashStep | TaskStep, script: string, more: Readonly<Record<string, string>>, log: string[]): Promise<boolean> {
    const own = Object.entries(step.env ?? {}).map(([name, value]): [string, string] => [name, this.filled(value)]);
    const status = await this.bash(this.filled(script), { ...more, ...Object.fromEntries(own) }, log);
    let isCompleted = true;
    for (const command of log.join('').split('\n').flatMap((line) => loggingCommand(line) ?? [])) {
      if (command.area === 'task' && command.action === 'complete') isCompleted = command.properties.result !== 'Failed';
      else this.obey(command, step.name);
    }
    if (status !== 0) log.push(`##[error]Bash exited with code '${status}'.\n`);
    return status === 0 && isCompleted;
  }

  private obey({ area, action, properties, message }: NonNullable<ReturnType<typeof loggingCommand>>, stepName: string | undefined): void {
    switch (`${area}.${action}`) {
      case 'task.setvariable':
        if (properties.isOutput === 'true') this.outputs[`${stepName}.${properties.variable}`] = message;
        else this.variables[properties.variable] = message;
        break;
      case 'task.prependpath': this.addedPath.unshift(message); break;
      case 'task.uploadsummary': this.surroundings.addSummary(readFileSync(message, 'utf-8')); break;
      case 'build.addbuildtag': this.surroundings.addTag(message); break;
      case 'task.logissue': break;
      default: throw new Error(`the runner has no command ${area}.${action}`);
    }
  }

  /** Puts variables into the place of macros, once; one that there is none of stays. */
  private filled(text: string): string {
    return text.replace(/\$\(([\w.-]+)\)/g, (macro, name: string) => {
      const known = { ...this.variables, ...this.outputs, 'System.AccessToken': this.surroundings.accessToken };
      const found = Object.keys(known).find((key) => key.toLowerCase() === name.toLowerCase());
      return found === undefined ? macro : known[found as keyof typeof known];
    });
  }

  private async bash(script: string, env: Readonly<Record<string, string>>, log: string[]): Promise<number> {
    const file = join(mkdtempSync(join(this.workspace, 'script-')), 'script.sh');
    writeFileSync(file, script);
    const known = Object.entries({ ...this.variables, ...this.outputs }).map(([name, value]): [string, string] => [name.toUpperCase().replaceAll('.', '_'), value]);
    const child = spawn('bash', ['-c', 'exec "$@" 2>&1', 'step', 'bash', '--noprofile', '--norc', file], {
      cwd: this.sources,
      env: { HOME: this.workspace, LANG: 'C.UTF-8', ...goSettings(), TF_BUILD: 'True', ...Object.fromEntries(known), PATH: [...this.addedPath, ...this.surroundings.path].join(delimiter), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => log.push(text));
    return new Promise((resolve, reject) => child.on('error', reject).on('close', (status) => resolve(status ?? 1)));
  }
}

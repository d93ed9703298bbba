import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { GitHubStandIn } from './github/github-stand-in';
import type { PullRequest } from './github/pull-requests';
import type { WorkflowRun } from './github/workflow-runs';
import { ACCOUNT_UIN } from './tencent/account';
import { estateRoles } from './tencent/estate-roles';
import { startTencent, State, Tencent } from './tencent/tencent';
import { ENVIRONMENTS, STATE_BUCKET, TerraformEstate } from './terraform-estate';
import { dispatchEvent, mergeGroupEvent, pullRequestEvent, pullRequestRun, pushEvent, scheduleEvent } from './workflow-runner/events';
import type { RunResult } from './workflow-runner/run-result';
import { runWorkflow } from './workflow-runner/run-workflow';
import type { WorkflowEvent } from './workflow-runner/workflow-event';
import type { FeiyueProject } from '../../src';
import { ADD_ALL, COMMIT, INIT } from '../git-arguments';
import { write } from '../synth/test-project';

const ROLES = { projectName: 'feiyue-mono', repository: 'feiyue/feiyue-mono', environments: ENVIRONMENTS, bucket: STATE_BUCKET };

/** A person with rights of his own, by the name of his role. */
export const OPERATOR = { name: 'operator', permissions: [{ version: '2.0', statement: [{ effect: 'allow', action: ['tcbr:*'], resource: ['*'] }] }] } as const;

/** An estate in a repository, between stand-ins for GitHub and for the cloud, whose workflows are run from their YAML. */
export class DeliveredEstate {
  /**
   * @param prepare declares what the estate has beside its root modules
   * @param withCredentials names of root modules whose states hold credentials, as its bootstrap would tell the cloud
   */
  public static async start(
    prepare: (project: FeiyueProject) => void = () => undefined, withCredentials: readonly string[] = [],
  ): Promise<DeliveredEstate> {
    const declared = new TerraformEstate();
    prepare(declared.project);
    const estate = declared.synthesise();
    const { roles, ...providers } = estateRoles({ ...ROLES, withCredentials });
    const tencent = await startTencent({ buckets: [STATE_BUCKET], ...providers, roles: [...roles, { ...roles[0], ...OPERATOR }] });
    return new DeliveredEstate(estate, await GitHubStandIn.start(), tencent);
  }

  /** What the machine of its jobs has in its environment, beside what leads to the stand-ins. */
  public readonly env: Record<string, string> = {};

  /** Environments whose reviewers let in nobody. */
  public readonly refused = new Set<string>();

  private constructor(private readonly estate: TerraformEstate, public readonly github: GitHubStandIn, public readonly tencent: Tencent) {
    github.environments.protect('prod', ['main'], 'platform');
    this.git(...INIT);
    this.commit('Begin');
  }

  /** Its working copy. */
  public get directory(): string {
    return this.estate.directory;
  }

  /** Commits files beside those that are there; `undefined` removes one. Gives the hash. */
  public commit(message: string, files: Readonly<Record<string, string | undefined>> = {}): string {
    for (const [file, text] of Object.entries(files)) {
      if (text === undefined) rmSync(join(this.directory, file));
      else write(this.directory, file, text);
    }
    this.git(...ADD_ALL);
    this.git(...COMMIT, `--message=${message}`);
    return this.git('rev-parse', 'HEAD');
  }

  /** Runs what a push of the last commit starts in `dev`, by the workflow as it stands there. */
  public async push(branch = 'main'): Promise<RunResult> {
    return this.run('deploy-dev.yml', pushEvent(this.directory, { branch }));
  }

  /** Runs the deployment of an environment as if started by hand, or by the workflow before it. */
  public async dispatch(environment: string, inputs: Readonly<Record<string, string>> = {}): Promise<RunResult> {
    return this.run(`deploy-${environment}.yml`, dispatchEvent(this.directory, inputs));
  }

  /** A file as a commit has it, as `<commit>:<path>`. */
  public show(object: string): string {
    return `${this.git('show', object)}\n`;
  }

  /** Makes a branch of the last commit and goes on there, or goes back to one that there is. */
  public switchTo(branch: string, { isNew = false }: { readonly isNew?: boolean } = {}): void {
    this.git('switch', '--quiet', ...isNew ? ['--create'] : [], branch);
  }

  /** Runs what a pull request of a branch starts: one that is opened now, or one that is open and gets another commit. */
  public async pullRequest(
    file: string, head: string, options: { readonly base?: string; readonly fork?: string; readonly open?: PullRequest } = {},
  ): Promise<RunResult> {
    const { base, fork, open } = options;
    const event = open === undefined
      ? pullRequestEvent(this.directory, this.github, { head, base, fork })
      : pullRequestRun(this.directory, { ...open, head: { ...open.head, sha: this.git('rev-parse', head) } }, 'synchronize');
    return this.run(file, event);
  }

  /** Runs what the turn of a branch in the merge queue starts. */
  public async mergeGroup(file: string, head: string): Promise<RunResult> {
    return this.run(file, mergeGroupEvent(this.directory, head));
  }

  /** Runs a workflow as its schedule does, on a machine with these variables. */
  public async schedule(file: string, env: Readonly<Record<string, string>> = {}): Promise<RunResult> {
    return this.run(file, scheduleEvent(this.directory, 'any'), env);
  }

  /** The states of an environment, by root module. */
  public states(environment: string): Record<string, State> {
    const prefix = `${STATE_BUCKET.name}/${environment}/`;
    return Object.fromEntries(Object.entries(this.tencent.states())
      .filter(([address]) => address.startsWith(prefix))
      .map(([address, state]) => [address.slice(prefix.length).split('/')[0], state]));
  }

  public async stop(): Promise<void> {
    await this.tencent.stop();
    await this.github.stop();
    rmSync(this.directory, { recursive: true });
  }

  /** Runs a workflow again, as if it were the first time. */
  public async again(run: WorkflowRun): Promise<RunResult> {
    const ref = `refs/heads/${run.head_branch}`;
    const event = { name: run.event, ref, sha: run.head_sha, payload: { ref, after: run.head_sha } };
    return this.run(run.path.split('/').at(-1)!, event, {}, run.id);
  }

  private async run(file: string, event: WorkflowEvent, env: Readonly<Record<string, string>> = {}, again?: number): Promise<RunResult> {
    return runWorkflow({
      workflowPath: `.github/workflows/${file}`,
      again,
      workflow: parse(readFileSync(join(this.directory, '.github/workflows', file), 'utf-8')),
      repository: this.directory,
      event,
      github: this.github,
      vars: { TENCENTCLOUD_ACCOUNT_UIN: ACCOUNT_UIN },
      environments: Object.fromEntries([...this.refused].map((name) => [name, { isRefused: true }])),
      env: { ...this.tencent.env, ...this.env, ...env },
      path: (process.env.PATH ?? '').split(delimiter),
    });
  }

  private git(...args: string[]): string {
    const identity = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.com', '-c', 'commit.gpgsign=false'];
    return execFileSync('git', [...identity, ...args], { cwd: this.directory, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  }
}

/** How the steps of the deployment ended, by name. */
export function stepsOf({ jobs }: RunResult): Record<string, string> {
  return Object.fromEntries([...jobs.choose.steps, ...jobs.deploy.steps].map(({ name, conclusion }) => [name, conclusion]));
}

export function logOf({ jobs }: RunResult): string {
  return [...jobs.choose.steps, ...jobs.deploy.steps].map(({ log }) => log).join('');
}

export { script } from '../shell-script';

/**
 * The part of GitHub's workflow syntax that generated workflows use, in GitHub's own spelling. What the syntax leaves
 * optional but a good workflow has (names, time limits, permissions) is required here.
 *
 * Source: https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax
 */
export interface Workflow {
  readonly name: string;
  readonly on: Readonly<Record<string, object>>;
  /** Every job names the permissions that it needs. */
  readonly permissions: Readonly<Record<string, never>>;
  readonly concurrency: Concurrency;
  readonly defaults: { readonly run: { readonly shell: 'bash' } };
  readonly env?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

export interface Concurrency {
  readonly 'group': string;
  readonly 'cancel-in-progress': boolean;
}

export interface Job {
  readonly 'name': string;
  readonly 'if'?: string;
  readonly 'needs'?: readonly string[];
  readonly 'runs-on': string;
  readonly 'timeout-minutes': number;
  readonly 'permissions': Permissions;
  /** Without `deployment` GitHub notes a deployment for each job. */
  readonly 'environment'?: { readonly name: string; readonly deployment?: false };
  /** What later jobs read, by name. */
  readonly 'outputs'?: Readonly<Record<string, string>>;
  readonly 'strategy'?: Strategy;
  readonly 'steps': readonly Step[];
}

export interface Permissions {
  readonly 'actions'?: 'read' | 'write';
  readonly 'contents'?: 'read' | 'write';
  readonly 'id-token'?: 'write';
  readonly 'issues'?: 'write';
  readonly 'pull-requests'?: 'write';
  readonly 'statuses'?: 'write';
}

export interface Strategy {
  readonly 'fail-fast': boolean;
  /** Left out, all at a time. */
  readonly 'max-parallel'?: number;
  /** Expressions for lists that an earlier job made: of whole jobs (`include`), or of the values of a variable. */
  readonly 'matrix': Readonly<Record<string, string>>;
}

/** A step that runs an action of the pin table, or a script. */
export type Step = ActionStep | ScriptStep;

interface StepBase {
  /** What its outputs are read by. */
  readonly id?: string;
  readonly name: string;
  readonly if?: string;
}

export interface ActionStep extends StepBase {
  readonly uses: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
}

export interface ScriptStep extends StepBase {
  readonly env?: Readonly<Record<string, string>>;
  readonly run: string;
}

/** The image that hosted jobs run on: a fixed release, not the moving `ubuntu-latest`. */
export const RUNNER = 'ubuntu-24.04';

/** A workflow whose jobs run on runners with a label. */
export function onRunners(workflow: Workflow, label: string): Workflow {
  return { ...workflow, jobs: Object.fromEntries(Object.entries(workflow.jobs).map(([id, job]) => [id, { ...job, 'runs-on': label }])) };
}

/** The shell's name for the folder that is gone after a job. */
export const TEMP = 'RUNNER_TEMP';

/** What every workflow has in common. */
export const COMMON = {
  permissions: {},
  defaults: { run: { shell: 'bash' } },
} as const;

/** Text that GitHub would otherwise search for expressions, as a value that evaluates to exactly itself. */
export function literal(text: string): string {
  return text.replaceAll('${{', "${{ '${{' }}");
}

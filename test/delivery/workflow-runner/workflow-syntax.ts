import { parsePermissions, Permissions } from '../github/permissions';
import { isObject, Value, ValueObject } from './expressions/value';

/** A workflow whose every key is known to the runner. Values may still hold expressions. */
export interface WorkflowSyntax {
  readonly name: string;
  readonly on: ValueObject;
  readonly env: ValueObject;
  readonly jobs: readonly JobSyntax[];
}

export interface JobSyntax {
  readonly id: string;
  readonly name: string;
  readonly if: string;
  readonly needs: readonly string[];
  readonly permissions: Permissions;
  readonly environment?: string;
  /** Whether GitHub notes a deployment to the environment. */
  readonly isDeployment: boolean;
  readonly outputs: ValueObject;
  readonly env: ValueObject;
  readonly run: RunDefaults;
  readonly strategy: StrategySyntax;
  readonly timeoutMinutes: Value;
  readonly continueOnError: Value;
  readonly steps: readonly StepSyntax[];
}

export interface RunDefaults {
  readonly shell?: string;
  readonly workingDirectory?: string;
}

export interface StrategySyntax {
  /** Undefined for a job that is none of several. */
  readonly matrix?: Value;
  readonly failFast: Value;
  readonly maxParallel: Value;
}

export interface StepSyntax {
  readonly id?: string;
  readonly name: string;
  readonly if: string;
  readonly env: ValueObject;
  readonly continueOnError: Value;
  readonly timeoutMinutes: Value;
  readonly run?: RunDefaults & { readonly script: string };
  readonly uses?: { readonly action: string; readonly with: ValueObject };
}

const WORKFLOW_KEYS = ['name', 'run-name', 'on', 'permissions', 'concurrency', 'defaults', 'env', 'jobs'];
const JOB_KEYS = [
  'name', 'if', 'needs', 'runs-on', 'timeout-minutes', 'permissions', 'environment', 'concurrency', 'outputs', 'env', 'defaults', 'strategy', 'continue-on-error', 'steps',
];
const STEP_KEYS = ['id', 'name', 'if', 'env', 'continue-on-error', 'timeout-minutes'];
const RUNNERS = /^(ubuntu-(\d\d\.\d\d(-arm)?|latest|slim)|\$\{\{.*\}\})$/;
const ID = /^[A-Za-z_][\w-]*$/;
const JOB_TIMEOUT_MINUTES = 360;

/** Reads a parsed workflow file. What the runner does not know is an error, never ignored. */
export function workflowSyntax(document: unknown): WorkflowSyntax {
  const workflow = keys(document, WORKFLOW_KEYS, 'the workflow');
  if (workflow.concurrency !== undefined) concurrency(workflow.concurrency, 'concurrency');
  const defaults = runDefaults(workflow.defaults, 'defaults');
  const jobs = Object.entries(object(workflow.jobs, 'jobs')).map(([id, job]) => jobSyntax(id, job, workflow.permissions, defaults));
  const known = new Set(jobs.map(({ id }) => id));
  for (const { id, needs } of jobs) {
    for (const need of needs) if (!known.has(need)) throw new Error(`jobs.${id}.needs: there is no job ${need}`);
  }
  return { name: text(workflow.name, 'name'), on: triggers(workflow.on), env: object(workflow.env ?? {}, 'env'), jobs: inOrder(jobs) };
}

/** Jobs after those that they need. */
function inOrder(jobs: readonly JobSyntax[]): JobSyntax[] {
  const ordered: JobSyntax[] = [];
  while (ordered.length < jobs.length) {
    const ready = jobs.filter((job) => !ordered.includes(job) && job.needs.every((need) => ordered.some(({ id }) => id === need)));
    if (ready.length === 0) throw new Error('jobs need each other in a circle');
    ordered.push(...ready);
  }
  return ordered;
}

function triggers(on: Value | undefined): ValueObject {
  if (typeof on === 'string') return { [on]: null };
  if (Array.isArray(on)) return Object.fromEntries((on as readonly Value[]).map((event) => [text(event, 'on'), null]));
  return object(on ?? null, 'on');
}

function jobSyntax(id: string, document: Value, inherited: Value | undefined, workflowDefaults: RunDefaults): JobSyntax {
  const at = `jobs.${id}`;
  if (!ID.test(id)) throw new Error(`${at}: no id of a job`);
  const job = keys(document, JOB_KEYS, at);
  if (job.concurrency !== undefined) concurrency(job.concurrency, `${at}.concurrency`);
  if (!RUNNERS.test(text(job['runs-on'], `${at}.runs-on`))) throw new Error(`${at}.runs-on: the runner is no ${String(job['runs-on'])}`);
  const permissions = job.permissions ?? inherited;
  if (permissions === undefined) throw new Error(`${at}: no permissions are named, for the job or the workflow`);
  const steps = list(job.steps, `${at}.steps`).map((step, index) => stepSyntax(step, `${at}.steps[${index}]`, { ...workflowDefaults, ...runDefaults(job.defaults, `${at}.defaults`) }));
  const ids = steps.flatMap((step) => step.id ?? []);
  if (new Set(ids).size < ids.length) throw new Error(`${at}: two steps have the same id`);
  return {
    id,
    name: job.name === undefined ? id : text(job.name, `${at}.name`),
    if: condition(job.if, `${at}.if`),
    needs: typeof job.needs === 'string' ? [job.needs] : list(job.needs ?? [], `${at}.needs`).map((need) => text(need, `${at}.needs`)),
    permissions: parsePermissions(permissions, `${at}.permissions`),
    ...environmentOf(job.environment, `${at}.environment`),
    outputs: object(job.outputs ?? {}, `${at}.outputs`),
    env: object(job.env ?? {}, `${at}.env`),
    run: { ...workflowDefaults, ...runDefaults(job.defaults, `${at}.defaults`) },
    strategy: strategySyntax(job.strategy, `${at}.strategy`),
    timeoutMinutes: job['timeout-minutes'] ?? JOB_TIMEOUT_MINUTES,
    continueOnError: job['continue-on-error'] ?? false,
    steps,
  };
}

function strategySyntax(document: Value | undefined, at: string): StrategySyntax {
  const strategy = keys(document ?? {}, ['matrix', 'fail-fast', 'max-parallel'], at);
  return { matrix: strategy.matrix, failFast: strategy['fail-fast'] ?? true, maxParallel: strategy['max-parallel'] ?? Number.MAX_SAFE_INTEGER };
}

function stepSyntax(document: Value, at: string, defaults: RunDefaults): StepSyntax {
  const isScript = isObject(document) && 'run' in document;
  const step = keys(document, [...STEP_KEYS, ...(isScript ? ['run', 'shell', 'working-directory'] : ['uses', 'with'])], at);
  const id = step.id === undefined ? undefined : text(step.id, `${at}.id`);
  if (id !== undefined && !ID.test(id)) throw new Error(`${at}.id: no id of a step`);
  const common = {
    id,
    if: condition(step.if, `${at}.if`),
    env: object(step.env ?? {}, `${at}.env`),
    continueOnError: step['continue-on-error'] ?? false,
    timeoutMinutes: step['timeout-minutes'] ?? JOB_TIMEOUT_MINUTES,
  };
  if (!isScript) {
    const uses = text(step.uses, `${at}.uses`);
    const [action, version] = uses.split('@');
    if (version === undefined) throw new Error(`${at}.uses: ${uses} names no version`);
    return { ...common, name: optionalText(step.name, at) ?? `Run ${uses}`, uses: { action, with: object(step.with ?? {}, `${at}.with`) } };
  }
  const script = text(step.run, `${at}.run`);
  return {
    ...common,
    name: optionalText(step.name, at) ?? `Run ${script.trim().split('\n')[0]}`,
    run: {
      script,
      shell: optionalText(step.shell, `${at}.shell`) ?? defaults.shell,
      workingDirectory: optionalText(step['working-directory'], `${at}.working-directory`) ?? defaults.workingDirectory,
    },
  };
}

function runDefaults(document: Value | undefined, at: string): RunDefaults {
  const run = keys(keys(document ?? {}, ['run'], at).run ?? {}, ['shell', 'working-directory'], `${at}.run`);
  const shell = optionalText(run.shell, `${at}.run.shell`);
  const workingDirectory = optionalText(run['working-directory'], `${at}.run.working-directory`);
  return { ...(shell === undefined ? {} : { shell }), ...(workingDirectory === undefined ? {} : { workingDirectory }) };
}

function environmentOf(document: Value | undefined, at: string): Pick<JobSyntax, 'environment' | 'isDeployment'> {
  if (document === undefined || typeof document === 'string') return { environment: document, isDeployment: document !== undefined };
  const { name, deployment = true } = keys(document, ['name', 'url', 'deployment'], at);
  return { environment: text(name, `${at}.name`), isDeployment: deployment !== false };
}

function concurrency(document: Value, at: string): void {
  if (typeof document === 'string') return;
  text(keys(document, ['group', 'cancel-in-progress'], at).group, `${at}.group`);
}

function condition(document: Value | undefined, at: string): string {
  return typeof document === 'boolean' ? String(document) : optionalText(document, at) ?? 'success()';
}

function keys(document: unknown, known: readonly string[], at: string): ValueObject {
  const found = object(document, at);
  for (const key of Object.keys(found)) {
    if (!known.includes(key)) throw new Error(`${at}: the runner does not know the key ${key}; it knows ${known.join(', ')}`);
  }
  return found;
}

function object(document: unknown, at: string): ValueObject {
  if (!isObject(document)) throw new Error(`${at} is no mapping`);
  return document;
}

function list(document: Value | undefined, at: string): readonly Value[] {
  if (!Array.isArray(document)) throw new Error(`${at} is no sequence`);
  return document as readonly Value[];
}

function text(document: Value | undefined, at: string): string {
  if (typeof document !== 'string') throw new Error(`${at} is no text`);
  return document;
}

function optionalText(document: Value | undefined, at: string): string | undefined {
  return document === undefined ? undefined : text(document, at);
}

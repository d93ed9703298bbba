import type { Value, ValueObject } from './expressions/value';

/** What a run is started by. */
export interface WorkflowEvent {
  readonly name: string;
  /** What GitHub sends with the event. */
  readonly payload: ValueObject;
  /** As `refs/heads/main` or `refs/pull/7/merge`. */
  readonly ref: string;
  readonly sha: string;
}

/** Actions of an event that start a workflow which does not say `types`. */
const DEFAULT_TYPES: Readonly<Record<string, readonly string[]>> = { pull_request: ['opened', 'synchronize', 'reopened'], merge_group: ['checks_requested'] };
/** The filters that are asked, with the events that have them. */
const FILTERS: Readonly<Record<string, readonly string[]>> = {
  branches: ['push', 'pull_request'],
  types: ['pull_request', 'issues', 'issue_comment', 'release', 'repository_dispatch'],
  inputs: ['workflow_dispatch'],
};

/** Why an event does not start a workflow with these triggers; undefined when it does. */
export function whyNotTriggered(on: ValueObject, { name, payload, ref }: WorkflowEvent): string | undefined {
  if (!Object.hasOwn(on, name)) return `it runs on ${Object.keys(on).join(', ')}, not on ${name}`;
  const trigger = on[name];
  if (name === 'schedule' || trigger === null) return undefined;
  const filters = trigger as Readonly<Record<string, readonly string[]>>;
  for (const filter of Object.keys(filters)) {
    if (!FILTERS[filter]?.includes(name)) throw new Error(`on.${name}: the runner does not know the key ${filter}`);
  }
  const types = filters.types ?? DEFAULT_TYPES[name];
  if (types !== undefined && !types.includes(String(payload.action))) return `it runs when ${name} is ${types.join(', ')}, not when it is ${String(payload.action)}`;
  const branch = name === 'pull_request' ? baseBranch(payload) : ref.replace(/^refs\/heads\//, '');
  if (filters.branches !== undefined && !filters.branches.some((pattern) => isLike(pattern, branch))) return `it runs for ${filters.branches.join(', ')}, not for ${branch}`;
  return undefined;
}

function baseBranch(payload: ValueObject): string {
  return String(((payload.pull_request as ValueObject).base as ValueObject).ref);
}

function isLike(pattern: string, name: string): boolean {
  const source = pattern.split('**').map((part) => part.split('*').map((text) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('[^/]*')).join('.*');
  return new RegExp(`^${source}$`).test(name);
}

/** The inputs of a run started by hand, with the defaults of its workflow; GitHub refuses what is not declared. */
export function dispatchInputs(on: ValueObject, { name, payload }: WorkflowEvent): ValueObject {
  if (name !== 'workflow_dispatch') return {};
  const declared = ((on.workflow_dispatch as ValueObject | null)?.inputs ?? {}) as Readonly<Record<string, ValueObject>>;
  const given = (payload.inputs ?? {}) as ValueObject;
  for (const input of Object.keys(given)) if (!Object.hasOwn(declared, input)) throw new Error(`the workflow has no input ${input}`);
  return Object.fromEntries(Object.entries(declared).map(([input, declaration]) => [input, inputValue(input, declaration, given[input])]));
}

function inputValue(name: string, { required = false, type = 'string', options = [], ...declaration }: ValueObject, given: Value | undefined): Value {
  if (required === true && (given === undefined || given === '')) throw new Error(`the input ${name} is required`);
  const value = given ?? declaration.default ?? (type === 'boolean' ? false : '');
  if (type === 'choice' && !(options as readonly Value[]).includes(value)) throw new Error(`the input ${name} has no option ${String(value)}`);
  return type === 'boolean' ? String(value) === 'true' : value;
}

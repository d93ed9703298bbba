import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Action } from './action';
import { STANDARD_ACTIONS } from './actions/standard-actions';
import { Artifacts } from './artifacts';
import { fillText } from './expressions/evaluate';
import { isObject, Value, ValueObject } from './expressions/value';
import type { WorkflowRunOptions } from './run-options';
import { dispatchInputs, WorkflowEvent } from './workflow-event';
import type { WorkflowSyntax } from './workflow-syntax';
import { forFork, Permissions } from '../github/permissions';
import type { PullRequest } from '../github/pull-requests';
import type { WorkflowRun } from '../github/workflow-runs';

const SERVER_URL = 'https://github.com';
const SYSTEM_PATH = ['/usr/bin', '/bin'];

/** What all jobs of one run have in common. */
export class Run {
  /** What GitHub tells of it. */
  public readonly record: WorkflowRun;
  public readonly event: WorkflowEvent;
  public readonly inputs: ValueObject;
  public readonly artifacts: Artifacts;
  /** Holds what only the run needs. */
  public readonly directory = mkdtempSync(join(tmpdir(), 'workflow-run-'));
  private readonly isFromFork: boolean;

  constructor(readonly workflow: WorkflowSyntax, readonly options: WorkflowRunOptions) {
    this.event = options.event;
    this.isFromFork = isFromFork(options.event, options.github.repository);
    this.record = this.begin();
    this.inputs = dispatchInputs(workflow.on, options.event);
    this.artifacts = new Artifacts(mkdtempSync(join(tmpdir(), 'artifacts-')));
    mkdirSync(join(this.directory, 'jobs'));
  }

  /** The context `github`, as far as it is the same for all jobs. */
  public get github(): ValueObject {
    const { event: { name, payload, ref, sha }, options: { github }, record } = this;
    const pullRequest = name === 'pull_request' ? payload.pull_request as Readonly<Record<string, ValueObject>> : undefined;
    return {
      event: payload,
      event_name: name,
      ref,
      ref_name: nameOf(ref),
      ref_type: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
      sha,
      head_ref: pullRequest?.head.ref ?? '',
      base_ref: pullRequest?.base.ref ?? '',
      repository: github.repository,
      repository_owner: github.repository.split('/')[0],
      run_id: String(record.id),
      run_number: String(record.run_number),
      run_attempt: String(record.run_attempt),
      actor: 'octocat',
      triggering_actor: 'octocat',
      workflow: this.workflow.name,
      server_url: SERVER_URL,
      api_url: github.url,
    };
  }

  public get id(): number {
    return this.record.id;
  }

  public get vars(): ValueObject {
    return this.options.vars ?? {};
  }

  public get path(): readonly string[] {
    const { path = [], github } = this.options;
    return [...path, github.bin, ...SYSTEM_PATH];
  }

  /** Where programs that setup actions install are looked for. */
  public get toolPath(): readonly string[] {
    return [...this.options.path ?? [], ...(process.env.PATH ?? '').split(delimiter)];
  }

  public secrets(environment: string | undefined): Readonly<Record<string, string>> {
    return this.isFromFork ? {} : { ...this.options.secrets, ...this.options.environments?.[environment ?? '']?.secrets };
  }

  public permissions(wanted: Permissions): Permissions {
    return this.isFromFork ? forFork(wanted) : wanted;
  }

  public action(name: string): Action {
    const known = { ...STANDARD_ACTIONS, ...this.options.actions };
    if (!Object.hasOwn(known, name)) throw new Error(`there is no stand-in for the action ${name}; there are those for ${Object.keys(known).join(', ')}`);
    return known[name];
  }

  public end(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  private begin(): WorkflowRun {
    const { github: { workflowRuns, repository }, again, workflowPath } = this.options;
    if (again !== undefined) return workflowRuns.again(again);
    const { name: event, ref, sha, payload } = this.event;
    const head = event === 'pull_request' ? (payload.pull_request as unknown as PullRequest).head : undefined;
    return workflowRuns.begin({
      path: workflowPath ?? `.github/workflows/${this.workflow.name.toLowerCase().replaceAll(' ', '-')}.yml`,
      event,
      head_branch: head?.ref ?? nameOf(ref),
      head_sha: head?.sha ?? sha,
      headRepository: head?.repo.full_name ?? repository,
    });
  }
}

function nameOf(ref: string): string {
  return ref.replace(/^refs\/(heads|tags|pull)\//, '');
}

/** The texts of a mapping such as `env`, with their expressions filled in. */
export function fillTexts(mapping: ValueObject, contexts: ValueObject): Record<string, string> {
  return Object.fromEntries(Object.entries(mapping).map(([name, value]) => [name, fillText(scalar(value), { contexts })]));
}

/** A value of YAML as the text that GitHub takes it for. */
export function scalar(value: Value): string {
  if (typeof value === 'object' && value !== null) throw new Error(`${JSON.stringify(value)} stands where a text belongs`);
  return value === null ? '' : String(value);
}

function isFromFork({ name, payload }: WorkflowEvent, repository: string): boolean {
  if (name !== 'pull_request' || !isObject(payload.pull_request)) return false;
  const head = payload.pull_request.head as { readonly repo: { readonly full_name: string } };
  return head.repo.full_name !== repository;
}

import { GitHubRepository, subjectForms } from './github-trust';

/** What a job that asks for an identity token presents when one event starts it. */
export interface JobSubject {
  /** Id of the job. */
  readonly job: string;
  /** Name of the event. */
  readonly event: string;
  /** Each form of the subject; undefined: it is only known when the job runs. */
  readonly subjects?: readonly string[];
}

/** A workflow as it is written: also one of the user's own, or one that he patched. */
interface WorkflowDocument {
  readonly on?: string | readonly string[] | Readonly<Record<string, unknown>>;
  readonly permissions?: unknown;
  readonly jobs?: Readonly<Record<string, JobDocument | undefined>>;
}

interface JobDocument {
  readonly if?: unknown;
  readonly permissions?: unknown;
  readonly environment?: string | { readonly name?: string };
}

/** Events that start a workflow on the default branch. By hand any other branch can be chosen, which then is not trusted. */
const ON_DEFAULT_BRANCH = new Set(['schedule', 'workflow_dispatch', 'repository_dispatch', 'workflow_run']);

/**
 * The subjects that the jobs of a workflow present to a cloud: every job with `id-token: write`, for every event.
 *
 * An environment decides alone; then a pull request; then the branch.
 * Source: https://docs.github.com/actions/reference/security/oidc#example-subject-claims
 */
export function jobSubjects(workflow: object, repository: GitHubRepository): JobSubject[] {
  const { on, permissions, jobs = {} } = workflow as WorkflowDocument;
  return Object.entries(jobs).flatMap(([job, document]) => {
    if (document === undefined || !asksForToken(document.permissions ?? permissions)) return [];
    return eventsOf(on).filter(([event]) => runsOn(document, event)).flatMap(([event, filter]): JobSubject[] => {
      const claims = claimsOf(document, event, filter, repository.defaultBranch);
      if (claims === undefined) return [{ job, event }];
      return claims.map((claim) => ({ job, event, subjects: subjectForms(repository, claim) }));
    });
  });
}

/** Whether a job runs on an event: not when another one is a condition of it that has to hold. */
function runsOn({ if: condition }: JobDocument, event: string): boolean {
  if (typeof condition !== 'string' || condition.includes('||')) return true;
  const only = condition.replace(/^\s*\$\{\{(.*)\}\}\s*$/, '$1').split('&&').map((part) => /^\s*github\.event_name\s*==\s*'(\w+)'\s*$/.exec(part)?.[1]);
  return only.every((name) => name === undefined || name === event);
}

function asksForToken(permissions: unknown): boolean {
  if (typeof permissions !== 'object' || permissions === null) return permissions === 'write-all';
  return (permissions as { readonly 'id-token'?: unknown })['id-token'] === 'write';
}

function eventsOf(on: WorkflowDocument['on']): Array<[event: string, filter: unknown]> {
  if (typeof on === 'string') return [[on, undefined]];
  if (Array.isArray(on)) return on.map((event: string) => [event, undefined]);
  return Object.entries(on ?? {});
}

/** What tells the job apart from the others of the repository; undefined when that is not known before it runs. */
function claimsOf({ environment }: JobDocument, event: string, filter: unknown, defaultBranch: string): string[] | undefined {
  const name = typeof environment === 'object' ? environment?.name : environment;
  if (name !== undefined) return name.includes('${{') ? undefined : [`environment:${name}`];
  if (event === 'pull_request') return ['pull_request'];
  if (ON_DEFAULT_BRANCH.has(event)) return [`ref:refs/heads/${defaultBranch}`];
  return event === 'push' ? pushedBranches(filter)?.map((branch) => `ref:refs/heads/${branch}`) : undefined;
}

/** The branches that a push is restricted to, when each is given by its name and tags are left out. */
function pushedBranches(filter: unknown): readonly string[] | undefined {
  const { branches, tags } = (filter ?? {}) as { readonly branches?: unknown; readonly tags?: unknown };
  if (!Array.isArray(branches) || tags !== undefined) return undefined;
  return branches.every((branch) => typeof branch === 'string' && /^[\w./-]+$/.test(branch)) ? branches : undefined;
}

import { ROBOT } from './issues';
import { ApiError, ApiRequest, notFound, Route } from './route';
import type { Sequence } from './sequence';

export interface Deployment {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly task: string;
  readonly environment: string;
  readonly payload: unknown;
  readonly description: string | null;
  readonly creator: { readonly login: string };
  readonly created_at: string;
}

/** What has to be known of a deployment. */
export interface DeploymentFacts {
  readonly sha: string;
  /** Default: the commit. */
  readonly ref?: string;
  readonly environment: string;
  readonly task?: string;
  readonly payload?: unknown;
  readonly description?: string | null;
}

export interface DeploymentStatus {
  readonly id: number;
  readonly state: string;
  readonly description: string;
  readonly environment: string;
  readonly log_url: string;
  readonly created_at: string;
}

const STATES = ['error', 'failure', 'inactive', 'in_progress', 'queued', 'pending', 'success'];
const REPOSITORY = '/repos/{owner}/{repo}';

/** What was deployed where, and how that went. A job with an `environment` leaves one of each by itself. */
export class Deployments {
  public readonly all: Deployment[] = [];
  private readonly statuses = new Map<number, DeploymentStatus[]>();

  constructor(private readonly numbers: Sequence, private readonly clock: Sequence) {}

  public get routes(): Route[] {
    const scopes = ['deployments'];
    return [
      { pattern: `GET ${REPOSITORY}/deployments`, scopes, answer: ({ query }) => ({ status: 200, body: this.list(query) }) },
      { pattern: `POST ${REPOSITORY}/deployments`, scopes, answer: ({ body }) => ({ status: 201, body: this.request(body) }) },
      { pattern: `GET ${REPOSITORY}/deployments/{id}`, scopes, answer: (request) => ({ status: 200, body: this.deployment(request) }) },
      { pattern: `GET ${REPOSITORY}/deployments/{id}/statuses`, scopes, answer: (request) => ({ status: 200, body: [...this.statusesOf(this.deployment(request))].reverse() }) },
      { pattern: `POST ${REPOSITORY}/deployments/{id}/statuses`, scopes, answer: (request) => ({ status: 201, body: this.addStatus(this.deployment(request), String(request.body.state), request.body) }) },
    ];
  }

  /** Records a deployment, such as an earlier one that a test begins with. */
  public create({ sha, ref = sha, environment, task = 'deploy', payload = {}, description = null }: DeploymentFacts): Deployment {
    const deployment: Deployment = {
      id: 5000 + this.numbers.next(),
      sha,
      ref,
      task,
      environment,
      payload,
      description,
      creator: { login: ROBOT },
      created_at: this.clock.now(),
    };
    this.all.push(deployment);
    this.statuses.set(deployment.id, []);
    return deployment;
  }

  /** Oldest first. */
  public statusesOf({ id }: Deployment): readonly DeploymentStatus[] {
    return this.statuses.get(id)!;
  }

  /** Adds what became of a deployment; one that succeeds makes those before it in its environment inactive. */
  public addStatus(deployment: Deployment, state: string, { description = '', log_url: logUrl = '', auto_inactive: isAutoInactive }: Readonly<Record<string, unknown>> = {}): DeploymentStatus {
    if (!STATES.includes(state)) throw new ApiError(422, `Validation Failed: ${state} is no state of a deployment`);
    if (state === 'success' && isAutoInactive !== false) {
      for (const earlier of this.all) {
        if (earlier.environment !== deployment.environment || earlier.id === deployment.id) continue;
        if (this.statusesOf(earlier).at(-1)?.state === 'success') this.addStatus(earlier, 'inactive');
      }
    }
    const status: DeploymentStatus = {
      id: 9000 + this.numbers.next(),
      state,
      description: String(description),
      environment: deployment.environment,
      log_url: String(logUrl),
      created_at: this.clock.now(),
    };
    this.statuses.get(deployment.id)!.push(status);
    return status;
  }

  /** What a job asks for, as GitHub takes it: unless told not to, it merges the default branch and wants the checks to be green. */
  private request({ ref, environment = 'production', task, payload, description, ...rules }: Readonly<Record<string, unknown>>): Deployment {
    if (typeof ref !== 'string') throw new ApiError(422, 'Validation Failed: ref is missing');
    if (!/^[\da-f]{40}$/.test(ref)) throw new ApiError(422, `No ref found for: ${ref}; the stand-in knows only the full hash of a commit`);
    if (rules.auto_merge !== false) throw new ApiError(409, `Conflict merging main into ${ref}`);
    if (!Array.isArray(rules.required_contexts) || rules.required_contexts.length > 0) {
      throw new ApiError(409, `Conflict: Commit status checks failed for ${ref}. The check of this very run is still going on.`);
    }
    return this.create({ sha: ref, environment: String(environment), task: task as string, payload, description: description as string });
  }

  private list(query: URLSearchParams): Deployment[] {
    const names = ['environment', 'sha', 'ref', 'task'] as const;
    return this.all.filter((deployment) => names.every((name) => !query.has(name) || query.get(name) === deployment[name])).reverse();
  }

  private deployment({ parameters }: ApiRequest): Deployment {
    return this.all.find(({ id }) => String(id) === parameters.id) ?? notFound();
  }
}

import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ActionSettings } from './action-settings';
import { Deployments } from './deployments';
import { Environments } from './environments';
import { IdentityTokens, RepositoryIds } from './identity-tokens';
import { Issues } from './issues';
import type { JobIdentity } from './job-identity';
import { allows } from './permissions';
import { PullRequests } from './pull-requests';
import { ApiError, ApiResponse, match, Route } from './route';
import { Rulesets } from './rulesets';
import { Sequence } from './sequence';
import { Teams } from './teams';
import { WorkflowDispatches } from './workflow-dispatches';
import { WorkflowRuns } from './workflow-runs';
import { requestText } from '../request-text';

export interface GitHubOptions {
  /** As `owner/name`; default `feiyue/feiyue-mono`. */
  readonly repository?: string;
  /** Given, identity tokens have subjects of the immutable form. */
  readonly ids?: RepositoryIds;
}

/** A request that was made, for tests to look at. */
export interface RequestRecord {
  readonly job: string | undefined;
  /** As `GET /repos/o/r/issues?state=open`. */
  readonly request: string;
  readonly status: number;
}

const PAGE_SIZE = 30;
const PAGE_LIMIT = 100;
const OIDC_PATH = '/oidc/token';
const GH = join(__dirname, 'gh.mjs');

/**
 * GitHub as far as generated workflows talk to it: an API on loopback with a model in memory, which gives a job no more
 * than its permissions allow. A request that it does not know is noted in `unknownRequests`.
 */
export class GitHubStandIn {
  public static async start(options: GitHubOptions = {}): Promise<GitHubStandIn> {
    const github = new GitHubStandIn(options);
    await new Promise<void>((resolve) => github.server.listen(0, '127.0.0.1', resolve));
    return github;
  }

  public readonly repository: string;
  public readonly issues: Issues;
  public readonly pullRequests: PullRequests;
  public readonly deployments: Deployments;
  public readonly dispatches = new WorkflowDispatches();
  public readonly workflowRuns: WorkflowRuns;
  public readonly teams: Teams;
  public readonly environments: Environments;
  public readonly rulesets: Rulesets;
  public readonly actionSettings = new ActionSettings();
  public readonly identityTokens: IdentityTokens;
  public readonly requests: RequestRecord[] = [];
  public readonly unknownRequests: string[] = [];
  /** Folder with a `gh` that talks to this. */
  public readonly bin: string;
  private readonly server: Server;
  private readonly routes: readonly Route[];
  private readonly jobs = new Map<string, JobIdentity>();
  private readonly tokens = new Sequence();
  private readonly runs = new Sequence();
  private readonly checkRuns = new Sequence();

  private constructor({ repository = 'feiyue/feiyue-mono', ids }: GitHubOptions) {
    const numbers = new Sequence();
    const clock = new Sequence();
    this.repository = repository;
    this.issues = new Issues(numbers, clock);
    this.pullRequests = new PullRequests(repository, this.issues);
    this.deployments = new Deployments(numbers, clock);
    this.workflowRuns = new WorkflowRuns(repository, () => 70_000 + this.runs.next());
    this.teams = new Teams(numbers);
    this.environments = new Environments(numbers, this.teams);
    this.rulesets = new Rulesets(numbers);
    this.identityTokens = new IdentityTokens(repository, ids);
    this.routes = [
      ...this.issues.routes,
      ...this.pullRequests.routes,
      ...this.deployments.routes,
      ...this.dispatches.routes,
      ...this.workflowRuns.routes,
      ...this.teams.routes,
      ...this.environments.routes,
      ...this.rulesets.routes,
      ...this.actionSettings.routes,
      { pattern: 'GET /repos/{owner}/{repo}', scopes: [], answer: () => ({ status: 200, body: this.repositoryFacts(ids) }) },
      {
        pattern: `GET ${OIDC_PATH}`,
        scopes: ['id-token'],
        access: 'write',
        answer: ({ job, query }) => ({ status: 200, body: { value: this.identityTokens.issue(job, query.get('audience') ?? `https://github.com/${repository.split('/')[0]}`) } }),
      },
    ];
    this.server = createServer((request, response) => void this.serve(request, response));
    this.bin = mkdtempSync(join(tmpdir(), 'gh-'));
    writeFileSync(join(this.bin, 'gh'), `#!/bin/sh\nexec '${process.execPath}' '${GH}' "$@"\n`);
    chmodSync(join(this.bin, 'gh'), 0o755);
  }

  public get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Where a job asks for its identity token. */
  public get identityTokenUrl(): string {
    return `${this.url}${OIDC_PATH}?api-version=2.0`;
  }

  /** The number of a job in the address of its page. */
  public nextCheckRunId(): number {
    return 400_000 + this.checkRuns.next();
  }

  /** The token of a job, good until it is revoked. */
  public issueToken(job: JobIdentity): string {
    const token = `ghs_standIn${String(this.tokens.next()).padStart(28, '0')}`;
    this.jobs.set(token, job);
    return token;
  }

  /** The token of a person: an administrator of the repository, or somebody who may read it. */
  public issuePersonalToken(isAdministrator = true): string {
    const reads = { actions: 'read', contents: 'read', members: 'read', metadata: 'read', variables: 'read' } as const;
    const permissions = isAdministrator ? { ...reads, administration: 'write', variables: 'write' } as const : reads;
    return this.issueToken({ job: 'a person', permissions, eventName: '', ref: '', sha: '', workflow: '', runId: 0 });
  }

  public revokeToken(token: string): void {
    this.jobs.delete(token);
  }

  /** Whether a token that is good has a permission, for what speaks to GitHub by other ways than this. */
  public mayUse(token: string, scope: string, access: 'read' | 'write'): boolean {
    return allows(this.jobs.get(token)?.permissions ?? {}, scope, access);
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    rmSync(this.bin, { recursive: true, force: true });
  }

  private repositoryFacts(ids: RepositoryIds = { owner: 1, repository: 2 }): object {
    const [login, name] = this.repository.split('/');
    return { id: ids.repository, name, full_name: this.repository, owner: { login, id: ids.owner }, default_branch: 'main' };
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? 'GET';
    const url = new URL(request.url ?? '/', this.url);
    const token = /^(?:bearer|token) (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const job = this.jobs.get(token);
    const answer = this.answer(method, url, job, await requestText(request));
    this.requests.push({ job: job?.job, request: `${method} ${url.pathname}${url.search}`, status: answer.status });
    const { body, link } = page(answer.body, url);
    response.writeHead(answer.status, { 'content-type': 'application/json; charset=utf-8', ...link === '' ? {} : { link } });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  }

  private answer(method: string, url: URL, job: JobIdentity | undefined, body: string): ApiResponse {
    try {
      if (job === undefined) throw new ApiError(401, 'Bad credentials');
      const path = url.pathname;
      for (const route of this.routes) {
        const parameters = match(route, method, path);
        if (parameters === undefined) continue;
        if (parameters.owner !== undefined && `${parameters.owner}/${parameters.repo}` !== this.repository) throw new ApiError(404, 'Not Found');
        const access = route.access ?? (method === 'GET' ? 'read' : 'write');
        if (route.scopes.length > 0 && !route.scopes.some((scope) => allows(job.permissions, scope, access))) {
          throw new ApiError(403, 'Resource not accessible by integration');
        }
        return route.answer({ method, path, parameters, query: url.searchParams, body: fields(body), job });
      }
      this.unknownRequests.push(`${method} ${path}`);
      throw new ApiError(501, `The stand-in for GitHub does not know ${method} ${path}`);
    } catch (error) {
      if (error instanceof ApiError) return { status: error.status, body: { message: error.message, status: String(error.status) } };
      throw error;
    }
  }
}

function fields(body: string): Record<string, unknown> {
  if (body === '') return {};
  try {
    return JSON.parse(body) as Record<string, unknown>;
  } catch {
    throw new ApiError(400, 'Problems parsing JSON');
  }
}

/** The part of a list that is asked for, and where the others are. */
function page(body: unknown, url: URL): { readonly body: unknown; readonly link: string } {
  if (!Array.isArray(body)) return { body, link: '' };
  const size = Math.min(Number(url.searchParams.get('per_page') ?? PAGE_SIZE), PAGE_LIMIT);
  const number = Number(url.searchParams.get('page') ?? 1);
  const last = Math.max(1, Math.ceil(body.length / size));
  const link = (to: number, relation: string) => {
    const target = new URL(url);
    target.searchParams.set('page', String(to));
    return `<${target.href}>; rel="${relation}"`;
  };
  return {
    body: body.slice((number - 1) * size, number * size) as unknown,
    link: number < last ? [link(number + 1, 'next'), link(last, 'last')].join(', ') : '',
  };
}

import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ProjectSettings } from './project-settings';
import { PullRequestThreads } from './pull-request-threads';
import { PullRequests } from './pull-requests';
import { ApiError, ApiRequest, Route } from './route';
import { WorkItems } from './work-items';
import { requestText } from '../request-text';

const ORGANIZATION = '/feiyue/';
/** Name of the project, by which people call it. */
export const PROJECT_NAME = 'ops';
const PROJECT = '5ca1ab1e-0000-4000-8000-000000000001';
const REPOSITORY = '5ca1ab1e-0000-4000-8000-000000000002';
/** What Azure DevOps gives at most where nothing else is asked for is more; pages this short are turned often. */
const MOST_PER_PAGE = 5;

/** One run of a pipeline, as the builds API tells of it. */
export interface RunRecord {
  readonly id: number;
  readonly file: string;
  readonly commit: string;
  readonly branch: string;
  readonly reason: string;
  readonly tags: string[];
  /** What its steps were, and how they ended, as the timeline of the run tells. */
  readonly timeline: TimelineRecord[];
  readonly token: string;
  result?: 'succeeded' | 'failed' | 'canceled';
  /** Order in which runs ended. */
  finished?: number;
}

export interface TimelineRecord {
  readonly type: 'Job' | 'Task';
  readonly name: string;
  readonly result: 'succeeded' | 'failed' | 'skipped';
  /** Undefined: it never began. */
  readonly startTime?: string;
}

/** Azure DevOps as far as generated pipelines talk to it: an API on loopback with a model in memory. */
export class AzureDevOps {
  public static async start(): Promise<AzureDevOps> {
    const devops = new AzureDevOps();
    await new Promise<void>((resolve) => devops.server.listen(0, '127.0.0.1', resolve));
    return devops;
  }

  public readonly runs: RunRecord[] = [];
  public readonly threads = new PullRequestThreads();
  public readonly pullRequests = new PullRequests(this.threads.ownId);
  public readonly workItems = new WorkItems();
  public readonly settings = new ProjectSettings();
  /** The token of an administrator of the project. */
  public readonly administratorToken = 'token-of-an-administrator';
  /** The token of somebody who may look. */
  public readonly readerToken = 'token-of-a-reader';
  /** Requests that were made, as `GET build/builds`. */
  public readonly requests: string[] = [];
  private readonly server: Server;
  private readonly routes: readonly Route[];
  /** Of the pipelines, each at the place of its number. */
  private readonly files: string[] = [];
  private readonly names: string[] = [];
  private ended = 0;

  private constructor() {
    this.server = createServer((request, response) => void this.serve(request, response));
    this.routes = [
      { pattern: /^GET build\/definitions$/, answer: ({ query }) => ({ value: this.definitions(query) }) },
      { pattern: /^GET build\/builds\/(?<id>\d+)\/timeline$/, answer: ({ parameters }) => ({ records: this.runs[Number(parameters.id) - 1].timeline }) },
      { pattern: /^GET build\/builds$/, answer: ({ query }) => ({ value: this.builds(query) }) },
      { pattern: /^GET \/connectionData$/, answer: () => ({ authenticatedUser: { id: this.threads.ownId } }) },
      ...this.threads.routes(REPOSITORY),
      ...this.pullRequests.routes(REPOSITORY),
      ...this.workItems.routes,
      ...this.settings.routes,
      { pattern: /^GET git\/repositories\/[^/]+$/, answer: () => ({ id: REPOSITORY }) },
      {
        pattern: /^POST pipelines$/,
        isChange: true,
        answer: ({ body }) => {
          const { name, configuration: { path } } = body as { readonly name: string; readonly configuration: { readonly path: string } };
          this.addPipeline(path.slice(1), name);
          return { name };
        },
      },
    ];
  }

  /** Makes a pipeline of a file, which has its number from then on. */
  public addPipeline(file: string, name = file): void {
    this.files.push(file);
    this.names.push(name);
  }

  public beginRun(facts: Pick<RunRecord, 'file' | 'commit' | 'branch' | 'reason'>): RunRecord {
    const id = this.runs.length + 1;
    const run: RunRecord = { ...facts, id, tags: [], timeline: [], token: `access-token-of-run-${id}-${'x'.repeat(20)}` };
    this.runs.push(run);
    return run;
  }

  public endRun(run: RunRecord, result: NonNullable<RunRecord['result']>): void {
    run.result = result;
    run.finished = ++this.ended;
  }

  /** The predefined variables of a run. */
  public variables({ id, commit, branch, reason }: RunRecord): Record<string, string> {
    return {
      'Build.BuildId': String(id),
      'Build.Reason': reason,
      'Build.Repository.ID': REPOSITORY,
      'Build.Repository.Provider': 'TfsGit',
      'Build.SourceBranch': branch,
      'Build.SourceVersion': commit,
      'System.CollectionUri': `${this.url}${ORGANIZATION}`,
      'System.OidcRequestUri': `${this.url}/oidc`,
      'System.TeamProject': 'The Project',
      'System.TeamProjectId': PROJECT,
    };
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Where its organization is. */
  public get collectionUri(): string {
    return `${this.url}${ORGANIZATION}`;
  }

  private get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private definitions(query: URLSearchParams): object[] {
    if (query.get('repositoryId') !== REPOSITORY || query.get('repositoryType') !== 'TfsGit') return [];
    return this.files.map((file, index) => ({
      id: index + 1,
      name: this.names[index],
      ...(query.get('includeAllProperties') === 'true' && { process: { type: 2, yamlFilename: `/${file}` } }),
    }));
  }

  private builds(query: URLSearchParams): object[] {
    const definitions = query.get('definitions')!.split(',').map(Number);
    const isEnded = query.get('statusFilter') === 'completed';
    const order = (run: RunRecord) => (query.get('queryOrder') === 'finishTimeDescending' ? run.finished! : run.id);
    return this.runs
      .filter(({ file, result }) => definitions.includes(this.files.indexOf(file) + 1) && (result !== undefined) === isEnded)
      .filter(({ branch }) => !query.has('branchName') || branch === query.get('branchName'))
      .sort((a, b) => order(b) - order(a))
      .map(({ id, commit, branch, reason, result, tags }) => ({
        id, sourceVersion: commit, sourceBranch: branch, reason, result, tags, repository: { id: REPOSITORY, type: 'TfsGit' },
      }));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, body, headers } = await this.answer(request);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  }

  private async answer(request: IncomingMessage): Promise<{ status: number; body: unknown; headers?: Record<string, string> }> {
    const url = new URL(request.url!, this.url);
    const body = await requestText(request);
    const call = `${request.method} ${pathOf(url)}`;
    this.requests.push(call);
    try {
      const run = this.runs.find(({ token }) => request.headers.authorization === `Bearer ${token}`);
      const person = [this.administratorToken, this.readerToken].find((token) => request.headers.authorization === `Bearer ${token}`);
      if (person === undefined && (run === undefined || run.result !== undefined)) throw new ApiError(401, 'the token is not one of a run that goes on');
      if (!/^7\.1(-preview\.\d)?$/.test(url.searchParams.get('api-version') ?? '')) throw new ApiError(400, 'No api-version was supplied');
      const route = this.routes.find(({ pattern }) => pattern.test(call));
      if (route === undefined) throw new ApiError(404, `the stand-in for Azure DevOps does not know ${call}`);
      if (route.isChange === true && person !== this.administratorToken) throw new ApiError(403, `only an administrator may ${call}`);
      const asked: ApiRequest = { isPerson: person !== undefined, parameters: route.pattern.exec(call)!.groups ?? {}, query: url.searchParams, type: request.headers['content-type'] ?? '', body: body === '' ? undefined : JSON.parse(body) };
      return { status: 200, ...page(route.answer(asked), url.searchParams) };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return { status: error.status, body: { message: error.message } };
    }
  }
}

/** The path below the API of the project; with a slash, below that of the organization. */
function pathOf({ pathname }: URL): string {
  for (const name of [PROJECT, PROJECT_NAME]) {
    const project = `${ORGANIZATION}${name}/_apis/`;
    if (pathname.startsWith(project)) return decodeURIComponent(pathname.slice(project.length));
  }
  return pathname.startsWith(`${ORGANIZATION}_apis/`) ? pathname.slice(`${ORGANIZATION}_apis`.length) : pathname;
}

/** The part of a list that is asked for, and where it goes on. */
function page(body: unknown, query: URLSearchParams): { readonly body: unknown; readonly headers?: Record<string, string> } {
  const { value } = body as { readonly value?: unknown };
  if (!Array.isArray(value) || !query.has('$top')) return { body };
  const size = Math.min(Number(query.get('$top')), MOST_PER_PAGE);
  const start = Number(query.get('continuationToken') ?? 0);
  const headers: Record<string, string> = start + size < value.length ? { 'x-ms-continuationtoken': String(start + size) } : {};
  return { body: { value: value.slice(start, start + size) as unknown }, headers };
}

import type { JobIdentity } from './job-identity';
import { allows } from './permissions';
import { ApiError, ApiRequest, bodyText, notFound, Route } from './route';
import type { Sequence } from './sequence';

export interface Issue {
  readonly number: number;
  title: string;
  body: string;
  state: 'open' | 'closed';
  state_reason: string | null;
  labels: readonly { readonly name: string }[];
  assignees: readonly { readonly login: string }[];
  readonly user: { readonly login: string };
  readonly created_at: string;
  updated_at: string;
  /** Only of a pull request, which GitHub lists among the issues. */
  readonly pull_request?: { readonly url: string };
}

export interface Comment {
  readonly id: number;
  readonly issue: number;
  body: string;
  readonly user: { readonly login: string; readonly type: string };
  readonly created_at: string;
  updated_at: string;
}

/** What jobs write as. */
export const ROBOT = 'github-actions[bot]';
/** What an issue needs; what is a pull request as well may be had by the other. */
const SCOPES = ['issues', 'pull-requests'];
const REPOSITORY = '/repos/{owner}/{repo}';

/** Issues, and the comments of issues and pull requests. */
export class Issues {
  public readonly all: Issue[] = [];
  public readonly comments: Comment[] = [];

  constructor(private readonly numbers: Sequence, private readonly clock: Sequence) {}

  public get routes(): Route[] {
    return [
      { pattern: `GET ${REPOSITORY}/issues`, scopes: ['issues'], answer: ({ query }) => ({ status: 200, body: this.list(query) }) },
      { pattern: `POST ${REPOSITORY}/issues`, scopes: ['issues'], answer: ({ body }) => ({ status: 201, body: this.open(body, ROBOT) }) },
      { pattern: `GET ${REPOSITORY}/issues/{number}`, scopes: SCOPES, answer: (request) => ({ status: 200, body: this.issue(request) }) },
      { pattern: `PATCH ${REPOSITORY}/issues/{number}`, scopes: SCOPES, answer: (request) => ({ status: 200, body: this.change(request) }) },
      { pattern: `GET ${REPOSITORY}/issues/{number}/comments`, scopes: SCOPES, answer: (request) => ({ status: 200, body: this.commentsOf(this.issue(request).number) }) },
      { pattern: `POST ${REPOSITORY}/issues/{number}/comments`, scopes: SCOPES, answer: (request) => ({ status: 201, body: this.comment(request) }) },
      { pattern: `PATCH ${REPOSITORY}/issues/comments/{id}`, scopes: SCOPES, answer: (request) => ({ status: 200, body: this.changeComment(request) }) },
      { pattern: `DELETE ${REPOSITORY}/issues/comments/{id}`, scopes: SCOPES, answer: (request) => this.removeComment(request) },
    ];
  }

  public open(fields: Readonly<Record<string, unknown>>, login: string, url?: string): Issue {
    if (typeof fields.title !== 'string' || fields.title === '') throw new ApiError(422, 'Validation Failed: title is missing');
    const now = this.clock.now();
    const issue: Issue = {
      number: this.numbers.next(),
      title: fields.title,
      body: bodyText(fields.body),
      state: 'open',
      state_reason: null,
      labels: labels(fields.labels),
      assignees: assignees(fields.assignees),
      user: { login },
      created_at: now,
      updated_at: now,
      ...url === undefined ? {} : { pull_request: { url } },
    };
    this.all.push(issue);
    return issue;
  }

  public commentsOf(number: number): Comment[] {
    return this.comments.filter(({ issue }) => issue === number);
  }

  public addComment(issue: number, body: string, user: Comment['user']): Comment {
    const now = this.clock.now();
    const comment: Comment = { id: 1000 + this.numbers.next(), issue, body, user, created_at: now, updated_at: now };
    this.comments.push(comment);
    return comment;
  }

  private list(query: URLSearchParams): Issue[] {
    const state = query.get('state') ?? 'open';
    const creator = query.get('creator');
    const wanted = (query.get('labels') ?? '').split(',').filter((name) => name !== '');
    const found = this.all
      .filter((issue) => state === 'all' || issue.state === state)
      .filter(({ user }) => creator === null || user.login === creator)
      .filter((issue) => wanted.every((name) => issue.labels.some((label) => label.name.toLowerCase() === name.toLowerCase())))
      .reverse();
    return query.get('direction') === 'asc' ? found.reverse() : found;
  }

  private issue({ parameters, method, job }: ApiRequest): Issue {
    const issue = this.all.find(({ number }) => String(number) === parameters.number) ?? notFound();
    return this.permitted(issue, method, job);
  }

  /** The permission for pull requests is none for other issues. */
  private permitted(issue: Issue, method: string, { permissions }: JobIdentity): Issue {
    if (issue.pull_request === undefined && !allows(permissions, 'issues', method === 'GET' ? 'read' : 'write')) throw new ApiError(403, 'Resource not accessible by integration');
    return issue;
  }

  private commentOf({ parameters, method, job }: ApiRequest): Comment {
    const comment = this.comments.find(({ id }) => String(id) === parameters.id) ?? notFound();
    this.permitted(this.all.find(({ number }) => number === comment.issue)!, method, job);
    return comment;
  }

  private change(request: ApiRequest): Issue {
    const issue = this.issue(request);
    const { title, body, state, state_reason: reason, ...others } = request.body;
    if (title !== undefined) issue.title = String(title);
    if (body !== undefined) issue.body = bodyText(body);
    if (state !== undefined && state !== 'open' && state !== 'closed') throw new ApiError(422, 'Validation Failed: state');
    if (state !== undefined) {
      issue.state = state;
      issue.state_reason = state === 'closed' ? String(reason ?? 'completed') : 'reopened';
    }
    if (others.labels !== undefined) issue.labels = labels(others.labels);
    if (others.assignees !== undefined) issue.assignees = assignees(others.assignees);
    issue.updated_at = this.clock.now();
    return issue;
  }

  private comment(request: ApiRequest): Comment {
    const { number } = this.issue(request);
    if (typeof request.body.body !== 'string') throw new ApiError(422, 'Validation Failed: body is missing');
    return this.addComment(number, bodyText(request.body.body), { login: ROBOT, type: 'Bot' });
  }

  private changeComment(request: ApiRequest): Comment {
    const comment = this.commentOf(request);
    comment.body = bodyText(request.body.body);
    comment.updated_at = this.clock.now();
    return comment;
  }

  private removeComment(request: ApiRequest): { status: number } {
    this.comments.splice(this.comments.indexOf(this.commentOf(request)), 1);
    return { status: 204 };
  }
}

function labels(value: unknown): Issue['labels'] {
  return ((value ?? []) as readonly string[]).map((name) => ({ name }));
}

function assignees(value: unknown): Issue['assignees'] {
  return ((value ?? []) as readonly string[]).map((login) => ({ login }));
}

import { ApiError, Route } from './route';

export interface Thread {
  readonly id: number;
  readonly pullRequest: string;
  readonly status: string;
  readonly comments: ReadonlyArray<{ readonly id: number; readonly author: { readonly id: string }; content: string }>;
  readonly properties: Readonly<Record<string, { readonly $type: string; readonly $value: string }>>;
}

interface NewThread {
  readonly status: string;
  readonly comments: ReadonlyArray<{ readonly content: string }>;
  readonly properties?: Readonly<Record<string, { readonly type: string; readonly value: string }>>;
}

/** Azure DevOps refuses a longer comment. */
const MOST_CHARACTERS = 150_000;

/** The discussions of pull requests. */
export class PullRequestThreads {
  /** The identity of jobs. */
  public readonly ownId = 'build-service';
  public readonly all: Thread[] = [];

  public routes(repository: string): Route[] {
    const threads = `git/repositories/${repository}/pullRequests/(?<pullRequest>\\d+)/threads`;
    return [
      { pattern: new RegExp(`^GET ${threads}$`), answer: ({ parameters }) => ({ value: this.all.filter(({ pullRequest }) => pullRequest === parameters.pullRequest) }) },
      { pattern: new RegExp(`^POST ${threads}$`), answer: ({ parameters, body }) => this.begin(parameters.pullRequest, body as NewThread, this.ownId) },
      {
        pattern: new RegExp(`^PATCH ${threads}/(?<thread>\\d+)/comments/(?<comment>\\d+)$`),
        answer: ({ parameters, body }) => this.change(Number(parameters.thread), Number(parameters.comment), (body as { content: string }).content),
      },
    ];
  }

  public begin(pullRequest: string, { status, comments, properties = {} }: NewThread, author: string): Thread {
    const thread: Thread = {
      id: this.all.length + 1,
      pullRequest,
      status,
      comments: comments.map(({ content }, index) => ({ id: index + 1, author: { id: author }, content: checked(content) })),
      properties: Object.fromEntries(Object.entries(properties).map(([name, { type, value }]) => [name, { $type: type, $value: value }])),
    };
    this.all.push(thread);
    return thread;
  }

  private change(threadId: number, commentId: number, content: string): object {
    const comment = this.all.find(({ id }) => id === threadId)?.comments.find(({ id }) => id === commentId);
    if (comment === undefined) throw new ApiError(404, 'there is no such comment');
    if (comment.author.id !== this.ownId) throw new ApiError(403, 'a comment can be changed by its author only');
    comment.content = checked(content);
    return comment;
  }
}

function checked(content: string): string {
  if (content.length > MOST_CHARACTERS) throw new ApiError(400, 'the comment is too long');
  return content;
}

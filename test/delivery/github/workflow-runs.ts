import { ApiRequest, notFound, Route } from './route';

/** What is known of a run before its first job begins. */
export interface WorkflowRunFacts {
  /** Path of the workflow in the repository. */
  readonly path: string;
  readonly event: string;
  /** The branch or tag that it runs for, without what comes before the name: GitHub does not tell which of both. */
  readonly head_branch: string;
  readonly head_sha: string;
  /** As `owner/name`; by default the repository itself. */
  readonly headRepository?: string;
}

export interface WorkflowRun extends WorkflowRunFacts {
  readonly id: number;
  /** Counts the runs of one workflow, without gaps. */
  readonly run_number: number;
  run_attempt: number;
  readonly jobs: WorkflowRunJob[];
}

export interface WorkflowRunJob {
  readonly name: string;
  readonly run_attempt: number;
  status: 'queued' | 'waiting' | 'in_progress' | 'completed';
  conclusion: string | null;
}

const REPOSITORY = '/repos/{owner}/{repo}';
const WORKFLOWS = '.github/workflows';

/** The runs of workflows, with their jobs, as GitHub tells of them afterwards. */
export class WorkflowRuns {
  /** The oldest first. */
  public readonly all: WorkflowRun[] = [];
  private readonly numbers = new Map<string, number>();

  constructor(private readonly repository: string, private readonly nextId: () => number) {}

  public get routes(): Route[] {
    const scopes = ['actions'];
    return [
      { pattern: `GET ${REPOSITORY}/actions/workflows/{workflow}/runs`, scopes, answer: (request) => ({ status: 200, body: this.list(request) }) },
      { pattern: `GET ${REPOSITORY}/actions/runs/{id}/jobs`, scopes, answer: (request) => ({ status: 200, body: jobsOf(this.run(request), request.query) }) },
    ];
  }

  /** Notes a run that begins, or begins again. */
  public begin(facts: WorkflowRunFacts): WorkflowRun {
    const number = (this.numbers.get(facts.path) ?? 0) + 1;
    this.numbers.set(facts.path, number);
    const run: WorkflowRun = { ...facts, id: this.nextId(), run_number: number, run_attempt: 1, jobs: [] };
    this.all.push(run);
    return run;
  }

  public again(id: number): WorkflowRun {
    const run = this.all.find((some) => some.id === id)!;
    run.run_attempt += 1;
    return run;
  }

  /** Takes a run out, as whoever may write to Actions may do. */
  public delete(id: number): void {
    this.all.splice(this.all.findIndex((run) => run.id === id), 1);
  }

  private list({ parameters: { workflow }, query }: ApiRequest): object {
    const found = this.all
      .filter((run) => run.path === `${WORKFLOWS}/${workflow}`)
      .filter((run) => !query.has('head_sha') || run.head_sha === query.get('head_sha'))
      .filter((run) => !query.has('branch') || run.head_branch === query.get('branch'))
      .reverse();
    const size = Number(query.get('per_page') ?? 30);
    const start = (Number(query.get('page') ?? 1) - 1) * size;
    return {
      total_count: found.length,
      workflow_runs: found.slice(start, start + size).map(({ jobs, headRepository = this.repository, ...run }) => ({
        ...run,
        status: jobs.every(({ status }) => status === 'completed') ? 'completed' : 'in_progress',
        head_repository: { full_name: headRepository },
      })),
    };
  }

  private run({ parameters: { id } }: ApiRequest): WorkflowRun {
    return this.all.find((run) => String(run.id) === id) ?? notFound();
  }
}

function jobsOf({ jobs, run_attempt: latest }: WorkflowRun, query: URLSearchParams): object {
  const found = query.get('filter') === 'all' ? jobs : jobs.filter(({ run_attempt: attempt }) => attempt === latest);
  return { total_count: found.length, jobs: found.slice(0, Number(query.get('per_page') ?? 30)) };
}

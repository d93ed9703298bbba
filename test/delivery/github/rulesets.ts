import { ApiError, ApiRequest, notFound, Route } from './route';
import type { Sequence } from './sequence';

export interface Rule {
  readonly type: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

export interface BypassActor {
  readonly actor_id: number | null;
  readonly actor_type: string;
  readonly bypass_mode?: string;
}

export interface Ruleset {
  readonly name: string;
  readonly target: string;
  readonly enforcement: string;
  readonly bypass_actors: readonly BypassActor[];
  readonly conditions: { readonly ref_name: { readonly include: readonly string[]; readonly exclude: readonly string[] } };
  readonly rules: readonly Rule[];
}

const PATH = '/repos/{owner}/{repo}';
const REVIEWS = ['dismiss_stale_reviews_on_push', 'require_code_owner_review', 'require_last_push_approval', 'required_approving_review_count', 'required_review_thread_resolution'];
const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  pull_request: REVIEWS,
  required_status_checks: ['required_status_checks', 'strict_required_status_checks_policy'],
};

/** The rulesets of a repository. */
export class Rulesets {
  public readonly all = new Map<number, Ruleset>();

  constructor(private readonly numbers: Sequence) {}

  public get routes(): Route[] {
    const admin = { scopes: ['administration'] };
    return [
      { pattern: `GET ${PATH}/rules/branches/{branch}`, scopes: ['metadata'], answer: ({ parameters }) => ({ status: 200, body: this.rulesOf(parameters.branch) }) },
      { pattern: `GET ${PATH}/rulesets`, scopes: ['metadata'], answer: () => ({ status: 200, body: [...this.all].map(([id, { name, target, enforcement }]) => ({ id, name, target, enforcement, source_type: 'Repository' })) }) },
      { pattern: `GET ${PATH}/rulesets/{id}`, scopes: ['metadata'], answer: (request) => ({ status: 200, body: this.show(request) }) },
      { pattern: `POST ${PATH}/rulesets`, ...admin, answer: ({ body }) => ({ status: 201, body: { id: this.add(body as unknown as Ruleset) } }) },
      { pattern: `PUT ${PATH}/rulesets/{id}`, ...admin, answer: (request) => ({ status: 200, body: this.replace(request) }) },
    ];
  }

  public add(ruleset: Ruleset): number {
    const id = 300 + this.numbers.next();
    this.all.set(id, checked(ruleset));
    return id;
  }

  private replace({ parameters, body }: ApiRequest): Ruleset {
    if (!this.all.has(Number(parameters.id))) notFound();
    this.all.set(Number(parameters.id), checked(body as unknown as Ruleset));
    return body as unknown as Ruleset;
  }

  /** Who may bypass it is told to administrators alone. */
  private show({ parameters, job }: ApiRequest): object {
    const { bypass_actors: actors, ...rest } = this.all.get(Number(parameters.id)) ?? notFound();
    return { id: Number(parameters.id), ...rest, ...job.permissions.administration === 'write' ? { bypass_actors: actors } : {} };
  }

  private rulesOf(branch: string): object[] {
    const holds = ({ target, enforcement, conditions: { ref_name: { include } } }: Ruleset) =>
      target === 'branch' && enforcement === 'active' && (include.includes(`refs/heads/${branch}`) || include.includes('~ALL'));
    return [...this.all].filter(([, ruleset]) => holds(ruleset))
      .flatMap(([id, { rules }]) => rules.map((rule) => ({ ...rule, ruleset_id: id, ruleset_source_type: 'Repository' })));
  }
}

function checked(ruleset: Ruleset): Ruleset {
  for (const { type, parameters = {} } of ruleset.rules) {
    const missing = (PARAMETERS[type] ?? []).filter((name) => !Object.hasOwn(parameters, name));
    if (missing.length > 0) throw new ApiError(422, `Validation Failed: rule ${type} needs ${missing.join(', ')}`);
  }
  return ruleset;
}

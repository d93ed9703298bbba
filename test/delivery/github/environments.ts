import { ApiError, ApiRequest, notFound, Route } from './route';
import type { Sequence } from './sequence';
import type { Teams } from './teams';

export interface Reviewer {
  readonly type: 'Team' | 'User';
  readonly id: number;
}

export interface BranchPolicy {
  readonly id: number;
  readonly name: string;
  readonly type: 'branch' | 'tag';
}

/** How an environment is protected. What is left out of a request is taken away. */
export interface Protection {
  readonly wait_timer?: number;
  readonly prevent_self_review?: boolean;
  readonly reviewers?: readonly Reviewer[] | null;
  readonly deployment_branch_policy?: { readonly protected_branches: boolean; readonly custom_branch_policies: boolean } | null;
  readonly can_admins_bypass?: boolean;
}

interface Environment {
  protection: Protection;
  policies: BranchPolicy[];
}

const PATH = '/repos/{owner}/{repo}/environments/{name}';

/** The environments of a repository. */
export class Environments {
  public readonly all = new Map<string, Environment>();

  constructor(private readonly numbers: Sequence, private readonly teams: Teams) {}

  public get routes(): Route[] {
    const admin = { scopes: ['administration'] };
    const actions = { scopes: ['actions'] };
    return [
      { pattern: `GET ${PATH}`, ...actions, answer: (request) => ({ status: 200, body: this.show(request.parameters.name) }) },
      { pattern: `PUT ${PATH}`, ...admin, answer: ({ parameters, body }) => ({ status: 200, body: this.put(parameters.name, body) }) },
      { pattern: `GET ${PATH}/deployment-branch-policies`, ...actions, answer: (request) => ({ status: 200, body: this.policies(request) }) },
      { pattern: `POST ${PATH}/deployment-branch-policies`, ...admin, answer: ({ parameters, body }) => ({ status: 200, body: this.admit(parameters.name, String(body.name), body.type as BranchPolicy['type']) }) },
      { pattern: `DELETE ${PATH}/deployment-branch-policies/{id}`, ...admin, answer: (request) => this.refuse(request) },
    ];
  }

  /** Protects an environment as `doctor.sh --fix` would: the branches that may use it, the teams of which one approves. */
  public protect(name: string, branches: readonly string[] | undefined, ...teams: readonly string[]): void {
    this.all.delete(name);
    this.put(name, {
      reviewers: teams.map((team) => ({ type: 'Team', id: this.teams.add(team).id })),
      deployment_branch_policy: branches === undefined ? null : { protected_branches: false, custom_branch_policies: true },
    });
    for (const branch of branches ?? []) this.admit(name, branch);
  }

  /** Lets a branch or a tag in. */
  public admit(name: string, pattern: string, type: BranchPolicy['type'] = 'branch'): BranchPolicy {
    const { protection, policies } = this.environment(name);
    if (protection.deployment_branch_policy?.custom_branch_policies !== true) throw new ApiError(404, 'Not Found');
    const policy = { id: 600 + this.numbers.next(), name: pattern, type };
    policies.push(policy);
    return policy;
  }

  private put(name: string, protection: Protection): object {
    const known = this.all.get(name);
    for (const { type, id } of protection.reviewers ?? []) {
      if (type === 'Team' && this.teams.all.every((team) => team.id !== id)) throw new ApiError(422, `Validation Failed: reviewer ${id} cannot read the repository`);
    }
    if ((protection.reviewers ?? []).length > 6) throw new ApiError(422, 'Validation Failed: six reviewers at most');
    const isCustom = protection.deployment_branch_policy?.custom_branch_policies === true;
    this.all.set(name, { protection: { can_admins_bypass: true, ...protection }, policies: isCustom ? known?.policies ?? [] : [] });
    return this.show(name);
  }

  private show(name: string): object {
    const { protection } = this.environment(name);
    const { wait_timer: wait, reviewers, prevent_self_review: prevent = false, can_admins_bypass: bypass } = protection;
    const { deployment_branch_policy: policy = null } = protection;
    return {
      name,
      can_admins_bypass: bypass,
      protection_rules: [
        ...wait ? [{ id: 1, type: 'wait_timer', wait_timer: wait }] : [],
        ...reviewers && reviewers.length > 0 ? [{ id: 2, type: 'required_reviewers', prevent_self_review: prevent, reviewers: reviewers.map((each) => this.reviewer(each)) }] : [],
        ...policy ? [{ id: 3, type: 'branch_policy' }] : [],
      ],
      deployment_branch_policy: policy,
    };
  }

  private reviewer({ type, id }: Reviewer): object {
    return type === 'Team' ? { type, reviewer: this.teams.all.find((team) => team.id === id) } : { type, reviewer: { id, login: `user-${id}` } };
  }

  private policies({ parameters }: ApiRequest): object {
    const { protection, policies } = this.environment(parameters.name);
    if (protection.deployment_branch_policy?.custom_branch_policies !== true) notFound();
    return { total_count: policies.length, branch_policies: policies };
  }

  private refuse({ parameters }: ApiRequest): { readonly status: number } {
    const environment = this.environment(parameters.name);
    environment.policies = environment.policies.filter(({ id }) => String(id) !== parameters.id);
    return { status: 204 };
  }

  private environment(name: string): Environment {
    return this.all.get(name) ?? notFound();
  }
}

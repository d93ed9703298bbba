import { ApiError, ApiRequest, Route } from './route';

/** A check of a resource, as the API takes and gives it. */
export interface Check {
  readonly type: { readonly id: string };
  readonly settings: Readonly<Record<string, unknown>>;
  readonly resource: { readonly type: string; readonly id: string };
  readonly isDisabled?: boolean;
}

/** A policy of branches. */
export interface Policy {
  readonly isEnabled: boolean;
  readonly isBlocking: boolean;
  readonly type: { readonly id: string };
  readonly settings: Readonly<Record<string, unknown>> & { readonly scope: ReadonlyArray<Readonly<Record<string, string | null>>> };
}

interface Permissions {
  allPipelines: boolean;
  readonly pipelines: Set<number>;
}

interface PermissionChange {
  readonly allPipelines: { readonly authorized: boolean };
  readonly pipelines: ReadonlyArray<{ readonly id: number; readonly authorized: boolean }>;
}

export const APPROVAL = '8C6F20A7-A545-4486-9777-F762FAFE0D4D';
export const BRANCH_CONTROL = '86b05a0c-73e6-4f7d-b3cf-e38f3b39a75b';

/** What a project has in its settings, and which no file of a repository holds. */
export class ProjectSettings {
  public readonly environments: string[] = [];
  public readonly connections: string[] = [];
  public readonly teams: string[] = [];
  public readonly checks: Check[] = [];
  public readonly permissions = new Map<string, Permissions>();
  public readonly policies: Policy[] = [];
  public general: Record<string, boolean> = { enforceJobAuthScope: false, enforceReferencedRepoScopedToken: true, enforceSettableVar: true };
  /** Whether the build service is a reader of the service connections. */
  public showsConnectionsToRuns = false;

  public readonly routes: readonly Route[] = [
    { pattern: /^GET distributedtask\/environments$/, answer: ({ query }) => ({ value: numbered(this.environments).filter(({ name }) => name === query.get('name')) }) },
    { pattern: /^POST distributedtask\/environments$/, isChange: true, answer: ({ body }) => ({ id: this.environments.push((body as { name: string }).name) }) },
    { pattern: /^GET serviceendpoint\/endpoints$/, answer: (request) => ({ value: this.connectionsFor(request) }) },
    { pattern: /^GET \/projects\/[^/]+\/teams\/(?<team>.+)$/, answer: ({ parameters }) => this.team(parameters.team) },
    { pattern: /^GET pipelines\/checks\/configurations$/, answer: ({ query }) => ({ value: this.checksOf(query.get('resourceType')!, query.get('resourceId')!).map((check) => (query.get('$expand') === 'settings' ? check : { ...check, settings: undefined })) }) },
    { pattern: /^POST pipelines\/checks\/configurations$/, isChange: true, answer: ({ body }) => ({ id: this.checks.push(body as Check) }) },
    { pattern: /^GET pipelines\/pipelinepermissions\/endpoint\/(?<id>\d+)$/, answer: ({ parameters }) => this.permissionsOf(parameters.id) },
    { pattern: /^PATCH pipelines\/pipelinepermissions\/endpoint\/(?<id>\d+)$/, isChange: true, answer: ({ parameters, body }) => this.permit(parameters.id, body as PermissionChange) },
    { pattern: /^GET policy\/configurations$/, answer: ({ query }) => ({ value: this.policies.map((policy, index) => ({ ...policy, id: index + 1 })).filter(({ type }) => type.id === query.get('policyType')) }) },
    { pattern: /^POST policy\/configurations$/, isChange: true, answer: ({ body }) => ({ id: this.policies.push(body as Policy) }) },
    {
      pattern: /^PUT policy\/configurations\/(?<id>\d+)$/,
      isChange: true,
      answer: ({ parameters, body }) => {
        this.policies[Number(parameters.id) - 1] = body as Policy;
        return body;
      },
    },
    { pattern: /^GET build\/generalsettings$/, answer: () => this.general },
    {
      pattern: /^PATCH build\/generalsettings$/,
      isChange: true,
      answer: ({ body }) => {
        this.general = { ...this.general, ...body as Record<string, boolean> };
        return this.general;
      },
    },
  ];

  /** Protects an environment as `doctor.sh --fix` would. */
  public protect(name: string, ...approvers: readonly string[]): void {
    const id = this.environments.includes(name) ? this.environments.indexOf(name) + 1 : this.environments.push(name);
    for (const check of this.checksOf('environment', String(id))) this.checks.splice(this.checks.indexOf(check), 1);
    this.addBranchControl('environment', id, 'refs/heads/main');
    if (approvers.length > 0) this.addApproval('environment', id, ...approvers);
  }

  public addApproval(type: string, id: number, ...approvers: readonly string[]): void {
    const settings = { approvers: approvers.map((team) => ({ id: idOf(team) })) };
    this.checks.push({ type: { id: APPROVAL }, settings, resource: { type, id: String(id) } });
  }

  public addBranchControl(type: string, id: number, allowedBranches: string): void {
    const settings = { definitionRef: { id: BRANCH_CONTROL }, inputs: { allowedBranches } };
    this.checks.push({ type: { id: 'fe1de3ee-a436-41b4-bb20-f6eb4cb879a7' }, settings, resource: { type, id: String(id) } });
  }

  private connectionsFor({ query, isPerson }: ApiRequest): object[] {
    return isPerson || this.showsConnectionsToRuns ? numbered(this.connections).filter(({ name }) => name === query.get('endpointNames')) : [];
  }

  private checksOf(type: string, id: string): Check[] {
    return this.checks.filter(({ resource }) => resource.type === type && resource.id === id);
  }

  private team(name: string): object {
    if (!this.teams.includes(name)) throw new ApiError(404, `the project has no team ${name}`);
    return { id: idOf(name), name };
  }

  private permissionsOf(id: string): object {
    const { allPipelines, pipelines } = this.permissions.get(id) ?? { allPipelines: false, pipelines: [] };
    const authorized = [...pipelines].map((pipeline) => ({ id: pipeline, authorized: true }));
    return { ...allPipelines ? { allPipelines: { authorized: true } } : {}, pipelines: authorized };
  }

  private permit(id: string, { allPipelines, pipelines }: PermissionChange): object {
    const known = this.permissions.get(id) ?? { allPipelines: false, pipelines: new Set<number>() };
    known.allPipelines = allPipelines.authorized;
    for (const { id: pipeline, authorized } of pipelines) {
      if (authorized) known.pipelines.add(pipeline);
      else known.pipelines.delete(pipeline);
    }
    this.permissions.set(id, known);
    return this.permissionsOf(id);
  }
}

export function idOf(team: string): string {
  return `team-${team}`;
}

function numbered(names: readonly string[]): Array<{ readonly id: number; readonly name: string }> {
  return names.map((name, index) => ({ id: index + 1, name }));
}

import { ApiError, notFound, Route } from './route';

const PATH = '/repos/{owner}/{repo}';

/** What workflows may do, and the variables that they read. */
export class ActionSettings {
  public permissions = { default_workflow_permissions: 'write', can_approve_pull_request_reviews: true };
  public readonly variables = new Map<string, string>();
  /** What is wrong with the owners of code; undefined: there is no file. */
  public codeOwnerErrors: object[] | undefined = [];

  public get routes(): Route[] {
    const admin = { scopes: ['administration'] };
    const variables = { scopes: ['variables'] };
    return [
      { pattern: `GET ${PATH}/actions/permissions/workflow`, ...admin, answer: () => ({ status: 200, body: this.permissions }) },
      {
        pattern: `PUT ${PATH}/actions/permissions/workflow`,
        ...admin,
        answer: ({ body }) => {
          this.permissions = body as typeof this.permissions;
          return { status: 204 };
        },
      },
      { pattern: `GET ${PATH}/actions/variables/{name}`, ...variables, answer: ({ parameters: { name } }) => ({ status: 200, body: { name, value: this.variables.get(name) ?? notFound() } }) },
      { pattern: `POST ${PATH}/actions/variables`, ...variables, answer: ({ body }) => this.set(String(body.name), body.value, false) },
      { pattern: `PATCH ${PATH}/actions/variables/{name}`, ...variables, answer: ({ parameters, body }) => this.set(parameters.name, body.value, true) },
      { pattern: `GET ${PATH}/codeowners/errors`, scopes: ['contents'], answer: () => ({ status: 200, body: { errors: this.codeOwnerErrors ?? notFound() } }) },
    ];
  }

  private set(name: string, value: unknown, isThere: boolean): { readonly status: number } {
    if (this.variables.has(name) !== isThere) throw new ApiError(isThere ? 404 : 409, isThere ? 'Not Found' : 'Already exists');
    this.variables.set(name, String(value));
    return { status: isThere ? 204 : 201 };
  }
}

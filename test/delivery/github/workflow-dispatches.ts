import { ApiError, ApiRequest, ApiResponse, Route } from './route';

export interface WorkflowDispatch {
  /** Name of the file of the workflow. */
  readonly workflow: string;
  readonly ref: string;
  readonly inputs: Readonly<Record<string, string>>;
}

/** Workflows that jobs started by hand, so to speak. They are noted, not run. */
export class WorkflowDispatches {
  public readonly all: WorkflowDispatch[] = [];

  public get routes(): Route[] {
    return [{ pattern: 'POST /repos/{owner}/{repo}/actions/workflows/{workflow}/dispatches', scopes: ['actions'], answer: (request) => this.dispatch(request) }];
  }

  private dispatch({ parameters, body }: ApiRequest): ApiResponse {
    if (typeof body.ref !== 'string') throw new ApiError(422, 'Invalid request. "ref" wasn\'t supplied.');
    this.all.push({ workflow: parameters.workflow, ref: body.ref, inputs: (body.inputs ?? {}) as WorkflowDispatch['inputs'] });
    return { status: 204 };
  }
}

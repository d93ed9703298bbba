import type { JobIdentity } from './job-identity';

export interface ApiRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Variable parts of the path, by their names in the pattern of the route. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  readonly job: JobIdentity;
}

/** An answer; a list is given whole, and served in pages. */
export interface ApiResponse {
  readonly status: number;
  readonly body?: unknown;
}

export interface Route {
  /** As `GET /repos/{owner}/{repo}/issues/{number}`. */
  readonly pattern: string;
  /** Scopes of which one suffices. */
  readonly scopes: readonly string[];
  /** What the scope must allow: by default to read for GET and to write for all others. */
  readonly access?: 'read' | 'write';
  answer(request: ApiRequest): ApiResponse;
}

/** An answer that ends a request, as GitHub words it. */
export class ApiError extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

export function notFound(): never {
  throw new ApiError(404, 'Not Found');
}

/** The longest text of an issue or a comment. */
const BODY_LIMIT = 65_536;

/** A text of a request, which GitHub refuses when it is too long. */
export function bodyText(value: unknown): string {
  const text = value === undefined || value === null ? '' : String(value);
  if ([...text].length > BODY_LIMIT) throw new ApiError(422, `Validation Failed: body is too long (maximum is ${BODY_LIMIT} characters)`);
  return text;
}

/** The variable parts of a path that a route is for; undefined when it is for another. */
export function match(route: Route, method: string, path: string): Record<string, string> | undefined {
  const [wantedMethod, wantedPath] = route.pattern.split(' ');
  const wanted = wantedPath.split('/');
  const parts = path.split('/');
  if (method !== wantedMethod || parts.length !== wanted.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    if (part.startsWith('{')) parameters[part.slice(1, -1)] = decodeURIComponent(parts[index]);
    else if (part !== parts[index]) return undefined;
  }
  return parameters;
}

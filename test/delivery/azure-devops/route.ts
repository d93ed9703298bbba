export interface ApiRequest {
  /** Variable parts of the path. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Type of the body. */
  readonly type: string;
  readonly body: unknown;
  /** Whether a person asks, and not a run. */
  readonly isPerson: boolean;
}

export interface Route {
  /** Of method and path, such as `GET build/builds`. */
  readonly pattern: RegExp;
  /** Whether only an administrator may do it. */
  readonly isChange?: boolean;
  answer(request: ApiRequest): unknown;
}

/** An answer that ends a request. */
export class ApiError extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

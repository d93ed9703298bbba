/** Conditions that are understood, and how a value is compared with what the policy lists. */
const OPERATORS: Readonly<Record<string, (value: string, listed: string) => boolean>> = {
  string_equal: (value, listed) => value === listed,
  string_like: (value, listed) => like(value, listed),
};

/** A policy of CAM as JSON: the `document` of a role or of a policy. */
export type PolicyDocument = string | object;

export interface Statement {
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Identity providers that a trust document names. */
  readonly federated: readonly string[];
  readonly conditions: readonly Condition[];
}

export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** What somebody wants to do. */
export interface AccessRequest {
  /** Such as `cos:GetObject`. */
  readonly action: string;
  /** In CAM's six parts: `qcs::cos:<region>:uid/<APPID>:<bucket>/<key>`. */
  readonly resource: string;
  /** Values that conditions ask for. */
  readonly context?: Readonly<Record<string, string>>;
}

/**
 * Statements of a policy. One that holds what is not understood here is refused, rather than taken for something that it is not.
 *
 * Source: https://www.tencentcloud.com/document/product/598/10604 (syntax of policies)
 */
export function parsePolicy(document: PolicyDocument): Statement[] {
  const policy = lowerCaseKeys(typeof document === 'string' ? JSON.parse(document) as object : document);
  if (policy.version !== '2.0') throw new Error(`a CAM policy has the version "2.0", not ${JSON.stringify(policy.version)}`);
  return list<object>(policy.statement).map((statement) => {
    const { effect, action, resource, principal, condition, ...unknown } = lowerCaseKeys(statement);
    const [stranger] = Object.keys(unknown);
    if (stranger !== undefined) throw new Error(`a CAM statement with "${stranger}" is not understood`);
    if (effect !== 'allow' && effect !== 'deny') throw new Error(`the effect of a CAM statement is "allow" or "deny", not ${JSON.stringify(effect)}`);
    return {
      effect,
      actions: list<string>(action).map(withoutName),
      resources: resource === undefined ? ['*'] : list<string>(resource),
      federated: list<string>((principal as { federated?: string | string[] } | undefined)?.federated),
      conditions: Object.entries((condition ?? {}) as Record<string, Record<string, string | string[]>>).flatMap(([operator, keys]) => {
        if (!Object.hasOwn(OPERATORS, operator)) throw new Error(`a CAM condition with "${operator}" is not understood`);
        return Object.entries(keys).map(([key, values]) => ({ operator, key, values: list<string>(values) }));
      }),
    };
  });
}

/** Whether a statement allows it and none denies it. */
export function isAllowed(statements: readonly Statement[], request: AccessRequest): boolean {
  const about = statements.filter((statement) => isAbout(statement, request));
  return about.some(({ effect }) => effect === 'allow') && about.every(({ effect }) => effect !== 'deny');
}

function isAbout({ actions, resources, conditions }: Statement, { action, resource, context = {} }: AccessRequest): boolean {
  return actions.some((pattern) => like(action, pattern))
    && resources.some((pattern) => like(resource, pattern))
    && conditions.every(({ operator, key, values }) => {
      const value = context[key];
      return value !== undefined && values.some((listed) => OPERATORS[operator](value, listed));
    });
}

/** `*` stands for any characters, none included. */
function like(text: string, pattern: string): boolean {
  const literal = pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`, 's').test(text);
}

/** `name/cos:GetObject` and `cos:GetObject` are the same action. */
function withoutName(action: string): string {
  return action.replace(/^name\//, '');
}

function list<T>(value: unknown): T[] {
  return value === undefined ? [] : Array.isArray(value) ? value as T[] : [value as T];
}

function lowerCaseKeys(object: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key.toLowerCase(), value]));
}

/** A value of an expression. */
export type Value = string | number | boolean | undefined | { readonly [key: string]: Value };

/** What expressions look up by name. */
export type Contexts = Readonly<Record<string, Value>>;

/** Functions of a place beside the general ones, such as `succeeded`. */
export type Functions = Readonly<Record<string, (...values: Value[]) => Value>>;

const TOKEN = /\s*(?:'((?:[^']|'')*)'|(-?\d+(?:\.\d+)?)|([A-Za-z_][\w-]*)|([().,[\]]))/y;

/** Text as expressions compare and print it: without regard to case, as Azure Pipelines does. */
export function asText(value: Value): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return value === undefined ? '' : String(value);
}

const equal = (a: Value, b: Value): boolean => asText(a).toLowerCase() === asText(b).toLowerCase();
const isTrue = (value: Value): boolean => value !== undefined && !['', 'false', '0'].includes(asText(value).toLowerCase());

const GENERAL: Functions = {
  and: (...values) => values.every(isTrue),
  or: (...values) => values.some(isTrue),
  not: (value) => !isTrue(value),
  eq: equal,
  ne: (a, b) => !equal(a, b),
  in: (value, ...others) => others.some((other) => equal(value, other)),
  replace: (text, from, to) => asText(text).replaceAll(asText(from), asText(to)),
};

/** The value of an expression, without its brackets. */
export function evaluate(text: string, contexts: Contexts, functions: Functions = {}): Value {
  return new Parser(text, contexts, { ...GENERAL, ...functions }).value();
}

/** Whether a condition holds. */
export function holds(text: string, contexts: Contexts, functions: Functions): boolean {
  return isTrue(evaluate(text, contexts, functions));
}

interface Token {
  readonly text?: string;
  readonly number?: number;
  readonly name?: string;
  readonly mark?: string;
}

/** Evaluates while it reads: there is nothing that must not be evaluated. */
class Parser {
  private readonly tokens: Token[] = [];
  private at = 0;

  constructor(private readonly source: string, private readonly contexts: Contexts, private readonly functions: Functions) {
    TOKEN.lastIndex = 0;
    while (source.slice(TOKEN.lastIndex).trim() !== '') {
      const found = TOKEN.exec(source);
      if (found === null) throw new Error(`this is no expression: ${source}`);
      const [, text, number, name, mark] = found;
      this.tokens.push({ text: text?.replaceAll("''", "'"), number: number === undefined ? undefined : Number(number), name, mark });
    }
  }

  public value(): Value {
    const value = this.operand();
    if (this.at < this.tokens.length) throw new Error(`there is something after the end of the expression: ${this.source}`);
    return value;
  }

  private operand(): Value {
    const token = this.next();
    if (token.text !== undefined || token.number !== undefined) return token.text ?? token.number;
    if (token.name === undefined) throw new Error(`a value is missing: ${this.source}`);
    if (this.tokens[this.at]?.mark === '(') return this.call(token.name);
    if (token.name === 'true' || token.name === 'false') return token.name === 'true';
    if (!Object.hasOwn(this.contexts, token.name)) throw new Error(`there is no ${token.name} here: ${this.source}`);
    return this.members(this.contexts[token.name]);
  }

  private call(name: string): Value {
    const found = Object.hasOwn(this.functions, name) ? this.functions[name] : undefined;
    if (found === undefined) throw new Error(`there is no function ${name} here: ${this.source}`);
    const values: Value[] = [];
    this.expect('(');
    while (this.tokens[this.at]?.mark !== ')') {
      if (values.length > 0) this.expect(',');
      values.push(this.operand());
    }
    this.expect(')');
    return found(...values);
  }

  /** What is not there is nothing, however deep. */
  private members(value: Value): Value {
    const mark = this.tokens[this.at]?.mark;
    if (mark !== '.' && mark !== '[') return value;
    this.at++;
    const key = mark === '.' ? this.next().name : asText(this.operand());
    if (mark === '[') this.expect(']');
    return this.members(typeof value === 'object' ? memberOf(value, key!) : undefined);
  }

  private expect(mark: string): void {
    if (this.next().mark !== mark) throw new Error(`${mark} is missing: ${this.source}`);
  }

  private next(): Token {
    const token = this.tokens[this.at++];
    if (token === undefined) throw new Error(`the expression ends too early: ${this.source}`);
    return token;
  }
}

/** Names of variables and outputs have no case. */
function memberOf(value: { readonly [key: string]: Value }, key: string): Value {
  const found = Object.keys(value).find((name) => name.toLowerCase() === key.toLowerCase());
  return found === undefined ? undefined : value[found];
}

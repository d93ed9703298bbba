export interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'symbol' | 'end';
  readonly text: string;
}

const TOKEN = new RegExp([
  /(?<blank>\s+)/,
  /(?<string>'(?:[^']|'')*')/,
  /(?<number>0x[\da-fA-F]+|0o[0-7]+|[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)/,
  /(?<name>[A-Za-z_][\w-]*)/,
  /(?<symbol>&&|\|\||==|!=|<=|>=|[<>!()[\].,*])/,
].map(({ source }) => source).join('|'), 'y');

/** The words of an expression, ended by one of kind `end`. */
export function tokens(expression: string): Token[] {
  const found: Token[] = [];
  for (let position = 0; position < expression.length;) {
    TOKEN.lastIndex = position;
    const match = TOKEN.exec(expression);
    if (match === null) throw new Error(`cannot read the expression ${expression} from: ${expression.slice(position)}`);
    const { string, number, name, symbol } = match.groups!;
    if (string !== undefined) found.push({ kind: 'string', text: string.slice(1, -1).replaceAll("''", "'") });
    else if (number !== undefined) found.push({ kind: 'number', text: number });
    else if (name !== undefined) found.push({ kind: 'name', text: name });
    else if (symbol !== undefined) found.push({ kind: 'symbol', text: symbol });
    position = TOKEN.lastIndex;
  }
  return [...found, { kind: 'end', text: 'its end' }];
}

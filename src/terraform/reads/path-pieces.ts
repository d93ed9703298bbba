import { isBracketed, readSequenceItems } from '../hcl/literal';
import { partsOfToken } from '../hcl/template-parts';
import type { HclToken } from '../hcl/token';

/** The folder that a path starts at: that of the module, that of the root module, or that in which Terraform is started. */
export type PathStart = 'module' | 'root' | 'cwd';

/** What only Terraform knows. */
export const UNKNOWN = Symbol('unknown');

/** A piece of a path: text, the folder that `path.module` and its like stand for, or what only Terraform knows. */
export type Piece = string | { readonly start: PathStart } | typeof UNKNOWN;

/** Functions that give the very path that they are given. */
const SAME = /^(abspath|pathexpand|tostring|trimspace|chomp|nonsensitive|sensitive|try|coalesce|one)$/;
/** Functions that give a part of a path, or another one: what they give may lie above the folder that they are given. */
const CUTTING = /^(dirname|replace|regex|regexall|split|substr|strrev|trim|trimprefix|trimsuffix)$/;
/** Functions whose result is nothing that is written in Terraform. */
const READING = /^(file|filebase64|templatefile|templatestring|base64decode|textdecodebase64|\w+decode)$/;

/** The folder that `path.module` and its like stand for, when the expression is nothing else. */
export function startOf(tokens: readonly HclToken[]): PathStart | undefined {
  const [object, dot, name] = tokens;
  if (tokens.length !== 3 || object.text !== 'path' || dot.text !== '.') return undefined;
  return name.text === 'module' || name.text === 'root' || name.text === 'cwd' ? name.text : undefined;
}

/**
 * The pieces of the path that an expression gives; undefined when it may be any.
 * @throws HclSyntaxError when an interpolation cannot be split into tokens
 */
export function piecesOf(expression: readonly HclToken[]): Piece[] | undefined {
  const tokens = expression.filter(({ kind }) => kind !== 'newline' && kind !== 'end');
  const [first] = tokens;
  if (first === undefined) return [UNKNOWN];
  if (tokens.length === 1 && first.kind === 'string') return piecesOfParts(first);
  if (tokens.length === 1 && first.kind === 'heredoc') return undefined;
  const start = startOf(tokens);
  if (start !== undefined) return [{ start }];
  if (first.text === '(' && isBracketed(tokens)) return piecesOf(tokens.slice(1, -1));
  const call = callOf(tokens);
  if (call && SAME.test(call.name) && call.args.length === 1) return piecesOf(call.args[0]);
  const made = call && (piecesOfJoin(call) ?? piecesOfFormat(call));
  if (made) return made.filter((piece) => piece !== '');
  return mayBeAnything(tokens) ? undefined : [UNKNOWN];
}

/** A call of a function, when the expression is nothing else. */
export function callOf(tokens: readonly HclToken[]): { readonly name: string; readonly args: ReadonlyArray<readonly HclToken[]> } | undefined {
  const [name, ...rest] = tokens;
  if (name?.kind !== 'identifier' || rest[0]?.text !== '(' || !isBracketed(rest)) return undefined;
  return { name: name.text, args: readSequenceItems(rest) };
}

/** Whether a function may give a folder above the one that it is given. */
export function isCutting(name: string): boolean {
  return CUTTING.test(name);
}

function piecesOfParts(token: HclToken): Piece[] | undefined {
  const pieces: Piece[] = [];
  for (const part of partsOfToken(token)) {
    const found = typeof part === 'string' ? [part] : piecesOf(part);
    if (found === undefined) return undefined;
    pieces.push(...found);
  }
  return pieces;
}

/** `join("/", [path.module, "a", "b"])` */
function piecesOfJoin({ name, args: [separator, list] }: NonNullable<ReturnType<typeof callOf>>): Piece[] | undefined {
  if (name !== 'join' || separator?.length !== 1 || separator[0].value === undefined) return undefined;
  if (list?.[0].text !== '[' || !isBracketed(list)) return undefined;
  const pieces: Piece[] = [];
  for (const item of readSequenceItems(list)) {
    const found = piecesOf(item);
    if (found === undefined) return undefined;
    pieces.push(...(pieces.length > 0 ? [separator[0].value] : []), ...found);
  }
  return pieces;
}

/** `format("%s/a", path.module)` */
function piecesOfFormat({ name, args: [format, ...values] }: NonNullable<ReturnType<typeof callOf>>): Piece[] | undefined {
  const text = format?.length === 1 ? format[0].value : undefined;
  if (name !== 'format' || text === undefined || /%(?![svd])/.test(text)) return undefined;
  const literals = text.split(/%[svd]/);
  if (literals.length !== values.length + 1) return undefined;
  const pieces: Piece[] = [literals[0]];
  for (const [index, value] of values.entries()) {
    const found = piecesOf(value);
    if (found === undefined) return undefined;
    pieces.push(...found, literals[index + 1]);
  }
  return pieces;
}

/** Whether an expression can give what is written nowhere in the Terraform at hand: names, and parts of paths, are. */
function mayBeAnything(tokens: readonly HclToken[]): boolean {
  return tokens.some((token, index) => {
    if (token.kind === 'string' || token.kind === 'heredoc') return piecesOfParts(token) === undefined;
    if (token.kind !== 'identifier' || tokens[index - 1]?.text === '.') return false;
    const next = tokens[index + 1]?.text;
    if (next === '(') return isCutting(token.text) || READING.test(token.text) || tokens[index - 1]?.text === '::';
    // A data source, or a resource, whose type has the name of its provider in front.
    return token.text === 'data' || (next === '.' && token.text.includes('_') && tokens[index + 3]?.text === '.');
  });
}

import * as path from 'path';
import { callOf, isCutting, PathStart, Piece, piecesOf, startOf, UNKNOWN } from './path-pieces';
import { isClosing, isOpening } from '../hcl/parser';
import { partsOfTemplate, partsOfToken } from '../hcl/template-parts';
import type { HclToken } from '../hcl/token';

/** A path in the text of a module. */
export interface PathRead {
  /** The folder that it is relative to. */
  readonly start: PathStart;
  readonly path: string;
  /** Whether its name goes on in a way that only Terraform knows, so that it is all that the folder holds. */
  readonly isOpen: boolean;
  /** What the names end with that are meant in the folder. */
  readonly ending: string;
  /** Whether it is where a module is said to be. */
  readonly isSource: boolean;
  /** Whether it is read as a template, or as a text that may become one: functions in it may read further files. */
  readonly isTemplate: boolean;
  /** Whether other paths may come from what it holds. */
  readonly isData: boolean;
}

/** What the text of a module reads. */
export interface Reads {
  readonly paths: readonly PathRead[];
  /** Whether a file is read whose whole path is put together elsewhere in the Terraform: what stands there counts, and what begins as it does. */
  readonly isOpen: boolean;
  /** Whether a file is read that may be any. */
  readonly isAnything: boolean;
}

const FUNCTION = /^(file|filebase64|filemd5|filesha1|filesha256|filesha512|filebase64sha256|filebase64sha512|fileexists|fileset|templatefile)$/;
/** What puts a text together from its parts. */
const COMPOSING = /^(join|format)$/;
/** Nothing but a way up. */
const UPWARDS = /^\/?(\.\.\/?)+$/;
/** What takes the content of a file apart. */
const DATA = /decode$|^(split|trimspace|chomp|regex|regexall|replace)$/;
const GLOB = /[*?[{]/;
const PARENT = /(^|\/)\.\.(?=\/|$)/;
/** A name that Terraform would read as configuration in the folder of a module. */
const CONFIGURATION = /^\S+\.(tf|tf\.json|tfvars|tfvars\.json|hcl)$/;
const PLAIN = { isSource: false, isTemplate: false, isData: false };

/**
 * The paths in an expression, or in any number of blocks.
 * @param attribute name of the argument whose value it is
 * @throws HclSyntaxError when an interpolation cannot be split into tokens
 */
export function readsOf(tokens: readonly HclToken[], attribute?: string): Reads {
  const scan = new Scan();
  scan.tokens(tokens, attribute);
  return scan;
}

/** The paths in a text that `templatefile` reads. */
export function readsOfTemplate(text: string): Reads {
  const scan = new Scan();
  for (const part of partsOfTemplate(text)) if (typeof part !== 'string') scan.tokens(part);
  return scan;
}

export function mergedReads(all: readonly Reads[]): Reads {
  return {
    paths: all.flatMap(({ paths }) => paths),
    isOpen: all.some(({ isOpen }) => isOpen),
    isAnything: all.some(({ isAnything }) => isAnything),
  };
}

class Scan implements Reads {
  public readonly paths: PathRead[] = [];
  public isOpen = false;
  public isAnything = false;
  /** What was seen as a part of a larger path. */
  private readonly seen = new Set<HclToken>();

  /** @param calls the functions in whose arguments the tokens stand, from the outermost on */
  public tokens(all: readonly HclToken[], attribute?: string, calls: readonly string[] = []): void {
    const tokens = all.filter(({ kind }) => kind !== 'newline');
    const open: string[] = [];
    tokens.forEach((token, index) => {
      const { kind, text } = token;
      const previous = tokens[index - 1];
      const around = () => [...calls, ...open.filter((name) => !isOpening(name))];
      if (kind === 'symbol' && isOpening(text)) {
        const name = text === '(' && previous?.kind === 'identifier' ? previous.text : text;
        open.push(name);
        if (FUNCTION.test(name)) this.call(tokens.slice(index - 1), around());
        if (COMPOSING.test(name)) this.composed(tokens.slice(index - 1));
      } else if (kind === 'symbol' && isClosing(text)) {
        open.pop();
      } else if (kind === 'string' || kind === 'heredoc') {
        const isSource = attribute === 'source' || (previous?.text === '=' && tokens[index - 2]?.text === 'source');
        this.template(token, isSource, around(), open.length > 0 && open[open.length - 1] !== '{');
      } else if (text === 'path' && kind === 'identifier' && previous?.text !== '.' && !this.seen.has(token)) {
        this.bare(tokens.slice(index, index + 3), around());
      } else if (text === 'dirname' && tokens[index + 1]?.text === '(' && tokens[index + 2]?.value === undefined) {
        this.isAnything = true;
      }
    });
  }

  /** A string is a path when it begins as one. @param isPart whether it stands in a list, or is given to a function */
  private template(token: HclToken, isSource: boolean, calls: readonly string[], isPart: boolean): void {
    const parts = partsOfToken(token);
    for (const part of parts) {
      if (typeof part === 'string') this.words(part);
      else if (startOf(part) === undefined) this.tokens(part, undefined, calls);
      else if (calls.some(isCutting)) this.isAnything = true;
    }
    if (this.seen.has(token)) return;
    const pieces = piecesOf([token]);
    if (pieces && isPath(pieces)) {
      if (isPart && token.value !== undefined && UPWARDS.test(token.value)) this.isAnything = true;
      this.add(pieces, ['root', 'module'], { ...PLAIN, isSource });
    } else if (typeof parts[0] !== 'string' && parts.some((part) => typeof part === 'string' && PARENT.test(part))) {
      // Above a folder that is named elsewhere.
      this.isAnything = true;
    }
  }

  /** A path that is put together from its parts. */
  private composed(tokens: readonly HclToken[]): void {
    const all = tokens.slice(0, endOfCall(tokens));
    const pieces = callOf(all) && piecesOf(all);
    if (!pieces || !isPath(pieces)) return;
    this.add(pieces, ['root', 'module'], PLAIN);
    for (const token of all) this.seen.add(token);
  }

  /** Paths in a longer text, such as that of a script. */
  private words(text: string): void {
    if (!/\s/.test(text)) return;
    for (const word of text.split(/[\s"'`,;:=()[\]<>|&]+/)) if (PARENT.test(word)) this.add([word], ['root', 'module'], PLAIN);
  }

  /** `path.module` outside of a string: a folder, unless a function is given it that reads what lies in it. */
  private bare(tokens: readonly HclToken[], calls: readonly string[]): void {
    const start = startOf(tokens);
    if (start === undefined) return;
    if (calls.some(isCutting)) this.isAnything = true;
    else if (!calls.some((name) => FUNCTION.test(name) || name === 'basename')) this.add([{ start }], [], PLAIN);
  }

  /** @param calls the functions around the first of the tokens, and that one */
  private call(tokens: readonly HclToken[], calls: readonly string[]): void {
    const name = tokens[0].text;
    const call = callOf(tokens.slice(0, endOfCall(tokens)));
    if (!call || call.args.length === 0) return;
    const folder = piecesOf(call.args[0]);
    const pattern = name === 'fileset' && call.args[1] ? piecesOf(call.args[1]) : [];
    if (folder === undefined || pattern === undefined) {
      this.isAnything = true;
      return;
    }
    const pieces = name === 'fileset' ? [...folder, '/', ...pattern.flatMap(withoutGlob)] : folder;
    for (const token of call.args[0]) if (pieces[0] !== UNKNOWN) this.seen.add(token);
    this.add(pieces, ['root'], { isSource: false, isTemplate: name === 'templatefile' || name === 'file', isData: calls.some((other) => DATA.test(other)) });
  }

  private add(pieces: readonly Piece[], starts: readonly PathStart[], facts: Pick<PathRead, 'isSource' | 'isTemplate' | 'isData'>): void {
    const [first] = pieces;
    if (first === UNKNOWN) {
      this.isOpen = true;
      this.isAnything ||= pieces.some((piece) => typeof piece === 'string' && PARENT.test(piece));
      return;
    }
    const isStart = typeof first !== 'string';
    const rest = isStart ? pieces.slice(1) : pieces;
    const known = rest.slice(0, endOf(rest)).join('').replace(/\\/g, '/');
    if (!isStart && /^(\/|~|[A-Za-z]:)/.test(known)) return;
    // `"${path.module}-x"` is a folder beside that of the module.
    const from = isStart && known !== '' && !known.startsWith('/') ? '..' : undefined;
    const isOpen = from !== undefined || endOf(rest) < rest.length;
    this.isOpen ||= isOpen;
    const above = rest.slice(endOf(rest)).filter((piece) => typeof piece === 'string').flatMap((piece) => piece.match(/\.\.(?=\/|$)/g) ?? []);
    const folder = known.slice(0, known.lastIndexOf('/') + 1);
    const found = from ?? path.posix.join('.', isOpen ? folder : known, ...above);
    const last = rest[rest.length - 1];
    const ending = isOpen && typeof last === 'string' ? /[^/*?\]}]*$/.exec(last)![0] : '';
    for (const start of isStart ? [first.start] : starts) {
      this.paths.push({ start, path: found, isOpen, ending, ...facts });
    }
  }
}

/** Whether a string outside of the functions that read files looks like the path of one. */
function isPath([first, ...rest]: readonly Piece[]): boolean {
  if (typeof first !== 'string') return first !== UNKNOWN;
  const whole = first.replace(/\\/g, '/');
  return /^\.\.?(\/|$)/.test(whole) || PARENT.test(whole) || (rest.length === 0 && CONFIGURATION.test(whole));
}

function withoutGlob(piece: Piece): Piece[] {
  if (typeof piece !== 'string' || !GLOB.test(piece)) return [piece];
  const start = piece.search(GLOB);
  return [piece.slice(0, start), UNKNOWN, piece.slice(start)];
}

function endOf(pieces: readonly Piece[]): number {
  const at = pieces.findIndex((piece) => typeof piece !== 'string');
  return at < 0 ? pieces.length : at;
}

/** @param tokens they begin with the name of a function and its parenthesis */
function endOfCall(tokens: readonly HclToken[]): number {
  let depth = 0;
  for (let at = 1; at < tokens.length; at++) {
    if (tokens[at].kind !== 'symbol') continue;
    if (isOpening(tokens[at].text)) depth++;
    else if (isClosing(tokens[at].text) && --depth === 0) return at + 1;
  }
  return tokens.length;
}

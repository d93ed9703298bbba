import { ObjectAddress, parseAddress, Repetition } from './object-address';
import { readLiteral } from '../hcl/literal';
import { ParsedBlock, ParsedBody, parseBody } from '../hcl/parser';

/** A resource, or a call, of a configuration. */
export interface DeclaredObject {
  readonly name: string;
  readonly repetition: Repetition;
}

/** A module call and what it calls. */
export interface DeclaredCall extends DeclaredObject {
  /** Undefined: not written as a literal. */
  readonly source?: string;
}

/** A `moved` block. */
export interface DeclaredMove {
  readonly from: ObjectAddress;
  readonly to: ObjectAddress;
}

/** What the files of one folder say about the objects of a state. */
export interface DeclaredObjects {
  /** By `<type>.<name>`. */
  readonly resources: ReadonlyMap<string, DeclaredObject>;
  /** By `module.<id>`. */
  readonly calls: ReadonlyMap<string, DeclaredCall>;
  readonly moves: readonly DeclaredMove[];
  /** What `removed` blocks name. */
  readonly removals: readonly ObjectAddress[];
}

/** A block begins on a line of its own, or behind a comment. Most files hold none that tells of objects, and need not be parsed. */
const TELLING_BLOCK = /(^|\n|\*\/)[^\S\n]*(resource|module|moved|removed)[\s"{]/;

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads what the files of a folder declare. Those that override others come last, as in Terraform.
 * @param texts by file name or path
 * @throws HclSyntaxError or SyntaxError when a file cannot be parsed
 */
export function readObjects(texts: ReadonlyMap<string, string>): DeclaredObjects {
  const reader = new ObjectReader();
  const isOverride = (file: string) => /(^|\/|_)override\.tf(\.json)?$/.test(file);
  const files = [...texts.keys()].sort((a, b) => Number(isOverride(a)) - Number(isOverride(b)) || (a < b ? -1 : 1));
  for (const file of files) {
    if (file.endsWith('.json')) reader.addJson(JSON.parse(texts.get(file)!));
    else if (TELLING_BLOCK.test(texts.get(file)!)) reader.addBody(parseBody(texts.get(file)!));
  }
  return reader;
}

class ObjectReader implements DeclaredObjects {
  public readonly resources = new Map<string, DeclaredObject>();
  public readonly calls = new Map<string, DeclaredCall>();
  public readonly moves: DeclaredMove[] = [];
  public readonly removals: ObjectAddress[] = [];

  public addBody({ blocks }: ParsedBody): void {
    for (const block of blocks) {
      const { type, labels, body } = block;
      const repetition = (name: string) => body.attributes.has(name);
      if (type === 'resource' && labels.length === 2) this.addResource(labels.join('.'), repetition);
      if (type === 'module' && labels.length === 1) this.addCall(labels[0], literal(block, 'source'), repetition);
      if (type === 'moved') this.addMove(reference(block, 'from'), reference(block, 'to'));
      if (type === 'removed') this.addRemoval(reference(block, 'from'));
    }
  }

  public addJson(file: unknown): void {
    for (const part of objectsIn(file)) {
      for (const types of objectsIn(part.resource)) {
        for (const [type, names] of Object.entries(types)) {
          for (const [name, body] of entriesIn(names)) this.addResource(`${type}.${name}`, (argument) => Object.hasOwn(body, argument));
        }
      }
      for (const [id, body] of entriesIn(part.module)) {
        this.addCall(id, typeof body.source === 'string' ? body.source : undefined, (argument) => Object.hasOwn(body, argument));
      }
      for (const { from, to } of objectsIn(part.moved)) this.addMove(from, to);
      for (const { from } of objectsIn(part.removed)) this.addRemoval(from);
    }
  }

  private addResource(name: string, has: (argument: string) => boolean): void {
    this.resources.set(name, { name, repetition: this.repetition(has, this.resources.get(name)) });
  }

  private addCall(id: string, source: string | undefined, has: (argument: string) => boolean): void {
    const name = `module.${id}`;
    const before = this.calls.get(name);
    this.calls.set(name, { name, source: source ?? before?.source, repetition: this.repetition(has, before) });
  }

  private repetition(has: (argument: string) => boolean, before?: DeclaredObject): Repetition {
    return has('for_each') ? '[each.key]' : has('count') ? '[count.index]' : before?.repetition ?? '';
  }

  private addMove(from: unknown, to: unknown): void {
    const [start, end] = [from, to].map(addressOf);
    if (start && end) this.moves.push({ from: start, to: end });
  }

  private addRemoval(from: unknown): void {
    const address = addressOf(from);
    if (address) this.removals.push(address);
  }
}

function addressOf(text: unknown): ObjectAddress | undefined {
  return typeof text === 'string' ? parseAddress(text) : undefined;
}

function literal({ body }: ParsedBlock, name: string): string | undefined {
  const attribute = body.attributes.get(name);
  const value = attribute && readLiteral(attribute.expression);
  return typeof value === 'string' ? value : undefined;
}

function reference({ body }: ParsedBlock, name: string): string | undefined {
  return body.attributes.get(name)?.expression.map(({ text }) => text.trim()).join('');
}

/** In JSON, a block that may repeat is an object or a list of them. */
function objectsIn(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  return typeof value === 'object' && value !== null ? [value as Json] : [];
}

function entriesIn(value: unknown): Array<[string, Json]> {
  const entries = objectsIn(value).flatMap((part) => Object.entries(part));
  return entries.flatMap(([name, bodies]) => objectsIn(bodies).map((body): [string, Json] => [name, body]));
}

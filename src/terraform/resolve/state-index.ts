import * as path from 'path';
import type { RootModulesByName } from './reference-links';
import type { Environment } from '../../estate/environment';
import { readLiteral } from '../hcl/literal';
import type { ParsedAttribute, ParsedBlock } from '../hcl/parser';
import type { HclToken } from '../hcl/token';
import { piecesOf } from '../reads/path-pieces';

/** Whether a block reads the state of a root module. */
export function readsState({ type, labels }: ParsedBlock): boolean {
  return type === 'data' && labels[0] === 'terraform_remote_state';
}

/** What a block says of the state that it reads: a value, or what text has to look like of which only a part is known. */
type Said = ReadonlyMap<string, unknown>;

/** The states of an estate by what is written into `terraform_remote_state` to read them. */
export class StateIndex {
  private readonly byEnvironment = new Map<Environment, ReadonlyMap<unknown, readonly string[]>>();

  constructor(private readonly all: RootModulesByName) {}

  /**
   * Names of the root modules of an environment whose states blocks read. What is said of a state in plain values, or in part,
   * has to leave one of them.
   * @param dir folder of the root module that has the blocks
   */
  public readBy(blocks: readonly ParsedBlock[], environment: Environment, dir: string): string[] {
    return blocks.filter(readsState).flatMap(({ body }) => {
      const config = body.attributes.get('config');
      const backend = readLiteral(body.attributes.get('backend')?.expression ?? []);
      return config ? this.find(saidIn(config), backend, environment, dir) : [];
    });
  }

  /** The only root module whose state this can be. What else is given, such as a profile, is the reader's affair. */
  private find(said: Said, backend: unknown, environment: Environment, dir: string): string[] {
    const names = this.namesByValue(environment);
    const values = [...said.values()];
    const lists = values.filter((value) => !(value instanceof RegExp)).map((value) => names.get(value) ?? []).filter((list) => list.length > 0);
    const [candidates] = lists.sort((one, other) => one.length - other.length);
    const isTold = candidates !== undefined || backend === 'local' || values.some((value) => value instanceof RegExp && value !== ANY_TEXT);
    if (!isTold) return [];
    const found = (candidates ?? [...this.all.keys()].filter((name) => this.all.get(name)!._isIn(environment)))
      .filter((name) => this.isState(name, said, backend, environment, dir));
    return found.length === 1 ? found : [];
  }

  private isState(name: string, said: Said, backend: unknown, environment: Environment, dir: string): boolean {
    const root = this.all.get(name)!;
    const address = root._states.remoteConfigIn(environment);
    const { type } = root._backendIn(environment);
    if (typeof backend === 'string' && backend !== type) return false;
    if (type === 'local') return typeof said.get('path') === 'string' && path.posix.join(dir, said.get('path') as string) === path.posix.join(dir, String(address.path));
    return [...said].every(([key, value]) => {
      if (!Object.hasOwn(address, key) || typeof address[key] === 'object') return true;
      return value instanceof RegExp ? value.test(String(address[key])) : address[key] === value;
    });
  }

  private namesByValue(environment: Environment): ReadonlyMap<unknown, readonly string[]> {
    let index = this.byEnvironment.get(environment) as Map<unknown, string[]> | undefined;
    if (!index) {
      index = new Map();
      for (const root of this.all.values()) {
        if (!root._isIn(environment)) continue;
        for (const value of new Set(Object.values(root._states.remoteConfigIn(environment)))) {
          const names = index.get(value);
          if (names) names.push(root.name);
          else index.set(value, [root.name]);
        }
      }
      this.byEnvironment.set(environment, index);
    }
    return index;
  }
}

const ANY_TEXT = /^[^]*$/;

/** The pairs of name and value that stand in an expression, also where objects are merged. */
function saidIn({ expression }: ParsedAttribute): Said {
  const said = new Map<string, unknown>();
  const tokens = expression.filter(({ kind }) => kind !== 'newline');
  tokens.forEach((token, index) => {
    const name = tokens[index - 1]?.value ?? tokens[index - 1]?.text;
    if (token.kind !== 'symbol' || (token.text !== '=' && token.text !== ':') || name === undefined) return;
    said.set(name, valueOf(tokens[index + 1], tokens[index + 2]));
  });
  return said;
}

function valueOf(token: HclToken | undefined, next: HclToken | undefined): unknown {
  if (token === undefined) return ANY_TEXT;
  if (token.kind !== 'string' && token.kind !== 'heredoc') return next === undefined || next.kind === 'identifier' || /^[,}]$/.test(next.text) ? readLiteral([token]) ?? ANY_TEXT : ANY_TEXT;
  const pieces = piecesOf([token]) ?? [''];
  const known = pieces.map((piece, index) => (typeof piece === 'string' ? piece : index === 0 && typeof piece === 'object' ? '.' : undefined));
  if (known.every((piece) => piece !== undefined)) return known.join('');
  if (known.every((piece) => piece === undefined)) return ANY_TEXT;
  return new RegExp(`^${known.map((piece) => piece?.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') ?? '[^]*').join('')}$`);
}

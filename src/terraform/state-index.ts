import { readLiteral } from './hcl/literal';
import { parseBody } from './hcl/parser';
import type { RootModulesByName } from './reference-links';
import type { Environment } from '../environment';

type Configuration = Readonly<Record<string, unknown>>;

/** The states of an estate by what is written into `terraform_remote_state` to read them. */
export class StateIndex {
  private readonly byEnvironment = new Map<Environment, ReadonlyMap<unknown, readonly string[]>>();

  constructor(private readonly all: RootModulesByName) {}

  /** Names of the root modules of an environment whose states Terraform of the user's own reads, when it says where in plain values. */
  public readBy(texts: Iterable<string>, environment: Environment): string[] {
    const relevant = [...texts].filter((text) => text.includes('terraform_remote_state'));
    return relevant.flatMap((text) => parseBody(text).blocks)
      .filter(({ type, labels }) => type === 'data' && labels[0] === 'terraform_remote_state')
      .flatMap(({ body }) => {
        const config = body.attributes.get('config');
        const literal = config && readLiteral(config.expression);
        return typeof literal === 'object' && literal !== null ? this.find(literal as Configuration, environment) : [];
      });
  }

  /** The only root module whose state this can be. What else is given, such as a profile, is the reader's affair. */
  private find(config: Configuration, environment: Environment): string[] {
    const names = this.namesByValue(environment);
    const [candidates = []] = Object.values(config).map((value) => names.get(value) ?? []).filter((list) => list.length > 0)
      .sort((one, other) => one.length - other.length);
    const found = candidates.filter((name) => {
      const address = this.all.get(name)!._states.remoteConfigIn(environment);
      return Object.keys(config).every((key) => !Object.hasOwn(address, key) || address[key] === config[key] || typeof address[key] === 'object');
    });
    return found.length === 1 ? found : [];
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

import { IConstruct } from 'constructs';
import type { Backend } from './clouds/backend';
import type { Cloud } from './clouds/cloud';
import type { Convention } from './convention';
import type { Environment } from './environment';
import { didYouMean } from './synth/nearest-name';
import { Problems } from './synth/problems';
import { SourceLocation } from './synth/source-location';

/** The facts that every room of an estate shares. */
export interface EstateFacts {
  readonly projectName: string;
  /** Folder of the repository, absolute. */
  readonly outdir: string;
  readonly convention: Convention;
  readonly cloud: Cloud;
  readonly backend: Backend;
  /** Version of the terraform program, pinned for CI. */
  readonly terraformVersion: string;
}

/**
 * One estate while it is being declared: its shared facts and its environments. Found from any construct of it.
 */
export class Estate {
  /** Makes the estate of a project known to the constructs below it. */
  public static register(root: IConstruct, facts: EstateFacts): Estate {
    const estate = new Estate(facts);
    Estate.byRoot.set(root, estate);
    return estate;
  }

  /**
   * The estate that `scope` belongs to.
   * @throws Error when the construct does not stand below a FeiyueProject
   */
  public static of(scope: IConstruct): Estate {
    const estate = Estate.byRoot.get(scope.node.root);
    if (!estate) throw new Error(`"${scope.node.path}" does not belong to a FeiyueProject: pass the project, or a construct below it, as scope`);
    return estate;
  }

  private static readonly byRoot = new WeakMap<IConstruct, Estate>();

  public readonly environments: Environment[] = [];

  private constructor(public readonly facts: EstateFacts) {}

  /**
   * The environment that is meant by an object or a name. An unknown one is a problem that names `subject`, and gives undefined.
   */
  public resolveEnvironment(scope: IConstruct, environment: Environment | string, subject: string, source: SourceLocation): Environment | undefined {
    const isOwnObject = typeof environment !== 'string' && environment.node.root === scope.node.root;
    const name = typeof environment === 'string' ? environment : environment.name;
    const found = typeof environment === 'string' || isOwnObject ? this.environments.find((e) => e.name === name) : undefined;
    // An environment of this estate that is not listed was refused, which is a problem already.
    if (found || isOwnObject) return found;
    const known = this.environments.map((e) => e.name);
    const list = known.length > 0 ? `environments are: ${known.join(', ')}` : 'there is no environment yet: declare it before';
    Problems.of(scope).add(source, `${subject} overrides environment "${name}"; ${list}.${didYouMean(name, known)}`);
    return undefined;
  }
}

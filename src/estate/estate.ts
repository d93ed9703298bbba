import { IConstruct } from 'constructs';
import { Environment, ENVIRONMENTS } from './environment';
import { environmentProblem } from './environment-checks';
import { cloudOf, EstateFacts } from './estate-facts';
import type { Backend } from '../clouds/backends/backend';
import type { Cloud } from '../clouds/cloud';
import { Register } from '../synth/declare/register';

/** Environments whose states and CI identities are made together. */
export interface BootstrapGroup {
  /** Name of the bootstrap; undefined: there is one for the whole estate. */
  readonly name?: string;
  readonly cloud: Cloud;
  readonly backend: Backend;
}

/**
 * One estate while it is being declared: its shared facts and its environments. Found from any construct of it.
 */
export class Estate {
  /** Makes the estate of a project known to the constructs below it. */
  public static register(root: IConstruct, facts: EstateFacts): Estate {
    Register.open(root);
    const environments = ENVIRONMENTS.in(root);
    const estate = new Estate(facts, environments.all);
    environments.refuse((environment) => environmentProblem(facts, environments.all, environment));
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

  private readonly groups = new Map<string, BootstrapGroup>();

  private constructor(public readonly facts: EstateFacts, public readonly environments: Environment[]) {}

  /** The bootstrap of an environment. The first environment of a group says which cloud it is made in. */
  public bootstrapOf(environment: Environment): BootstrapGroup {
    const { projectName, cloud, backend } = this.facts;
    const { _bootstrap: name } = environment;
    if (name === undefined) return { cloud, backend };
    let group = this.groups.get(name);
    if (group === undefined) {
      // Whichever is asked about first: root modules may be in the others alone.
      const own = cloudOf(this.facts, this.environments.find((other) => other._bootstrap === name) ?? environment);
      group = { name, cloud: own, backend: own._supplier.defaultBackend(projectName, name) };
      this.groups.set(name, group);
    }
    return group;
  }

  /** Where the states of an environment are, unless a root module says otherwise. */
  public backendOf(environment: Environment): Backend {
    return environment._backend ?? this.bootstrapOf(environment).backend;
  }

  /** The environments in whose clusters services run, one for each overlay. */
  public overlayEnvironments(): Environment[] {
    const first = new Map<string, Environment>();
    for (const environment of this.environments) {
      if (environment._hasOverlay && !first.has(environment.overlay)) first.set(environment.overlay, environment);
    }
    return [...first.values()];
  }

  /** The protected one among the environments that have an environment's overlay; undefined: none is. */
  public protectedWith({ overlay }: Environment): Environment | undefined {
    return this.environments.find((other) => other.runsServices && other.overlay === overlay && other.isProtected);
  }
}

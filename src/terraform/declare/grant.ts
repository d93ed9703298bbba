import * as path from 'path';
import type { IConstruct } from 'constructs';
import type { ModuleCall } from './root-module-call';
import { DataAccess } from '../../clouds/data-access';
import type { PortRange } from '../../clouds/module-facts';
import { Environment, ENVIRONMENTS } from '../../estate/environment';
import type { IWorkload } from '../../estate/i-workload';
import { Closing } from '../../synth/declare/closing';
import { Problems } from '../../synth/declare/problems';
import { SourceLocation } from '../../synth/declare/source-location';

/** Where a grant holds. */
export interface GrantOptions {
  /**
   * Environments in which the workload is granted it, or their names: those that have both. One that was not declared before is a
   * problem at synthesis.
   * @default - every environment that the workload is in
   */
  readonly environments?: (Environment | string)[];
}

/** That a workload may use what a call of a module makes. */
export interface Grant {
  readonly call: ModuleCall;
  /** Name of the library module that is called. */
  readonly module: string;
  readonly workload: IWorkload;
  readonly access: DataAccess;
  /** What the access is on the cloud: names of roles, or of actions. */
  readonly names: readonly string[];
  /** TCP ports on which the data is reached. */
  readonly ports: readonly PortRange[];
  /** The environments that it was said to hold in; undefined: all that the workload is in. */
  readonly environments?: readonly Environment[];
  readonly source: SourceLocation;
}

/** All grants of an estate, each found in the order of declaration. */
export class Grants {
  /** The grants of the estate that `scope` belongs to. */
  public static of(scope: IConstruct): Grants {
    const { root } = scope.node;
    let grants = Grants.byRoot.get(root);
    if (!grants) Grants.byRoot.set(root, grants = new Grants());
    return grants;
  }

  private static readonly byRoot = new WeakMap<IConstruct, Grants>();

  private readonly actors: Array<(grant: Grant) => void> = [];

  /** Acts on each grant that will be declared. */
  public each(act: (grant: Grant) => void): void {
    this.actors.push(act);
  }

  /** Declares that a workload is granted what a call makes. A level that the cloud does not have is a problem. */
  public declare(call: ModuleCall, workload: IWorkload, access: DataAccess, { environments }: GrantOptions): void {
    Closing.of(call).assertOpen(() => `a grant of module "${call.callId}"`);
    const source = SourceLocation.capture();
    const subject = `the grant of module "${call.callId}" to "${workload.name}"`;
    const { levels = {}, ports = [] } = call._moduleSource._library?.grants ?? {};
    const names = levels[access];
    if (names === undefined) {
      const known = Object.entries(DataAccess).filter(([, level]) => levels[level] !== undefined).map(([key]) => `DataAccess.${key}`);
      Problems.of(call).add(source, `${subject} asks for ${nameOf(access)}, which the cloud has no role for there; levels are: ${known.join(', ')}`);
      return;
    }
    if (environments?.length === 0) {
      Problems.of(call).add(source, `${subject} holds in no environment: list at least one in "environments", or leave it out to have all that the workload is in`);
      return;
    }
    const grant: Grant = {
      call,
      module: path.posix.basename(call._moduleSource.dir),
      workload,
      access,
      names,
      ports,
      environments: environments && ENVIRONMENTS.resolveAll(call, environments, subject, source),
      source,
    };
    for (const act of this.actors) act(grant);
  }
}

function nameOf(access: DataAccess): string {
  const known = Object.entries(DataAccess).find(([, level]) => level === access);
  return known === undefined ? `${JSON.stringify(access)}` : `DataAccess.${known[0]}`;
}

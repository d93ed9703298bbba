import type { IConstruct } from 'constructs';
import { EntraDatabaseOptions, nameOf, ownerName, OwnerOptions } from './owner-options';
import type { ModuleCall } from './root-module-call';
import { plainOptions } from '../../synth/declare/plain-options';
import { SourceLocation } from '../../synth/declare/source-location';

/** The call of a module that makes something for one workload, such as a database. */
export interface OwnedCall {
  readonly call: ModuleCall;
  /** The call that it belongs to: that of the server. */
  readonly server: ModuleCall;
  /** Name of the workload, which may be declared later on. */
  readonly owner: string;
  /** Names of the other workloads that use it and are told apart from the owner. */
  readonly others: readonly string[];
  /** Image of the job that makes its user; undefined: the usual one, where there is a job. */
  readonly clientImage?: string;
  readonly source: SourceLocation;
}

/** What was made for single workloads in an estate. */
export class OwnedCalls {
  /** Those of the estate that `scope` belongs to. */
  public static of(scope: IConstruct): OwnedCalls {
    const { root } = scope.node;
    let calls = OwnedCalls.byRoot.get(root);
    if (!calls) OwnedCalls.byRoot.set(root, calls = new OwnedCalls());
    return calls;
  }

  private static readonly byRoot = new WeakMap<IConstruct, OwnedCalls>();

  private readonly actors: Array<(owned: OwnedCall) => void> = [];

  /** Acts on each that will be declared. */
  public each(act: (owned: OwnedCall) => void): void {
    this.actors.push(act);
  }

  /** @internal */
  public _declare(call: OwnedCall): void {
    for (const act of this.actors) act(call);
  }
}

/** Id of the call that makes something on a server: `postgresql_orders`, as linters want ids. */
export function callIdOf(server: ModuleCall, name: string): string {
  return `${server.callId}_${plainOptions(name).replaceAll('-', '_')}`;
}

/** Says whose a call is, and returns it. It is made, and what it made is reached, where the server is. */
export function owned<T extends ModuleCall>(server: ModuleCall, call: T, options: OwnerOptions & Pick<EntraDatabaseOptions, 'clientImage' | 'alsoUsedBy'>): T {
  const { clientImage, alsoUsedBy = [] } = plainOptions(options);
  call._restrictAs(server);
  if (call._moduleSource._library?.endpoint === undefined) call._reachedBy = server;
  const users = { owner: ownerName(options), others: alsoUsedBy.map(nameOf) };
  OwnedCalls.of(server)._declare({ call, server, ...users, clientImage, source: SourceLocation.capture() });
  return call;
}

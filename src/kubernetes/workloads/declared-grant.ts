import { isDeepStrictEqual } from 'node:util';
import type { PortRange } from '../../clouds/module-facts';
import type { Environment } from '../../estate/environment';
import type { SourceLocation } from '../../synth/declare/source-location';
import type { EgressRule } from '../models/workload-model';

/** By what the cloud knows the pods of a workload, as their objects say it. */
export interface WorkloadIdentity {
  readonly serviceAccountAnnotations: Readonly<Record<string, string>>;
  readonly podLabels: Readonly<Record<string, string>>;
}

/** What pods have to reach because of a grant. */
export interface GrantedReach {
  /** TCP ports of any address: where it is that no policy can name. */
  readonly ports: readonly PortRange[];
  readonly egress: readonly EgressRule[];
}

/** What follows from the grants of a workload somewhere: its identity, and what it has to reach, ports sorted. */
export interface GrantedIdentity extends WorkloadIdentity, GrantedReach {}

/** Something that a workload was granted, as far as its objects follow from it. */
export interface DeclaredGrant {
  /** What it is about, as `why` says it. */
  readonly what: string;
  readonly source: SourceLocation;
  /** The call that changes it. */
  readonly change: string;
  /** What it has to reach in an environment where the grant is. */
  reachIn(environment: Environment): GrantedReach;
  isIn(environment: Environment): boolean;
  /** The identity of the workload in an environment where the grant is. */
  identityIn(environment: Environment): WorkloadIdentity;
}

/** What follows from grants in all of these environments alike; undefined: there is none in one of them. */
export function identityIn(grants: readonly DeclaredGrant[], environments: readonly Environment[]): GrantedIdentity | undefined {
  if (grants.length === 0) return undefined;
  const found = environments.map((environment) => identityInOne(grants, environment));
  const [first] = found;
  if (first === undefined) return undefined;
  const others = found.slice(1);
  if (others.includes(undefined)) return undefined;
  return {
    serviceAccountAnnotations: common(first.serviceAccountAnnotations, others.map((other) => other!.serviceAccountAnnotations)),
    podLabels: common(first.podLabels, others.map((other) => other!.podLabels)),
    ports: first.ports.filter((range) => others.every((other) => has(other!.ports, range))),
    egress: first.egress.filter((rule) => others.every((other) => has(other!.egress, rule))),
  };
}

function identityInOne(grants: readonly DeclaredGrant[], environment: Environment): GrantedIdentity | undefined {
  const held = grants.filter((grant) => grant.isIn(environment));
  if (held.length === 0) return undefined;
  const reaches = held.map((grant) => grant.reachIn(environment));
  return {
    ...held[0].identityIn(environment),
    ports: distinct(reaches.flatMap(({ ports }) => ports)).sort((a, b) => a.port - b.port),
    egress: distinct(reaches.flatMap(({ egress }) => egress)),
  };
}

function has<T>(all: readonly T[], one: T): boolean {
  return all.some((other) => isDeepStrictEqual(other, one));
}

function distinct<T>(all: readonly T[]): T[] {
  return all.filter((one, index) => !has(all.slice(0, index), one));
}

/** The entries that all have. */
function common(first: Readonly<Record<string, string>>, others: ReadonlyArray<Readonly<Record<string, string>>>): Record<string, string> {
  return Object.fromEntries(Object.entries(first).filter(([key, value]) => others.every((other) => other[key] === value)));
}

import type { Environment } from '../../estate/environment';
import type { SourceLocation } from '../../synth/declare/source-location';

/** By what the cloud knows the pods of a workload, as their objects say it. */
export interface WorkloadIdentity {
  readonly serviceAccountAnnotations: Readonly<Record<string, string>>;
  readonly podLabels: Readonly<Record<string, string>>;
}

/** What follows from the grants of a workload somewhere: its identity, and what it has to reach. */
export interface GrantedIdentity extends WorkloadIdentity {
  /** TCP ports of what it was granted and of the service that gives tokens, whose addresses no policy can name; sorted. */
  readonly ports: readonly number[];
}

/** Something that a workload was granted, as far as its objects follow from it. */
export interface DeclaredGrant {
  /** What it is about, as `why` says it. */
  readonly what: string;
  readonly source: SourceLocation;
  /** The call that changes it. */
  readonly change: string;
  readonly ports: readonly number[];
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
    ports: first.ports.filter((port) => others.every((other) => other!.ports.includes(port))),
  };
}

function identityInOne(grants: readonly DeclaredGrant[], environment: Environment): GrantedIdentity | undefined {
  const held = grants.filter((grant) => grant.isIn(environment));
  if (held.length === 0) return undefined;
  return { ...held[0].identityIn(environment), ports: [...new Set(held.flatMap(({ ports }) => ports))].sort((a, b) => a - b) };
}

/** The entries that all have. */
function common(first: Readonly<Record<string, string>>, others: ReadonlyArray<Readonly<Record<string, string>>>): Record<string, string> {
  return Object.fromEntries(Object.entries(first).filter(([key, value]) => others.every((other) => other[key] === value)));
}

/** One environment that a workload runs in. */
export interface WatchedEnvironment {
  /** Where it runs; no other environment of the workload runs there. */
  readonly namespace: string;
}

/** What watching a workload follows from: its name, and in each environment the facts that its kind looks at. */
export interface WatchedWorkload<F extends object = object> {
  readonly name: string;
  readonly environments: ReadonlyArray<WatchedEnvironment & F>;
}

/** The namespaces of the environments that have something, in their order. */
export function namespacesWhere<F extends object>(workload: WatchedWorkload<F>, has: (environment: F) => boolean): string[] {
  return workload.environments.filter(has).map(({ namespace }) => namespace);
}

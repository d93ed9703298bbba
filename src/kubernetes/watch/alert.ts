/** `critical`: somebody acts now. `warning`: somebody acts within days. */
export type Severity = 'critical' | 'warning';

/** A condition of one workload that somebody has to be told of, in all environments that it has a meaning in. */
export interface Alert {
  /** Its name; the kind of the workload has a page for it in the runbooks. */
  readonly name: string;
  readonly severity: Severity;
  /** How long the condition has to last. */
  readonly forMinutes: number;
  /** PromQL; each of its results has a label `namespace`. */
  readonly expr: string;
  /** What is the matter, as a template of Prometheus. */
  readonly summary: string;
  /** The namespaces that it looks at. */
  readonly namespaces: readonly string[];
}

/** A ratio that is computed once and read by several alerts and panels. */
export interface Recording {
  readonly record: string;
  readonly expr: string;
}

/** Rules that are evaluated in their order: what is recorded before the alerts that read it. */
export interface AlertGroup {
  /** Name of the group, after that of the workload: `alerts`. */
  readonly name: string;
  readonly recordings: readonly Recording[];
  readonly alerts: readonly Alert[];
}

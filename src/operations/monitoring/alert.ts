/** `critical`: somebody acts now. `warning`: somebody acts within days. */
export type Severity = 'critical' | 'warning';

/** Every alert that a service can have; each has a page in the runbooks. */
export const SEVERITIES = {
  ServiceUnavailable: 'critical',
  ServiceReplicasMissing: 'warning',
  ServiceRolloutStuck: 'warning',
  ServicePodsRestarting: 'warning',
  ServiceCpuThrottled: 'warning',
  ServiceMemoryNearLimit: 'warning',
  ServiceAtMaximumReplicas: 'warning',
  ServiceErrorBudgetBurnsFast: 'critical',
  ServiceErrorBudgetBurnsSlowly: 'warning',
  ServiceLatencyBudgetBurnsFast: 'critical',
  ServiceLatencyBudgetBurnsSlowly: 'warning',
} as const satisfies Readonly<Record<string, Severity>>;

export type AlertName = keyof typeof SEVERITIES;

/** A condition of one service that somebody has to be told of, in all environments that it has a meaning in. */
export interface Alert {
  readonly name: AlertName;
  /** How long the condition has to last. */
  readonly forMinutes: number;
  /** PromQL; each of its results has a label `namespace`. */
  readonly expr: string;
  /** What is the matter, as a template of Prometheus. */
  readonly summary: string;
  /** The namespaces that it looks at. */
  readonly namespaces: readonly string[];
}

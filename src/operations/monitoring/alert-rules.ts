import type { Alert, AlertGroup } from '../../kubernetes/watch/alert';
import { templateLiteral } from '../../kubernetes/watch/promql';

/** Rules as Prometheus loads them; the keys are its own. */
export interface RuleFile {
  readonly groups: readonly RuleGroup[];
}

export interface RuleGroup {
  readonly name: string;
  readonly rules: ReadonlyArray<AlertRule | RecordingRule>;
}

export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * The rules of one workload: an alert carries the namespace of its environment.
 * @param runbookUrl address of the page that says what to do about an alert
 */
export function alertRules(workload: string, groups: readonly AlertGroup[], runbookUrl: (alert: string) => string): RuleFile {
  return {
    groups: groups.map(({ name, recordings, alerts }) => ({
      name: `${workload}-${name}`,
      rules: [
        ...recordings.map(({ record, expr }): RecordingRule => ({ record, expr, labels: { service: workload } })),
        ...alerts.map((alert) => alertRule(workload, alert, runbookUrl(alert.name))),
      ],
    })),
  };
}

function alertRule(workload: string, { name, severity, forMinutes, expr, summary }: Alert, runbookUrl: string): AlertRule {
  // Labels are templates too.
  const literal = templateLiteral(workload);
  return {
    alert: name,
    expr,
    for: `${forMinutes}m`,
    labels: { severity, service: literal },
    annotations: { summary: `${literal} in {{ $labels.namespace }}: ${summary}`, runbook_url: templateLiteral(runbookUrl) },
  };
}

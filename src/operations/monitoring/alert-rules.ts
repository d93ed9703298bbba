import { Alert, SEVERITIES } from './alert';
import type { MonitoredService } from './monitored-service';
import { objectiveAlerts, objectiveRecordings } from './objective-rules';
import { templateLiteral } from './promql';
import { serviceAlerts } from './service-alerts';

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
 * The rules of one service, each written once for all environments that its facts give a meaning to: an alert carries the
 * namespace of its environment.
 * @param runbookUrl address of the page that says what to do about an alert
 */
export function alertRules(service: MonitoredService, runbookUrl: (alert: string) => string): RuleFile {
  const rule = (alert: Alert) => alertRule(service.name, alert, runbookUrl(alert.name));
  const recordings = objectiveRecordings(service).map(({ record, expr }): RecordingRule => ({ record, expr, labels: { service: service.name } }));
  return {
    groups: [
      { name: `${service.name}-alerts`, rules: serviceAlerts(service).map(rule) },
      // One group, since its rules are evaluated in their order: the ratios before the alerts that read them.
      ...(recordings.length > 0 ? [{ name: `${service.name}-objective`, rules: [...recordings, ...objectiveAlerts(service).map(rule)] }] : []),
    ],
  };
}

function alertRule(service: string, { name, forMinutes, expr, summary }: Alert, runbookUrl: string): AlertRule {
  // Labels are templates too.
  const literal = templateLiteral(service);
  return {
    alert: name,
    expr,
    for: `${forMinutes}m`,
    labels: { severity: SEVERITIES[name], service: literal },
    annotations: { summary: `${literal} in {{ $labels.namespace }}: ${summary}`, runbook_url: templateLiteral(runbookUrl) },
  };
}

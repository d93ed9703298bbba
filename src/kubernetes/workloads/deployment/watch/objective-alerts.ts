import type { WatchedService } from './service-facts';
import { Indicator, indicatorsOf } from './service-indicators';
import type { Alert, Recording, Severity } from '../../../watch/alert';
import { matchers } from '../../../watch/promql';

interface BurnRate {
  /** How many times as fast as it may the budget is used up. */
  readonly factor: number;
  readonly longWindow: string;
  /** Ends the alert soon after its cause. */
  readonly shortWindow: string;
}

/**
 * When the budget of 30 days is gone in 2 or 5 days, somebody acts now; when in 10 or 30 days, within days.
 * Source: Google, The Site Reliability Workbook, chapter 5, table 5-8.
 */
const BURN_RATES: Readonly<Record<Severity, readonly BurnRate[]>> = {
  critical: [
    { factor: 14.4, longWindow: '1h', shortWindow: '5m' },
    { factor: 6, longWindow: '6h', shortWindow: '30m' },
  ],
  warning: [
    { factor: 3, longWindow: '1d', shortWindow: '2h' },
    { factor: 1, longWindow: '3d', shortWindow: '6h' },
  ],
};

const WINDOWS = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'];

const NAMES: Readonly<Record<Indicator['kind'], Readonly<Record<Severity, string>>>> = {
  errors: { critical: 'ServiceErrorBudgetBurnsFast', warning: 'ServiceErrorBudgetBurnsSlowly' },
  latency: { critical: 'ServiceLatencyBudgetBurnsFast', warning: 'ServiceLatencyBudgetBurnsSlowly' },
};

const TROUBLE = { errors: 'requests fail', latency: 'requests are slow' };
const SPEED: Readonly<Record<Severity, string>> = {
  critical: 'so often that what may go wrong in 30 days is used up in 5 days or less',
  warning: 'so often that what may go wrong in 30 days is used up before they end',
};

/** Name of the alert on an indicator. */
export function objectiveAlertName(kind: Indicator['kind'], severity: Severity): string {
  return NAMES[kind][severity];
}

/** The ratios that the alerts on the objectives of a service read. */
export function objectiveRecordings(service: WatchedService): Recording[] {
  return indicatorsOf(service).flatMap((indicator) => WINDOWS.map((window) => ({ record: `${indicator.record}${window}`, expr: indicator.ratio(window) })));
}

/** The alerts on the objectives of a service. */
export function objectiveAlerts(service: WatchedService): Alert[] {
  return indicatorsOf(service).flatMap((indicator) => (['critical', 'warning'] as const).map((severity): Alert => ({
    name: objectiveAlertName(indicator.kind, severity),
    severity,
    // A few requests after a start say little; a burn that matters lasts.
    forMinutes: severity === 'critical' ? 2 : 15,
    expr: BURN_RATES[severity].map((rate) => burns(service.name, indicator, rate)).join('\nor\n'),
    summary: `${TROUBLE[indicator.kind]} ${SPEED[severity]}`,
    namespaces: indicator.namespaces,
  })));
}

function burns(service: string, { record, target, namespaces }: Indicator, { factor, longWindow, shortWindow }: BurnRate): string {
  const labels = matchers({ namespace: namespaces, service });
  const exceeds = (window: string) => `  ${record}${window}{${labels}} > ${factor} * (1 - ${target})`;
  return ['(', exceeds(longWindow), '  and', exceeds(shortWindow), ')'].join('\n');
}

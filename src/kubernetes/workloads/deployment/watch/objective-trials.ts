import { objectiveAlertName, objectiveAlerts } from './objective-alerts';
import type { WatchedService } from './service-facts';
import { Indicator, indicatorsOf } from './service-indicators';
import { counter, Trial, TROUBLE_MINUTES } from '../../../watch/trial';

/** By then the fast burn is over, whose short window has 30 minutes; the 2 hours of the slow one still remember it. */
const FAST_WELL_MINUTES = 60;
/** By then the mean over all of the trial, 4 and 0.25 times what may be, is below 1. */
const SLOW_WELL_MINUTES = 150;
const REQUESTS_PER_MINUTE = 1_000_000;

/** Trials for the alerts on the objectives of a service: too many requests that go wrong, at the pace of each. */
export function objectiveTrials(service: WatchedService): Trial[] {
  return indicatorsOf(service).flatMap((indicator) => requestTrials(service, indicator));
}

function requestTrials(service: WatchedService, indicator: Indicator): Trial[] {
  const alerts = objectiveAlerts(service).filter(({ namespaces: [namespace] }) => namespace === indicator.namespaces[0]);
  const alertOf = (name: string) => alerts.find((alert) => alert.name === name)!;
  const slow = alertOf(objectiveAlertName(indicator.kind, 'warning'));
  const fast = alertOf(objectiveAlertName(indicator.kind, 'critical'));
  return [
    {
      name: `${fast.name} fires, and ends before the slow one`,
      series: requests(indicator, 15, FAST_WELL_MINUTES),
      firesAtMinutes: TROUBLE_MINUTES,
      fires: [fast, slow],
      overAtMinutes: TROUBLE_MINUTES + FAST_WELL_MINUTES,
      stillFires: [slow],
    },
    {
      name: `${slow.name} fires alone, and ends`,
      series: requests(indicator, 4, SLOW_WELL_MINUTES),
      firesAtMinutes: TROUBLE_MINUTES,
      fires: [slow],
      overAtMinutes: TROUBLE_MINUTES + SLOW_WELL_MINUTES,
      stillFires: [],
    },
  ];
}

/** So many times more go wrong than may, then a quarter of what may. */
function requests(indicator: Indicator, factor: number, wellMinutes: number): Record<string, string> {
  const countersAt = (times: number) => {
    const bad = Math.round(REQUESTS_PER_MINUTE * (1 - indicator.target) * times);
    return indicator.counters(REQUESTS_PER_MINUTE - bad, bad);
  };
  const [trouble, well] = [countersAt(factor), countersAt(0.25)];
  return Object.fromEntries(Object.keys(trouble).map((series) => [series, counter(trouble[series], well[series], wellMinutes)]));
}

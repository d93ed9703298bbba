import type { Alert } from './alert';

/** How long the trouble of a trial lasts: longer than any alert waits. */
export const TROUBLE_MINUTES = 30;
/** By then the last alert on pods is over, which looks back 15 minutes. */
const PODS_WELL_MINUTES = 30;

/** Metrics that bring an alert about and end it again. */
export interface Trial {
  readonly name: string;
  /** One sample each minute, in the notation of promtool, by series. */
  readonly series: Readonly<Record<string, string>>;
  /** When all of `fires` fire, and nothing else does. */
  readonly firesAtMinutes: number;
  readonly fires: readonly Alert[];
  /** When nothing but `stillFires` fires. */
  readonly overAtMinutes: number;
  readonly stillFires: readonly Alert[];
}

/** An alert with the metrics that bring it about in the first of its namespaces, and end it. */
export interface TriedAlert extends Alert {
  readonly trouble: Trial['series'];
}

/** A trial of an alert that fires alone. */
export function trialOf(alert: TriedAlert): Trial {
  return {
    name: `${alert.name} fires, and ends`,
    series: alert.trouble,
    firesAtMinutes: TROUBLE_MINUTES,
    fires: [alert],
    overAtMinutes: TROUBLE_MINUTES + PODS_WELL_MINUTES,
    stillFires: [],
  };
}

/** A value during the trouble, and after it. */
export function gauge(trouble: number, well: number): string {
  return `${trouble}x${TROUBLE_MINUTES} ${well}x${PODS_WELL_MINUTES}`;
}

/** A counter that grows so much each minute during the trouble, and so much in the minutes after it. */
export function counter(trouble: number, well: number, wellMinutes = PODS_WELL_MINUTES): string {
  return `0+${trouble}x${TROUBLE_MINUTES} ${trouble * TROUBLE_MINUTES + well}+${well}x${wellMinutes}`;
}

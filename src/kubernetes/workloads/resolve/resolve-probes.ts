import { last } from './layers';
import type { ProbesModel } from '../../models/probes-model';
import type { Probe, ProbeContent } from '../../options/probe';

/** What may be said of the probes of a container. */
export interface ProbeSettings {
  readonly liveness?: Probe;
  readonly readiness?: Probe;
  readonly startup?: Probe;
  readonly startupTimeoutSeconds?: number;
}

/** How the containers of a kind of workload are asked where nobody says otherwise; what is left out is not asked. */
export type DefaultProbes = Pick<ProbeSettings, 'liveness' | 'readiness'>;

const DEFAULT_STARTUP_TIMEOUT_SECONDS = 60;
const STARTUP_PERIOD_SECONDS = 5;

/** Lays what was said of the probes over the defaults, the later over the earlier. */
export function resolveProbes(layers: readonly ProbeSettings[], defaults: DefaultProbes): ProbesModel {
  const liveness = (last(layers, (layer) => layer.liveness) ?? defaults.liveness)?._content;
  const readiness = (last(layers, (layer) => layer.readiness) ?? defaults.readiness)?._content;
  const given = last(layers, (layer) => layer.startup);
  const asked = given === undefined ? liveness && { action: liveness.action, timing: {} } : given._content;
  const timeoutSeconds = last(layers, (layer) => layer.startupTimeoutSeconds) ?? DEFAULT_STARTUP_TIMEOUT_SECONDS;
  return { startup: asked && startingWithin(asked, timeoutSeconds), liveness, readiness };
}

/** A probe that fails at last when the time to start is over. */
function startingWithin({ action, timing }: ProbeContent, timeoutSeconds: number): ProbeContent {
  const periodSeconds = timing.periodSeconds ?? STARTUP_PERIOD_SECONDS;
  return { action, timing: { failureThreshold: Math.ceil(timeoutSeconds / periodSeconds), ...timing, periodSeconds } };
}

import { last } from './layers';
import type { ProbesModel } from '../models/probes-model';
import { Probe, ProbeContent } from '../options/probe';

/** What may be said of the probes of a container. */
export interface ProbeSettings {
  readonly liveness?: Probe;
  readonly readiness?: Probe;
  readonly startup?: Probe;
  readonly startupTimeoutSeconds?: number;
}

const DEFAULT_STARTUP_TIMEOUT_SECONDS = 60;
const STARTUP_PERIOD_SECONDS = 5;

/** Lays what was said of the probes over the defaults, the later over the earlier. */
export function resolveProbes(layers: readonly ProbeSettings[]): ProbesModel {
  const liveness = (last(layers, (layer) => layer.liveness) ?? Probe.http('/livez'))._content;
  const readiness = (last(layers, (layer) => layer.readiness) ?? Probe.http('/readyz'))._content;
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

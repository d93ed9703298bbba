import type { LongRunningOverrides } from '../../options/long-running-options';
import { Probe } from '../../options/probe';
import { NOT_THE_DEFAULTS } from '../resolve/resolve-settings';

/** Values that no workload has by default whose pods run until somebody ends them. */
export const NOT_THE_DEFAULTS_OF_LONG_RUNNING: LongRunningOverrides = {
  ...NOT_THE_DEFAULTS,
  liveness: Probe.tcp({ port: 901 }),
  readiness: Probe.exec(['another']),
  startupTimeoutSeconds: 900,
  allowedFrom: [],
};

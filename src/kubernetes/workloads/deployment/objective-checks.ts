import type { Report } from '../../../synth/declare/problem';
import type { ServiceObjective } from '../../options/service-objective';

/** 14.4 times the rest has to be below 1: else the fastest alert could never fire, even if all requests fail. */
const LEAST_TARGET = 0.94;
const MOST_TARGET = 0.99999;

/**
 * Boundaries of the buckets that OpenTelemetry advises for `http.server.request.duration`, in milliseconds.
 * Source: https://opentelemetry.io/docs/specs/semconv/http/http-metrics/
 */
const BUCKETS_MILLISECONDS = [5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10_000];

const METRIC = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** Reports what is wrong with the objective of a service. */
export function checkObjective(objective: ServiceObjective, report: Report): void {
  const { availability, latencyMilliseconds, latencyTarget, requestMetrics = {} } = objective;
  checkTarget('availability', availability, report);
  if (latencyTarget !== undefined) checkTarget('latencyTarget', latencyTarget, report);
  if (latencyTarget !== undefined && latencyMilliseconds === undefined) {
    report('has objective.latencyTarget without objective.latencyMilliseconds: say within which time the requests are answered.');
  }
  if (latencyMilliseconds !== undefined) checkLatency(latencyMilliseconds, requestMetrics.histogram, report);
  checkName('histogram', requestMetrics.histogram, METRIC, report);
  checkName('statusLabel', requestMetrics.statusLabel, LABEL, report);
  checkName('serviceLabel', requestMetrics.serviceLabel, LABEL, report);
}

function checkTarget(name: string, target: number, report: Report): void {
  if (target >= LEAST_TARGET && target <= MOST_TARGET) return;
  const hint = target > 1 && target <= 100 ? ` ${target} % is ${Number((target / 100).toFixed(7))}.` : '';
  report(`has objective.${name} ${target}; it has to be a share from ${LEAST_TARGET} to ${MOST_TARGET}, such as 0.999.${hint}`);
}

function checkLatency(milliseconds: number, histogram: string | undefined, report: Report): void {
  if (!Number.isInteger(milliseconds) || milliseconds < 1) {
    report(`has objective.latencyMilliseconds ${milliseconds}; it has to be a whole number from 1.`);
  } else if (histogram === undefined && !BUCKETS_MILLISECONDS.includes(milliseconds)) {
    report(`has objective.latencyMilliseconds ${milliseconds}, which is no boundary of a bucket of OpenTelemetry's histogram: choose one of ${BUCKETS_MILLISECONDS.join(', ')}, or name the histogram in requestMetrics.`);
  }
}

function checkName(option: string, name: string | undefined, pattern: RegExp, report: Report): void {
  if (name === undefined) return;
  if (!pattern.test(name)) {
    report(`has objective.requestMetrics.${option} ${JSON.stringify(name)}, which is no name in Prometheus: use letters, digits and "_", with no digit first.`);
  } else if (option === 'histogram' && /_(count|bucket|sum)$/.test(name)) {
    report(`has objective.requestMetrics.histogram ${JSON.stringify(name)}, which is one of the series of a histogram: leave out the last part.`);
  }
}

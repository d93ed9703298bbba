import { checkRange, checkText, checkTexts } from './value-checks';
import type { Report } from '../../../synth/declare/problem';
import type { Probe, ProbeAction } from '../../options/probe';
import type { ProbeSettings } from '../resolve/resolve-probes';

const HEADER = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Reports what is wrong with one declaration of probes, seen by itself. */
export function checkProbes(settings: ProbeSettings, report: Report): void {
  const { liveness, readiness, startup, startupTimeoutSeconds } = settings;
  for (const [option, probe] of Object.entries({ liveness, readiness, startup })) {
    if (probe) checkProbe(option, probe, report);
  }
  checkRange('startupTimeoutSeconds', startupTimeoutSeconds, 1, 86_400, report);
  for (const [option, probe] of Object.entries({ liveness, startup })) {
    const { successThreshold } = probe?._content?.timing ?? {};
    if (successThreshold !== undefined && successThreshold !== 1) report(`has ${option}.successThreshold ${successThreshold}, where Kubernetes takes 1 alone: leave it out.`);
  }
  if (startupTimeoutSeconds !== undefined && startup && (startup._content === undefined || startup._content.timing.failureThreshold !== undefined)) {
    report('has startupTimeoutSeconds beside a startup probe that says by itself how long it waits: drop one of the two.');
  }
}

function checkProbe(option: string, { _content: content }: Probe, report: Report): void {
  if (content === undefined) return;
  const { action, timing } = content;
  checkRange(`${option}.initialDelaySeconds`, timing.initialDelaySeconds, 0, 86_400, report);
  checkRange(`${option}.periodSeconds`, timing.periodSeconds, 1, 86_400, report);
  checkRange(`${option}.timeoutSeconds`, timing.timeoutSeconds, 1, 3600, report);
  checkRange(`${option}.failureThreshold`, timing.failureThreshold, 1, 100_000, report);
  checkRange(`${option}.successThreshold`, timing.successThreshold, 1, 1000, report);
  checkAction(option, action, report);
}

function checkAction(option: string, action: ProbeAction, report: Report): void {
  if (action.kind === 'http') {
    checkPath(option, action.path, report);
    for (const [name, value] of Object.entries(action.headers ?? {})) {
      if (!HEADER.test(name)) report(`has ${JSON.stringify(name)} in ${option}.headers, which is no name of a header.`);
      checkText(`the header ${JSON.stringify(name)} of ${option}`, value, report);
    }
  } else if (action.kind === 'grpc') {
    if (action.service !== undefined) checkText(`${option}.service`, action.service, report);
  } else if (action.kind === 'exec') {
    if (action.command.length === 0) report(`has no program in ${option}: name one, such as Probe.exec(['pg_isready']).`);
    checkTexts(option, action.command, report);
  }
}

function checkPath(option: string, path: string, report: Report): void {
  checkText(option, path, report);
  if (!/^\/[^\s#]*$/.test(path)) report(`has the path ${JSON.stringify(path)} in ${option}; an HTTP path begins with "/" and has no spaces.`);
}

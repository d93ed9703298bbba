import type { PortModel } from '../models/port-model';
import type { ProbesModel } from '../models/probes-model';
import type { ProbeAction, ProbeContent, ProbeTiming } from '../options/probe';

/**
 * The probes of a container.
 * @param mainPort the port that is asked where none is named; undefined: there is none, and no probe asks it
 */
export function renderProbes({ startup, liveness, readiness }: ProbesModel, mainPort?: PortModel): object {
  const render = (probe: ProbeContent) => ({ ...renderAction(probe.action, mainPort), ...renderTiming(probe.timing) });
  return {
    ...(startup && { startupProbe: render(startup) }),
    ...(liveness && { livenessProbe: render(liveness) }),
    ...(readiness && { readinessProbe: render(readiness) }),
  };
}

function renderAction(action: ProbeAction, mainPort?: PortModel): object {
  switch (action.kind) {
    case 'http': return { httpGet: renderHttpGet(action, mainPort) };
    // The only one that takes no name of a port.
    case 'grpc': return { grpc: { port: action.port ?? mainPort?.port, ...(action.service !== undefined && { service: action.service }) } };
    case 'tcp': return { tcpSocket: { port: action.port ?? mainPort?.name } };
    case 'exec': return { exec: { command: action.command } };
  }
}

type HttpAction = Extract<ProbeAction, { readonly kind: 'http' }>;

function renderHttpGet({ path, port, scheme, headers = {} }: HttpAction, mainPort?: PortModel): object {
  const httpHeaders = Object.entries(headers).map(([name, value]) => ({ name, value }));
  return { path, port: port ?? mainPort?.name, ...(scheme !== undefined && { scheme }), ...(httpHeaders.length > 0 && { httpHeaders }) };
}

function renderTiming({ initialDelaySeconds, periodSeconds, timeoutSeconds, failureThreshold, successThreshold }: ProbeTiming): object {
  const timing = { initialDelaySeconds, periodSeconds, timeoutSeconds, successThreshold, failureThreshold };
  return Object.fromEntries(Object.entries(timing).filter(([, value]) => value !== undefined));
}

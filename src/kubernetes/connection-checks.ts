import { isDeepStrictEqual } from 'node:util';
import { callsIn, egressToCall, egressToCallIn, endpointIn } from './workloads/connections';
import { isIn, layersIn, WorkloadLayer } from './workloads/declarations';
import type { ResolvedWorkload } from './workloads/resolved-workload';
import type { Environment } from '../estate/environment';
import type { ReportAt } from '../synth/declare/problem';
import { variableName } from '../synth/files/explanation';
import type { ModuleCall } from '../terraform/declare/root-module-call';

/** Why a workload cannot connect to a call, where that was said, and in which environments. */
interface Unreached {
  readonly layer: WorkloadLayer;
  readonly places: Environment[];
  readonly message: (places: string, override: string) => string;
}

/** How else a connection is opened. */
const BY_ADDRESS = 'say where it is, by TrafficTarget.cidr(…) with its address block and ports';

/**
 * Reports calls of modules that a workload connects to, and that have no address where it is.
 * @param environments all of the estate
 */
export function checkCallsAreReached(workload: ResolvedWorkload, environments: readonly Environment[], reportAt: ReportAt): void {
  const unreached = new Map<string, Unreached>();
  for (const environment of environments.filter((each) => isIn(workload, each))) {
    const layer = layersIn(workload.layers, environment).filter(({ settings }) => settings.connectsTo !== undefined).pop();
    for (const call of new Set(layer ? callsIn(layer.settings) : [])) {
      const message = whyUnreached(call, environment);
      if (message === undefined) continue;
      const key = JSON.stringify([workload.layers.indexOf(layer!), call.node.path, message('', '')]);
      if (!unreached.has(key)) unreached.set(key, { layer: layer!, places: [], message });
      unreached.get(key)!.places.push(environment);
    }
  }
  for (const { layer, places, message } of unreached.values()) {
    const names = places.map(({ name }) => name).join(', ');
    reportAt(layer.source)(message(names, `.override(${variableName(places[0].name)}, { connectsTo: … })`));
  }
}

/** Undefined: it is reached there. */
function whyUnreached(call: ModuleCall, environment: Environment): Unreached['message'] | undefined {
  const { rootModule, callId } = call;
  const subject = `connects to module "${callId}" of root module "${rootModule.name}"`;
  const endpoint = endpointIn(call, environment);
  // That is a problem of its outputs, which are not there.
  if (!call._isIn(environment)) return undefined;
  if (endpoint === undefined) return () => `${subject}, of which it is not known where pods reach it: ${BY_ADDRESS}.`;
  if (endpoint.addresses.length === 0) {
    return (places) => `${subject}, which has no address inside of the network in ${places} that is known before Terraform runs: give it ${endpoint.addressedBy}, or ${BY_ADDRESS}.`;
  }
  if (!isDeepStrictEqual(egressToCallIn(call, environment), egressToCall(call))) {
    return (places, override) => `${subject}, which is reached at other addresses or ports in ${places} than elsewhere: ${BY_ADDRESS}, there by ${override}.`;
  }
  return undefined;
}

import type { ModuleEndpoint, OutputElement } from '../../clouds/module-facts';
import type { Environment } from '../../estate/environment';
import { ModuleCall } from '../../terraform/declare/root-module-call';
import { Hcl } from '../../terraform/hcl/hcl';
import type { EgressRule } from '../models/workload-model';
import { TrafficTarget } from '../options/traffic-target';
import type { WorkloadOverrides } from '../options/workload-options';
import { PortProtocol } from '../options/workload-port';
import { declaredText } from '../outputs/output-text';

/** What connections of a workload lead to: targets, and calls of modules, which are reached at what Terraform says. */

/** The targets that a workload connects to. */
export function targetsIn({ connectsTo = [] }: WorkloadOverrides): TrafficTarget[] {
  return connectsTo.filter((end) => end instanceof TrafficTarget);
}

/** The calls of modules that it connects to. */
export function callsIn({ connectsTo = [] }: WorkloadOverrides): ModuleCall[] {
  return connectsTo.filter((end) => end instanceof ModuleCall);
}

/** Where a call is reached in an environment; undefined: that is not known of its module. */
export function endpointIn(call: ModuleCall, environment: Environment): ModuleEndpoint | undefined {
  const reached = call._reachedBy ?? call;
  return reached._moduleSource._library?.endpoint?.(reached._inputsOf(environment));
}

/**
 * The connections to a call: one to each address that it has in some environment. The base of a workload, which has them, is that of all
 * environments; that an address is missing in one of them is a problem elsewhere.
 */
export function egressToCall(call: ModuleCall): EgressRule[] {
  const rules = new Map<string, EgressRule>();
  for (const environment of call._environments()) {
    for (const rule of egressToCallIn(call, environment)) {
      if (!rules.has(JSON.stringify(rule))) rules.set(JSON.stringify(rule), rule);
    }
  }
  return [...rules.values()];
}

/** The connections to a call in one environment. */
export function egressToCallIn(call: ModuleCall, environment: Environment): EgressRule[] {
  const { addresses, ports } = endpointIn(call, environment) ?? { addresses: [], ports: [] };
  return addresses.map((address) => ({
    peer: { kind: 'cidr', range: `${addressText(call._reachedBy ?? call, address)}/32` },
    ports: ports.map((range) => ({ protocol: PortProtocol.TCP, ...range })),
  }));
}

function addressText(call: ModuleCall, { output, key }: OutputElement): string {
  const whole = call.output(output);
  return declaredText(key === undefined ? whole : Hcl.element(whole, key));
}

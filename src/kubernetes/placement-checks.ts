import type { NetworkPeer } from './options/network-peer';
import { TrafficSource } from './options/traffic-source';
import { TrafficTarget } from './options/traffic-target';
import { isIn, layersIn, WorkloadLayer } from './workloads/declarations';
import type { ResolvedWorkload } from './workloads/resolved-workload';
import type { WorkloadRegistry } from './workloads/workload-registry';
import type { Environment } from '../estate/environment';
import type { Report, ReportAt } from '../synth/declare/problem';
import { variableName } from '../synth/files/explanation';

/** An end of a connection that is a workload, where it was said, and where it is missing. */
interface MissingEnd {
  readonly layer: WorkloadLayer;
  readonly option: string;
  readonly end: ResolvedWorkload;
  readonly missingIn: Environment[];
}

/**
 * Reports environments that a workload cannot be in, or not alone.
 * @param environments all of the estate
 */
export function checkPlacement(workload: ResolvedWorkload, environments: readonly Environment[], report: Report): void {
  const chosen = workload.environments ?? [];
  for (const { name, overlay, runsServices } of chosen) {
    if (!runsServices) report(`names environment "${name}" in environments, where no services run: drop it, or its runsServices: false`);
    const others = environments.filter((other) => other.runsServices && other.overlay === overlay && !chosen.includes(other));
    for (const other of runsServices ? others : []) {
      report(`names environment "${name}" and not "${other.name}", which has the same overlay "${overlay}": name both, or give one of them another overlay`);
    }
  }
}

/**
 * Reports workloads that are named as an end of a connection, in whichever option, for an environment that they are not in.
 * @param environments those that the workload is in, one for each overlay
 */
export function checkEndsAreThere(
  workload: ResolvedWorkload, environments: readonly Environment[], registry: WorkloadRegistry, reportAt: ReportAt,
): void {
  for (const { layer, option, end: { kind, name }, missingIn } of missingEnds(workload, environments, registry)) {
    const places = missingIn.map((environment) => environment.name).join(', ');
    reportAt(layer.source)(`names ${kind.noun} "${name}" in ${option}, which is not in ${places}: leave it out there, by .override(${variableName(missingIn[0].name)}, { ${option}: … }), `
      + `or name ${places} in the environments of the ${kind.noun}.`);
  }
}

function missingEnds(workload: ResolvedWorkload, environments: readonly Environment[], registry: WorkloadRegistry): MissingEnd[] {
  const missing = new Map<string, MissingEnd>();
  for (const environment of environments) {
    for (const [option, layer] of sayingLayers(workload, environment)) {
      for (const name of workloadsNamedIn(layer, option)) {
        const end = registry.find(name);
        if (end === undefined || isIn(end, environment)) continue;
        const key = JSON.stringify([workload.layers.indexOf(layer), option, name]);
        if (!missing.has(key)) missing.set(key, { layer, option, end, missingIn: [] });
        missing.get(key)!.missingIn.push(environment);
      }
    }
  }
  return [...missing.values()];
}

/** The declaration that counts in an environment, for each option. */
function sayingLayers({ layers }: ResolvedWorkload, environment: Environment): Map<string, WorkloadLayer> {
  return new Map(layersIn(layers, environment).flatMap((layer) => (
    Object.entries(layer.settings).filter(([, value]) => value !== undefined).map(([option]): [string, WorkloadLayer] => [option, layer]))));
}

function workloadsNamedIn({ settings }: WorkloadLayer, option: string): Set<string> {
  const value = (settings as Readonly<Record<string, unknown>>)[option];
  const peers = (Array.isArray(value) ? value : [])
    .flatMap((end): NetworkPeer[] => (end instanceof TrafficSource || end instanceof TrafficTarget ? [end._peer] : []));
  return new Set(peers.flatMap((peer) => (peer.kind === 'service' ? [peer.name] : [])));
}

import { Caller, networkPorts } from './resolve-settings';
import type { NetworkPort, PortModel } from '../../models/port-model';
import type { IngressRule } from '../../models/workload-model';
import { MAIN_PORT, NetworkPeer } from '../../options/network-peer';
import type { TrafficSource } from '../../options/traffic-source';

/** One end of a connection and the ports that it may reach. */
interface Entry {
  readonly peer: NetworkPeer;
  readonly ports: readonly NetworkPort[];
}

/**
 * Who may connect to which ports of a workload: one rule for each set of ports.
 * @param allowedFrom what was said; undefined: every pod of the namespace may use the main port
 * @param callers who says by himself that he connects
 */
export function resolveIngress(
  ports: readonly PortModel[], allowedFrom: readonly TrafficSource[] | undefined, callers: readonly Caller[],
): IngressRule[] {
  const said = allowedFrom?.map(({ _peer, _portNames }) => ({ peer: _peer, names: _portNames })) ?? [{ peer: { kind: 'own-namespace' } as const, names: [MAIN_PORT] }];
  const calling = callers.map(({ peer, portNames }) => ({ peer, names: portNames }));
  const rules = new Map<string, Entry[]>();
  for (const { peer, names } of [...said, ...calling]) {
    for (const entry of newTo(rules, peer, networkPorts(ports, names))) {
      const key = JSON.stringify(entry.ports);
      rules.set(key, [...rules.get(key) ?? [], entry]);
    }
  }
  return [...rules.values()].map((entries) => ({ peers: entries.map(({ peer }) => peer), ports: entries[0].ports }));
}

/** What a peer may reach beyond that which it may reach already; every pod of the namespace includes those of its workloads. */
function newTo(rules: ReadonlyMap<string, readonly Entry[]>, peer: NetworkPeer, ports: readonly NetworkPort[]): Entry[] {
  const includes = (other: NetworkPeer) => JSON.stringify(other) === JSON.stringify(peer) || (other.kind === 'own-namespace' && peer.kind === 'service');
  const known = [...rules.values()].flat().filter((entry) => includes(entry.peer)).flatMap((entry) => entry.ports);
  const more = ports.filter(({ protocol, port }) => !known.some((other) => other.protocol === protocol && other.port === port));
  return more.length === 0 ? [] : [{ peer, ports: more }];
}

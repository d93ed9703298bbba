import type { NetworkPeer } from './network-peer';
import { plainOptions } from '../../synth/declare/plain-options';

/** Where a service may open connections to. */
export class TrafficTarget {
  /** Another service of the estate, in the same environment, on its port. That service lets this one in. */
  public static service(name: string): TrafficTarget {
    return new TrafficTarget({ kind: 'service', name: plainOptions(name) }, []);
  }

  /** Every pod of a namespace, on these TCP ports. */
  public static namespace(name: string, ports: number[]): TrafficTarget {
    return new TrafficTarget({ kind: 'namespace', name: plainOptions(name) }, ports);
  }

  /** Addresses outside the cluster, in CIDR notation (`10.0.0.0/16`), on these TCP ports: databases, caches, other systems. */
  public static cidr(block: string, ports: number[]): TrafficTarget {
    return new TrafficTarget({ kind: 'cidr', range: plainOptions(block) }, ports);
  }

  /** @internal */
  public readonly _peer: NetworkPeer;
  /** @internal */
  public readonly _ports: number[];

  private constructor(peer: NetworkPeer, ports: number[]) {
    this._peer = peer;
    this._ports = ports;
  }
}

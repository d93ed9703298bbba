import type { NetworkPeer } from './network-peer';
import { plainOptions } from '../../synth/declare/plain-options';

/** Who may open connections to a service. */
export class TrafficSource {
  /** The pods of another service of the estate, in the same environment. */
  public static service(name: string): TrafficSource {
    return new TrafficSource({ kind: 'service', name: plainOptions(name) });
  }

  /** Every pod of a namespace, such as that of the ingress controller. */
  public static namespace(name: string): TrafficSource {
    return new TrafficSource({ kind: 'namespace', name: plainOptions(name) });
  }

  /** Addresses outside the cluster, in CIDR notation: `10.0.0.0/16`. */
  public static cidr(block: string): TrafficSource {
    return new TrafficSource({ kind: 'cidr', range: plainOptions(block) });
  }

  /** @internal */
  public readonly _peer: NetworkPeer;

  private constructor(peer: NetworkPeer) {
    this._peer = peer;
  }
}

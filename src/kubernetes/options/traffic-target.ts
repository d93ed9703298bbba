import { MAIN_PORT, NetworkPeer } from './network-peer';
import { plainOptions } from '../../synth/declare/plain-options';
import type { HclExpression } from '../../terraform/hcl/expression';
import { declaredText } from '../outputs/output-text';

/** Where a connection to another workload goes. */
export interface TrafficTargetOptions {
  /**
   * Names of ports of that workload, such as `admin`.
   * @default - its `port`
   */
  readonly ports?: string[];
}

/** Where a service may open connections to. */
export class TrafficTarget {
  /** Another service of the estate, in the same environment. That service lets this one in. */
  public static service(name: string, options: TrafficTargetOptions = {}): TrafficTarget {
    return new TrafficTarget({ kind: 'service', name: plainOptions(name) }, [], plainOptions(options).ports);
  }

  /** Every pod of a namespace, on these TCP ports. */
  public static namespace(name: string, ports: number[]): TrafficTarget {
    return new TrafficTarget({ kind: 'namespace', name: plainOptions(name) }, ports);
  }

  /**
   * Addresses outside the cluster, on these TCP ports: databases, caches, other systems.
   * @param block in CIDR notation, such as `10.0.0.0/16`, or an output of Terraform that is in it
   */
  public static cidr(block: string | HclExpression, ports: number[]): TrafficTarget {
    return new TrafficTarget({ kind: 'cidr', range: declaredText(block) }, ports);
  }

  /** @internal */
  public readonly _peer: NetworkPeer;
  /** @internal */
  public readonly _ports: number[];
  /** Names of ports of another workload. @internal */
  public readonly _portNames: readonly string[];

  private constructor(peer: NetworkPeer, ports: number[], portNames: readonly string[] = [MAIN_PORT]) {
    this._peer = peer;
    this._ports = ports;
    this._portNames = portNames;
  }
}

import { MAIN_PORT, NetworkPeer } from './network-peer';
import { plainOptions } from '../../synth/declare/plain-options';
import type { HclExpression } from '../../terraform/hcl/expression';
import { declaredText } from '../outputs/output-text';

/** Where somebody may open connections to. */
export interface TrafficSourceOptions {
  /**
   * Names of ports of the workload, such as `metrics`.
   * @default - its `port`
   */
  readonly ports?: string[];
}

/** Who may open connections to a service. */
export class TrafficSource {
  /** The pods of another service of the estate, in the same environment. */
  public static service(name: string, options?: TrafficSourceOptions): TrafficSource {
    return new TrafficSource({ kind: 'service', name: plainOptions(name) }, options);
  }

  /** Every pod in the namespace of the environment. */
  public static sameNamespace(options?: TrafficSourceOptions): TrafficSource {
    return new TrafficSource({ kind: 'own-namespace' }, options);
  }

  /** Every pod of a namespace, such as that of the ingress controller. */
  public static namespace(name: string, options?: TrafficSourceOptions): TrafficSource {
    return new TrafficSource({ kind: 'namespace', name: plainOptions(name) }, options);
  }

  /** The pods of a namespace that have these labels, such as the proxies of an ingress controller. */
  public static pods(namespace: string, labels: { [name: string]: string }, options?: TrafficSourceOptions): TrafficSource {
    return new TrafficSource({ kind: 'pods', namespace: plainOptions(namespace), labels: plainOptions(labels) }, options);
  }

  /**
   * Addresses outside the cluster.
   * @param block in CIDR notation, such as `10.0.0.0/16`, or an output of Terraform that is in it
   */
  public static cidr(block: string | HclExpression, options?: TrafficSourceOptions): TrafficSource {
    return new TrafficSource({ kind: 'cidr', range: declaredText(block) }, options);
  }

  /** @internal */
  public readonly _peer: NetworkPeer;
  /** Names of ports of the workload. @internal */
  public readonly _portNames: readonly string[];

  private constructor(peer: NetworkPeer, options: TrafficSourceOptions = {}) {
    this._peer = peer;
    this._portNames = plainOptions(options).ports ?? [MAIN_PORT];
  }
}

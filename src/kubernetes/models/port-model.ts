import type { PortProtocol } from '../options/workload-port';

/** A port that a container listens on. */
export interface PortModel {
  readonly name: string;
  readonly port: number;
  readonly protocol: PortProtocol;
  /** Number of the port of the Service; undefined: the Service does not have it. */
  readonly servicePort?: number;
  readonly appProtocol?: string;
  /** Whether a sidecar listens on it. A Service finds it by its number: not every version of Kubernetes looks for names among init containers. */
  readonly ofSidecar?: boolean;
}

/** A port as a network policy names it, or several in a row. */
export interface NetworkPort extends Pick<PortModel, 'protocol' | 'port'> {
  /** The last of several in a row. */
  readonly endPort?: number;
}

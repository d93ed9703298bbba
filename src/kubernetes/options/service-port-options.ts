import type { WorkloadPort } from './workload-port';

/** The ports of a workload with a Service. They are the same in every environment. */
export interface ServicePortOptions {
  /**
   * Main port of the container, 1024 to 65535: an unprivileged process can open no lower one without `Loosening.lowPorts`. A service speaks
   * HTTP on it.
   */
  readonly port: number;

  /**
   * Name of `port`, by which it is referred to, such as `grpc`: lower-case letters, digits and `-`, at most 15 characters.
   * @default - `http` of a service, `tcp` of a stateful service
   */
  readonly portName?: string;

  /**
   * Number of the port of the Service by which others reach `port`, 1 to 65535.
   * @default - `port`
   */
  readonly servicePort?: number;

  /**
   * What is spoken on `port`, for gateways and meshes: `kubernetes.io/h2c` for gRPC, `kubernetes.io/ws` for WebSockets, or a name of IANA.
   * @default - not told
   */
  readonly appProtocol?: string;

  /**
   * Further ports, such as that of the metrics.
   * @default - none
   */
  readonly additionalPorts?: WorkloadPort[];
}

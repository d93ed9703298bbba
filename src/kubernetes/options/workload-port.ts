/** The protocol of a port, as Kubernetes names it. */
export enum PortProtocol {
  TCP = 'TCP',
  UDP = 'UDP',
  SCTP = 'SCTP',
}

/** A port that a container listens on. */
export interface WorkloadPort {
  /** Name of the port, by which it is referred to: lower-case letters, digits and `-`, at most 15 characters, such as `metrics`. */
  readonly name: string;

  /** Number of the port in the container, 1024 to 65535: an unprivileged process can open no lower one without `Loosening.lowPorts`. */
  readonly port: number;

  /**
   * Number of the port of the Service, 1 to 65535.
   * @default - `port`
   */
  readonly servicePort?: number;

  /**
   * What is spoken below the application.
   * @default PortProtocol.TCP
   */
  readonly protocol?: PortProtocol;

  /**
   * What the application speaks, for gateways and meshes: `kubernetes.io/h2c` for gRPC, `kubernetes.io/ws` for WebSockets, or a name of
   * IANA, such as `https`.
   * @default - not told
   */
  readonly appProtocol?: string;

  /**
   * Whether the Service has the port. One without is for probes and for those who ask each pod, such as Prometheus.
   * @default true
   */
  readonly inService?: boolean;
}

/** What kind of Service stands before the pods, as Kubernetes names it. */
export enum ServiceType {
  /** An address inside of the cluster. */
  CLUSTER_IP = 'ClusterIP',
  /** A port of each node, too. */
  NODE_PORT = 'NodePort',
  /** A load balancer of the cloud, too. Who may come through it is said with `allowedFrom`. */
  LOAD_BALANCER = 'LoadBalancer',
}

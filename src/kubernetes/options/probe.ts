import { plainOptions } from '../../synth/declare/plain-options';

/** When a probe asks, and how often it may fail. What is left out is Kubernetes' own default. */
export interface ProbeTiming {
  /**
   * Time after the start of the container before it is asked for the first time, in seconds.
   * @default 0
   */
  readonly initialDelaySeconds?: number;

  /**
   * Time between two questions, in seconds.
   * @default 10 - 5 for the startup probe
   */
  readonly periodSeconds?: number;

  /**
   * Time within which an answer has to come, in seconds.
   * @default 1
   */
  readonly timeoutSeconds?: number;

  /**
   * How many failures in a row make the container unwell.
   * @default 3 - for the startup probe: as many as fit into `startupTimeoutSeconds`
   */
  readonly failureThreshold?: number;

  /**
   * How many successes in a row make it well again. Kubernetes takes 1 alone for liveness and startup.
   * @default 1
   */
  readonly successThreshold?: number;
}

/** How a port is asked. */
export interface PortProbeOptions extends ProbeTiming {
  /**
   * Number of the port, which the container has to listen on.
   * @default - the `port` of the workload
   */
  readonly port?: number;
}

/** The protocol of an HTTP probe, as Kubernetes names it. */
export enum ProbeScheme {
  /** HTTP without TLS. */
  HTTP = 'HTTP',
  /** HTTP over TLS; the certificate is not verified. */
  HTTPS = 'HTTPS',
}

/** How an HTTP path is asked. */
export interface HttpProbeOptions extends PortProbeOptions {
  /**
   * Whether TLS is spoken.
   * @default ProbeScheme.HTTP
   */
  readonly scheme?: ProbeScheme;

  /**
   * Headers of the request, such as `{ Host: 'health.internal' }`.
   * @default - those of the kubelet
   */
  readonly headers?: { [name: string]: string };
}

/** How the health service of gRPC is asked. */
export interface GrpcProbeOptions extends PortProbeOptions {
  /**
   * Name of the service whose health is asked for, of the gRPC health protocol.
   * @default - the server as a whole
   */
  readonly service?: string;
}

/** What a probe does, as data. */
export type ProbeAction =
  | { readonly kind: 'http'; readonly path: string; readonly port?: number; readonly scheme?: ProbeScheme; readonly headers?: Readonly<Record<string, string>> }
  | { readonly kind: 'grpc'; readonly port?: number; readonly service?: string }
  | { readonly kind: 'tcp'; readonly port?: number }
  | { readonly kind: 'exec'; readonly command: readonly string[] };

/** A probe as data. */
export interface ProbeContent {
  readonly action: ProbeAction;
  readonly timing: ProbeTiming;
}

/** How Kubernetes finds out whether a container is well. */
export class Probe {
  /**
   * Asks an HTTP path; an answer with status 200 to 399 is a success.
   * @param path such as `/livez`
   */
  public static http(path: string, options: HttpProbeOptions = {}): Probe {
    const { port, scheme, headers, ...timing } = plainOptions(options);
    return new Probe({ action: { kind: 'http', path: plainOptions(path), port, scheme, headers }, timing });
  }

  /** Asks the health service of gRPC (`grpc.health.v1.Health`), which the server has to have. */
  public static grpc(options: GrpcProbeOptions = {}): Probe {
    const { port, service, ...timing } = plainOptions(options);
    return new Probe({ action: { kind: 'grpc', port, service }, timing });
  }

  /** Opens a TCP connection, which is all that it asks for. */
  public static tcp(options: PortProbeOptions = {}): Probe {
    const { port, ...timing } = plainOptions(options);
    return new Probe({ action: { kind: 'tcp', port }, timing });
  }

  /**
   * Runs a program in the container; status 0 is a success.
   * @param command the program and its arguments; no shell takes them apart
   */
  public static exec(command: string[], timing: ProbeTiming = {}): Probe {
    return new Probe({ action: { kind: 'exec', command: plainOptions(command) }, timing: plainOptions(timing) });
  }

  /** Asks nothing. kube-linter and kube-score count a container that nothing asks as a finding. */
  public static none(): Probe {
    return new Probe();
  }

  /** Undefined: nothing is asked. @internal */
  public readonly _content?: ProbeContent;

  private constructor(content?: ProbeContent) {
    this._content = content;
  }
}

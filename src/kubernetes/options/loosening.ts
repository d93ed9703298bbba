import { plainOptions } from '../../synth/declare/plain-options';

/** In what a container is loosened, as data. */
export type LooseningKind = 'writable-root-filesystem' | 'low-ports' | 'capabilities' | 'image-user' | 'run-as-root' | 'api-access';

/** A loosening as data. */
export interface LooseningContent {
  readonly kind: LooseningKind;
  readonly reason: string;
  /** Of `capabilities` alone. */
  readonly capabilities?: readonly string[];
}

/**
 * Something that a container may do and others may not, with the reason, which stands in the annotations of the object that makes the pods:
 * there linters read it, and do not count it as a finding. What the Pod Security Standard of the namespace does not admit is a problem at synthesis.
 */
export class Loosening {
  /** May write anywhere in its own file system, and not in `/tmp` and volumes alone. What it writes is gone when it ends. */
  public static writableRootFilesystem(reason: string): Loosening {
    return Loosening.of('writable-root-filesystem', reason);
  }

  /**
   * May listen on ports below 1024, for images that know no other one. It holds for all containers of the pod (the sysctl
   * `net.ipv4.ip_unprivileged_port_start`), and `port` and the like take such numbers.
   */
  public static lowPorts(reason: string): Loosening {
    return Loosening.of('low-ports', reason);
  }

  /**
   * Has capabilities of Linux. *restricted* admits `NET_BIND_SERVICE`, which images need whose program asks for it in its file, as that of
   * Caddy or CoreDNS; *baseline* admits those that containers have by default. A process that is not root gets no other ones.
   * @param names without `CAP_`: `['NET_BIND_SERVICE']`
   */
  public static capabilities(names: string[], reason: string): Loosening {
    return Loosening.of('capabilities', reason, names);
  }

  /**
   * Runs as the user and the group of its image, whose `USER` has to be a number other than 0: Kubernetes starts it no more otherwise. Where
   * that number is known, `runAsUser` says it without a loosening.
   */
  public static imageUser(reason: string): Loosening {
    return Loosening.of('image-user', reason);
  }

  /** Runs as root, in its container. The namespace has to enforce *baseline* or *privileged*. */
  public static runAsRoot(reason: string): Loosening {
    return Loosening.of('run-as-root', reason);
  }

  /**
   * Talks to the API server: the token of the workload's service account is there, for all containers of the pod, and ports of API servers
   * (443, 6443, 60002) are open to any address, since no policy can name theirs. The account may do nothing until a RoleBinding says so.
   */
  public static apiAccess(reason: string): Loosening {
    return Loosening.of('api-access', reason);
  }

  private static of(kind: LooseningKind, reason: string, capabilities?: string[]): Loosening {
    return new Loosening({ kind, reason: plainOptions(reason), ...(capabilities && { capabilities: plainOptions(capabilities) }) });
  }

  /** @internal */
  public readonly _content: LooseningContent;

  private constructor(content: LooseningContent) {
    this._content = content;
  }
}

import { plainOptions } from '../../synth/declare/plain-options';

/** What a variable is read from, as data. */
export type PodFieldContent =
  | { readonly kind: 'field'; readonly path: string }
  | { readonly kind: 'label' | 'annotation'; readonly name: string }
  | { readonly kind: 'resource'; readonly resource: string };

/** What a pod knows of itself only once it runs. */
export class PodField {
  /** Name of the pod. */
  public static readonly NAME = PodField.field('metadata.name');
  /** Namespace of the pod. */
  public static readonly NAMESPACE = PodField.field('metadata.namespace');
  /** Id of the pod, which no other one ever has. */
  public static readonly UID = PodField.field('metadata.uid');
  /** Name of the node that it runs on. */
  public static readonly NODE_NAME = PodField.field('spec.nodeName');
  /** Name of its service account. */
  public static readonly SERVICE_ACCOUNT_NAME = PodField.field('spec.serviceAccountName');
  /** Address of the pod. */
  public static readonly POD_IP = PodField.field('status.podIP');
  /** Addresses of the pod in each family, with `,` between them. */
  public static readonly POD_IPS = PodField.field('status.podIPs');
  /** Address of the node that it runs on. */
  public static readonly HOST_IP = PodField.field('status.hostIP');
  /** What the container is promised of cpu, in whole cores, rounded up. */
  public static readonly CPU_REQUEST = PodField.resource('requests.cpu');
  /** How much cpu the container may use, in whole cores, rounded up: for `GOMAXPROCS`. */
  public static readonly CPU_LIMIT = PodField.resource('limits.cpu');
  /** What the container is promised of memory, in bytes. */
  public static readonly MEMORY_REQUEST = PodField.resource('requests.memory');
  /** How much memory the container may use, in bytes: for `GOMEMLIMIT`. */
  public static readonly MEMORY_LIMIT = PodField.resource('limits.memory');

  /**
   * Value of a label of the pod; empty where it has none of that name.
   * @param name such as `app.kubernetes.io/name`
   */
  public static label(name: string): PodField {
    return new PodField({ kind: 'label', name: plainOptions(name) });
  }

  /**
   * Value of an annotation of the pod; empty where it has none of that name.
   * @param name such as `example.com/version`
   */
  public static annotation(name: string): PodField {
    return new PodField({ kind: 'annotation', name: plainOptions(name) });
  }

  private static field(path: string): PodField {
    return new PodField({ kind: 'field', path });
  }

  private static resource(resource: string): PodField {
    return new PodField({ kind: 'resource', resource });
  }

  /** @internal */
  public readonly _content: PodFieldContent;

  private constructor(content: PodFieldContent) {
    this._content = content;
  }
}

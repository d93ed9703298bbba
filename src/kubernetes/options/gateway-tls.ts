import { plainOptions } from '../../synth/declare/plain-options';

/** The issuer that the application `CertManager` makes, which asks Let's Encrypt, and that asks each host from the internet. */
export const DEFAULT_ISSUER = 'letsencrypt';
/** By what objects name their issuer. */
export const ISSUER_ANNOTATION = 'cert-manager.io/cluster-issuer';

/** How cert-manager gets certificates. */
export interface CertManagerTlsOptions {
  /**
   * Name of its ClusterIssuer.
   * @default 'letsencrypt'
   */
  readonly clusterIssuer?: string;

  /**
   * Whether the issuer proves by HTTP that a host is ours (HTTP01). Then cert-manager runs pods in the namespace of the environment for a
   * moment, and the gateway has to reach them: by a network policy, of which kube-score is told that its pods are not there yet. One that
   * proves it by DNS (DNS01) does without.
   * @default true
   */
  readonly solvesByHttp?: boolean;
}

/** A certificate that the cloud keeps. */
export interface CloudTlsOptions {
  /**
   * What the controller is told: `tls.options` of each listener in the Gateway API, annotations of an Ingress. On AKS it is
   * `kubernetes.azure.com/tls-cert-keyvault-uri`.
   */
  readonly settings: { [name: string]: string };

  /**
   * Name of the Secret that an Ingress has to name, where the controller makes one; `{ingress}` stands for the name of the Ingress. On AKS it is
   * `keyvault-{ingress}`.
   * @default - none is named
   */
  readonly ingressSecret?: string;
}

/** A host as certificates know it. */
export interface CertifiedHost {
  readonly gateway: string;
  /** Its part before the domain of the gateway, empty for the domain itself; a whole name where it is not below the domain. */
  readonly label: string;
}

/** Where the certificates of a gateway come from. */
export interface CertificateSource {
  /** Undefined: there are none, and what the gateway gets is plain HTTP. */
  readonly scope?: 'one-for-all' | 'each-host';
  /** By what the object with the listeners asks for them. */
  readonly annotations: Readonly<Record<string, string>>;
  /** What a listener is told beside the Secret. */
  readonly options: Readonly<Record<string, string>>;
  /** Whether cert-manager makes and renews them: then each is called as its Secret. */
  readonly isRenewed: boolean;
  /** Whether pods of cert-manager in the namespace of the environment have to be reached. */
  readonly solvesByHttp: boolean;
  /** The hosts that were named, by their labels; undefined: none had to be. */
  readonly hosts?: readonly string[];
  /** The Secret with the certificate of a host. */
  secretOf(host: CertifiedHost): string | undefined;
  /** The Secret that an Ingress names. */
  ingressSecretOf(host: CertifiedHost, ingress: string): string | undefined;
}

/** Where the certificates of a gateway come from. */
export class GatewayTls {
  /** cert-manager makes one certificate for each host, and renews it. */
  public static certManager(options: CertManagerTlsOptions = {}): GatewayTls {
    const { clusterIssuer = DEFAULT_ISSUER, solvesByHttp = true } = plainOptions(options);
    const secretOf = ({ gateway, label }: CertifiedHost) => [gateway, ...(label === '' ? [] : [label]), 'tls'].join('-');
    const annotations = { [ISSUER_ANNOTATION]: clusterIssuer };
    return new GatewayTls({ scope: 'each-host', annotations, isRenewed: true, solvesByHttp, secretOf }, [clusterIssuer]);
  }

  /**
   * One certificate for all hosts, such as that of `*.example.com`, in a Secret of type `kubernetes.io/tls` that something else puts into the
   * namespace of the environment.
   * @param name name of the Secret
   */
  public static secret(name: string): GatewayTls {
    const secret = plainOptions(name);
    return new GatewayTls({ scope: 'one-for-all', secretOf: () => secret }, [secret]);
  }

  /**
   * A certificate for each host, each in a Secret of type `kubernetes.io/tls` that something else puts into the namespace of the environment.
   * @param names names of the Secrets, by what `expose` calls the host: `{ 'api': 'api-tls', '': 'example-tls' }`; the empty name is the domain itself
   */
  public static secrets(names: { [host: string]: string }): GatewayTls {
    const secrets = plainOptions(names);
    const secretOf = ({ label }: CertifiedHost) => (Object.hasOwn(secrets, label) ? secrets[label] : undefined);
    return new GatewayTls({ scope: 'each-host', secretOf, hosts: Object.keys(secrets) }, Object.values(secrets));
  }

  /** A certificate that the cloud keeps, which the controller fetches by itself. */
  public static cloud(options: CloudTlsOptions): GatewayTls {
    const { settings, ingressSecret } = plainOptions(options);
    return new GatewayTls({
      scope: 'each-host',
      options: settings,
      secretOf: () => undefined,
      ingressSecretOf: (_, ingress) => ingressSecret?.replaceAll('{ingress}', ingress),
    });
  }

  /**
   * No certificate: the gateway answers plain HTTP, since something before it ends TLS, or a network does what TLS would.
   * @param reason what that is, for those who read `.projenrc.ts`
   */
  public static none(reason: string): GatewayTls {
    return new GatewayTls({ secretOf: () => undefined }, [], plainOptions(reason));
  }

  /** @internal */
  public readonly _source: CertificateSource;
  /** Names of objects that were given. @internal */
  public readonly _names: readonly string[];
  /** Why there is none. @internal */
  public readonly _reason?: string;

  private constructor(source: Pick<CertificateSource, 'secretOf'> & Partial<CertificateSource>, names: readonly string[] = [], reason?: string) {
    const nothing = { annotations: {}, options: {}, isRenewed: false, solvesByHttp: false };
    this._source = { ...nothing, ingressSecretOf: (host) => source.secretOf(host), ...source };
    this._names = names;
    this._reason = reason;
  }
}

import type { OidcConfiguration } from './oidc-configuration';
import type { SecretKey } from '../../kubernetes/options/secret-key';
import { plainOptions } from '../../synth/declare/plain-options';

/** How people log in to Argo CD with OpenID Connect. */
export interface OidcLoginOptions {
  /** What the button says: `Okta`. */
  readonly name: string;

  /** Address of the issuer, as its tokens name it. */
  readonly issuer: string;

  /** Id of Argo CD with the issuer. */
  readonly clientId: string;

  /**
   * The client's secret: a Secret in the namespace `argocd` with the label `app.kubernetes.io/part-of: argocd`.
   * @default - none: a public client
   */
  readonly clientSecret?: SecretKey;
}

/** How people log in to Argo CD with Microsoft Entra ID. */
export interface EntraLoginOptions {
  /** Id of the directory. */
  readonly tenantId: string;

  /** Id of the app registration. */
  readonly clientId: string;

  /**
   * The app's secret: a Secret in the namespace `argocd` with the label `app.kubernetes.io/part-of: argocd`.
   * @default - none: Argo CD proves with its workload identity who it is, by a federated credential of the app registration for
   * the service account `argocd-server` in the namespace `argocd`
   */
  readonly clientSecret?: SecretKey;

  /**
   * Where the directory logs people in: `https://login.partner.microsoftonline.cn` in China.
   * @default 'https://login.microsoftonline.com'
   */
  readonly authority?: string;
}

/** Who says who the people are that use Argo CD. */
export class ArgoCdLogin {
  /** Any issuer that speaks OpenID Connect and names the groups of a person in the claim `groups`. */
  public static oidc(options: OidcLoginOptions): ArgoCdLogin {
    const { name, issuer, clientId, clientSecret } = plainOptions(options);
    return new ArgoCdLogin({ name, issuer, clientID: clientId, clientSecret: clientSecret && reference(clientSecret) });
  }

  /** Microsoft Entra ID. */
  public static entra(options: EntraLoginOptions): ArgoCdLogin {
    const { tenantId, clientId, clientSecret, authority = 'https://login.microsoftonline.com' } = plainOptions(options);
    return new ArgoCdLogin({
      name: 'Microsoft Entra ID',
      issuer: `${authority}/${tenantId}/v2.0`,
      clientID: clientId,
      ...(clientSecret ? { clientSecret: reference(clientSecret) } : { azure: { useWorkloadIdentity: true } }),
      requestedScopes: ['openid', 'profile', 'email'],
      requestedIDTokenClaims: { groups: { essential: true } },
    }, clientSecret ? undefined : clientId);
  }

  private constructor(
    /** `oidc.config` of Argo CD. @internal */
    public readonly _configuration: OidcConfiguration,
    /** The application that Argo CD's workload identity stands for. @internal */
    public readonly _workloadIdentity?: string,
  ) {}
}

function reference({ secret, key }: SecretKey): string {
  return `$${secret}:${key}`;
}

import type { Account } from './account';
import { ApiAnswer, ApiCall, CloudApi } from './cloud-api';
import type { Claims } from './role';
import { Refusal } from './service';

/**
 * STS, as far as a job of CI uses it: an identity token is exchanged for the keys of a role. The signature of the token is
 * not verified, everything that it says is.
 *
 * Source: https://www.tencentcloud.com/document/product/1150/49454 (AssumeRoleWithWebIdentity, its error codes)
 */
export class SecurityTokens extends CloudApi {
  constructor(account: Account) {
    super(account, 'sts');
  }

  protected answer({ action, parameters }: ApiCall): ApiAnswer {
    const { RoleArn: arn = '', ProviderId: provider = '', WebIdentityToken: token = '', RoleSessionName: session = '', DurationSeconds: seconds = 7200 } =
      parameters as { RoleArn?: string; ProviderId?: string; WebIdentityToken?: string; RoleSessionName?: string; DurationSeconds?: number };
    return {
      resource: arn.slice(arn.lastIndexOf('/') + 1),
      fields: () => {
        if (action !== 'AssumeRoleWithWebIdentity') throw new Refusal(200, 'InvalidAction', `The stand-in knows no ${action}.`);
        if (!/^[\w+=,.@-]{2,128}$/.test(session)) throw new Refusal(200, 'InvalidParameter.ParamError', 'RoleSessionName is not legal.');
        if (!Number.isInteger(seconds) || seconds < 1 || seconds > 43200) throw new Refusal(200, 'InvalidParameter.ParamError', 'DurationSeconds is not legal.');
        const role = this.account.role(arn);
        if (!role) throw new Refusal(200, 'InternalError.GetRoleError', 'The role does not exist.');
        if (!role.trusts(this.account.arn('oidc-provider', provider), this.claims(provider, token))) {
          throw new Refusal(200, 'UnauthorizedOperation', 'The identity is not trusted by the role.');
        }
        const { secretId, secretKey, token: securityToken, expiresAt } = this.account.issueKeys(role, seconds);
        return {
          Credentials: { TmpSecretId: secretId, TmpSecretKey: secretKey, Token: securityToken },
          ExpiredTime: expiresAt,
          Expiration: new Date(expiresAt * 1000).toISOString(),
        };
      },
    };
  }

  /** What a token says, when it is one of the provider's, for one of the provider's audiences, and still good. */
  private claims(providerName: string, token: string): Claims {
    const provider = this.account.identityProviders.find(({ name }) => name === providerName);
    if (!provider) throw new Refusal(200, 'InvalidParameter.ParamError', `There is no identity provider ${providerName}.`);
    const { iss, aud, sub, exp } = payloadOf(token);
    if (iss !== provider.issuer) throw tokenError('its issuer is not that of the identity provider');
    if (aud === undefined || !provider.clientIds.includes(aud)) throw tokenError('its audience is none of the identity provider');
    if (sub === undefined) throw tokenError('it has no subject');
    if (exp === undefined || exp < Date.now() / 1000) throw tokenError('it has expired');
    return { iss, aud, sub };
  }
}

function payloadOf(token: string): Partial<Claims> & { exp?: number } {
  const parts = token.split('.');
  try {
    if (parts.length !== 3) throw new Error('a JWT has three parts');
    return JSON.parse(Buffer.from(parts[1], 'base64url').toString()) as Partial<Claims>;
  } catch {
    throw tokenError('it is no JWT');
  }
}

function tokenError(reason: string): Refusal {
  return new Refusal(200, 'InvalidParameter.WebIdentityTokenError', `The web identity token is not valid: ${reason}.`);
}

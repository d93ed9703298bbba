import { randomBytes } from 'node:crypto';
import { Role, TrustedRole } from './role';

/** An OIDC provider of CAM: `tencentcloud_cam_role_sso`. */
export interface IdentityProvider {
  readonly name: string;
  /** Issuer of its tokens: `identity_url`. */
  readonly issuer: string;
  /** Audiences that it takes: `client_ids`. */
  readonly clientIds: readonly string[];
}

/** Temporary keys of a role. */
export interface Keys {
  readonly secretId: string;
  readonly secretKey: string;
  readonly token: string;
  /** In seconds since 1970. */
  readonly expiresAt: number;
}

/** UIN of the account that the stand-in is. */
export const ACCOUNT_UIN = '100000000001';

/** What is wrong with the keys of a request. */
export type KeyProblem = 'unknown' | 'wrong token' | 'expired';

/** An account of Tencent Cloud: who may do what in it. */
export class Account {
  private readonly roles: ReadonlyMap<string, TrustedRole>;
  private readonly issued = new Map<string, { keys: Keys; role: TrustedRole }>();

  constructor(public readonly identityProviders: readonly IdentityProvider[], roles: readonly Role[]) {
    this.roles = new Map(roles.map((role) => [this.arn('roleName', role.name), new TrustedRole(role.name, role)]));
  }

  /** Full name of what CAM holds, such as `qcs::cam::uin/100000000001:roleName/shop-dev-plan`. */
  public arn(kind: 'roleName' | 'oidc-provider', name: string): string {
    return `qcs::cam::uin/${ACCOUNT_UIN}:${kind}/${name}`;
  }

  public role(arn: string): TrustedRole | undefined {
    return this.roles.get(arn);
  }

  public issueKeys(role: TrustedRole, durationSeconds: number): Keys {
    const keys = {
      secretId: `AKID${randomBytes(24).toString('base64url')}`,
      secretKey: randomBytes(24).toString('base64'),
      token: randomBytes(96).toString('base64url'),
      expiresAt: Math.floor(Date.now() / 1000) + durationSeconds,
    };
    this.issued.set(keys.secretId, { keys, role });
    return keys;
  }

  /** Whose keys these are. */
  public identify(secretId: string | undefined, token: string | undefined): TrustedRole | KeyProblem {
    const found = this.issued.get(secretId ?? '');
    if (!found) return 'unknown';
    if (found.keys.token !== token) return 'wrong token';
    return found.keys.expiresAt < Date.now() / 1000 ? 'expired' : found.role;
  }
}

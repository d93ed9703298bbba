import { isAllowed, parsePolicy, PolicyDocument, Statement } from './cam';

/** A CAM role, as the bootstrap makes it. */
export interface Role {
  readonly name: string;
  /** Who may assume it: `document` of `tencentcloud_cam_role`. */
  readonly trust: PolicyDocument;
  /** What it may do: `document` of every policy that is attached to it. */
  readonly permissions: readonly PolicyDocument[];
}

/** Who presents an identity token, by what the token says of itself. */
export interface Claims {
  readonly iss: string;
  readonly aud: string;
  readonly sub: string;
}

const ASSUME = 'sts:AssumeRoleWithWebIdentity';
/** Source: https://www.tencentcloud.com/document/product/598/47191 (role with an OIDC identity provider as its principal) */
const REQUIRED_KEYS = ['oidc:iss', 'oidc:aud'];
const MOST_SUBJECTS = 10;

/** A role that is ready to be assumed. */
export class TrustedRole {
  public readonly permissions: readonly Statement[];
  private readonly trust: readonly Statement[];

  /** @throws Error when CAM would not take the trust document */
  constructor(public readonly name: string, role: Role) {
    this.trust = parsePolicy(role.trust);
    this.permissions = role.permissions.flatMap(parsePolicy);
    for (const { conditions } of this.trust) {
      for (const key of REQUIRED_KEYS) {
        if (!conditions.some((condition) => condition.key === key)) throw new Error(`role ${name}: its trust document has no condition on ${key}`);
      }
      for (const { operator, key, values } of conditions) {
        if (operator !== 'string_equal') throw new Error(`role ${name}: a trust document compares ${key} by string_equal, not ${operator}`);
        if (values.length > MOST_SUBJECTS) throw new Error(`role ${name}: its trust document lists ${values.length} values of ${key}; CAM takes ${MOST_SUBJECTS}`);
      }
    }
  }

  /** Whether it trusts a token that an identity provider vouches for. */
  public trusts(provider: string, { iss, aud, sub }: Claims): boolean {
    const vouched = this.trust.filter(({ federated }) => federated.includes(provider));
    return isAllowed(vouched, { action: ASSUME, resource: '*', context: { 'oidc:iss': iss, 'oidc:aud': aud, 'oidc:sub': sub } });
  }
}

import { randomUUID } from 'node:crypto';

/** A token that an identity trusts. */
export interface Credential {
  readonly issuer: string;
  readonly subject: string;
}

/** A user-assigned identity with its federated credentials. */
export interface Identity {
  readonly clientId: string;
  readonly credentials: readonly Credential[];
}

export interface EntraReply {
  readonly status: number;
  readonly body: string;
}

interface Claims {
  readonly iss?: string;
  readonly sub?: string;
  readonly aud?: string;
  readonly exp?: number;
}

/**
 * The token endpoint of one tenant, for those who come with a token of another issuer.
 *
 * Source: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow (federated credential),
 * error codes: https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
export class Entra {
  private readonly given = new Map<string, string>();

  /** @param audience the only one that the tokens of others may be for */
  constructor(
    private readonly tenantId: string, private readonly audience: string, private readonly identities: Readonly<Record<string, Identity>>,
  ) {}

  /** Name of the identity that an access token is of; undefined: it is of none. */
  public identityOf(authorization: string | undefined): string | undefined {
    return this.given.get(authorization?.replace(/^Bearer /, '') ?? '');
  }

  /** Answers `POST /<tenant>/oauth2/v2.0/token`. */
  public token(path: string, form: URLSearchParams): EntraReply {
    if (path !== `/${this.tenantId}/oauth2/v2.0/token`) return refusal('AADSTS90002: Tenant not found.');
    const found = Object.entries(this.identities).find(([, { clientId }]) => clientId === form.get('client_id'));
    if (found === undefined) return refusal('AADSTS700016: Application was not found in the directory.');
    const [name, { credentials }] = found;
    const { iss, sub, aud, exp = 0 } = claimsIn(form.get('client_assertion') ?? '');
    if (exp * 1000 < Date.now()) return refusal('AADSTS700024: Client assertion is not within its valid time range.');
    if (aud !== this.audience) return refusal(`AADSTS700212: No matching federated identity record found for presented assertion audience '${aud}'.`);
    if (!credentials.some(({ issuer, subject }) => issuer === iss && subject === sub)) {
      return refusal(`AADSTS700213: No matching federated identity record found for presented assertion subject '${sub}'.`);
    }
    const token = `token-of-${name}-${randomUUID()}`;
    this.given.set(token, name);
    return { status: 200, body: JSON.stringify({ token_type: 'Bearer', expires_in: 3599, access_token: token }) };
  }
}

function claimsIn(token: string): Claims {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString() || '{}') as Claims;
}

function refusal(reason: string): EntraReply {
  return { status: 401, body: JSON.stringify({ error: 'invalid_client', error_description: reason }) };
}

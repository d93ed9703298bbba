/** An API that tokens are issued for. */
export interface Auth0ResourceServer {
  /** Name of the API, by which others refer to it. Letters, digits, spaces and `._()-`. */
  readonly name: string;

  /** Identifier of the API in tokens, `aud`; cannot be changed later. By convention a URL. */
  readonly identifier: string;

  /**
   * What a token can allow, each with a description: `{ 'read:orders': 'Read orders' }`.
   * @default - none
   */
  readonly scopes?: { readonly [scope: string]: string };

  /**
   * Seconds for which an access token is good.
   * @default 3600
   */
  readonly tokenLifetimeSeconds?: number;

  /**
   * Whether clients may get refresh tokens.
   * @default false
   */
  readonly allowOfflineAccess?: boolean;
}

/** `resource-servers/<name>.json`. */
export function renderResourceServer(server: Auth0ResourceServer): object {
  const { name, identifier, scopes = {}, tokenLifetimeSeconds = 3600, allowOfflineAccess = false } = server;
  return {
    name,
    identifier,
    scopes: Object.entries(scopes).map(([value, description]) => ({ value, description })),
    signing_alg: 'RS256',
    token_lifetime: tokenLifetimeSeconds,
    token_lifetime_for_web: Math.min(tokenLifetimeSeconds, 7200),
    allow_offline_access: allowOfflineAccess,
    skip_consent_for_verifiable_first_party_clients: true,
    // Roles decide which of the scopes a user's token holds.
    enforce_policies: true,
    token_dialect: 'access_token_authz',
  };
}

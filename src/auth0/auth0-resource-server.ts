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

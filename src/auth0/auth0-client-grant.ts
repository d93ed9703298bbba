/** What a client may do with an API in its own name. */
export interface Auth0ClientGrant {
  /** Name of the client. */
  readonly client: string;
  /** Name of the resource server. */
  readonly resourceServer: string;
  /** Scopes of the resource server. */
  readonly scopes: string[];
}

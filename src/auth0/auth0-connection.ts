/** A store of users and passwords. */
export interface Auth0Database {
  /** Name of the connection: letters, digits and `-`, at most 35 characters. */
  readonly name: string;

  /**
   * Names of the clients whose users may log in with it.
   * @default - left as it is in the tenant
   */
  readonly enabledClients?: string[];

  /**
   * Strength of passwords: `none`, `low`, `fair`, `good` or `excellent`.
   * @default 'good'
   */
  readonly passwordPolicy?: string;

  /**
   * Whether nobody can register by himself.
   * @default false
   */
  readonly disableSignup?: boolean;
}

/** Another place where users log in. */
export interface Auth0Connection {
  /** Name of the connection: letters, digits and `-`, at most 128 characters. */
  readonly name: string;

  /** Kind of identity provider in Auth0's words: `'google-oauth2'`, `'waad'`, `'samlp'`, `'oidc'`. */
  readonly strategy: string;

  /**
   * Options of the strategy, in the form in which the Management API takes them. Secrets as `'@@NAME@@'`.
   * @default - none
   */
  readonly options?: { readonly [name: string]: any };

  /**
   * Names of the clients whose users may log in with it.
   * @default - left as it is in the tenant
   */
  readonly enabledClients?: string[];
}

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

/** `database-connections/<name>/database.json`. */
export function renderDatabase({ name, enabledClients, passwordPolicy = 'good', disableSignup = false }: Auth0Database): object {
  return {
    name,
    strategy: 'auth0',
    enabled_clients: enabledClients,
    options: {
      passwordPolicy,
      password_history: { enable: true, size: 5 },
      password_no_personal_info: { enable: true },
      password_dictionary: { enable: true, dictionary: [] },
      brute_force_protection: true,
      disable_signup: disableSignup,
    },
  };
}

/** `connections/<name>.json`. */
export function renderConnection({ name, strategy, options = {}, enabledClients }: Auth0Connection): object {
  return { name, strategy, enabled_clients: enabledClients, options };
}

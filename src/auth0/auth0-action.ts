/** When an action runs. */
export enum Auth0Trigger {
  /** After a user logged in, before tokens are issued. */
  POST_LOGIN = 'post-login',
  /** Before a client gets a token in its own name. */
  CREDENTIALS_EXCHANGE = 'credentials-exchange',
  /** Before a user is added to a database. */
  PRE_USER_REGISTRATION = 'pre-user-registration',
  /** After a user was added to a database. */
  POST_USER_REGISTRATION = 'post-user-registration',
  /** After a user changed the password. */
  POST_CHANGE_PASSWORD = 'post-change-password',
}

/** Code that runs at Auth0. It is written once, to `actions/<name>/code.js`, and yours from then on. */
export interface Auth0Action {
  /** Name of the action. Letters, digits, spaces and `._()-`. */
  readonly name: string;

  /** When it runs. */
  readonly trigger: Auth0Trigger;

  /**
   * Runtime of the code.
   * @default 'node22'
   */
  readonly runtime?: string;

  /**
   * npm packages with one exact version each: `{ axios: '1.12.2' }`.
   * @default - none
   */
  readonly dependencies?: { readonly [name: string]: string };

  /**
   * Secrets that the code reads as `event.secrets.<NAME>`. Their values are taken from the environment variables of these
   * names when a tenant is deployed.
   * @default - none
   */
  readonly secrets?: string[];
}

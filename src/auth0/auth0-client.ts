/** What kind of application a client is, which decides how it may get tokens. */
export enum Auth0ClientType {
  /** Runs in a browser and keeps no secret: authorization code with PKCE, rotating refresh tokens. */
  SINGLE_PAGE = 'spa',
  /** Runs on a device and keeps no secret: authorization code with PKCE, rotating refresh tokens. */
  NATIVE = 'native',
  /** Runs on a server and keeps a secret: authorization code. */
  REGULAR_WEB = 'regular_web',
  /** Has no users: client credentials. */
  MACHINE = 'non_interactive',
}

/** An application that gets tokens from Auth0. */
export interface Auth0Client {
  /** Name of the client, by which others refer to it. Letters, digits, spaces and `._()-`. */
  readonly name: string;

  /** Kind of application. */
  readonly type: Auth0ClientType;

  /**
   * What the client is.
   * @default - none
   */
  readonly description?: string;

  /**
   * URLs that a user comes back to after the login.
   * @default - none
   */
  readonly callbacks?: string[];

  /**
   * URLs that a user comes back to after the logout.
   * @default - none
   */
  readonly allowedLogoutUrls?: string[];

  /**
   * Origins that may renew a session from a browser.
   * @default - none
   */
  readonly webOrigins?: string[];

  /**
   * OAuth grant types.
   * @default - those that its kind of application needs
   */
  readonly grantTypes?: string[];
}

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

/** Seconds: thirty days in all, fifteen without use. */
const ROTATING_REFRESH_TOKEN = {
  rotation_type: 'rotating',
  expiration_type: 'expiring',
  leeway: 0,
  token_lifetime: 2592000,
  infinite_token_lifetime: false,
  idle_token_lifetime: 1296000,
  infinite_idle_token_lifetime: false,
};

const BY_TYPE: Readonly<Record<Auth0ClientType, { readonly grantTypes: readonly string[]; readonly authentication: string }>> = {
  [Auth0ClientType.SINGLE_PAGE]: { grantTypes: ['authorization_code', 'refresh_token'], authentication: 'none' },
  [Auth0ClientType.NATIVE]: { grantTypes: ['authorization_code', 'refresh_token'], authentication: 'none' },
  [Auth0ClientType.REGULAR_WEB]: { grantTypes: ['authorization_code', 'refresh_token'], authentication: 'client_secret_post' },
  [Auth0ClientType.MACHINE]: { grantTypes: ['client_credentials'], authentication: 'client_secret_post' },
};

/** `clients/<name>.json`. */
export function renderClient(client: Auth0Client): object {
  const { grantTypes, authentication } = BY_TYPE[client.type];
  const granted = client.grantTypes ?? grantTypes;
  return {
    name: client.name,
    description: client.description,
    app_type: client.type,
    is_first_party: true,
    oidc_conformant: true,
    cross_origin_authentication: false,
    token_endpoint_auth_method: authentication,
    grant_types: granted,
    callbacks: client.callbacks ?? [],
    allowed_logout_urls: client.allowedLogoutUrls ?? [],
    web_origins: client.webOrigins ?? [],
    jwt_configuration: { alg: 'RS256', lifetime_in_seconds: 36000 },
    ...(granted.includes('refresh_token') && { refresh_token: ROTATING_REFRESH_TOKEN }),
  };
}

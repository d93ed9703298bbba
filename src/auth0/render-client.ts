import { Auth0Client, Auth0ClientType } from './auth0-client';

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

import type { Auth0ClientGrant } from './auth0-client-grant';
import type { Auth0Connection, Auth0Database } from './auth0-connection';
import type { Auth0ResourceServer } from './auth0-resource-server';
import type { Auth0Role } from './auth0-role';

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

/** `grants/<client>-<resource server>.json`. */
export function renderClientGrant({ client, resourceServer, scopes }: Auth0ClientGrant, resourceServers: readonly Auth0ResourceServer[]): object {
  return { client_id: client, audience: resourceServers.find(({ name }) => name === resourceServer)?.identifier, scope: scopes };
}

/** `roles/<name>.json`. */
export function renderRole({ name, description, permissions = [] }: Auth0Role, resourceServers: readonly Auth0ResourceServer[]): object {
  return {
    name,
    description,
    permissions: permissions.flatMap(({ resourceServer, scopes }) => scopes.map((scope) => ({
      permission_name: scope,
      resource_server_identifier: resourceServers.find((other) => other.name === resourceServer)?.identifier,
    }))),
  };
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

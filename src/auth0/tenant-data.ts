import type { Auth0TenantOptions } from './auth0-tenant-options';
import { withListKeywords } from './keywords';
import { renderAction, renderTriggers } from './render-action';
import { renderClient } from './render-client';
import { renderClientGrant, renderConnection, renderDatabase, renderResourceServer, renderRole } from './render-resources';

/** What is in a tenant: documents by path, in the directory format of auth0-deploy-cli. */
export type TenantData = Readonly<Record<string, object>>;

/**
 * The data of a tenant. A file has the name that an export gives it, so that the two can be compared.
 *
 * Source: https://github.com/auth0/auth0-deploy-cli/blob/v8.44.0/docs/resource-specific-documentation.md
 */
export function tenantData(options: Auth0TenantOptions, projectName: string): TenantData {
  const { resourceServers = [], actions = [], keywords = {} } = options;
  const triggers = renderTriggers(actions);
  const documents: Record<string, object> = {
    'tenant.json': {
      friendly_name: options.friendlyName ?? projectName,
      support_email: options.supportEmail,
      support_url: options.supportUrl,
      session_lifetime: options.sessionLifetimeHours,
      idle_session_lifetime: options.idleSessionLifetimeHours,
    },
    ...byName('clients', options.clients, renderClient),
    ...byName('resource-servers', resourceServers, renderResourceServer),
    ...Object.fromEntries((options.clientGrants ?? []).map((grant) =>
      [`grants/${grant.client}-${grant.resourceServer}.json`, renderClientGrant(grant, resourceServers)])),
    ...byName('roles', options.roles, (role) => renderRole(role, resourceServers)),
    ...byName('actions', actions, renderAction),
    ...(triggers && { 'triggers/triggers.json': triggers }),
    ...Object.fromEntries((options.databases ?? []).map((database) =>
      [`database-connections/${database.name}/database.json`, renderDatabase(database)])),
    ...byName('connections', options.connections, renderConnection),
  };
  return Object.fromEntries(Object.entries(documents).map(([path, document]) => [path, withListKeywords(document, keywords) as object]));
}

/**
 * The configuration of auth0-deploy-cli for a tenant. It holds no secret: those come from the environment.
 */
export function tenantConfig({ domain, allowDelete = false, keywords = {} }: Auth0TenantOptions): object {
  return { AUTH0_DOMAIN: domain, AUTH0_ALLOW_DELETE: allowDelete, AUTH0_KEYWORD_REPLACE_MAPPINGS: keywords };
}

/** The environment variables that a deployment takes secrets from. */
export function tenantSecrets({ secrets = [], actions = [] }: Auth0TenantOptions): string[] {
  return [...new Set([...secrets, ...actions.flatMap((action) => action.secrets ?? [])])].sort();
}

/** One file per thing. */
function byName<T extends { readonly name: string }>(folder: string, things: readonly T[] | undefined, render: (thing: T) => object) {
  return Object.fromEntries((things ?? []).map((thing) => [`${folder}/${thing.name}.json`, render(thing)]));
}

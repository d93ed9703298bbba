import type { Auth0ResourceServer } from './auth0-resource-server';

/** What a client may do with an API in its own name. */
export interface Auth0ClientGrant {
  /** Name of the client. */
  readonly client: string;
  /** Name of the resource server. */
  readonly resourceServer: string;
  /** Scopes of the resource server. */
  readonly scopes: string[];
}

/** `grants/<client>-<resource server>.json`. */
export function renderClientGrant({ client, resourceServer, scopes }: Auth0ClientGrant, resourceServers: readonly Auth0ResourceServer[]): object {
  return { client_id: client, audience: resourceServers.find(({ name }) => name === resourceServer)?.identifier, scope: scopes };
}

import type { Auth0Action } from './auth0-action';
import type { Auth0Client } from './auth0-client';
import type { Auth0ClientGrant } from './auth0-client-grant';
import type { Auth0Connection, Auth0Database } from './auth0-connection';
import type { Auth0ResourceServer } from './auth0-resource-server';
import type { Auth0Role } from './auth0-role';

/**
 * An Auth0 tenant: what it is called, and what is in it.
 *
 * All tenants of an estate hold the same: the same clients, resource servers, roles and so on, with what differs written
 * as keyword. `##WEB_ORIGIN##` stands for the text of a keyword inside of any string, and a string that is `@@NAME@@`
 * as a whole for its value, whatever type that has; a list of that one string stands for a whole list.
 */
export interface Auth0TenantOptions {
  /** Domain of the tenant, which is that of its Management API: `'shop-dev.eu.auth0.com'`. */
  readonly domain: string;

  /**
   * Whether a deployment needs the name of the tenant as an explicit word.
   * @default true
   */
  readonly isProtected?: boolean;

  /**
   * Whether a deployment deletes what is in the tenant but not in its data.
   * @default false
   */
  readonly allowDelete?: boolean;

  /**
   * What differs between tenants: values by keyword, such as `{ WEB_ORIGIN: 'https://dev.example.com' }`. Strings,
   * numbers, booleans and lists. All tenants have the same keywords. No secrets: everyone can read them.
   * @default - none
   */
  readonly keywords?: { readonly [name: string]: any };

  /**
   * Environment variables that hold secrets when a tenant is deployed, used as `'@@NAME@@'`. The secrets of actions need
   * not be named here.
   * @default - none but the secrets of actions
   */
  readonly secrets?: string[];

  /**
   * Name of the tenant as users see it.
   * @default - the name of the project
   */
  readonly friendlyName?: string;

  /**
   * Address that users get help at.
   * @default - none
   */
  readonly supportEmail?: string;

  /**
   * Page that users get help at.
   * @default - none
   */
  readonly supportUrl?: string;

  /**
   * Hours after which a user has to log in again.
   * @default - what Auth0 sets: 168
   */
  readonly sessionLifetimeHours?: number;

  /**
   * Hours without activity after which a user has to log in again.
   * @default - what Auth0 sets: 72
   */
  readonly idleSessionLifetimeHours?: number;

  /**
   * Applications that let users log in or call APIs.
   * @default - none
   */
  readonly clients?: Auth0Client[];

  /**
   * APIs that tokens are issued for.
   * @default - none
   */
  readonly resourceServers?: Auth0ResourceServer[];

  /**
   * Which client may call which API in its own name.
   * @default - none
   */
  readonly clientGrants?: Auth0ClientGrant[];

  /**
   * Sets of permissions that users have.
   * @default - none
   */
  readonly roles?: Auth0Role[];

  /**
   * Code that runs inside of logins and registrations. Those of one trigger run in this order.
   * @default - none
   */
  readonly actions?: Auth0Action[];

  /**
   * Stores of users and passwords at Auth0.
   * @default - none
   */
  readonly databases?: Auth0Database[];

  /**
   * Other places where users log in: social and enterprise identity providers.
   * @default - none
   */
  readonly connections?: Auth0Connection[];
}

import { Auth0Trigger } from '../../src/auth0/auth0-action';
import { Auth0ClientType } from '../../src/auth0/auth0-client';
import type { Auth0TenantOptions } from '../../src/auth0/auth0-tenant-options';

/** A tenant with one of everything. */
export const SAMPLE: Auth0TenantOptions = {
  domain: 'shop-dev.eu.auth0.com',
  keywords: { WEB_ORIGIN: 'https://dev.example.com', CALLBACKS: ['https://dev.example.com/callback', 'http://localhost:3000/callback'], API: 'https://api.dev.example.com' },
  secrets: ['GOOGLE_CLIENT_SECRET'],
  supportEmail: 'support@example.com',
  supportUrl: '##WEB_ORIGIN##/support',
  sessionLifetimeHours: 12,
  idleSessionLifetimeHours: 2,
  clients: [
    { name: 'Web app', type: Auth0ClientType.SINGLE_PAGE, callbacks: ['@@CALLBACKS@@'], allowedLogoutUrls: ['##WEB_ORIGIN##'], webOrigins: ['##WEB_ORIGIN##'] },
    { name: 'Back office', type: Auth0ClientType.REGULAR_WEB, callbacks: ['##WEB_ORIGIN##/office'] },
    { name: 'Phone', type: Auth0ClientType.NATIVE },
    { name: 'Worker', type: Auth0ClientType.MACHINE, description: 'Nightly jobs' },
  ],
  resourceServers: [{ name: 'Orders API', identifier: '##API##/orders', scopes: { 'read:orders': 'Read orders', 'write:orders': 'Change orders' }, allowOfflineAccess: true }],
  clientGrants: [{ client: 'Worker', resourceServer: 'Orders API', scopes: ['read:orders'] }],
  roles: [{ name: 'clerk', description: 'Takes orders', permissions: [{ resourceServer: 'Orders API', scopes: ['read:orders', 'write:orders'] }] }],
  actions: [
    { name: 'Add roles', trigger: Auth0Trigger.POST_LOGIN },
    { name: 'Tell the CRM', trigger: Auth0Trigger.POST_USER_REGISTRATION, dependencies: { axios: '1.12.2' }, secrets: ['CRM_TOKEN'] },
  ],
  databases: [{ name: 'Customers', enabledClients: ['Web app', 'Phone'] }],
  connections: [{ name: 'google', strategy: 'google-oauth2', options: { client_id: '1234', client_secret: '@@GOOGLE_CLIENT_SECRET@@' }, enabledClients: ['Web app'] }],
};

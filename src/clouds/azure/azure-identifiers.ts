/** IDs of subscriptions, tenants and applications. */
export const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What such an ID looks like, in words. */
export const GUID_FORM = 'of the form "00000000-0000-0000-0000-000000000000"';

/** Names of storage accounts. */
export const STORAGE_ACCOUNT = /^[a-z0-9]{3,24}$/;

/** Host of the addresses that name none. */
const DEFAULT_HOST = 'registry.terraform.io';
/** Namespace of the addresses that name none. */
const DEFAULT_NAMESPACE = 'hashicorp';

/** The one form of all that stand for the same provider: lower case, with its namespace, without the host of the registry. */
export function normalProviderSource(source: string): string {
  const parts = source.toLowerCase().split('/');
  if (parts.length === 1) return `${DEFAULT_NAMESPACE}/${parts[0]}`;
  return parts.length === 3 && parts[0] === DEFAULT_HOST ? parts.slice(1).join('/') : parts.join('/');
}

import { AZURE_CREDENTIAL_TYPES } from './azure/azure-credential-types';
import { TENCENT_CREDENTIAL_TYPES } from './tencent/tencent-credential-types';

/** Those of providers that are no cloud's: what they make is a secret, or is given one. */
const OTHERS: readonly string[] = [
  'data.kubernetes_secret',
  'data.kubernetes_secret_v1',
  'kubernetes_manifest',
  'kubernetes_secret',
  'kubernetes_secret_v1',
  'helm_release',
  'local_sensitive_file',
  'random_bytes',
  'random_password',
  'tls_private_key',
];

const KNOWN = new Set([...AZURE_CREDENTIAL_TYPES, ...TENCENT_CREDENTIAL_TYPES, ...OTHERS]);

/**
 * Whether the state keeps something of such a resource that opens something.
 * @param type a type of resources, behind `data.` that of a data source
 */
export function isCredentialType(type: string): boolean {
  return KNOWN.has(type);
}

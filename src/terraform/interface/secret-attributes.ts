/**
 * Names of attributes that providers declare sensitive. Which ones do is known to a provider alone; to hide what need not be
 * hidden does no harm, and not to hide what has to be makes Terraform refuse the plan.
 */
const SECRET = new RegExp([
  '(^|_)(password|passwords|passwd|secret|secrets|token|tokens|credential|credentials|passphrase)$',
  '(^|_)(secret|access|account|shared_access|master|admin|primary|secondary|private|api|storage|encryption|auth|query|client|signing)_key$',
  '(^|_)(primary|secondary|private)_(\\w+_)?keys?(_pem|_openssh|_pem_pkcs8)?$',
  '(^|_)connection_strings?(_\\w+)?$|^(primary|secondary)_\\w*connection_string$',
  '^(client_secret|secret_value|secret_string|secret_binary|kube_config|kube_config_raw|kube_admin_config|kube_admin_config_raw|kubeconfig|sas|sas_token|bcrypt_hash)$',
  '^(client_key|cluster_ca_private_key|private_key_pem|private_key_openssh|certificate_p12)$',
].join('|'));

/** Attributes whose whole value is a secret, by the type of the resource. */
const BY_TYPE: Readonly<Record<string, readonly string[]>> = { random_password: ['result'] };

/** Resources of Terraform itself, which has no secrets of its own. */
const BUILT_IN = ['terraform_data', 'terraform_remote_state'];

/** Whether an attribute of a resource or data source is perhaps sensitive. */
export function isPerhapsSecret(type: string, attributes: readonly string[]): boolean {
  if (BUILT_IN.includes(type)) return false;
  if (Object.hasOwn(BY_TYPE, type) && attributes.some((name) => BY_TYPE[type].includes(name))) return true;
  // Without an attribute the whole of a secret is meant.
  if (attributes.length === 0) return Object.hasOwn(BY_TYPE, type);
  return attributes.some((name) => SECRET.test(name));
}

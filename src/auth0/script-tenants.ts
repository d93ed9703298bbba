import { shellWord } from '../text/bash-quote';

/** The release of auth0-deploy-cli that the data is written for. */
const DEPLOY_CLI = 'auth0-deploy-cli@8.44.0';

/** A tenant as the scripts see it. */
export interface ScriptTenant {
  readonly name: string;
  /** Whether a deployment needs its name as an explicit word. */
  readonly isProtected: boolean;
  readonly keywords: readonly string[];
  /** Environment variables that a deployment takes secrets from. */
  readonly secrets: readonly string[];
}

export interface TenantScriptOptions {
  /** Where the script stands, relative to the repository. */
  readonly path: string;
  /** Folder of the data of all tenants. */
  readonly dataDir: string;
  readonly tenants: readonly ScriptTenant[];
}

/** What the help of a script says about credentials. */
export const CREDENTIALS_HELP = [
  'Credentials come from the environment alone, and are those of an application that may use the Management API of the tenant:',
  'AUTH0_CLIENT_ID with AUTH0_CLIENT_SECRET or AUTH0_CLIENT_SIGNING_KEY_PATH, or an AUTH0_ACCESS_TOKEN.',
];

/** Ends the script when `tenant` is none of those that there are. */
export function requireTenant(tenants: readonly ScriptTenant[]): string[] {
  return [
    'case "${tenant}" in',
    `  ${tenants.map(({ name }) => shellWord(name)).join(' | ')}) ;;`,
    `  *) fail "which tenant? One of: ${tenants.map(({ name }) => name).join(', ')}" 2 ;;`,
    'esac',
  ];
}

/**
 * Looks for credentials, and takes everything else that auth0-deploy-cli would read out of the environment: a domain that
 * is set there goes before the one of the tenant, and so does a keyword.
 */
export function prepareEnvironment(tenants: readonly ScriptTenant[]): string[] {
  const keywords = [...new Set(tenants.flatMap((tenant) => tenant.keywords))].sort();
  return [
    'if [[ -z "${AUTH0_ACCESS_TOKEN:-}" ]]; then',
    '  [[ -n "${AUTH0_CLIENT_ID:-}" ]] || fail "AUTH0_CLIENT_ID is not set; --help says which credentials are needed"',
    '  [[ -n "${AUTH0_CLIENT_SECRET:-}${AUTH0_CLIENT_SIGNING_KEY_PATH:-}" ]] ||',
    '    fail "neither AUTH0_CLIENT_SECRET nor AUTH0_CLIENT_SIGNING_KEY_PATH is set; --help says which credentials are needed"',
    'fi',
    '# For auth0-deploy-cli the environment goes before the config.json of the tenant.',
    'for name in "${!AUTH0_@}"; do',
    '  case "${name}" in',
    '    AUTH0_ACCESS_TOKEN | AUTH0_CLIENT_ID | AUTH0_CLIENT_SECRET | AUTH0_CLIENT_SIGNING_KEY_PATH | AUTH0_CLIENT_SIGNING_ALGORITHM) ;;',
    '    *) unset "${name}" ;;',
    '  esac',
    'done',
    ...(keywords.length > 0 ? [`unset ${keywords.join(' ')}`] : []),
    '# What npm would run of a package sees the credentials as well.',
    'export npm_config_ignore_scripts=true',
  ];
}

/** The command that runs auth0-deploy-cli, without its arguments. */
export const RUN_DEPLOY_CLI = `npx --yes --package=${DEPLOY_CLI} -- a0deploy`;

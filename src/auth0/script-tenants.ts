import { shellWord } from '../text/bash-quote';
import { lines, wayUp } from '../text/bash-script';

/** A tenant as the scripts see it. */
export interface ScriptTenant {
  readonly name: string;
  /** Whether a deployment needs its name as an explicit word. */
  readonly isProtected: boolean;
  readonly keywords: readonly string[];
  /** Environment variables that a deployment takes secrets from. */
  readonly secrets: readonly string[];
}

/** The release of auth0-deploy-cli that the data is written for. */
const DEPLOY_CLI = 'auth0-deploy-cli@8.44.0';

export interface TenantScriptOptions {
  /** Where the script stands, relative to the repository. */
  readonly path: string;
  /** Folder of the data of all tenants. */
  readonly dataDir: string;
  readonly tenants: readonly ScriptTenant[];
}

/** What is filled into the scripts of tenants alike. */
export function tenantNames({ path, dataDir, tenants }: TenantScriptOptions): Record<string, string> {
  const names = tenants.map(({ name }) => name);
  const keywords = [...new Set(tenants.flatMap((tenant) => tenant.keywords))].sort();
  return {
    '__path__': path,
    '__way_up__': wayUp(path),
    'Tenants: __tenant__': `Tenants: ${names.join(', ')}`,
    '  __tenant__) ;;': `  ${names.map(shellWord).join(' | ')}) ;;`,
    'One of: __tenant__': `One of: ${names.join(', ')}`,
    'unset __keyword__\n': keywords.length > 0 ? lines(`unset ${keywords.join(' ')}`) : '',
    '__data_dir__': shellWord(dataDir),
    '__deploy_cli__': DEPLOY_CLI,
  };
}

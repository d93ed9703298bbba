import { CREDENTIALS_HELP, prepareEnvironment, requireTenant, RUN_DEPLOY_CLI, TenantScriptOptions } from './script-tenants';
import { shellWord } from '../text/bash-quote';
import { findRepository, readWords, scriptHead } from '../text/bash-script';

/** The script that shows what a deployment would change in a tenant, and deploys it when it is told to. */
export function deployScript({ path, dataDir, tenants }: TenantScriptOptions): string {
  const secrets = [...new Set(tenants.flatMap((tenant) => tenant.secrets))].sort();
  const guarded = tenants.filter(({ isProtected }) => isProtected).map(({ name }) => name);
  return [
    ...scriptHead([
      'Shows what the data of an Auth0 tenant would change in it and, with --apply, deploys it.',
      '',
      `Usage: ${path} <tenant> [--apply] [--confirm <tenant>]`,
      '',
      `Tenants: ${tenants.map(({ name }) => name).join(', ')}`,
      ...guarded.map((name) => `Deploying ${name} needs its name as an explicit word: --confirm ${name}`),
      '',
      ...CREDENTIALS_HELP,
      ...(secrets.length > 0 ? [`The secrets that are deployed come from the environment too: ${secrets.join(', ')}`] : []),
    ]),
    ...readWords({ words: ['tenant'], tooMany: 'one tenant at a time; $1 is one word too many', confirms: 'a tenant', flags: { '--apply': 'is_applied' } }),
    '',
    ...requireTenant(tenants),
    '[[ -z "${confirmed}" || "${confirmed}" == "${tenant}" ]] || fail "--confirm ${confirmed} is not ${tenant}: which one do you mean?" 3',
    ...(guarded.length > 0 ? [
      'if [[ -n "${is_applied}" && -z "${confirmed}" ]]; then',
      '  case "${tenant}" in',
      `    ${guarded.map(shellWord).join(' | ')}) fail "\${tenant} is protected: add --confirm \${tenant} to deploy it" 3 ;;`,
      '  esac',
      'fi',
    ] : []),
    ...(secrets.length > 0 ? [
      `secrets=(${secrets.join(' ')})`,
      'for name in "${secrets[@]}"; do',
      '  [[ -n "${!name:-}" ]] || fail "${name} is not set: it is a secret that is deployed"',
      'done',
    ] : []),
    ...prepareEnvironment(tenants),
    '',
    findRepository(path),
    `data="\${repository}"/${shellWord(dataDir)}/"\${tenant}"`,
    'arguments=(--config_file "${data}/config.json" --input_file "${data}" --dry-run)',
    'if [[ -n "${is_applied}" ]]; then',
    '  arguments+=(--apply)',
    'fi',
    'cd -- "${repository}"',
    `exec ${RUN_DEPLOY_CLI} import "\${arguments[@]}"`,
    '',
  ].join('\n');
}

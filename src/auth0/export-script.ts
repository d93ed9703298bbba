import { CREDENTIALS_HELP, prepareEnvironment, requireTenant, RUN_DEPLOY_CLI, TenantScriptOptions } from './script-tenants';
import { shellWord } from '../text/bash-quote';
import { findRepository, readWords, scriptHead } from '../text/bash-script';

/** The script that exports a tenant and shows how it differs from its data. */
export function exportScript({ path, dataDir, tenants }: TenantScriptOptions): string {
  return [
    ...scriptHead([
      'Exports an Auth0 tenant into a new directory, and shows how it differs from its data in this repository.',
      '',
      `Usage: ${path} <tenant> [<directory>]`,
      '',
      `Tenants: ${tenants.map(({ name }) => name).join(', ')}`,
      'Without a directory it makes a temporary one. Nothing in the repository changes.',
      '',
      ...CREDENTIALS_HELP,
    ]),
    ...readWords({ words: ['tenant', 'directory'], tooMany: 'one tenant at a time; $1 is one word too many', confirms: 'a tenant' }),
    '',
    ...requireTenant(tenants),
    '[[ -z "${confirmed}" ]] || fail "an export changes nothing, so there is nothing to confirm" 2',
    ...prepareEnvironment(tenants),
    '',
    findRepository(path),
    `data="\${repository}"/${shellWord(dataDir)}/"\${tenant}"`,
    'if [[ -z "${directory}" ]]; then',
    '  directory="$(mktemp -d)"',
    'elif [[ -e "${directory}" ]]; then',
    '  fail "${directory} is there already: give a new directory" 2',
    'fi',
    'mkdir -p -- "${directory}"',
    'directory="$(cd -- "${directory}" && pwd -P)"',
    '# Where the data has a keyword, the export keeps it. What it does not write anew is no longer in the tenant.',
    'cp -R -- "${data}/." "${directory}"',
    'chmod -R u+w -- "${directory}"',
    'find "${directory}" -type f -exec touch -d @0 {} +',
    'cd -- "${repository}"',
    'AUTH0_PRESERVE_KEYWORDS=true \\',
    `  ${RUN_DEPLOY_CLI} export --config_file "\${data}/config.json" --format directory --output_folder "\${directory}"`,
    'find "${directory}" -type f ! -newermt @86400 -delete',
    'find "${directory}" -mindepth 1 -type d -empty -delete',
    'if diff --recursive --unified --exclude=config.json -- "${data}" "${directory}"; then',
    '  echo "${tenant} is as its data says; the export is in ${directory}" >&2',
    'else',
    '  echo "${tenant} differs from its data; the export is in ${directory}" >&2',
    'fi',
    '',
  ].join('\n');
}

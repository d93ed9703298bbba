import { tenantNames, TenantScriptOptions } from './script-tenants';
import { shellWord } from '../text/bash-quote';
import { lines } from '../text/bash-script';
import { fillIn } from '../text/fill-in';
import { shippedText } from '../text/shipped-text';

/** The script that shows what a deployment would change in a tenant, and deploys it when it is told to. */
export function deployScript(options: TenantScriptOptions): string {
  const secrets = [...new Set(options.tenants.flatMap((tenant) => tenant.secrets))].sort();
  const guarded = options.tenants.filter(({ isProtected }) => isProtected).map(({ name }) => name);
  return fillIn(shippedText(__dirname, 'scripts/deploy.sh'), {
    ...tenantNames(options),
    'Deploying __tenant__ needs its name as an explicit word: --confirm __tenant__\n':
      lines(...guarded.map((name) => `Deploying ${name} needs its name as an explicit word: --confirm ${name}`)),
    'The secrets that are deployed come from the environment too: __secret__\n':
      secrets.length > 0 ? lines(`The secrets that are deployed come from the environment too: ${secrets.join(', ')}`) : '',
    [requireConfirmation(['__tenant__'])]: requireConfirmation(guarded),
    [requireSecrets(['__secret__'])]: requireSecrets(secrets),
  });
}

function requireConfirmation(guarded: readonly string[]): string {
  return guarded.length === 0 ? '' : lines(
    'if [[ -n "${is_applied}" && -z "${confirmed}" ]]; then',
    '  case "${tenant}" in',
    `    ${guarded.map(shellWord).join(' | ')}) fail "\${tenant} is protected: add --confirm \${tenant} to deploy it" 3 ;;`,
    '  esac',
    'fi',
  );
}

function requireSecrets(secrets: readonly string[]): string {
  return secrets.length === 0 ? '' : lines(
    `secrets=(${secrets.join(' ')})`,
    'for name in "${secrets[@]}"; do',
    '  [[ -n "${!name:-}" ]] || fail "${name} is not set: it is a secret that is deployed"',
    'done',
  );
}

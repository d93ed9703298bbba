import type { Auth0TenantOptions } from './auth0-tenant-options';
import { keywordUses } from './keywords';
import { actionCodePath } from './render-action';
import { TenantData, tenantSecrets } from './tenant-data';
import type { Report } from '../synth/declare/problem';
import { isDnsSubdomain } from '../text/names';
import { didYouMean } from '../text/nearest-name';

/** Reports everything that is wrong with a tenant by itself. */
export function checkTenant(options: Auth0TenantOptions, data: TenantData, report: Report): void {
  if (!isDnsSubdomain(options.domain) || !options.domain.includes('.')) report(`has domain ${JSON.stringify(options.domain)}, which is none: give it without "https://", such as "shop-dev.eu.auth0.com".`);
  for (const option of ['sessionLifetimeHours', 'idleSessionLifetimeHours'] as const) {
    const hours = options[option];
    if (hours !== undefined && !(Number.isInteger(hours) && hours > 0)) report(`has ${option} ${hours}; it has to be a whole number of hours.`);
  }
  checkVariables(options, report);
  checkNames(options, report);
  checkReferences(options, report);
  checkActions(options, report);
  for (const { name, passwordPolicy } of options.databases ?? []) {
    if (passwordPolicy !== undefined && !PASSWORD_POLICIES.includes(passwordPolicy)) {
      report(`has the passwordPolicy ${JSON.stringify(passwordPolicy)} for database "${name}"; it is one of: ${PASSWORD_POLICIES.join(', ')}.${didYouMean(passwordPolicy, PASSWORD_POLICIES)}`);
    }
  }
  for (const [path, document] of Object.entries(data)) checkKeywordUses(path, document, options, report);
}

/** What a name of a resource and of a file can be alike. */
const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9 ._()-]*[A-Za-z0-9_)-])?$/;
const CONNECTION_NAME = /^[A-Za-z0-9](?:-?[A-Za-z0-9])*$/;
const VARIABLE = /^[A-Z][A-Z0-9_]*$/;
/** What every machine has in its environment, which goes before the keywords of a tenant. */
const OF_THE_MACHINE = ['CI', 'HOME', 'HOSTNAME', 'LANG', 'LOGNAME', 'PATH', 'PWD', 'SHELL', 'TERM', 'TMPDIR', 'TZ', 'USER'];
const EXACT_VERSION = /^\d+\.\d+\.\d+(?:-[\w.-]+)?$/;
const PASSWORD_POLICIES = ['none', 'low', 'fair', 'good', 'excellent'];
/** Text that is the same inside of a JSON string as outside. */
// eslint-disable-next-line no-control-regex
const PLAIN_TEXT = /^[^"\\\u0000-\u001f\p{Surrogate}]*$/u;

function checkVariables(options: Auth0TenantOptions, report: Report): void {
  const { keywords = {} } = options;
  for (const [kind, names] of [['keyword', Object.keys(keywords)], ['secret', tenantSecrets(options)]] as const) {
    for (const name of names) {
      if (!VARIABLE.test(name)) report(`has the ${kind} ${JSON.stringify(name)}: use upper-case letters, digits and "_", with a letter first.`);
      else if (name.startsWith('AUTH0_') || OF_THE_MACHINE.includes(name)) report(`has the ${kind} "${name}", which is a variable of auth0-deploy-cli or of the machine: give it another name.`);
    }
  }
  for (const [name, value] of Object.entries(keywords)) {
    if (tenantSecrets(options).includes(name)) report(`has "${name}" as keyword and as secret: remove one of them.`);
    const isPlain = (item: unknown) => ['string', 'boolean'].includes(typeof item) || Number.isFinite(item);
    if (!(Array.isArray(value) ? value.every(isPlain) : isPlain(value))) report(`has a keyword "${name}" that is no string, number, boolean or list of them.`);
  }
}

function checkNames(options: Auth0TenantOptions, report: Report): void {
  for (const [kind, things, pattern, allowed] of [
    ['client', options.clients, NAME, 'letters, digits, spaces and "._()-"'],
    ['resource server', options.resourceServers, NAME, 'letters, digits, spaces and "._()-"'],
    ['role', options.roles, NAME, 'letters, digits, spaces and "._()-"'],
    ['action', options.actions, NAME, 'letters, digits, spaces and "._()-"'],
    ['connection', [...options.databases ?? [], ...options.connections ?? []], CONNECTION_NAME, 'letters and digits, and single "-" between them'],
  ] as const) {
    const seen = new Set<string>();
    for (const { name } of things ?? []) {
      if (!pattern.test(name) || name.length > 100) report(`has a ${kind} ${JSON.stringify(name)}: a name has at most 100 characters, of ${allowed}.`);
      // Some file systems ignore case.
      if (seen.has(name.toLowerCase())) report(`has two ${kind}s "${name}": give one another name.`);
      seen.add(name.toLowerCase());
    }
  }
}

function checkReferences(options: Auth0TenantOptions, report: Report): void {
  const clients = (options.clients ?? []).map(({ name }) => name);
  const servers = options.resourceServers ?? [];
  const checkClient = (subject: string, name: string) => {
    if (!clients.includes(name)) report(`has ${subject} with client "${name}", which there is not.${didYouMean(name, clients)}`);
  };
  const checkScopes = (subject: string, name: string, scopes: readonly string[]) => {
    const server = servers.find((other) => other.name === name);
    if (server === undefined) {
      report(`has ${subject} with resource server "${name}", which there is not.${didYouMean(name, servers.map((other) => other.name))}`);
      return;
    }
    const known = Object.keys(server.scopes ?? {});
    for (const scope of scopes.filter((wanted) => !known.includes(wanted))) {
      report(`has ${subject} with scope "${scope}", which resource server "${name}" has not.${didYouMean(scope, known)}`);
    }
  };
  for (const { name, enabledClients = [] } of [...options.databases ?? [], ...options.connections ?? []]) {
    for (const client of enabledClients) checkClient(`connection "${name}"`, client);
  }
  const granted = new Set<string>();
  for (const { client, resourceServer, scopes } of options.clientGrants ?? []) {
    checkClient('a grant', client);
    checkScopes(`the grant of client "${client}"`, resourceServer, scopes);
    const grant = `${client}-${resourceServer}`;
    if (granted.has(grant)) report(`has two grants of client "${client}" for resource server "${resourceServer}": join their scopes.`);
    granted.add(grant);
  }
  for (const { name, permissions = [] } of options.roles ?? []) {
    for (const { resourceServer, scopes } of permissions) checkScopes(`role "${name}"`, resourceServer, scopes);
  }
}

function checkActions({ actions = [] }: Auth0TenantOptions, report: Report): void {
  for (const action of actions) {
    for (const [dependency, version] of Object.entries(action.dependencies ?? {})) {
      if (!EXACT_VERSION.test(version)) report(`has ${dependency} ${JSON.stringify(version)} for ${actionCodePath(action)}, which is not one exact version, such as "1.12.2".`);
    }
  }
}

/** auth0-deploy-cli deploys a keyword that it does not know as the text that it is. */
function checkKeywordUses(path: string, document: object, options: Auth0TenantOptions, report: Report): void {
  const { keywords = {} } = options;
  const secrets = tenantSecrets(options);
  for (const { name, mark, isWhole } of keywordUses(document)) {
    const use = `uses "${mark}${name}${mark}" in ${path}`;
    const isSecret = secrets.includes(name);
    if (!isSecret && !Object.hasOwn(keywords, name)) {
      const known = [...Object.keys(keywords), ...secrets];
      report(`${use}, but has neither keyword nor secret of that name.${didYouMean(name, known)}`);
    } else if (mark === '@@' && !isWhole) {
      report(`${use} with other text around it: "@@" stands for a whole value, "##" for a part of a text.`);
    } else if (mark === '##' && (isSecret || typeof keywords[name] !== 'string' || !PLAIN_TEXT.test(keywords[name]))) {
      report(`${use}, but its value is no text that could stand inside of another one: use "@@${name}@@" as the whole value.`);
    }
  }
}

import type { CloudflareWorkerOptions, CloudflareWorkerOverrides, CloudflareWorkerRoute } from './worker-options';
import type { Report } from '../synth/declare/problem';
import { isVariableName } from '../text/names';
import { didYouMean } from '../text/nearest-name';

/** Reports what is wrong with what was said about a worker for everywhere. */
export function checkWorker(options: CloudflareWorkerOptions, report: Report): void {
  const { compatibilityDate, compatibilityFlags = [], secrets = [] } = options;
  if (compatibilityDate !== undefined && !isDate(compatibilityDate)) report(`has compatibilityDate ${JSON.stringify(compatibilityDate)}, which is no date of the form YYYY-MM-DD.`);
  for (const flag of compatibilityFlags) {
    if (!FLAG.test(flag)) report(`has the compatibility flag ${JSON.stringify(flag)}; one has lower-case letters, digits and "_", such as "nodejs_compat".`);
  }
  for (const name of secrets) {
    if (!isVariableName(name)) report(`has an illegal secret ${JSON.stringify(name)}: use letters, digits and "_", with no digit first.`);
  }
  checkOverrides(options, options, report);
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const FLAG = /^[a-z0-9_]+(?::[a-z0-9_]+)?$/;
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const DOMAIN = new RegExp(`^${LABEL}(?:\\.${LABEL})+$`);
/** Source: https://developers.cloudflare.com/workers/configuration/routing/routes/#matching-behavior */
const PATTERN = new RegExp(`^(?:\\*\\.?)?${LABEL}(?:\\.${LABEL})+(?:/[^\\s*?#]*\\*?)?$`);
const CRON_FIELD = /^[0-9A-Za-z*,/#-]+$/;
/** Bytes. Source: https://developers.cloudflare.com/workers/platform/limits/#environment-variables */
const LONGEST_VALUE = 5 * 1024;
// eslint-disable-next-line no-control-regex
const NOT_CARRIED = /[\u0000-\u0008\u000b-\u001f\u007f]|\p{Surrogate}/u;

/** Reports what is wrong with what was said about a worker, for everywhere or in an environment. */
export function checkOverrides(
  { routes = [], vars = {}, crons = [] }: CloudflareWorkerOverrides, { secrets = [] }: CloudflareWorkerOptions, report: Report,
): void {
  for (const route of routes) checkRoute(route, report);
  for (const [name, value] of Object.entries(vars)) {
    if (!isVariableName(name)) report(`has an illegal variable ${JSON.stringify(name)}: use letters, digits and "_", with no digit first.`);
    else if (secrets.includes(name)) report(`has "${name}" in vars and in secrets: remove it from one of them.`);
    if (typeof value !== 'string') report(`has variable "${name}" that is no string: write its text.`);
    else if (NOT_CARRIED.test(value)) report(`has variable "${name}" with characters that no variable can carry: remove control characters and halves of surrogate pairs.`);
    else if (Buffer.byteLength(value) > LONGEST_VALUE) report(`has variable "${name}" of ${Buffer.byteLength(value)} bytes; Cloudflare takes ${LONGEST_VALUE}.`);
  }
  for (const cron of crons) {
    const fields = cron.split(' ');
    if (fields.length !== 5 || !fields.every((field) => CRON_FIELD.test(field))) report(`has cron ${JSON.stringify(cron)}; it has to be five fields with one space between them, such as "0 3 * * *".`);
  }
}

/** Reports routes that are declared twice, in one place or in two. */
export function checkRoutesOnce(routes: readonly CloudflareWorkerRoute[], report: Report): void {
  const seen = new Set<string>();
  for (const { pattern } of routes) {
    if (seen.has(pattern)) report(`has the route "${pattern}" twice; a route leads to one worker, and each environment is one of its own.`);
    seen.add(pattern);
  }
}

/** Reports variables that an environment alone has: the code could not rely on them. */
export function checkVariablesExist({ vars: given = {} }: CloudflareWorkerOverrides, { vars = {} }: CloudflareWorkerOptions, report: Report): void {
  const known = Object.keys(vars);
  for (const name of Object.keys(given).filter((each) => !known.includes(each))) {
    report(`has no variable "${name}" elsewhere: give it a value in \`vars\` of the worker.${didYouMean(name, known)}`);
  }
}

function checkRoute({ pattern, zoneName, customDomain = false }: CloudflareWorkerRoute, report: Report): void {
  const subject = `has the route ${JSON.stringify(pattern)}`;
  if (customDomain && zoneName !== undefined) report(`${subject} with zoneName and customDomain: a custom domain finds its zone itself.`);
  else if (customDomain && !DOMAIN.test(pattern)) report(`${subject}, which is no host name: a custom domain has neither path nor "*".`);
  else if (!customDomain && zoneName === undefined) report(`${subject} without a zone: add \`zoneName: 'example.com'\`, or \`customDomain: true\` for a whole host name.`);
  else if (!customDomain && !PATTERN.test(pattern)) report(`${subject}; it has to be a host name and a path without "https://", with "*" at the beginning of the one and the end of the other alone.`);
  if (zoneName !== undefined && !DOMAIN.test(zoneName)) report(`${subject} with zoneName ${JSON.stringify(zoneName)}, which is no domain.`);
  else if (zoneName !== undefined && !isIn(pattern, zoneName)) report(`${subject} with zoneName "${zoneName}", which it does not lie in.`);
}

function isIn(pattern: string, zone: string): boolean {
  const host = pattern.replace(/^\*\.?/, '').split('/')[0];
  return host === zone || host.endsWith(`.${zone}`);
}

function isDate(text: string): boolean {
  return DATE.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
}

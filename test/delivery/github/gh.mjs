// `gh api` of the GitHub CLI, as far as workflows use it: the same flags, output and exit statuses. Talks to GITHUB_API_URL alone.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';

const VALUE_FLAGS = {
  '--method': 'method', '-X': 'method',
  '--raw-field': 'raw', '-f': 'raw',
  '--field': 'typed', '-F': 'typed',
  '--header': 'header', '-H': 'header',
  '--input': 'input',
  '--jq': 'jq', '-q': 'jq',
};
const SWITCHES = { '--paginate': 'paginate', '--slurp': 'slurp', '--silent': 'silent', '--include': 'include', '-i': 'include' };

class UsageError extends Error {}

function parse(args) {
  const options = { fields: [], headers: {}, endpoint: undefined };
  for (let index = 0; index < args.length; index += 1) {
    const [, long, attached] = /^(--[a-z-]+)=([\s\S]*)$/.exec(args[index]) ?? /^(-[A-Za-z])([\s\S]+)$/.exec(args[index]) ?? [undefined, args[index]];
    if (Object.hasOwn(SWITCHES, long) && attached === undefined) options[SWITCHES[long]] = true;
    else if (Object.hasOwn(VALUE_FLAGS, long)) {
      const value = attached ?? args[index += 1];
      if (value === undefined) throw new UsageError(`flag needs an argument: ${long}`);
      take(options, VALUE_FLAGS[long], value);
    } else if (args[index].startsWith('-') && args[index] !== '-') throw new UsageError(`unknown flag: ${args[index]}`);
    else if (options.endpoint === undefined) options.endpoint = args[index];
    else throw new UsageError(`accepts 1 arg(s), received more: ${args[index]}`);
  }
  if (options.endpoint === undefined) throw new UsageError('accepts 1 arg(s), received 0');
  return options;
}

function take(options, name, value) {
  if (name === 'header') {
    const [key, ...rest] = value.split(':');
    options.headers[key.trim().toLowerCase()] = rest.join(':').trim();
  } else if (name === 'raw' || name === 'typed') {
    const sign = value.indexOf('=');
    if (sign < 0) throw new UsageError(`field "${value}" requires a value separated by an '=' sign`);
    const text = value.slice(sign + 1);
    options.fields.push([value.slice(0, sign), name === 'raw' ? text : typed(text)]);
  } else {
    options[name] = value;
  }
}

/** A value of --field: true, false, null, a whole number, a placeholder, a file, or else a text. */
function typed(text) {
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null') return null;
  if (/^-?\d+$/.test(text)) return Number(text);
  return text.startsWith('@') ? read(text.slice(1)) : fillPlaceholders(text);
}

function read(file) {
  return readFileSync(file === '-' ? 0 : file, 'utf8');
}

/** Puts fields such as `a=1`, `b[c]=2` and `d[]=3` together. */
function assemble(fields) {
  const body = {};
  for (const [name, value] of fields) {
    const [, first, rest] = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name) ?? [];
    if (first === undefined) throw new UsageError(`invalid key: "${name}"`);
    const keys = [first, ...[...rest.matchAll(/\[([^[\]]*)\]/g)].map(([, key]) => key)];
    let at = body;
    for (const [index, key] of keys.entries()) {
      const isLast = index === keys.length - 1;
      const next = isLast ? value : keys[index + 1] === '' ? [] : {};
      if (Array.isArray(at)) at.push(next);
      else if (isLast || !Object.hasOwn(at, key)) at[key] = next;
      at = Array.isArray(at) ? at[at.length - 1] : at[key];
    }
  }
  return body;
}

/** As the real one, from GH_REPO or the remote of the working copy, not from GITHUB_REPOSITORY. */
function fillPlaceholders(text) {
  return text.replace(/\{(owner|repo|branch)\}/g, (_, name) => {
    if (name === 'branch') return execFileSync('git', ['symbolic-ref', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
    const [owner, repo] = repository().split('/').slice(-2);
    return name === 'owner' ? owner : repo;
  });
}

function repository() {
  if (process.env.GH_REPO) return process.env.GH_REPO;
  const { status, stdout, stderr } = spawnSync('git', ['remote', 'get-url', 'origin'], { encoding: 'utf8' });
  if (status !== 0) fail(`unable to expand placeholder in path: ${stderr.trim()}`, 1);
  return stdout.trim().replace(/\.git$/, '');
}

function fail(message, status) {
  process.stderr.write(`${message}\n`);
  process.exit(status);
}

/** jq's output as gh prints it: texts without quotes, null as nothing, keys in order. */
function filter(json, program) {
  const { status, stdout, stderr } = spawnSync('jq', ['--compact-output', '--sort-keys', program], { input: json, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0) fail(stderr.trim(), 1);
  return stdout.split('\n').filter((line) => line !== '').map((line) => {
    const value = JSON.parse(line);
    if (value === null) return '\n';
    return `${typeof value === 'string' ? value : line}\n`;
  }).join('');
}

async function api(args) {
  const options = parse(args);
  if (options.slurp && (!options.paginate || options.jq !== undefined)) throw new UsageError('`--slurp` needs `--paginate` and no `--jq`');
  const hasBody = options.input !== undefined;
  const method = (options.method ?? (options.fields.length > 0 || hasBody ? 'POST' : 'GET')).toUpperCase();
  if (options.paginate && method !== 'GET') throw new UsageError('the `--paginate` option is not supported for non-GET requests');
  const endpoint = fillPlaceholders(options.endpoint);
  if (/^https?:/.test(endpoint)) throw new UsageError('the stand-in takes paths only, no whole URL');
  let url = new URL(`${process.env.GITHUB_API_URL}/${endpoint.replace(/^\//, '')}`);
  if (method === 'GET' || hasBody) for (const [name, value] of options.fields) url.searchParams.append(name, String(value));
  if (options.paginate && !url.searchParams.has('per_page')) url.searchParams.set('per_page', '100');
  const body = hasBody ? read(options.input) : method !== 'GET' && options.fields.length > 0 ? JSON.stringify(assemble(options.fields)) : undefined;
  const headers = { 'content-type': 'application/json', ...options.headers, 'authorization': `token ${token()}` };

  const pages = [];
  while (url !== undefined) {
    const { status, statusText, link, text } = await send(url, { method, headers, body });
    const isError = status > 299;
    if (options.include) process.stdout.write(`HTTP/2.0 ${status} ${statusText}\n\n`);
    if (isError) {
      if (!options.silent) process.stdout.write(text);
      const { message } = JSON.parse(text === '' ? '{}' : text);
      fail(`gh: ${message === undefined ? '' : `${message} `}(HTTP ${status})`, 1);
    }
    if (!options.silent && text !== '') {
      if (options.jq !== undefined) process.stdout.write(filter(text, options.jq));
      else if (options.paginate) pages.push(JSON.parse(text));
      else process.stdout.write(text);
    }
    const next = options.paginate ? /<([^>]+)>; rel="next"/.exec(link ?? '')?.[1] : undefined;
    url = next === undefined ? undefined : new URL(next);
  }
  if (pages.length > 0) process.stdout.write(JSON.stringify(options.slurp || !pages.every(Array.isArray) ? pages : pages.flat()));
}

/** Not by `fetch`, which takes three times as long to load as all of this program to run. */
function send(url, { method, headers, body }) {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers: { ...headers, ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }) } }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk)).on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode, statusText: response.statusMessage, link: response.headers.link, text: Buffer.concat(chunks).toString() }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function token() {
  const found = process.env.GH_TOKEN || process.env.GITHUB_TOKEN;
  if (!found) {
    fail('gh: To use GitHub CLI in a GitHub Actions workflow, set the GH_TOKEN environment variable. Example:\n  env:\n    GH_TOKEN: ${{ github.token }}', 4);
  }
  return found;
}

const [command, ...args] = process.argv.slice(2);
try {
  if (command !== 'api') throw new UsageError(`the stand-in for gh knows only \`gh api\`, not \`gh ${command}\``);
  await api(args);
} catch (error) {
  if (error instanceof UsageError) fail(error.message, 1);
  throw error;
}

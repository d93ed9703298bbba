#!/usr/bin/env node
// Logs docker in to an enterprise instance of Tencent's container registry, with a password that is good for an hour.
import { createHash, createHmac } from 'node:crypto';
import { parseArgs } from 'node:util';
import { dockerLogin } from './ci/docker-login.mjs';
import { errorLine } from './ci/system.mjs';

const HELP = `Logs docker in to a registry of Tencent Cloud with a temporary password.

Usage: node tencent-registry-login.mjs --registry <instance>.tencentcloudcr.com --region <region>

Reads TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and TENCENTCLOUD_SECURITY_TOKEN, which may call tcr:DescribeInstances
and tcr:CreateInstanceToken. The password is shown nowhere. TCR_URL replaces https://tcr.tencentcloudapi.com/.
`;

const HOST = 'tcr.tencentcloudapi.com';
const VERSION = '2019-09-24';
const SUFFIX = '.tencentcloudcr.com';

class Refusal extends Error {}

function sha256(text) {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key, text) {
  return createHmac('sha256', key).update(text).digest();
}

/** Headers of a signed request. Source: https://www.tencentcloud.com/document/api/1051/37469 (TC3-HMAC-SHA256) */
function signedHeaders({ action, region, body, seconds }) {
  const { TENCENTCLOUD_SECRET_ID: id, TENCENTCLOUD_SECRET_KEY: key, TENCENTCLOUD_SECURITY_TOKEN: token } = process.env;
  if (!id || !key) throw new Refusal('there are no keys: log in to Tencent Cloud first');
  const type = 'application/json; charset=utf-8';
  const date = new Date(seconds * 1000).toISOString().slice(0, 10);
  const scope = `${date}/tcr/tc3_request`;
  const request = ['POST', '/', '', `content-type:${type}\nhost:${HOST}\n`, 'content-type;host', sha256(body)].join('\n');
  const text = ['TC3-HMAC-SHA256', seconds, scope, sha256(request)].join('\n');
  const signature = hmac(hmac(hmac(hmac(`TC3${key}`, date), 'tcr'), 'tc3_request'), text).toString('hex');
  return {
    'Authorization': `TC3-HMAC-SHA256 Credential=${id}/${scope}, SignedHeaders=content-type;host, Signature=${signature}`,
    'Content-Type': type,
    'X-TC-Action': action,
    'X-TC-Region': region,
    'X-TC-Timestamp': String(seconds),
    ...(token && { 'X-TC-Token': token }),
    'X-TC-Version': VERSION,
  };
}

async function call(action, region, parameters) {
  const body = JSON.stringify(parameters);
  const headers = signedHeaders({ action, region, body, seconds: Math.floor(Date.now() / 1000) });
  const reply = await fetch(process.env.TCR_URL ?? `https://${HOST}/`, { method: 'POST', headers, body, signal: AbortSignal.timeout(30_000) });
  const { Response: response } = await reply.json();
  if (response?.Error) throw new Refusal(`Tencent refused ${action}: ${response.Error.Code}: ${response.Error.Message}`);
  return response;
}

async function main() {
  const { values: { registry, region, help } } = parseArgs({
    options: { registry: { type: 'string' }, region: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } },
  });
  if (help) {
    process.stdout.write(HELP);
    return;
  }
  if (!registry?.endsWith(SUFFIX) || !region) throw new Refusal(`give --registry <instance>${SUFFIX} and --region`);
  const name = registry.slice(0, -SUFFIX.length);
  const { Registries: registries = [] } = await call('DescribeInstances', region, { Filters: [{ Name: 'RegistryName', Values: [name] }] });
  const found = registries.find(({ RegistryName: other }) => other === name);
  if (found === undefined) throw new Refusal(`there is no registry "${name}" in ${region}`);
  const { Username: user, Token: password } = await call('CreateInstanceToken', region, { RegistryId: found.RegistryId, TokenType: 'temp' });
  if (!user || !password) throw new Refusal('the reply of Tencent holds no password');
  dockerLogin(registry, user, password);
}

try {
  await main();
} catch (error) {
  process.exitCode = 1;
  const message = error instanceof Refusal ? error.message : `the login failed: ${error.message}`;
  console.error(errorLine('tencent-registry-login.mjs', 'Login to the registry', message));
}

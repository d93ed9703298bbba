// Calls of Tencent's API, signed with the keys in the environment.
import { createHash, createHmac } from 'node:crypto';
import { send } from './http.mjs';
import { errorLine } from './system.mjs';

const TIMEOUT_MILLISECONDS = 30_000;

/** What is wrong, ready for the reader of the log. */
export class Refusal extends Error {}

/** Runs a script, and shows what is wrong where the reader of the log finds it. */
export async function run(program, title, act) {
  try {
    await act();
  } catch (error) {
    process.exitCode = 1;
    const message = error instanceof Refusal ? error.message : `${title} failed: ${error.message}`;
    console.error(errorLine(program, title, message));
  }
}

function sha256(text) {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key, text) {
  return createHmac('sha256', key).update(text).digest();
}

/** Headers of a signed request. Source: https://www.tencentcloud.com/document/api/1051/37469 (TC3-HMAC-SHA256) */
function signedHeaders({ service, version }, action, region, body) {
  const { TENCENTCLOUD_SECRET_ID: id, TENCENTCLOUD_SECRET_KEY: key, TENCENTCLOUD_SECURITY_TOKEN: token } = process.env;
  if (!id || !key) throw new Refusal('there are no keys: log in to Tencent Cloud first (TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY)');
  const seconds = Math.floor(Date.now() / 1000);
  const type = 'application/json; charset=utf-8';
  const date = new Date(seconds * 1000).toISOString().slice(0, 10);
  const scope = `${date}/${service}/tc3_request`;
  const request = ['POST', '/', '', `content-type:${type}\nhost:${hostOf(service)}\n`, 'content-type;host', sha256(body)].join('\n');
  const text = ['TC3-HMAC-SHA256', seconds, scope, sha256(request)].join('\n');
  const signature = hmac(hmac(hmac(hmac(`TC3${key}`, date), service), 'tc3_request'), text).toString('hex');
  return {
    'Authorization': `TC3-HMAC-SHA256 Credential=${id}/${scope}, SignedHeaders=content-type;host, Signature=${signature}`,
    'Content-Type': type,
    'X-TC-Action': action,
    'X-TC-Region': region,
    'X-TC-Timestamp': String(seconds),
    ...(token && { 'X-TC-Token': token }),
    'X-TC-Version': version,
  };
}

function hostOf(service) {
  return `${service}.tencentcloudapi.com`;
}

/** The reply of an API, `{service, version, url}`, where the URL is another one than that of the service. */
export async function call(api, action, region, parameters) {
  const body = JSON.stringify(parameters);
  const headers = signedHeaders(api, action, region, body);
  const { text } = await send(api.url ?? `https://${hostOf(api.service)}/`, { method: 'POST', headers, body, timeoutMilliseconds: TIMEOUT_MILLISECONDS });
  const { Response: response } = JSON.parse(text);
  if (response?.Error) throw new Refusal(`Tencent refused ${action}: ${response.Error.Code}: ${response.Error.Message}`);
  return response;
}

// How the scripts of Azure get an access token of Entra: with the identity of the job, or with that of "az login".
import { ask } from './ci/ask.mjs';
import { send } from './ci/http.mjs';
import { errorLine, mask } from './ci/system.mjs';

const TIMEOUT_MILLISECONDS = 30_000;
const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** What is wrong, ready for the reader of the log. */
export class Refusal extends Error {}

/** Runs a script, and shows what is wrong where the reader of the log finds it. */
export async function run(title, main) {
  try {
    await main();
  } catch (error) {
    process.exitCode = 1;
    const message = error instanceof Refusal ? error.message : `${title} failed: ${error.message}`;
    console.error(errorLine(title, title, message));
  }
}

/** The reply of a service to a form, or what it says is wrong. */
export async function post(service, url, form) {
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const { status, isOk, text } = await send(url, { method: 'POST', headers, body: String(new URLSearchParams(form)), timeoutMilliseconds: TIMEOUT_MILLISECONDS });
  if (isOk) return JSON.parse(text);
  throw new Refusal(`${service} refused with status ${status}: ${reasonIn(text)}`);
}

/** An access token for a scope, such as https://management.azure.com/.default */
export async function accessToken(scope) {
  const { ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken, ARM_OIDC_REQUEST_URL: requestUrl } = process.env;
  return mask(requestToken && requestUrl ? await tokenOfJob(scope, requestToken, requestUrl) : tokenOfPerson(scope));
}

/** Source: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow (federated credential) */
async function tokenOfJob(scope, requestToken, requestUrl) {
  const { ARM_CLIENT_ID: client, ARM_TENANT_ID: tenant, AZURE_AUTHORITY_HOST: authority } = process.env;
  if (!client || !tenant || !authority) throw new Refusal('the job has no identity at Azure: log in to Azure first');
  const { status, isOk, text } = await send(requestUrl, { headers: { Authorization: `Bearer ${requestToken}` }, timeoutMilliseconds: TIMEOUT_MILLISECONDS });
  if (!isOk) throw new Refusal(`GitHub gave no identity token: status ${status}`);
  const { value: assertion } = JSON.parse(text);
  if (!assertion) throw new Refusal('GitHub gave no identity token');
  const { access_token: token } = await post('Entra', `${authority}/${tenant}/oauth2/v2.0/token`, {
    client_assertion: mask(assertion),
    client_assertion_type: JWT_BEARER,
    client_id: client,
    grant_type: 'client_credentials',
    scope,
  });
  if (!token) throw new Refusal('the reply of Entra holds no token');
  return token;
}

function tokenOfPerson(scope) {
  const arguments_ = ['account', 'get-access-token', '--scope', scope, '--query', 'accessToken', '--output', 'tsv'];
  return ask('az', arguments_).trim();
}

/** The reason in a reply of Entra or of a registry, in one line. */
function reasonIn(text) {
  try {
    const { error_description: description, errors } = JSON.parse(text);
    return (description ?? errors.map(({ message }) => message).join(', ')).split(/\r?\n/)[0];
  } catch {
    return 'it gave no reason';
  }
}

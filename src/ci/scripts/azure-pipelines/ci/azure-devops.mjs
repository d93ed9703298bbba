// The REST API of Azure DevOps, as a job may use it.
import { send } from './http.mjs';

const API_VERSION = '7.1';
const TIMEOUT_MILLISECONDS = 30_000;

/** Where the API of the project is. */
function projectUrl() {
  const { SYSTEM_COLLECTIONURI: collection, SYSTEM_TEAMPROJECTID: project } = process.env;
  return new URL(`${encodeURIComponent(project)}/_apis/`, collection);
}

/**
 * Calls the API.
 * @param path below that of the project, or with a leading slash of the organization
 */
export async function request(path, { method = 'GET', query = {}, body, type = 'application/json', version = API_VERSION } = {}) {
  const url = path.startsWith('/') ? new URL(`_apis${path}`, process.env.SYSTEM_COLLECTIONURI) : new URL(path, projectUrl());
  for (const [name, value] of Object.entries({ ...query, 'api-version': version })) if (value !== undefined) url.searchParams.set(name, String(value));
  const { status, isOk, headers, text } = await send(url, {
    method,
    headers: { 'Accept': 'application/json', 'Authorization': `Bearer ${process.env.SYSTEM_ACCESSTOKEN}`, 'Content-Type': type },
    body: body === undefined ? undefined : JSON.stringify(body),
    timeoutMilliseconds: TIMEOUT_MILLISECONDS,
  });
  // Nor is a login page an answer, which another address would be for.
  if (!isOk) {
    const message = `Azure DevOps answers ${method} ${url.pathname} with ${status}: ${messageOf(text)}`;
    throw Object.assign(new Error(message), { status });
  }
  return { body: text === '' ? undefined : JSON.parse(text), continuation: headers['x-ms-continuationtoken'] };
}

/** All items of a list that is given in pages. */
export async function* items(path, query) {
  let continuationToken;
  do {
    const { body, continuation } = await request(path, { query: { ...query, continuationToken } });
    yield* body.value;
    continuationToken = continuation;
  } while (continuationToken !== undefined);
}

function messageOf(text) {
  try {
    return JSON.parse(text).message ?? text;
  } catch {
    return text.slice(0, 200);
  }
}

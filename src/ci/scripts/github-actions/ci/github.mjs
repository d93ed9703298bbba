// The API of GitHub, as the gh of a job or of a person asks it.
import { ask } from './ask.mjs';

/** An answer that is none: with the status that GitHub gave, if it was reached at all. */
export class Unanswered extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/** What was read since the last change: several settings are read from one answer. */
const answers = new Map();

/** Calls the API, and gives the answer; undefined when that is empty. */
export function request(method, path, body) {
  if (method !== 'GET') answers.clear();
  else if (answers.has(path)) return answers.get(path);
  const answer = call(method, path, body);
  if (method === 'GET') answers.set(path, answer);
  return answer;
}

function call(method, path, body) {
  const args = ['api', '--method', method, path, ...(body === undefined ? [] : ['--input', '-'])];
  let text;
  try {
    text = ask('gh', args, body === undefined ? '' : JSON.stringify(body));
  } catch (error) {
    const status = /\(HTTP (\d+)\)/.exec(error.message)?.[1];
    throw new Unanswered(error.message, status === undefined ? undefined : Number(status));
  }
  return text.trim() === '' ? undefined : JSON.parse(text);
}

/** What is there at a path; undefined: nothing. */
export function find(path) {
  try {
    return request('GET', path);
  } catch (error) {
    if (error.status === 404) return undefined;
    throw error;
  }
}

// The settings of a project, as Azure DevOps tells them. What it answered is known until something is changed: several settings are read from one answer.
import { items, request } from './azure-devops.mjs';

const answers = new Map();

async function known(key, ask) {
  if (!answers.has(key)) answers.set(key, ask());
  return answers.get(key);
}

export async function read(path, options = {}) {
  return known(JSON.stringify([path, options]), async () => (await request(path, options)).body);
}

/** All items of a list that is given in pages. */
export async function readAll(path, query) {
  return known(JSON.stringify([path, query, 'all']), async () => {
    const found = [];
    for await (const item of items(path, query)) found.push(item);
    return found;
  });
}

export async function change(path, options) {
  answers.clear();
  await request(path, options);
}

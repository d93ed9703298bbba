// The files of services in CloudBase Run, with the outputs of Terraform in the place of their marks.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Failure } from './kubectl.mjs';
import { filledIn, marksIn } from './marks.mjs';
import { readOutputs, sourcesOf, valueIn } from './outputs.mjs';
import { neverShow } from './redact.mjs';

/** The declarations in a folder, by the names of their files: those of one service, or of all. */
export function readDeclarations(directory, service) {
  const files = readdirSync(directory).filter((file) => file.endsWith('.json')).sort();
  const declared = files.map((file) => JSON.parse(readFileSync(join(directory, file), 'utf8')));
  const chosen = service === '' ? declared : declared.filter((each) => each.service === service);
  if (chosen.length === 0) throw new Failure(service === '' ? `${directory} has no services` : `${directory} has no service ${service}; there are: ${files.map((file) => basename(file, '.json')).join(', ')}`);
  return chosen;
}

/**
 * The declarations with values, each with all of its variables: `{ declared, variables }`. Nothing is read when there are no marks.
 * @throws Failure when a value is not there, or may not stand where it is wanted
 */
export async function withValues(declarations, environment) {
  const parts = declarations.map(({ secretVariables = {}, ...open }) => ({ open, secret: { apiVersion: 'v1', kind: 'Secret', stringData: secretVariables } }));
  const marks = parts.map(({ open, secret }) => [...marksIn(open), ...marksIn(secret)]);
  const wanted = marks.flat();
  const sources = wanted.length > 0 && sourcesOf(() => environment);
  const outputs = wanted.length > 0 && await readOutputs(wanted, sources);
  const problems = marks.flatMap((found, index) => found.flatMap((mark) => {
    const { problem } = valueIn(outputs, mark, sources);
    return problem === undefined ? [] : [`${declarations[index].service}, ${mark.path.join('.')}: ${problem}`];
  }));
  if (problems.length > 0) throw new Failure(`Nothing was changed, since values of Terraform are missing. ${[...new Set(problems)].join(' | ')}`);
  const textOf = (mark) => valueIn(outputs, mark, sources).text;
  return parts.map(({ open, secret }, index) => {
    const { variables, ...declared } = filledIn(open, textOf);
    const secrets = Object.fromEntries(Object.entries(filledIn(secret, textOf).data).map(([name, value]) => [name, Buffer.from(value, 'base64').toString()]));
    neverShow([...Object.values(secrets), ...marks[index].filter((mark) => valueIn(outputs, mark, sources).isSensitive).map(textOf)]);
    return { declared, variables: { ...variables, ...secrets } };
  });
}

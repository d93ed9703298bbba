// The outputs of root modules. Some are secrets: they come through a pipe, and are not shown.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from './kubectl.mjs';
import { inParallel, isCancelled, run } from './programs.mjs';
import { show } from './system.mjs';

const SCRIPT = join(dirname(fileURLToPath(import.meta.url)), '..', 'terraform-root.sh');
const MOST_AT_ONCE = 4;
/** A log of Terraform's own holds what the backend answers: the state. */
const WITHOUT_LOG = { TF_LOG: '', TF_LOG_CORE: '', TF_LOG_PROVIDER: '' };
/** A text of JSON, which is left as it is, or a number. */
const TEXT_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * The outputs of some root modules, by their folders: each has a value, and says whether it is sensitive. Numbers are the texts that
 * Terraform writes, since JavaScript has no numbers of such length.
 */
export async function outputsOf(dirs) {
  const outputs = await inParallel(dirs, MOST_AT_ONCE, async (dir) => [dir, await outputsOfOne(dir)]);
  if (isCancelled()) throw new Failure('The run was cancelled.');
  return new Map(outputs);
}

async function outputsOfOne(dir) {
  const { status, stdout, errors } = await run('bash', [SCRIPT, 'output', dir, '--', '-json', '-no-color'], { env: WITHOUT_LOG });
  if (status !== 0) {
    show(errors, process.stderr);
    throw new Failure(`The outputs of ${dir} could not be read: see above.`);
  }
  try {
    return JSON.parse(stdout.replaceAll(TEXT_OR_NUMBER, (part) => (part.startsWith('"') ? part : `"${part}"`)));
  } catch {
    // What the parser says quotes what it was given.
    throw new Failure(`What Terraform says of the outputs of ${dir} is no JSON.`);
  }
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { warningLine } from './system.mjs';

const LOCK_FILE = '.terraform.lock.hcl';

/** Warns where the reader of a run sees it when the providers of a root module cannot be verified. */
export function warnOfMissingLock(repository, dir) {
  if (existsSync(join(repository, dir, LOCK_FILE))) return;
  console.log(warningLine(dir, 'No provider lock file', `${dir} has no ${LOCK_FILE}, so its providers are not verified: run npx projen terraform:lock and commit the files`));
}

// What .projenrc.ts declares of the settings of the repository, as the last run wrote it.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FILE = 'declared-settings.json';

export function declaredSettings() {
  return JSON.parse(readFileSync(join(dirname(fileURLToPath(import.meta.url)), '..', FILE), 'utf8'));
}

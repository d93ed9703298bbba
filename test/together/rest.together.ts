import { readdirSync } from 'node:fs';
import { PART_NAMES, runTogether } from './suites';

runTogether('rest');

test('each part has a file, so that no suite is left out', () => {
  expect(readdirSync(__dirname).filter((file) => file.endsWith('.together.ts'))).toEqual(PART_NAMES.map((name) => `${name}.together.ts`).sort());
});

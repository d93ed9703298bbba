import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ACTION_PINS } from '../../../src/ci/github/action-pins';
import { PROVIDER_VERSIONS, TERRAFORM_VERSION } from '../../../src/terraform/declare/provider-versions';

const ROOT = resolve(__dirname, '../../..');

interface Manager {
  readonly managerFilePatterns: readonly string[];
  readonly matchStrings: readonly string[];
}

const { customManagers } = JSON.parse(readFileSync(join(ROOT, '.github/renovate.json'), 'utf-8')) as { customManagers: readonly Manager[] };

/** What the expressions of a manager find in its files. */
function found({ managerFilePatterns, matchStrings }: Manager): Array<Record<string, string>> {
  return managerFilePatterns.flatMap((file) => matchStrings.flatMap((expression) =>
    [...readFileSync(join(ROOT, file), 'utf-8').matchAll(new RegExp(expression, 'g'))].map(({ groups }) => ({ ...groups }))));
}

test('Renovate finds every pin that ends up in generated files, and nothing else', () => {
  expect(customManagers.map(found)).toEqual([
    Object.values(ACTION_PINS).map(({ action, version, sha }) => ({ depName: action, currentValue: version, currentDigest: sha })),
    Object.entries(PROVIDER_VERSIONS).map(([depName, currentValue]) => ({ depName, currentValue })),
    [{ currentValue: TERRAFORM_VERSION }],
  ]);
});

import * as fs from 'fs';
import * as path from 'path';
import { parse } from 'yaml';

const read = (file: string) => fs.readFileSync(path.join(__dirname, '..', file), 'utf-8');

interface PublishWorkflow {
  readonly permissions: object;
  readonly jobs: { readonly publish: { readonly permissions: object; readonly environment: string; readonly steps: readonly Step[] } };
}

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: object;
}

test('a release is published with provenance, by the identity of the workflow and without a token', () => {
  const text = read('.github/workflows/publish.yml');
  const { permissions, jobs: { publish } } = parse(text) as PublishWorkflow;
  expect([permissions, publish.permissions, publish.environment]).toEqual([{}, { 'contents': 'read', 'id-token': 'write' }, 'npm']);
  expect(publish.steps.filter(({ run }) => run?.includes('npm publish')).map(({ run, env }) => [run!.trim().split('\n').pop(), env]))
    .toEqual([['npm publish --provenance --access public', { TAG: '${{ github.event.release.tag_name }}' }]]);
  for (const { uses } of publish.steps.filter((step) => step.uses !== undefined)) expect(uses).toMatch(/@[0-9a-f]{40}$/);
  expect(text).not.toMatch(/secrets\.|TOKEN|registry-url/);
});

test('whoever publishes otherwise has to say that there is no provenance', () => {
  expect(JSON.parse(read('package.json')).publishConfig).toEqual({ access: 'public', provenance: true });
});

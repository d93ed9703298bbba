import type { ServiceOverrides } from '../../../src/kubernetes/options/service-options';
import { SmallEstate } from '../small-estate';

const BASE = { port: 8080, env: { LEVEL: 'info' }, replicas: { min: 2, max: 4 } };

function problems(...overrides: ReadonlyArray<readonly [environment: string, overrides: ServiceOverrides]>): string[] {
  const small = new SmallEstate();
  small.addEnvironment('dev');
  small.addEnvironment('prod');
  const api = small.addService('api', BASE);
  for (const [environment, given] of overrides) api.override(environment, given);
  return small.problems();
}

test.each<[string, ServiceOverrides, string]>([
  ['as it is everywhere', { replicas: { min: 2, max: 4 } }, 'replicas'],
  ['as it is by default', { terminationGracePeriodSeconds: undefined, runAsUser: 10001 }, 'runAsUser'],
  ['with a part that differs elsewhere', { env: { LEVEL: 'info' }, imageTag: '2.0.0' }, 'env'],
])('an option that is given %s is a problem', (_, given, option) => {
  expect(problems(['prod', given])).toEqual([`service "api" is given ${option} in prod, and is the same there without it: drop it.`]);
});

test('of two options that say the same, one is enough', () => {
  expect(problems(['dev', { image: 'registry.example/api:2', imageTag: '2' }])).toEqual([expect.stringContaining('is the same there without it')]);
});

test('what a later word replaces may stand: one is said for many environments, and another one for some of them', () => {
  const all = { replicas: { min: 1, max: 3 } };
  expect(problems(['dev', all], ['prod', all], ['prod', { replicas: { min: 3, max: 9 } }])).toEqual([]);
});

test('what says nothing is no mistake', () => {
  expect(problems(['dev', {}], ['prod', { imageTag: undefined }])).toEqual([]);
});

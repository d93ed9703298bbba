import * as fc from 'fast-check';
import { SERVICE } from './sample-service';
import { alertRules } from '../../../src/operations/monitoring/alert-rules';
import type { MonitoredService } from '../../../src/operations/monitoring/monitored-service';
import { ruleTests } from '../../../src/operations/monitoring/rule-tests';
import { ServiceText } from '../../../src/operations/monitoring/service-text';
import { yamlText } from '../../../src/synth/files/yaml-text';

const rules = (service: MonitoredService) => yamlText(alertRules(service, (alert) => `https://example.com/${alert}`));
const tests = (service: MonitoredService) => yamlText(ruleTests(service, `${service.name}.rules.yaml`));

const name = fc.oneof(
  fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/),
  fc.constantFrom('no', 'y', 'on', 'e1', '1e3', 'null', 'a', 'service', 'severity', 'api-1', 'TheNameOfAService', 'a: b', "it's"),
);

test('a text that is filled in is the document that would be rendered', () => {
  const texts = [rules, tests].map((render) => ({ render, text: new ServiceText(render) }));
  const facts = fc.record({ name, environments: fc.subarray([...SERVICE.environments], { minLength: 1 }) });
  fc.assert(fc.property(facts, (service) => {
    for (const { render, text } of texts) expect(text.of(service) ?? render(service)).toBe(render(service));
  }), { numRuns: 500 });
});

test('services with the same facts are rendered once, and others on their own', () => {
  const render = jest.fn(rules);
  const text = new ServiceText(render);
  for (const each of ['api', 'web', 'worker-2']) expect(text.of({ ...SERVICE, name: each })).toBeDefined();
  const calls = render.mock.calls.length;
  text.of({ ...SERVICE, name: 'jobs' });
  expect(render).toHaveBeenCalledTimes(calls);
  text.of({ name: 'jobs', environments: SERVICE.environments.slice(1) });
  expect(render.mock.calls.length).toBeGreaterThan(calls);
});

test.each(['no', '1', 'a: b'])('the name %s, which may have to be quoted, is left to rendering', (each) => {
  expect(new ServiceText(rules).of({ ...SERVICE, name: each })).toBeUndefined();
});

test('where more than the name would differ, all is left to rendering', () => {
  expect(new ServiceText(({ name: each }) => `${each} has ${each.length} characters`).of(SERVICE)).toBeUndefined();
  const shouting = { ...SERVICE, environments: [{ ...SERVICE.environments[0], namespace: 'TheNameOfAService' }] };
  expect(new ServiceText(rules).of(shouting)).toBeUndefined();
});

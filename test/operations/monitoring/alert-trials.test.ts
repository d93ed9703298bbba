import { SERVICE } from './sample-service';
import { SEVERITIES } from '../../../src/operations/monitoring/alert';
import { alertTrials } from '../../../src/operations/monitoring/alert-trials';

test('every alert of a service is tried', () => {
  const tried = new Set(alertTrials(SERVICE).flatMap(({ fires }) => fires.map(({ name }) => name)));
  expect([...tried].sort()).toEqual(Object.keys(SEVERITIES).sort());
});

test('the number of tests does not grow with the environments', () => {
  const [dev, prod] = SERVICE.environments;
  const more = Array.from({ length: 20 }, (_, index) => ({ ...prod, namespace: `shop-${index}` }));
  expect(alertTrials({ ...SERVICE, environments: [dev, prod, ...more] })).toHaveLength(alertTrials({ ...SERVICE, environments: [dev, prod] }).length);
});

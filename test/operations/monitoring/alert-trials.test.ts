import { SERVICE } from './sample-service';
import { SERVICE_WATCH } from '../../../src/kubernetes/workloads/deployment/watch/service-watch';

test('every alert of a service is tried', () => {
  const tried = new Set(SERVICE_WATCH.trials(SERVICE).flatMap(({ fires }) => fires.map(({ name }) => name)));
  expect([...tried].sort()).toEqual(Object.keys(SERVICE_WATCH.pages).sort());
});

test('the number of tests does not grow with the environments', () => {
  const [dev, prod] = SERVICE.environments;
  const more = Array.from({ length: 20 }, (_, index) => ({ ...prod, namespace: `shop-${index}` }));
  const trialsIn = (environments: typeof SERVICE.environments) => SERVICE_WATCH.trials({ ...SERVICE, environments });
  expect(trialsIn([dev, prod, ...more])).toHaveLength(trialsIn([dev, prod]).length);
});

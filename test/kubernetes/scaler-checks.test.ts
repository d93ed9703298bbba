import { SmallEstate } from './small-estate';
import { KustomizePatch, ReplicaRange } from '../../src';

const WITHOUT_NUMBER = KustomizePatch.json6902({ kind: 'Deployment' }, [{ op: 'remove', path: '/spec/replicas' }]);
const WITHOUT_AUTOSCALER = KustomizePatch.strategicMerge({ apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'api' }, $patch: 'delete' });
const scaledObject = (scaleTargetRef: object) => ({ apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', metadata: { name: 'queue' }, spec: { scaleTargetRef } });
const TWO = 'service "api" adds "scaler.yaml", whose ScaledObject scales its pods in environment "prod", where an autoscaler does so as well';

interface Case {
  readonly replicas?: ReplicaRange;
  readonly inProd?: ReplicaRange;
  readonly target?: object;
  readonly patches?: readonly KustomizePatch[];
}

test.each<[string, Case, string | undefined]>([
  ['beside its autoscaler', {}, TWO],
  ['beside the autoscaler of one environment', { replicas: { min: 1, max: 1 }, inProd: { min: 2, max: 4 } }, TWO],
  ['by the whole reference, beside its autoscaler', { target: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' } }, TWO],
  ['alone, once the number is nobody else\'s', { replicas: { min: 1, max: 1 }, patches: [WITHOUT_NUMBER] }, undefined],
  ['alone, once a patch has taken the autoscaler away', { patches: [WITHOUT_AUTOSCALER] }, undefined],
  ['of something else', { target: { name: 'other' } }, undefined],
  ['of another kind of that name', { target: { kind: 'StatefulSet', name: 'api' } }, undefined],
])('an object that scales the pods of a workload, %s', (_, { replicas, inProd, target = { name: 'api' }, patches = [] }, problem) => {
  const small = new SmallEstate();
  const dev = small.addEnvironment('dev');
  const prod = small.addEnvironment('prod', { promotedFrom: dev.environment });
  const api = small.addService('api', { port: 8080, replicas });
  if (inProd) api.override(prod.environment, { replicas: inProd });
  for (const patch of patches) api.patchBase(patch);
  api.addManifest('scaler.yaml', scaledObject(target), prod.environment);
  const problems = small.problems();
  expect(problems.length).toBe(problem === undefined ? 0 : 1);
  expect(problems.join()).toContain(problem ?? '');
});

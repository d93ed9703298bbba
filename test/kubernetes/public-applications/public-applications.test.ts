// Three public applications as estates: thirty workloads whose facts are those of the published manifests, without a patch.
import { declareAksStoreDemo } from './aks-store-demo';
import { declareBankOfAnthos } from './bank-of-anthos';
import { factsLike, publishedFacts } from './facts';
import { declareOnlineBoutique } from './online-boutique';
import type { FeiyueProject } from '../../../src';
import { objectsIn } from '../../../src/kubernetes/patches/tried-workload';
import { WorkloadRegistry } from '../../../src/kubernetes/workloads/workload-registry';
import { emptyProject } from '../../default-estate';

describe.each<[string, (project: FeiyueProject) => void]>([
  ['online-boutique', declareOnlineBoutique],
  ['aks-store-demo', declareAksStoreDemo],
  ['bank-of-anthos', declareBankOfAnthos],
])('%s', (application, declare) => {
  const project = emptyProject();
  const environment = project.addEnvironment('demo');
  declare(project);
  project.synth();
  const workloads = WorkloadRegistry.of(project).all();

  test('needs no patch', () => {
    expect(workloads.filter(({ patches, manifests }) => patches.length + manifests.length > 0).map(({ name }) => name)).toEqual([]);
  });

  test('has the workloads that are published', () => {
    expect(workloads.map(({ name }) => name).sort()).toEqual(publishedFacts(application).map(({ name }) => name).sort());
  });

  test.each(publishedFacts(application).map((facts) => [facts.name, facts] as const))('runs %s as published', (name, published) => {
    expect(factsLike(published, objectsIn(workloads.find((workload) => workload.name === name)!, environment))).toEqual(published);
  });
});

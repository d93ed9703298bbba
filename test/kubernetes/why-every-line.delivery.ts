// Asks why for every line of the estate with every kind and every option that workloads without a word do not have.
import { EveryKindEstate } from './every-kind-estate';
import { GENERATORS, resourceFiles } from '../../src/kubernetes/workloads/base-files';
import type { WorkloadRecord } from '../../src/kubernetes/workloads/workload-record';
import { WorkloadRegistry } from '../../src/kubernetes/workloads/workload-registry';
import { yamlText } from '../../src/synth/files/yaml-text';
import { explanationsOf } from '../../src/synth/run/explanations';

const estate = new EveryKindEstate();
estate.small.write();

/** What workloads have without a word: the lines that need no better reason than that there is the workload. */
const PLAIN = new Set(WorkloadRegistry.of(estate.small.project).all().flatMap((workload) => {
  const record = workload as WorkloadRecord;
  const [{ settings, ...layer }] = record.layers;
  const required = Object.fromEntries(Object.entries(settings).filter(([option]) => record.kind.required.includes(option)));
  const model = record.modelOf({ layers: [{ ...layer, settings: required }], patches: [], manifests: [], callers: [], exposures: [], grants: [] });
  return Object.values({ ...GENERATORS, ...resourceFiles(record.kind) }).map((render) => render(model)).flatMap((manifest) => yamlText(manifest ?? {}).split('\n'));
}).map((line) => line.trim()));

/** Lines around those that something is said in. */
const SKELETON = /^(# ~~ .*|---|apiVersion: .*|kind: (Kustomization|(ConfigMap|Secret)Generator .*)|name: .*-outputs|type: Opaque|(- )?(resources|generators|patches|images|target|options|metadata|spec|env):|allowNameChange: true|lifecycle:|(- )?patch: \|-?|- (op|path): .*|path: .*|- \.\.\/.*|- [a-z-]+\.yaml)$/;

/** What every environment has follows from the environment. */
const OF_ENVIRONMENT = /^overlays\/[^/]+\/[^/]+$/;

const FILES = estate.small.files('k8s').filter((file) => !OF_ENVIRONMENT.test(file));

test.each(FILES)('k8s/%s: each line that options make names one of them', (name) => {
  const file = estate.small.project.tryFindFile(`k8s/${name}`)!;
  const lines = estate.small.read(`k8s/${name}`).trimEnd().split('\n');
  const [{ what: whole }] = explanationsOf(file);
  const unexplained = lines.flatMap((text, index) => {
    // These are answered by trying every cause there is, to no avail.
    if (PLAIN.has(text.trim()) || SKELETON.test(text.trim())) return [];
    const [{ what }] = explanationsOf(file, { lines, index });
    return what === whole ? [`${index + 1}: ${text}: ${whole}`] : [];
  });
  expect(unexplained).toEqual([]);
});

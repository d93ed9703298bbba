import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { KustomizePatch } from '../../src/kubernetes/kustomize/kustomize-patch';
import type { PatchContent } from '../../src/kubernetes/kustomize/kustomize-patch';
import type { Manifest } from '../../src/kubernetes/manifests/manifest';
import { Probe } from '../../src/kubernetes/options/probe';
import type { ServiceOverrides } from '../../src/kubernetes/options/service-options';
import { TrafficSource } from '../../src/kubernetes/options/traffic-source';
import { TrafficTarget } from '../../src/kubernetes/options/traffic-target';
import { asBuilt, patchedBase, patchedOverlay } from '../../src/kubernetes/patches/patched-manifests';
import { renderManifests } from '../../src/kubernetes/workloads/base-files';
import { SERVICE } from '../../src/kubernetes/workloads/deployment/service-kind';
import { yamlText } from '../../src/synth/files/yaml-text';
import { Random, randomPatch } from '../kubernetes/kustomize/random-patches';
import { objects } from '../kubernetes/kustomize-build';
import { SmallEstate } from '../kubernetes/small-estate';
import { describeWithTool, runTool } from '../real-tool';

const CASES = Number(process.env.FEIYUE_PATCHED_SERVICES ?? 120);
const ENVIRONMENTS = ['dev', 'prod'];

/** Says of each overlay of a service what kustomize has to build; undefined: the patches were refused. */
interface DeclaredService {
  readonly root: string;
  readonly name: string;
  readonly expected: Readonly<Record<string, Manifest[]>>;
}

const OVERRIDES: readonly ServiceOverrides[] = [
  { replicas: { min: 3, max: 9 } },
  { targetCpuUtilizationPercent: 50, resources: { limits: { memory: '1Gi' } } },
  { env: { A: 'other' }, args: ['x', 'y\n'] },
  { allowedFrom: [TrafficSource.namespace('gateway'), TrafficSource.cidr('10.0.0.0/8')] },
  { connectsTo: [TrafficTarget.cidr('10.1.0.0/16', [5432, 6379]), TrafficTarget.cidr('10.2.0.0/16', [1])] },
  { secretEnv: { T: { secret: 'other', key: 'k' } }, image: 'mirror.example/x:2', liveness: Probe.http('/x') },
  { env: { B: 'z' }, command: ['c'], startupTimeoutSeconds: 5, connectsTo: [] },
];

function declare(random: Random, name: string): DeclaredService | undefined {
  const estate = new SmallEstate();
  const overlays = ENVIRONMENTS.map((environment) => estate.addEnvironment(environment));
  const service = estate.addService(name, {
    port: 8080,
    env: { A: 'a', B: 'b' },
    args: ['x'],
    secretEnv: { S: { secret: 's', key: 'k' }, T: { secret: 's', key: 't' } },
    connectsTo: [TrafficTarget.cidr('10.0.0.0/8', [1, 2])],
  });
  const { _workload: workload } = service;
  const rendered = renderManifests(SERVICE, workload.model());
  const patch = () => asDeclared(randomPatch(random, random(fc.constantFrom, ...rendered)));
  for (let count = random(fc.integer, { min: 1, max: 2 }); count > 0; count--) service.patchBase(patch());
  service.override('prod', Object.assign({}, ...Array.from({ length: 2 }, () => random(fc.constantFrom, ...OVERRIDES))));
  if (random(fc.boolean)) service.patch('prod', patch());
  if (estate.problems().length > 0) return undefined;
  const fail = () => (message: string) => { throw new Error(message); };
  const expected = overlays.map(({ environment }) => [
    environment.name, asBuilt(workload, environment, patchedOverlay(workload, environment, patchedBase(workload, fail), fail)),
  ]);
  return { root: estate.write(), name, expected: Object.fromEntries(expected) };
}

function asDeclared(patch: PatchContent): KustomizePatch {
  return patch.kind === 'strategic-merge' ? KustomizePatch.strategicMerge(patch.manifest) : KustomizePatch.json6902(patch.target, [...patch.operations]);
}

/** Without the hash in the name of a ConfigMap, and in what refers to it. */
function withoutHashes(text: string, names: readonly string[]): string {
  return names.reduce((all, name) => all.replaceAll(new RegExp(`\\b${name}-[a-z0-9]{10}\\b`, 'g'), name), text);
}

describeWithTool('kustomize', () => {
  test(`the overlays of ${CASES} services with random overrides and patches are what the trial says`, () => {
    let count = 0;
    const declared = fc.sample(fc.gen().map((random) => declare(random, `c${count++}x`)), { numRuns: CASES }).filter((each) => each !== undefined);
    expect(declared.length).toBeGreaterThan(0.25 * CASES);
    for (const environment of ENVIRONMENTS) {
      const root = fs.mkdtempSync(path.join(os.tmpdir(), 'feiyue-overlays-'));
      const resources = declared.map(({ root: estate, name }) => path.relative(root, path.join(estate, 'k8s/overlays', environment, name)));
      fs.writeFileSync(path.join(root, 'kustomization.yaml'), yamlText({ resources }));
      const { status, stdout, stderr } = runTool('kustomize', ['build', root, '--load-restrictor=LoadRestrictionsNone']);
      expect({ environment, status, stderr, services: status === 0 ? [] : resources }).toEqual({ environment, status: 0, stderr: '', services: [] });
      const built = objects(withoutHashes(stdout, declared.map(({ name }) => name)));
      for (const { name, expected, root: estate } of declared) {
        const byKind = (list: readonly Manifest[]) => Object.fromEntries(list.map((object) => [object.kind, object]));
        const made = byKind(built.filter(({ metadata }) => metadata.name === name));
        expect({ environment, estate, objects: made }).toEqual({ environment, estate, objects: byKind(expected[environment]) });
      }
      fs.rmSync(root, { recursive: true });
    }
    for (const { root } of declared) fs.rmSync(root, { recursive: true });
  });
});

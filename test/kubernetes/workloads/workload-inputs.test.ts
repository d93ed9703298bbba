import * as fs from 'fs';
import * as path from 'path';
import { LogLevel } from 'projen';
import { Cloud, EnvironmentOptions, FeiyueProject, KustomizePatch, LifecycleHook, PodSpread, Probe, ServiceOptions, ServiceOverrides, ServiceType, TrafficSource, TrafficTarget } from '../../../src';
import { RenderMemory } from '../../../src/worktree/render-memory';
import { temporaryDirectory, tree, withoutPostSynthesis } from '../../synth/test-project';

withoutPostSynthesis();

/** What is said differently from one run to the next. */
interface Change {
  readonly service?: Partial<ServiceOptions>;
  readonly override?: ServiceOverrides;
  readonly patchBase?: KustomizePatch;
  readonly patch?: KustomizePatch;
  readonly environment?: EnvironmentOptions;
  readonly furtherEnvironment?: string;
  readonly furtherService?: boolean;
  readonly repository?: string;
  readonly name?: string;
}

const OVERRIDES: readonly ServiceOverrides[] = [
  { image: 'other/app:1.2.3' }, { imageTag: '2.0.0' }, { imageDigest: `sha256:${'a'.repeat(64)}` }, { replicas: { min: 3, max: 9 } }, { replicas: { min: 1, max: 1 } },
  { targetCpuUtilizationPercent: 50 }, { resources: { requests: { cpu: '200m' } } }, { resources: { limits: { memory: '1Gi' } } },
  { liveness: Probe.http('/live') }, { readiness: Probe.http('/ready') }, { startupTimeoutSeconds: 90 }, { env: { LEVEL: 'debug' } },
  { secretEnv: { TOKEN: { secret: 'tokens', key: 'api' } } }, { command: ['/app'] }, { args: ['--fast'] },
  { allowedFrom: [TrafficSource.namespace('ingress')] }, { connectsTo: [TrafficTarget.service('web')] }, { objective: { availability: 0.999 } },
  { nodeSelector: { disk: 'ssd' } }, { spread: PodSpread.NONE }, { preStop: LifecycleHook.sleep(3) }, { podLabels: { team: 'a' } }, { serviceAccountAnnotations: { id: 'a' } }, { runAsUser: 20000 },
  { startup: Probe.tcp() }, { serviceType: ServiceType.LOAD_BALANCER }, { serviceAnnotations: { note: 'x' } },
];
const annotation = (value: string) => KustomizePatch.strategicMerge({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'api', annotations: { value } } });

/** What the base says of an object is in the differences of an environment that overrides it. */
const opened = (port: number) => KustomizePatch.json6902({ kind: 'NetworkPolicy' }, [{ op: 'add', path: '/spec/ingress/0/ports/-', value: { port } }]);
const narrowed = { allowedFrom: [TrafficSource.namespace('edge')] };

const CHANGES: readonly Change[] = [
  {}, ...OVERRIDES.map((service) => ({ service })), ...OVERRIDES.map((override) => ({ override })),
  { service: { port: 9090 } }, { service: { additionalPorts: [{ name: 'metrics', port: 9090 }] } }, { patchBase: annotation('a') }, { patchBase: annotation('b') }, { patch: annotation('a') }, { patch: annotation('b') },
  { override: narrowed, patchBase: opened(9797) }, { override: narrowed, patchBase: opened(9798) },
  { environment: { namespace: 'other' } }, { furtherEnvironment: 'test' }, { furtherService: true }, { repository: 'acme/other' }, { name: 'shop2' },
];

function synthesise(outdir: string, { service, override, patchBase, patch, environment, furtherEnvironment, furtherService, repository = 'acme/shop', name = 'shop' }: Change): void {
  const project = new FeiyueProject({
    name, outdir, repository, cloud: Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou' }), logging: { level: LogLevel.OFF },
  });
  project.addEnvironment('dev');
  const prod = project.addEnvironment('prod', environment);
  if (furtherEnvironment !== undefined) project.addEnvironment(furtherEnvironment);
  const api = project.addService('api', { port: 8080, env: { LEVEL: 'info' }, secretEnv: { TOKEN: { secret: 'tokens', key: 'first' } }, ...service });
  project.addService('web', { port: 8081, ...(furtherService ? { connectsTo: [TrafficTarget.service('api')] } : {}) });
  if (override) api.override(prod, override);
  if (patchBase) api.patchBase(patchBase);
  if (patch) api.patch(prod, patch);
  project.synth();
}

test('whatever is said, what is remembered of the runs before never hides a change', () => {
  const remembering = temporaryDirectory();
  fs.mkdirSync(path.join(remembering, 'node_modules'));
  const of = RenderMemory.of.bind(RenderMemory);
  let remembered = 0;
  for (const change of CHANGES) {
    const fresh = temporaryDirectory();
    synthesise(fresh, change);
    const memory = jest.spyOn(RenderMemory, 'of').mockImplementation((root) => of(root, 'this build'));
    const hits = jest.spyOn(RenderMemory.prototype, 'hashOf');
    synthesise(remembering, change);
    memory.mockRestore();
    remembered += hits.mock.results.filter(({ value }) => value !== undefined).length;
    hits.mockRestore();
    for (const folder of ['k8s', 'ops/monitoring']) expect(tree(path.join(remembering, folder))).toEqual(tree(path.join(fresh, folder)));
    fs.rmSync(fresh, { recursive: true });
  }
  // At least the files of the other service, nearly each time.
  expect(remembered).toBeGreaterThan(10 * CHANGES.length);
});

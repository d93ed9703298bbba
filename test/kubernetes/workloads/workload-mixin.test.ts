import { KustomizePatch } from '../../../src/kubernetes/kustomize/kustomize-patch';
import { EnvSource } from '../../../src/kubernetes/options/env-source';
import { Loosening } from '../../../src/kubernetes/options/loosening';
import { TrafficTarget } from '../../../src/kubernetes/options/traffic-target';
import type { WorkloadOverrides } from '../../../src/kubernetes/options/workload-options';
import { objectsIn } from '../../../src/kubernetes/patches/tried-workload';
import { Worker } from '../../../src/kubernetes/worker';
import { WorkloadMixin } from '../../../src/kubernetes/workload-mixin';
import { addsUp, type ListOption } from '../../../src/kubernetes/workloads/mixed-settings';
import { emptyProject } from '../../default-estate';
import { problemsOf } from '../../room';
import { askWhyText } from '../../synth/ask-why';
import { write } from '../../synth/test-project';
import { SmallEstate } from '../small-estate';

const STANDARD = new WorkloadMixin('standard', {
  podLabels: { team: 'core', tier: 'inner' },
  env: { LOG_LEVEL: 'info' },
  terminationGracePeriodSeconds: 60,
  connectsTo: [TrafficTarget.service('api')],
  patches: [KustomizePatch.json6902({ kind: 'Deployment' }, [{ op: 'add', path: '/spec/minReadySeconds', value: 5 }])],
});

function estate() {
  const small = new SmallEstate();
  const { environment: dev } = small.addEnvironment('dev');
  const api = small.addService('api', { port: 8080, podLabels: { tier: 'edge' }, connectsTo: [TrafficTarget.cidr('10.0.0.1/32', [5432])] }).apply(STANDARD);
  const mailer = new Worker(small.project, 'mailer').apply(STANDARD);
  return { small, dev, api, mailer };
}

test('a mixin holds for every workload that takes it in, and what a workload says by itself goes before', () => {
  const { api, mailer } = estate();
  expect(api._workload.model()).toMatchObject({ env: { PORT: '8080', LOG_LEVEL: 'info' }, pod: { labels: { team: 'core', tier: 'edge' }, terminationGracePeriodSeconds: 60 } });
  expect(mailer._workload.model()).toMatchObject({ env: { LOG_LEVEL: 'info' }, egress: [{ peer: { kind: 'service', name: 'api' } }], pod: { labels: { team: 'core', tier: 'inner' } } });
});

test('the later mixin goes before the earlier', () => {
  const { api } = estate();
  api.apply(new WorkloadMixin('louder', { env: { LOG_LEVEL: 'debug' }, podLabels: { tier: 'outer' } }));
  expect(api._workload.model()).toMatchObject({ env: { LOG_LEVEL: 'debug' }, pod: { labels: { tier: 'edge' } } });
});

test('its connections open the other side as well', () => {
  const { api } = estate();
  expect(api._workload.model()).toMatchObject({ ingress: [{ peers: [{ kind: 'own-namespace' }] }] });
  expect(api._workload.declarations().callers.map(({ name }) => name)).toEqual(['api', 'mailer']);
});

/** Items that a mixin, another one and the workload say of each list, and whether it is all of them or those of the workload in the end. */
const LISTS: Readonly<Record<ListOption, readonly [items: readonly [unknown, unknown, unknown], outcome: 'all' | 'own', isOfSidecars?: true]>> = {
  addedVariables: [['A', 'B', 'C'], 'all'],
  args: [['a', 'b', 'c'], 'own'],
  command: [['a', 'b', 'c'], 'own'],
  connectsTo: [[TrafficTarget.service('a'), TrafficTarget.service('b'), TrafficTarget.service('c')], 'all'],
  envFrom: [[EnvSource.configMap('a'), EnvSource.secret('b'), EnvSource.secret('c')], 'all'],
  imagePullSecrets: [['a', 'b', 'c'], 'all'],
  loosening: [[Loosening.lowPorts('a'), Loosening.imageUser('b'), Loosening.writableRootFilesystem('c')], 'all'],
  ports: [[{ name: 'a', port: 7001 }, { name: 'b', port: 7002 }, { name: 'c', port: 7003 }], 'all', true],
  removedVariables: [['A', 'B', 'C'], 'all'],
  tolerations: [[{ key: 'a' }, { key: 'b' }, { key: 'c' }], 'all'],
};

describe.each(Object.entries(LISTS))('%s', (option, [[one, other, own], outcome, isOfSidecars]) => {
  const placed = (list: unknown) => (isOfSidecars ? { sidecars: { proxy: { image: 'proxy:1.0', [option]: list } } } : { [option]: list }) as WorkloadOverrides;
  const mixin = (name: string, list: readonly unknown[]) => new WorkloadMixin(name, placed(list));
  const workerWith = (list: readonly unknown[], ...mixins: WorkloadMixin[]) => {
    const small = new SmallEstate();
    small.addEnvironment('dev');
    const worker = new Worker(small.project, 'mailer', placed(list));
    for (const each of mixins) worker.apply(each);
    return { settings: worker._workload.layers[0].settings, small };
  };

  test(`of two mixins and the workload is ${outcome === 'all' ? 'what all say, each item once' : 'what the workload says'}`, () => {
    const { settings } = workerWith([own, one], mixin('first', [one]), mixin('second', [other]));
    expect(settings).toEqual(placed(outcome === 'all' ? [one, other, own] : [own, one]));
  });

  test(`empty beside that of a mixin is ${outcome === 'all' ? 'a problem' : 'empty'}`, () => {
    const { settings, small } = workerWith([], mixin('first', [one]));
    const problem = `worker "mailer" is given "${option}: []", and has some by a mixin, to which lists add up: drop the empty one, or apply a mixin without ${option}; `
      + 'an override takes the place of all in its environment.';
    if (outcome === 'own') expect(settings).toEqual(placed([]));
    expect(small.problems().filter((text) => text === problem)).toHaveLength(outcome === 'all' ? 1 : 0);
  });
});

test('no other option adds up, and neither does a name of JavaScript\'s', () => {
  expect([...Object.keys(LISTS), 'env', 'constructor', 'toString'].filter(addsUp)).toEqual(Object.entries(LISTS).filter(([, [, outcome]]) => outcome === 'all').map(([option]) => option));
});

test('an override takes the place of what all say', () => {
  const { dev, api } = estate();
  api.override(dev, { connectsTo: [] });
  expect([api._workload.model(), api._workload.model(dev)]).toMatchObject([{ egress: [{}, {}] }, { egress: [] }]);
});

test('its patches are laid over the objects of each', () => {
  const { small, dev, api, mailer } = estate();
  expect(small.problems()).toEqual([]);
  for (const { _workload } of [api, mailer]) {
    expect(objectsIn(_workload, dev).find(({ kind }) => kind === 'Deployment')).toMatchObject({ spec: { minReadySeconds: 5 } });
  }
});

test('it is a problem twice, and with a patch that does not fit', () => {
  const { small, api } = estate();
  api.apply(STANDARD).apply(new WorkloadMixin('odd', { patches: [KustomizePatch.json6902({ kind: 'CronJob' }, [{ op: 'remove', path: '/spec/suspend' }])] }));
  expect(small.problems()).toEqual([
    'service "api" has the mixin "standard" already: apply each once',
    expect.stringMatching(/^service "api" has a patch that does not fit: there is no object of kind "CronJob"/),
  ]);
});

test('it is a problem without anything in it', () => {
  const { small, api } = estate();
  api.apply(new WorkloadMixin('nothing', { env: undefined, patches: [] }));
  expect(small.problems()).toEqual(['service "api" has the mixin "nothing", which says nothing: give it an option or a patch, or drop it']);
});

describe('a mixin that is applied nowhere', () => {
  /** The problems of an estate whose program declares mixins in these files of its folder, and applies those called "used". */
  function problemsWith(files: Readonly<Record<string, string>>): string[] {
    const project = emptyProject();
    project.addEnvironment('dev');
    for (const [file, text] of Object.entries(files)) write(project.outdir, file, text);
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { used = [] } = require(`${project.outdir}/main.js`)(WorkloadMixin) as { used?: WorkloadMixin[] };
    used.forEach((mixin) => project.addWorker(mixin.name).apply(mixin));
    return problemsOf(project);
  }

  const UNUSED = 'mixin "a" is applied to nothing: apply it to a workload, or drop it';
  const TEXT = '{ podLabels: { a: "b" } }';

  test.each<[string, Record<string, string>, string[]]>([
    ['is a problem', { 'main.js': `module.exports = (Mixin) => ({ it: new Mixin("a", ${TEXT}) });` }, [`main.js:1  ${UNUSED}`]],
    ['is one where a function of one\'s own makes it', {
      'main.js': 'module.exports = (Mixin) => require("./mixins").standard(Mixin);', 'mixins.js': `exports.standard = (Mixin) => ({ it: new Mixin("a", ${TEXT}) });`,
    }, [`main.js:1 (in mixins.js:1)  ${UNUSED}`]],
    ['is one where it is of a class of one\'s own', {
      'main.js': `module.exports = (Mixin) => { class Own extends Mixin { constructor() { super("a", ${TEXT}); } } return { it: new Own() }; };`,
    }, [`main.js:1  ${UNUSED}`]],
    ['is none in a package, which may offer more', {
      'main.js': 'module.exports = (Mixin) => require("standards")(Mixin);', 'node_modules/standards/index.js': `module.exports = (Mixin) => ({ it: new Mixin("a", ${TEXT}) });`,
    }, []],
    ['is none where it is applied', { 'main.js': `module.exports = (Mixin) => ({ used: [new Mixin("a", ${TEXT})] });` }, []],
  ])('%s', (_, files, problems) => {
    expect(problemsWith(files)).toEqual(problems);
  });
});

test('why names the mixin, or the workload that says otherwise', () => {
  const project = emptyProject();
  project.addEnvironment('dev');
  project.addService('api', { port: 8080, podLabels: { tier: 'edge' } }).apply(new WorkloadMixin('standard', { podLabels: { team: 'core', tier: 'inner' } }));
  project.synth();
  const why = (text: string) => askWhyText(project, 'k8s/base/api/deployment.yaml', text)[0];
  expect(why('team: core')).toMatchObject({ what: 'podLabels.team of mixin "standard"', declaredBy: expect.stringContaining("new WorkloadMixin('standard'") });
  expect(why('tier: edge')).toMatchObject({ what: 'podLabels.tier of service "api"' });
});

test('why tells apart who says which item of a list, on both sides of a connection', () => {
  const project = emptyProject();
  project.addEnvironment('dev');
  const standard = new WorkloadMixin('standard', { connectsTo: [TrafficTarget.service('traces'), TrafficTarget.cidr('10.0.0.1/32', [5432])] });
  project.addService('api', { port: 8080, connectsTo: [TrafficTarget.service('chat'), TrafficTarget.cidr('10.0.0.2/32', [6379])] }).apply(standard);
  for (const name of ['chat', 'traces']) project.addService(name, { port: 8080, allowedFrom: [] });
  project.synth();
  const why = (workload: string, text: string) => askWhyText(project, `k8s/base/${workload}/networkpolicy.yaml`, text)[0].what;
  expect(['5432', '6379'].map((text) => why('api', text))).toEqual(['connectsTo of mixin "standard"', 'connectsTo of service "api"']);
  expect(['traces', 'chat'].map((name) => why(name, 'app.kubernetes.io/instance: api'))).toEqual(['connectsTo of mixin "standard"', 'connectsTo of service "api"']);
});

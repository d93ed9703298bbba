import { KustomizePatch } from '../../../src/kubernetes/kustomize/kustomize-patch';
import { TrafficTarget } from '../../../src/kubernetes/options/traffic-target';
import { objectsIn } from '../../../src/kubernetes/patches/tried-workload';
import { Worker } from '../../../src/kubernetes/worker';
import { WorkloadMixin } from '../../../src/kubernetes/workload-mixin';
import { emptyProject } from '../../default-estate';
import { askWhyText } from '../../synth/ask-why';
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
  const api = small.addService('api', { port: 8080, podLabels: { tier: 'edge' }, connectsTo: [] }).apply(STANDARD);
  const mailer = new Worker(small.project, 'mailer').apply(STANDARD);
  return { small, dev, api, mailer };
}

test('a mixin holds for every workload that takes it in, and what a workload says by itself goes before', () => {
  const { api, mailer } = estate();
  expect(api._workload.model()).toMatchObject({ env: { PORT: '8080', LOG_LEVEL: 'info' }, egress: [], pod: { labels: { team: 'core', tier: 'edge' }, terminationGracePeriodSeconds: 60 } });
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
  api.override('dev', { allowedFrom: [] });
  expect(JSON.stringify(api._workload.declarations().callers.map(({ name }) => name))).toBe('["mailer"]');
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

test('why names the mixin, or the workload that says otherwise', () => {
  const project = emptyProject();
  project.addEnvironment('dev');
  project.addService('api', { port: 8080, podLabels: { tier: 'edge' } }).apply(new WorkloadMixin('standard', { podLabels: { team: 'core', tier: 'inner' } }));
  project.synth();
  const why = (text: string) => askWhyText(project, 'k8s/base/api/deployment.yaml', text)[0];
  expect(why('team: core')).toMatchObject({ what: 'podLabels.team of mixin "standard"', declaredBy: expect.stringContaining("new WorkloadMixin('standard'") });
  expect(why('tier: edge')).toMatchObject({ what: 'podLabels.tier of service "api"' });
});

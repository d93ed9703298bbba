import * as fs from 'fs';
import * as path from 'path';
import { parse } from 'yaml';
import { FeiyueProject, Probe, TrafficSource, TrafficTarget, WorkerOptions, WorkerOverrides } from '../../../src';
import { emptyProject } from '../../default-estate';
import { problemsOf } from '../../room';

function declare(options: WorkerOptions = {}, override: WorkerOverrides = {}): FeiyueProject {
  const project = emptyProject();
  const dev = project.addEnvironment('dev');
  const prod = project.addEnvironment('prod', { promotedFrom: dev });
  project.addWorker('mailer', options).override(prod, override);
  return project;
}

function written(project: FeiyueProject): (file: string) => any {
  project.synth();
  return (file) => parse(fs.readFileSync(path.join(project.outdir, file), 'utf-8'));
}

test('a worker is a Deployment that listens nowhere and is asked nothing', () => {
  const read = written(declare({}, { replicas: { min: 3, max: 5 } }));
  expect(read('k8s/base/mailer/kustomization.yaml').resources).toEqual(['deployment.yaml', 'hpa.yaml', 'networkpolicy.yaml', 'pdb.yaml', 'serviceaccount.yaml']);
  const [container] = read('k8s/base/mailer/deployment.yaml').spec.template.spec.containers;
  expect(Object.keys(container).filter((key) => /ports|Probe/.test(key))).toEqual([]);
  expect(read('k8s/base/mailer/configmap.yaml').literals).toEqual([]);
  expect(read('k8s/base/mailer/networkpolicy.yaml').spec).not.toHaveProperty('ingress');
  expect(parse(read('k8s/overlays/prod/mailer/kustomization.yaml').patches[0].patch).spec).toEqual({ minReplicas: 3, maxReplicas: 5 });
});

test('a worker with a port can be asked on it, by Kubernetes and by those who are let in', () => {
  const read = written(declare({ ports: [{ name: 'metrics', port: 9090 }], liveness: Probe.http('/livez'), allowedFrom: [TrafficSource.namespace('monitoring')] }));
  const [container] = read('k8s/base/mailer/deployment.yaml').spec.template.spec.containers;
  expect(container).toMatchObject({ ports: [{ name: 'metrics', containerPort: 9090, protocol: 'TCP' }], livenessProbe: { httpGet: { path: '/livez', port: 'metrics' } } });
  expect(read('k8s/base/mailer/networkpolicy.yaml').spec.ingress).toMatchObject([{ ports: [{ protocol: 'TCP', port: 9090 }] }]);
});

test('its alerts and their pages are those of a worker', () => {
  const read = written(declare());
  const alerts = read('ops/monitoring/mailer.rules.yaml').groups[0].rules.map(({ alert }: { alert: string }) => alert);
  expect(alerts).toContain('WorkerUnavailable');
  expect(alerts.every((alert: string) => alert.startsWith('Worker'))).toBe(true);
});

test.each<[string, WorkerOptions, string]>([
  ['a probe of no port', { liveness: Probe.http('/livez') }, 'asks a port in liveness, and listens on none: give it ports, or ask with Probe.exec.'],
  ['callers of no port', { allowedFrom: [TrafficSource.namespace('monitoring')] }, 'has allowedFrom and listens on no port, so that nobody can connect: give it ports, or drop that.'],
  ['a port of a Service', { ports: [{ name: 'metrics', port: 9090, servicePort: 90 }] }, 'says of port "metrics" what its Service has, and a worker has none: drop that, or make it a service.'],
])('%s is a problem', (_, options, problem) => {
  expect(problemsOf(declare(options))).toContain(`worker "mailer" ${problem}`);
});

test('nobody can connect to a worker that listens nowhere', () => {
  const project = declare();
  project.addService('api', { port: 8080, connectsTo: [TrafficTarget.service('mailer')] });
  expect(problemsOf(project)).toContain('service "api" connects to worker "mailer", which listens on no port: drop it from connectsTo, or give the worker ports.');
});

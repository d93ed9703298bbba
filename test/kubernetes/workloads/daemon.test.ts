import * as fs from 'fs';
import * as path from 'path';
import { parse } from 'yaml';
import { Daemon, DaemonOptions, DaemonOverrides, FeiyueProject, KustomizePatch, Probe, TrafficSource, Volume } from '../../../src';
import { emptyProject } from '../../default-estate';
import { problemsOf } from '../../room';
import { askWhyText } from '../../synth/ask-why';

function declare(options: DaemonOptions = {}, override: DaemonOverrides = {}): { project: FeiyueProject; daemon: Daemon } {
  const project = emptyProject();
  const dev = project.addEnvironment('dev');
  const prod = project.addEnvironment('prod', { promotedFrom: dev });
  return { project, daemon: project.addDaemon('agent', options).override(prod, override) };
}

function written({ project }: { project: FeiyueProject }): (file: string) => any {
  project.synth();
  return (file) => parse(fs.readFileSync(path.join(project.outdir, file), 'utf-8'));
}

const BASE = 'k8s/base/agent';

test('a daemon is a DaemonSet that listens nowhere, comes to one node after the other, and is kept apart by nothing', () => {
  const read = written(declare({}, { maxUnavailable: '25%' }));
  expect(read(`${BASE}/kustomization.yaml`).resources).toEqual(['daemonset.yaml', 'networkpolicy.yaml', 'serviceaccount.yaml']);
  const { spec } = read(`${BASE}/daemonset.yaml`);
  expect(spec).toMatchObject({ revisionHistoryLimit: 5, updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } } });
  for (const field of ['affinity', 'topologySpreadConstraints', 'tolerations']) expect(spec.template.spec).not.toHaveProperty(field);
  expect(Object.keys(spec.template.spec.containers[0]).filter((key) => /ports|Probe/.test(key))).toEqual([]);
  expect(read(`${BASE}/networkpolicy.yaml`).spec).not.toHaveProperty('ingress');
  const [{ patch }] = read('k8s/overlays/prod/agent/kustomization.yaml').patches;
  expect(parse(patch).spec).toEqual({ updateStrategy: { rollingUpdate: { maxUnavailable: '25%' } } });
});

test('each of its pods can be asked on a port, and runs wherever it tolerates to', () => {
  const read = written(declare({
    ports: [{ name: 'metrics', port: 9100 }], readiness: Probe.http('/ready'), allowedFrom: [TrafficSource.namespace('monitoring')], tolerations: [{}],
  }));
  const { tolerations, containers: [container] } = read(`${BASE}/daemonset.yaml`).spec.template.spec;
  expect(tolerations).toEqual([{ operator: 'Exists' }]);
  expect(container).toMatchObject({ ports: [{ name: 'metrics', containerPort: 9100 }], readinessProbe: { httpGet: { path: '/ready', port: 'metrics' } } });
  expect(read(`${BASE}/networkpolicy.yaml`).spec.ingress).toMatchObject([{ ports: [{ protocol: 'TCP', port: 9100 }] }]);
});

test('its alerts are its own, and its former release is brought back', () => {
  const estate = declare();
  const alerts = written(estate)('ops/monitoring/agent.rules.yaml').groups[0].rules.map(({ alert }: { alert: string }) => alert);
  expect(alerts).toEqual([
    'DaemonPodsMissing', 'DaemonPodsMisscheduled', 'DaemonRolloutStuck', 'DaemonPodsRestarting', 'DaemonCpuThrottled', 'DaemonMemoryNearLimit',
  ]);
  expect(fs.readFileSync(path.join(estate.project.outdir, 'ops/scripts/rollback-service.sh'), 'utf-8')).toContain('agent) deployment="daemonset/${service}" ;;');
});

test.each<[string, DaemonOptions, string]>([
  ['no node at a time', { maxUnavailable: 0 }, 'has maxUnavailable 0; it has to be a whole number from 1 to 10000.'],
  ['a share that is none', { maxUnavailable: '0%' }, 'has maxUnavailable "0%"; it has to be a whole number from 1, or a share from "1%" to "100%".'],
  ['a port of a Service', { ports: [{ name: 'metrics', port: 9100, servicePort: 90 }] }, 'says of port "metrics" what its Service has, and a daemon has none: drop that, or make it a service.'],
  ['a claim that one node alone can use', { volumes: { '/data': Volume.claim({ size: '1Gi' }) } },
    'has the volume at "/data" with the access mode ReadWriteOnce, by which the pods of all nodes cannot share it: give it AccessMode.READ_WRITE_MANY and a class that has it, or choose another volume.'],
  ['a probe of no port', { liveness: Probe.http('/livez') }, 'asks a port in liveness, and listens on none: give it ports, or ask with Probe.exec.'],
])('%s is a problem', (_, options, problem) => {
  expect(problemsOf(declare(options).project)).toContain(`daemon "agent" ${problem}`);
});

test('files of the node are refused, as its namespace would refuse them', () => {
  const { project, daemon } = declare();
  daemon.patchBase(KustomizePatch.strategicMerge({
    apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'agent' }, spec: { template: { spec: { volumes: [{ name: 'logs', hostPath: { path: '/var/log' } }] } } },
  }));
  expect(problemsOf(project).join('\n')).toMatch(/daemon "agent" has a patch after which it would have pods that its namespace "[a-z-]+-dev" does not admit.*volume "logs" must not be a hostPath/);
});

test.each([
  ['maxUnavailable:', 'maxUnavailable of daemon "agent"', 'project.addDaemon(\'agent\', { maxUnavailable: … })'],
  ['containerPort', 'ports of daemon "agent"', 'project.addDaemon(\'agent\', { ports: … })'],
  ['kind: DaemonSet', 'daemon "agent"', undefined],
])('why %s is there', (text, what, change) => {
  const { project } = declare({ ports: [{ name: 'metrics', port: 9100 }] });
  project.synth();
  expect(askWhyText(project, `${BASE}/daemonset.yaml`, text)[0]).toMatchObject({ what, ...(change !== undefined && { change }) });
});

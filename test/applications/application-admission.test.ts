import { SmallApplications } from './small-applications';
import { ApplicationOptions, KustomizePatch, PodSecurity } from '../../src';

const DAEMON = { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'agent' }, spec: { template: { spec: { hostNetwork: true, containers: [{ name: 'agent', image: 'agent:1.2' }] } } } };
const GOOD = {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'job' },
  spec: {
    jobTemplate: {
      spec: {
        template: {
          spec: {
            securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
            containers: [{ name: 'job', image: 'job:1.2', securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } }],
          },
        },
      },
    },
  },
};

function problems(options: ApplicationOptions, change: (estate: SmallApplications) => void = () => undefined): string[] {
  const estate = new SmallApplications();
  change(estate);
  estate.addApplication('metrics', options);
  return estate.problems();
}

test('pods of own objects that the namespace does not admit are a problem', () => {
  expect(problems({ manifests: { 'agent.yaml': DAEMON }, podSecurity: PodSecurity.BASELINE })).toEqual([
    'application "metrics" would have pods that its namespace "metrics" does not admit, because it enforces the Pod Security Standard "baseline": DaemonSet "agent": must not set hostNetwork=true',
  ]);
  expect(problems({ manifests: { 'agent.yaml': DAEMON } })).toEqual([expect.stringContaining('enforces the Pod Security Standard "restricted": DaemonSet "agent": must not set hostNetwork=true; container "agent" must set')]);
});

test.each<[string, ApplicationOptions]>([
  ['that the namespace admits', { manifests: { 'job.yaml': GOOD } }],
  ['with privileges that were asked for', { manifests: { 'agent.yaml': DAEMON }, podSecurity: PodSecurity.PRIVILEGED }],
  ['in a namespace of which nothing is known', { manifests: { 'agent.yaml': DAEMON }, namespace: 'kube-system', createNamespace: false }],
  ['in another namespace of which nothing is known', { manifests: { 'agent.yaml': { ...DAEMON, metadata: { name: 'agent', namespace: 'kube-system' } } } }],
  ['in a namespace of their own', {
    manifests: {
      'agent.yaml': { ...DAEMON, metadata: { name: 'agent', namespace: 'agents' } },
      'agents.yaml': { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'agents', labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } } },
    },
  }],
])('pods %s are fine', (_, options) => {
  expect(problems(options)).toEqual([]);
});

test('a patch that makes a pod privileged is a problem', () => {
  const patch = KustomizePatch.json6902({ kind: 'CronJob' }, [{ op: 'add', path: '/spec/jobTemplate/spec/template/spec/containers/0/securityContext/privileged', value: true }]);
  expect(problems({ manifests: { 'job.yaml': GOOD }, patches: [patch] })).toEqual([
    'application "metrics" has a patch after which it would have pods that its namespace "metrics" does not admit, because it enforces the Pod Security Standard "restricted": '
    + 'CronJob "job": container "job" must not set securityContext.privileged=true',
  ]);
});

test('the namespace of another application counts', () => {
  expect(problems({ manifests: { 'agent.yaml': DAEMON }, namespace: 'agents', createNamespace: false }, (estate) => {
    estate.addApplication('agents', { podSecurity: PodSecurity.BASELINE });
  })).toEqual([expect.stringContaining('its namespace "agents" does not admit, because it enforces the Pod Security Standard "baseline"')]);
});

test('so does that of an environment, which no application may bring as well', () => {
  const change = (estate: SmallApplications) => {
    estate.addEnvironment('dev');
    estate.addService('api');
  };
  expect(problems({ manifests: { 'agent.yaml': DAEMON }, namespace: 'shop-dev', createNamespace: false }, change)).toEqual([expect.stringContaining('its namespace "shop-dev" does not admit')]);
  expect(problems({ namespace: 'shop-dev' }, change)).toEqual([
    'application "metrics" would bring the namespace "shop-dev", which environment "dev" brings: give it another one, or say createNamespace: false',
  ]);
});

test('moving images are refused where any environment is protected', () => {
  const job = JSON.parse(JSON.stringify(GOOD).replace('job:1.2', 'job:latest'));
  expect(problems({ manifests: { 'job.yaml': job } })).toEqual([]);
  expect(problems({ manifests: { 'job.yaml': job } }, (estate) => estate.addEnvironment('prod', { reviewers: ['ops'] }))).toEqual([
    'application "metrics" would run image "job" with the moving tag "latest" in the protected environment "prod" (CronJob "job"): give it a tag with a version, such as "1.27.3", or a digest',
  ]);
});

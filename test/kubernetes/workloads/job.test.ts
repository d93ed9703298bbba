import * as fs from 'fs';
import * as path from 'path';
import { parse } from 'yaml';
import { FeiyueProject, Job, JobOptions, JobOverrides, KustomizePatch, TrafficTarget } from '../../../src';
import { emptyProject } from '../../default-estate';
import { problemsOf } from '../../room';
import { askWhyText } from '../../synth/ask-why';

function declare(options: JobOptions = {}, override: JobOverrides = {}, more = (_: FeiyueProject): void => undefined): FeiyueProject {
  const project = emptyProject();
  const dev = project.addEnvironment('dev');
  const prod = project.addEnvironment('prod', { promotedFrom: dev });
  project.addService('api', { port: 8080, allowedFrom: [] });
  project.addJob('migrate', options).override(prod, override);
  more(project);
  return project;
}

function reader(project: FeiyueProject): (file: string) => any {
  project.synth();
  return (file) => parse(fs.readFileSync(path.join(project.outdir, file), 'utf-8'));
}

const JOB = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'migrate' } };

/** The name that the Job has in dev, and that in prod. */
function names(project: FeiyueProject): string[] {
  const read = reader(project);
  return ['dev', 'prod'].map((environment) => {
    const { patches } = read(`k8s/overlays/${environment}/migrate/kustomization.yaml`);
    const { target, patch, options } = patches[patches.length - 1];
    expect({ target, options }).toEqual({ target: { kind: 'Job', name: 'migrate' }, options: { allowNameChange: true } });
    const [{ op, path: place, value }] = parse(patch);
    expect({ op, place }).toEqual({ op: 'replace', place: '/metadata/name' });
    return value;
  });
}

test('a job is a Job that ends in time, and leaves its pods to look at', () => {
  const read = reader(declare({ before: ['api'] }, { activeDeadlineSeconds: 1200 }));
  expect(read('k8s/base/migrate/kustomization.yaml').resources).toEqual(['job.yaml', 'networkpolicy.yaml', 'serviceaccount.yaml']);
  const { metadata, spec } = read('k8s/base/migrate/job.yaml');
  expect(metadata).toMatchObject({ name: 'migrate', annotations: { 'feiyue-projen/before': 'api' } });
  expect(spec).toMatchObject({ backoffLimit: 2, activeDeadlineSeconds: 600 });
  const pod = spec.template.spec;
  expect(pod).toMatchObject({ restartPolicy: 'Never', automountServiceAccountToken: false, containers: [{ name: 'migrate', envFrom: [{ configMapRef: { name: 'migrate' } }] }] });
  expect(pod.containers[0]).not.toHaveProperty('ports');
  const [{ patch }] = read('k8s/overlays/prod/migrate/kustomization.yaml').patches;
  expect(parse(patch)).toEqual({ ...JOB, spec: { activeDeadlineSeconds: 1200 } });
});

test('a job that nobody waits for says nothing of it', () => {
  expect(reader(declare())('k8s/base/migrate/job.yaml').metadata.annotations).not.toHaveProperty('feiyue-projen/before');
});

test('nothing is let in, and its failure has a page', () => {
  const read = reader(declare());
  expect(read('k8s/base/migrate/networkpolicy.yaml').spec).not.toHaveProperty('ingress');
  expect(read('ops/monitoring/migrate.rules.yaml').groups[0].rules.map(({ alert }: { alert: string }) => alert)).toEqual(['JobFailed']);
});

describe('the version in its name', () => {
  const [devName, prodName] = names(declare());

  test('is that of what its pod is made of, wherever it runs', () => {
    expect(devName).toMatch(/^migrate-[0-9a-f]{10}$/);
    expect(prodName).toBe(devName);
  });

  test.each<[string, JobOverrides]>([
    ['an image', { imageTag: '2.0.0' }],
    ['a variable', { env: { LEVEL: 'warn' } }],
    ['a command', { command: ['/bin/other'] }],
    ['a limit', { resources: { limits: { memory: '1Gi' } } }],
  ])('is another one where %s is', (_, override) => {
    const [dev, prod] = names(declare({ env: { LEVEL: 'info' } }, override));
    expect(prod).not.toBe(dev);
  });

  test.each<[string, JobOverrides]>([
    ['its deadline', { activeDeadlineSeconds: 1200 }],
    ['its retries', { backoffLimit: 0 }],
    ['to whom it connects', { connectsTo: [TrafficTarget.cidr('10.0.0.0/16', [5432])] }],
  ])('is the same where %s is another one, which changes in place', (_, override) => {
    expect(names(declare({}, override))).toEqual([devName, devName]);
  });

  const job = (project: FeiyueProject) => project.node.children.find((child) => child instanceof Job)!;
  const template = (content: object) => KustomizePatch.strategicMerge({ ...JOB, spec: { template: content } });
  test.each<[string, (project: FeiyueProject) => void, boolean]>([
    ['of its own', (project) => job(project).patch('prod', template({ spec: { hostname: 'migrate' } })), true],
    ['of its own that is laid in place', (project) => job(project).patch('prod', KustomizePatch.strategicMerge({ ...JOB, spec: { suspend: true } })), false],
    ['of the whole environment', (project) => project.overlay('prod').patch(template({ metadata: { annotations: { a: 'b' } } })), true],
    ['of another workload', (project) => project.overlay('prod').patch(KustomizePatch.json6902({ kind: 'Deployment', name: 'api' }, [{ op: 'add', path: '/spec/minReadySeconds', value: 5 }])), false],
  ])('follows from a patch %s if that changes the pod', (_, patch, isAnother) => {
    const [dev, prod] = names(declare({}, {}, patch));
    expect(prod !== dev).toBe(isAnother);
  });

  test('is there for what changes it', () => {
    const project = declare({}, { imageTag: '2.0.0' });
    const [, name] = names(project);
    expect(askWhyText(project, 'k8s/overlays/prod/migrate/kustomization.yaml', name))
      .toContainEqual(expect.objectContaining({ what: 'imageTag of job "migrate" in prod' }));
  });
});

test('a Job that a patch removes gets no name', () => {
  const project = declare({}, {}, (made) => made.overlay('prod').patch(KustomizePatch.strategicMerge({ ...JOB, $patch: 'delete' })));
  expect(reader(project)('k8s/overlays/prod/migrate/kustomization.yaml')).not.toHaveProperty('patches');
});

test.each<[string, JobOptions, string, (project: FeiyueProject) => void]>([
  ['no time to run', { activeDeadlineSeconds: 0 }, 'has activeDeadlineSeconds 0; it has to be a whole number from 1 to 5400.', () => undefined],
  ['more time than a deployment has', { activeDeadlineSeconds: 7200 }, 'has activeDeadlineSeconds 7200; it has to be a whole number from 1 to 5400.', () => undefined],
  ['fewer tries than none', { backoffLimit: -1 }, 'has backoffLimit -1; it has to be a whole number from 0 to 100.', () => undefined],
  ['a workload that there is not', { before: ['apo'] }, 'runs before "apo", which there is not; workloads are: api. Did you mean "api"?', () => undefined],
  ['one named twice', { before: ['api', 'api'] }, 'runs before "api" twice: name it once.', () => undefined],
  ['itself', { before: ['migrate'] }, 'waits for itself, by way of before: migrate runs before migrate. Drop one of these.', () => undefined],
  ['a circle', { before: ['seed'] }, 'waits for itself, by way of before: migrate runs before seed runs before migrate. Drop one of these.',
    (project) => project.addJob('seed', { before: ['migrate'] })],
  ['what no deployment starts', { before: ['report'] }, 'runs before scheduled job "report", which no deployment starts, so that it cannot wait: drop it from before.',
    (project) => project.addScheduledJob('report', { schedule: '@daily' })],
])('%s is a problem', (_, options, problem, more) => {
  expect(problemsOf(declare(options, {}, more)).map((line) => line.replace(/^\S+:\d+\s+/, ''))).toContain(`job "migrate" ${problem}`);
});

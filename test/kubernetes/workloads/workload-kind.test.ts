// A kind of workload that the package does not have, declared by a test: whatever is done for workloads is done for it, without a word of it in `src`.
import * as fs from 'fs';
import * as path from 'path';
import { parse } from 'yaml';
import { NightlyJob, NightlyJobOptions } from './nightly-job';
import { ArgoCd, Cloud, FeiyueProject, KustomizePatch, TrafficTarget } from '../../../src';
import { EstateError } from '../../../src/synth/declare/estate-error';
import { emptyProject } from '../../default-estate';
import { askWhyText } from '../../synth/ask-why';

const CRON_JOB = { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'report' } };
const DIGEST = `sha256:${'d'.repeat(64)}`;

/** A patch of the one container. */
function ofContainer(container: object): KustomizePatch {
  return KustomizePatch.strategicMerge({ ...CRON_JOB, spec: { jobTemplate: { spec: { template: { spec: { containers: [container] } } } } } });
}

function declare(options: Partial<NightlyJobOptions> = {}): { project: FeiyueProject; job: NightlyJob } {
  const cloud = Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou', zones: ['ap-guangzhou-6'], registry: 'shop.tencentcloudcr.com/shop' });
  const project = emptyProject({ cloud });
  const dev = project.addEnvironment('dev');
  project.addEnvironment('prod', { promotedFrom: dev });
  project.addService('api', { port: 8080, allowedFrom: [] });
  const job = new NightlyJob(project, 'report', { schedule: '0 3 * * *', env: { LEVEL: 'info' }, connectsTo: [TrafficTarget.service('api')], ...options });
  return { project, job };
}

function problemsOf(project: FeiyueProject): string[] {
  try {
    project.synth();
    return [];
  } catch (error) {
    return (error as EstateError).problems.map((line) => line.replace(/^\S+:\d+\s+/, ''));
  }
}

describe('a kind of workload', () => {
  const { project, job } = declare({ imageBuild: { context: 'jobs/report' } });
  const read = (file: string) => fs.readFileSync(path.join(project.outdir, file), 'utf-8');
  beforeAll(() => {
    job.override('prod', { schedule: '0 4 * * *', env: { LEVEL: 'warn' } });
    job.patchBase(KustomizePatch.strategicMerge({ ...CRON_JOB, spec: { concurrencyPolicy: 'Forbid' } }));
    job.patch('dev', KustomizePatch.json6902({ kind: 'CronJob', name: 'report' }, [{ op: 'add', path: '/spec/suspend', value: true }]));
    new ArgoCd(project, 'argo-cd');
    fs.mkdirSync(path.join(project.outdir, 'images'), { recursive: true });
    fs.writeFileSync(path.join(project.outdir, 'images/prod.json'), JSON.stringify({ report: { digest: DIGEST } }));
    project.synth();
  });

  test('has a base of its own objects', () => {
    const { resources, generators, patches } = parse(read('k8s/base/report/kustomization.yaml'));
    expect({ resources, generators }).toEqual({ resources: ['cronjob.yaml', 'networkpolicy.yaml', 'serviceaccount.yaml'], generators: ['configmap.yaml'] });
    expect(patches).toHaveLength(1);
    expect(parse(read('k8s/base/report/cronjob.yaml')).spec).toMatchObject({ schedule: '0 3 * * *', timeZone: 'Etc/UTC' });
  });

  test('has overlays with nothing but the differences', () => {
    const { images, configMapGenerator, patches } = parse(read('k8s/overlays/prod/report/kustomization.yaml'));
    expect(images).toEqual([expect.objectContaining({ digest: DIGEST })]);
    expect(configMapGenerator).toEqual([{ name: 'report', behavior: 'merge', literals: ['LEVEL=warn'] }]);
    expect(patches.map(({ patch }: { patch: string }) => parse(patch))).toEqual([{ ...CRON_JOB, spec: { schedule: '0 4 * * *' } }]);
    expect(parse(read('k8s/overlays/dev/report/kustomization.yaml')).patches).toHaveLength(1);
    expect(parse(read('k8s/overlays/dev/kustomization.yaml')).resources).toContain('report');
  });

  test('is let in where it connects to', () => {
    expect(read('k8s/base/api/networkpolicy.yaml')).toContain('app.kubernetes.io/instance: report');
    expect(parse(read('k8s/base/report/networkpolicy.yaml')).spec.egress[1].ports).toEqual([{ protocol: 'TCP', port: 8080 }]);
  });

  test('is delivered: in the graph, by Argo CD, and with the image that CI builds', () => {
    const { services } = JSON.parse(read('.projen/graph.json'));
    expect(services).toContainEqual({ name: 'report', base: 'k8s/base/report', overlay: 'k8s/overlays/*/report' });
    const appProject = parse(read(project.files.find(({ path: file }) => file.endsWith('argo-cd/environments/prod/appproject.yaml'))!.path));
    expect(appProject.spec.namespaceResourceWhitelist).toContainEqual({ group: 'batch', kind: 'CronJob' });
    expect(read('.github/workflows/images.yml')).toContain('jobs/report');
  });

  test('is rolled back only if it rolls out', () => {
    expect(job._workload.rollouts).toEqual([]);
    expect(read('ops/scripts/rollback-service.sh')).toMatch(/case "\$\{service\}" in\n {2}report\) fail /);
  });

  test('is watched by its own alerts', () => {
    const [{ rules }] = parse(read('ops/monitoring/report.rules.yaml')).groups;
    expect(rules).toEqual([expect.objectContaining({
      alert: 'NightlyJobLate', expr: 'kube_cronjob_late{namespace=~"feiyue-mono-dev|feiyue-mono-prod", cronjob="report"} == 1',
    })]);
    expect(parse(read('ops/monitoring/report.rules.test.yaml')).tests).toHaveLength(1);
    expect(JSON.parse(read('ops/monitoring/dashboards/report.json')).panels).toHaveLength(1);
    expect(read('ops/runbooks/NightlyJobLate.md')).toContain('The job has not run for two days.');
  });

  test('is counted in the report of a run', () => {
    expect((project as unknown as { _reportCounts(): string[] })._reportCounts()).toEqual(['2 environments', '0 root modules', '1 service', '1 nightly job']);
  });

  test('stands on the page of the estate', () => {
    expect(read(project.files.find(({ path: file }) => file.endsWith('.md') && read(file).includes('## Nightly jobs'))!.path)).toContain('`report`');
  });

  test.each([
    ['k8s/base/report/cronjob.yaml', 'schedule:', 'schedule of nightly job "report"', 'project.addNightlyJob(\'report\', { schedule: … })'],
    ['k8s/base/report/cronjob.yaml', 'timeZone:', 'timeZone of nightly job "report"', 'project.addNightlyJob(\'report\', { timeZone: … })'],
    ['k8s/base/report/cronjob.yaml', 'restartPolicy:', 'nightly job "report"', undefined],
    ['k8s/base/report/kustomization.yaml', 'concurrencyPolicy', 'patch of nightly job "report"', 'report.patchBase(…)'],
    ['k8s/overlays/prod/report/kustomization.yaml', 'schedule:', 'schedule of nightly job "report" in prod', 'report.override(prod, { schedule: … })'],
    ['k8s/overlays/dev/report/kustomization.yaml', '/spec/suspend', 'patch of nightly job "report" in dev', 'report.patch(dev, …)'],
    ['k8s/overlays/dev/kustomization.yaml', '- report', 'nightly job "report"', 'project.addNightlyJob(\'report\', …)'],
    ['k8s/base/api/networkpolicy.yaml', 'instance: report', 'connectsTo of nightly job "report"', 'project.addNightlyJob(\'report\', { connectsTo: … })'],
  ])('is why %s says %s', (file, text, what, change) => {
    expect(askWhyText(project, file, text)).toContainEqual(expect.objectContaining({ what, ...(change !== undefined && { change }) }));
  });
});

describe('what is wrong with a kind of workload is a problem', () => {
  test.each<[string, string, (job: NightlyJob, project: FeiyueProject) => unknown]>([
    ['an option of its own', 'nightly job "report" has schedule "daily", which has not five fields',
      (job) => job.override('prod', { schedule: 'daily' })],
    ['an option of any workload', 'nightly job "report" has imageTag "-x"; a tag has letters', (job) => job.override('prod', { imageTag: '-x' })],
    ['a patch that does not fit', 'nightly job "report" has a patch that does not fit: CronJob "report" has no container "repot"; it has: report.',
      (job) => job.patchBase(ofContainer({ name: 'repot', tty: true }))],
    ['a pod that is not admitted', 'nightly job "report" has a patch after which it would have pods that its namespace "feiyue-mono-dev" does not admit',
      (job) => job.patchBase(ofContainer({ name: 'report', securityContext: { privileged: true } }))],
    ['an image that moves', 'nightly job "report" runs image "other/app" with the moving tag "latest" in the protected environment "prod"',
      (job) => job.override('prod', { image: 'other/app:latest' })],
    ['a name that a service has', 'nightly job "api" has the name of a service, beside which it would run: give it another one',
      (_, project) => new NightlyJob(project, 'api', { schedule: '0 0 * * *' })],
  ])('%s', (_, problem, change) => {
    const { project, job } = declare();
    change(job, project);
    expect(problemsOf(project)).toContainEqual(expect.stringContaining(problem));
  });
});

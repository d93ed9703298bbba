import * as fs from 'fs';
import * as path from 'path';
import { parse } from 'yaml';
import { SCHEDULES } from './schedules';
import { ConcurrencyPolicy, FeiyueProject, ScheduledJobOptions, ScheduledJobOverrides } from '../../../src';
import { scheduleProblem } from '../../../src/kubernetes/workloads/cron-job/cron-schedule';
import { emptyProject } from '../../default-estate';
import { problemsOf } from '../../room';

function declare(options: Partial<ScheduledJobOptions> = {}, override: ScheduledJobOverrides = {}): FeiyueProject {
  const project = emptyProject();
  const dev = project.addEnvironment('dev');
  const prod = project.addEnvironment('prod', { promotedFrom: dev });
  project.addScheduledJob('report', { schedule: '30 3 * * 1-5', ...options }).override(prod, override);
  return project;
}

test('a scheduled job is a CronJob whose runs end in time, and leave their pods to look at', () => {
  const project = declare({}, { schedule: '0 4 * * *', suspend: true });
  project.synth();
  const read = (file: string) => parse(fs.readFileSync(path.join(project.outdir, file), 'utf-8'));
  expect(read('k8s/base/report/kustomization.yaml').resources).toEqual(['cronjob.yaml', 'networkpolicy.yaml', 'serviceaccount.yaml']);
  const { spec } = read('k8s/base/report/cronjob.yaml');
  expect(spec).toMatchObject({
    schedule: '30 3 * * 1-5',
    timeZone: 'Etc/UTC',
    concurrencyPolicy: 'Forbid',
    startingDeadlineSeconds: 600,
    suspend: false,
    jobTemplate: { spec: { backoffLimit: 2, activeDeadlineSeconds: 3600 } },
  });
  const pod = spec.jobTemplate.spec.template.spec;
  expect(pod).toMatchObject({ restartPolicy: 'Never', automountServiceAccountToken: false, containers: [{ name: 'report', envFrom: [{ configMapRef: { name: 'report' } }] }] });
  expect(pod.containers[0]).not.toHaveProperty('ports');
  const [{ patch }] = read('k8s/overlays/prod/report/kustomization.yaml').patches;
  expect(parse(patch).spec).toEqual({ schedule: '0 4 * * *', suspend: true });
});

test('nothing is let in, and its failure has a page', () => {
  const project = declare();
  project.synth();
  const read = (file: string) => fs.readFileSync(path.join(project.outdir, file), 'utf-8');
  expect(parse(read('k8s/base/report/networkpolicy.yaml')).spec).not.toHaveProperty('ingress');
  const rules = parse(read('ops/monitoring/report.rules.yaml')).groups[0].rules.map(({ alert }: { alert: string }) => alert);
  expect(rules).toEqual(['ScheduledJobFailed', 'ScheduledJobLate']);
});

test.each<[string, Partial<ScheduledJobOptions>, string]>([
  ['a schedule of four fields', { schedule: '* * * *' }, 'has the schedule "* * * *", which has 4 fields; it takes 5: minute, hour, day of the month, month, day of the week.'],
  ['an unknown time zone', { timeZone: 'Asia/Shenzhen' }, 'has the timeZone "Asia/Shenzhen", which the IANA database does not have: give one such as "Asia/Shanghai".'],
  ['a time zone that only some computers know', { timeZone: 'asia/shanghai' }, 'has the timeZone "asia/shanghai", which the IANA database does not have: give one such as "Asia/Shanghai".'],
  ['a deadline that is too short to be kept', { startingDeadlineSeconds: 5 }, 'has startingDeadlineSeconds 5; it has to be a whole number from 10 to 86400.'],
  ['no time to run', { activeDeadlineSeconds: 0 }, 'has activeDeadlineSeconds 0; it has to be a whole number from 1 to 2592000.'],
  ['fewer tries than none', { backoffLimit: -1 }, 'has backoffLimit -1; it has to be a whole number from 0 to 100.'],
])('%s is a problem', (_, options, problem) => {
  expect(problemsOf(declare(options)).map((line) => line.replace(/^\S+:\d+\s+/, ''))).toContain(`scheduled job "report" ${problem}`);
});

test.each(Object.values(ConcurrencyPolicy))('the policy %s is one of Kubernetes', (concurrencyPolicy) => {
  expect(problemsOf(declare({ concurrencyPolicy }))).toEqual([]);
});

test.each(SCHEDULES)('the schedule %j is taken: %s', (schedule, isTaken) => {
  expect(scheduleProblem(schedule) === undefined).toBe(isTaken);
});

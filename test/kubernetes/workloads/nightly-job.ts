import { Construct } from 'constructs';
import type { Environment, KustomizePatch, WorkloadOverrides } from '../../../src';
import { declareWorkload } from '../../../src/kubernetes/declare-workload';
import { workloadLabels } from '../../../src/kubernetes/manifests/labels';
import type { Manifest } from '../../../src/kubernetes/manifests/manifest';
import { renderNetworkPolicy } from '../../../src/kubernetes/manifests/network-policy';
import { renderPodTemplate } from '../../../src/kubernetes/manifests/pod-template';
import { renderServiceAccount } from '../../../src/kubernetes/manifests/service-account';
import type { WorkloadModel } from '../../../src/kubernetes/models/workload-model';
import type { ImageBuild } from '../../../src/kubernetes/options/workload-options';
import { matchers } from '../../../src/kubernetes/watch/promql';
import { gauge, trialOf, TriedAlert } from '../../../src/kubernetes/watch/trial';
import type { WatchedWorkload } from '../../../src/kubernetes/watch/watched-workload';
import { last } from '../../../src/kubernetes/workloads/resolve/layers';
import { NOT_THE_DEFAULTS, resolveSettings } from '../../../src/kubernetes/workloads/resolve/resolve-settings';
import type { WorkloadKind } from '../../../src/kubernetes/workloads/workload-kind';
import { WorkloadRecord } from '../../../src/kubernetes/workloads/workload-record';
import { Kind } from '../../../src/synth/declare/register';

export interface NightlySettings extends WorkloadOverrides {
  readonly schedule?: string;
  readonly timeZone?: string;
  readonly files?: Readonly<Record<string, string>>;
}

interface NightlyModel extends WorkloadModel {
  readonly schedule: string;
  readonly timeZone: string;
}

interface NightlyFacts {
  readonly schedule: string;
}

/** A CronJob of the smallest size: what a kind of workload has to say, and nothing else. */
const NIGHTLY: WorkloadKind<NightlySettings, NightlyModel, NightlyFacts> = {
  noun: 'nightly job',
  addMethod: 'addNightlyJob',
  longestName: 52,
  podOwner: { apiVersion: 'batch/v1', kind: 'CronJob' },
  rollsOut: false,
  resources: { 'cronjob.yaml': renderCronJob, 'networkpolicy.yaml': renderNetworkPolicy, 'serviceaccount.yaml': renderServiceAccount },
  optionalResources: { 'lease.yaml': renderLease },
  required: ['schedule'],
  notTheDefaults: { ...NOT_THE_DEFAULTS, timeZone: 'Asia/Shanghai' },
  watch: {
    pages: {
      NightlyJobLate: {
        severity: 'warning',
        runbook: () => ({
          meaning: 'The job has not run for two days.',
          impact: 'What it does at night is not done.',
          look: ['kubectl --namespace <namespace> get jobs'],
          act: ['Start it by hand.'],
        }),
      },
    },
    facts: ({ schedule }) => ({ schedule }),
    alertGroups: (job) => [{ name: 'alerts', recordings: [], alerts: [lateAlert(job)] }],
    trials: (job) => [trialOf(lateAlert(job))],
    panels: ({ name }) => [{ title: 'Last run', unit: 's', queries: [[`kube_cronjob_status_last_schedule_time{cronjob="${name}"}`, 'last']] }],
  },
  resolve: (facts, layers, neighbours) => ({
    ...resolveSettings(facts, layers, neighbours),
    schedule: last(layers, (layer) => layer.schedule)!,
    timeZone: last(layers, (layer) => layer.timeZone) ?? 'Etc/UTC',
    files: last(layers, (layer) => layer.files) ?? {},
  }),
  portsOf: () => [],
  checkModel: () => undefined,
  checkSettings: ({ schedule }, report) => {
    if (schedule?.split(' ').length !== 5 && schedule !== undefined) report(`has schedule ${JSON.stringify(schedule)}, which has not five fields`);
  },
};

function renderCronJob(model: NightlyModel): Manifest {
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: model.name, labels: workloadLabels(model) },
    spec: {
      schedule: model.schedule,
      timeZone: model.timeZone,
      jobTemplate: { spec: { template: renderPodTemplate(model, { pod: { restartPolicy: 'Never' } }) } },
    },
  };
}

/** An object that only those have that run elsewhere. */
function renderLease(model: NightlyModel): Manifest | undefined {
  if (model.timeZone === 'Etc/UTC') return undefined;
  return { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: model.name, labels: workloadLabels(model) }, spec: { holderIdentity: model.timeZone } };
}

function lateAlert({ name, environments }: WatchedWorkload<NightlyFacts>): TriedAlert {
  const namespaces = environments.map(({ namespace }) => namespace);
  return {
    name: 'NightlyJobLate',
    severity: 'warning',
    forMinutes: 5,
    expr: `kube_cronjob_late{${matchers({ namespace: namespaces, cronjob: name })}} == 1`,
    summary: 'it has not run for two days',
    namespaces,
    trouble: { [`kube_cronjob_late{${matchers({ namespace: namespaces[0], cronjob: name })}}`]: gauge(1, 0) },
  };
}

const NIGHTLY_JOBS = new Kind<NightlyJob>('nightly job');

export interface NightlyJobOptions extends NightlySettings {
  readonly schedule: string;
  readonly imageBuild?: ImageBuild;
}

/** The construct of the kind. */
export class NightlyJob extends Construct {
  public readonly name: string;
  public readonly _workload: WorkloadRecord<NightlySettings, NightlyModel>;

  constructor(scope: Construct, id: string, { imageBuild, ...settings }: NightlyJobOptions) {
    super(scope, NIGHTLY_JOBS.claim(scope, id));
    this.name = id;
    this._workload = new WorkloadRecord(this, { name: id, kind: NIGHTLY, settings, imageBuild });
    declareWorkload(this, NIGHTLY_JOBS);
  }

  public override(environment: Environment | string, settings: NightlySettings): NightlyJob {
    this._workload.override(environment, settings);
    return this;
  }

  public patch(environment: Environment | string, patch: KustomizePatch): NightlyJob {
    this._workload.patch(environment, patch);
    return this;
  }

  public patchBase(patch: KustomizePatch): NightlyJob {
    this._workload.patchBase(patch);
    return this;
  }
}

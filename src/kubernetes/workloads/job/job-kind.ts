import { immutablePartOfJob, renderJob } from './job';
import { checkJobSettings } from './job-checks';
import { JobModel, JobSettings, resolveJob } from './job-model';
import { JOB_WATCH } from './watch/job-watch';
import { renderNetworkPolicy } from '../../manifests/network-policy';
import { renderServiceAccount } from '../../manifests/service-account';
import { NOT_THE_DEFAULTS } from '../resolve/resolve-settings';
import { VERSION_LENGTH, WorkloadKind } from '../workload-kind';

/** A Job: a pod that runs to its end when it is deployed. */
export const JOB: WorkloadKind<JobSettings, JobModel> = {
  noun: 'job',
  addMethod: 'addJob',
  // Of 63 characters, its version takes some, and the name of a pod six.
  longestName: 63 - 1 - VERSION_LENGTH - 6,
  podOwner: { apiVersion: 'batch/v1', kind: 'Job' },
  rollsOut: false,
  immutablePart: immutablePartOfJob,
  resources: { 'job.yaml': renderJob, 'networkpolicy.yaml': renderNetworkPolicy, 'serviceaccount.yaml': renderServiceAccount },
  optionalResources: {},
  required: [],
  notTheDefaults: { ...NOT_THE_DEFAULTS, activeDeadlineSeconds: 902, backoffLimit: 93 },
  watch: JOB_WATCH,
  resolve: resolveJob,
  portsOf: () => [],
  waitingFor: ({ before = [] }) => before,
  checkSettings: checkJobSettings,
  checkModel: () => undefined,
};

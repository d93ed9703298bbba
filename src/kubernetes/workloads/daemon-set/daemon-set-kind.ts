import { renderDaemonSet } from './daemon-set';
import { checkDaemonSetModel, checkDaemonSetSettings } from './daemon-set-checks';
import { daemonPorts, DaemonSetModel, DaemonSettings, resolveDaemonSet } from './daemon-set-model';
import { DAEMON_SET_WATCH } from './watch/daemon-set-watch';
import { renderNetworkPolicy } from '../../manifests/network-policy';
import { renderPodMonitor } from '../../manifests/pod-monitor';
import { renderServiceAccount } from '../../manifests/service-account';
import type { ClaimFacts } from '../../watch/claim-watch';
import { NOT_THE_DEFAULTS_OF_LONG_RUNNING } from '../long-running/long-running-kind';
import { sidecarPorts } from '../resolve/resolve-ports';
import type { WorkloadKind } from '../workload-kind';

/** A DaemonSet: a pod on each node. No budget has a say in drains, which leave its pods where they are. */
export const DAEMON_SET: WorkloadKind<DaemonSettings, DaemonSetModel, ClaimFacts> = {
  noun: 'daemon',
  addMethod: 'addDaemon',
  // A pod's name is that of its workload and its own (6 characters).
  longestName: 63 - 6,
  podOwner: { apiVersion: 'apps/v1', kind: 'DaemonSet' },
  rollsOut: true,
  resources: { 'daemonset.yaml': renderDaemonSet, 'networkpolicy.yaml': renderNetworkPolicy, 'serviceaccount.yaml': renderServiceAccount },
  optionalResources: { 'podmonitor.yaml': renderPodMonitor },
  required: [],
  notTheDefaults: { ...NOT_THE_DEFAULTS_OF_LONG_RUNNING, maxUnavailable: 901 },
  watch: DAEMON_SET_WATCH,
  resolve: resolveDaemonSet,
  portsOf: (settings) => [...daemonPorts(settings), ...sidecarPorts(settings)],
  checkSettings: checkDaemonSetSettings,
  checkModel: checkDaemonSetModel,
};

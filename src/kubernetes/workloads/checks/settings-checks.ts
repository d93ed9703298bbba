import { checkContainer } from './container-checks';
import { checkRunsAsOne } from './loosening-checks';
import { checkAnnotations, checkLabels, checkNotOurs } from './metadata-checks';
import { checkPod } from './pod-checks';
import { checkPeer, checkRange } from './value-checks';
import { checkVolumes } from './volume-checks';
import type { Report } from '../../../synth/declare/problem';
import type { WorkloadOverrides } from '../../options/workload-options';
import { targetsIn } from '../connections';

/** Reports what is wrong with one declaration of a workload of any kind, seen by itself. */
export function checkSettings(settings: WorkloadOverrides, report: Report): void {
  checkContainer(settings, report);
  checkVolumes(settings.volumes ?? {}, report);
  checkPod(settings, report);
  checkRunsAsOne(settings, report);
  checkLabels('labels', settings.labels, report);
  checkNotOurs('labels', settings.labels, report);
  checkAnnotations('annotations', settings.annotations, report);
  checkNotOurs('annotations', settings.annotations, report);
  for (const target of targetsIn(settings)) {
    checkPeer('connectsTo', target._peer, report);
    if (target._peer.kind !== 'service') checkTargetPorts(target._ports, report);
  }
}

function checkTargetPorts(ports: readonly number[], report: Report): void {
  if (ports.length === 0) report('has a target without ports in connectsTo: name the ports it needs.');
  for (const port of ports) checkRange('a port in connectsTo:', port, 1, 65_535, report);
}

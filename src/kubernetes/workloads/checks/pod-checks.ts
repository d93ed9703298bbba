import { checkInitContainers } from './init-container-checks';
import { checkAnnotations, checkLabels, checkNotOurs } from './metadata-checks';
import { checkRange } from './value-checks';
import type { Report } from '../../../synth/declare/problem';
import { isDnsSubdomain } from '../../../text/names';
import { PodOptions, TaintEffect, Toleration } from '../../options/pod-options';

/** Reports what is wrong with one declaration of pods, seen by itself. */
export function checkPod(settings: PodOptions, report: Report): void {
  checkLabels('nodeSelector', settings.nodeSelector, report);
  for (const toleration of settings.tolerations ?? []) checkToleration(toleration, report);
  checkObjectNames('priorityClassName', settings.priorityClassName === undefined ? [] : [settings.priorityClassName], report);
  checkObjectNames('imagePullSecrets', settings.imagePullSecrets ?? [], report);
  checkRange('terminationGracePeriodSeconds', settings.terminationGracePeriodSeconds, 1, 86_400, report);
  checkLabels('podLabels', settings.podLabels, report);
  checkNotOurs('podLabels', settings.podLabels, report);
  checkAnnotations('podAnnotations', settings.podAnnotations, report);
  checkAnnotations('serviceAccountAnnotations', settings.serviceAccountAnnotations, report);
  checkInitContainers(settings, report);
}

function checkToleration({ key, value, effect, tolerationSeconds }: Toleration, report: Report): void {
  if (key === undefined && value !== undefined) report(`tolerates the value ${JSON.stringify(value)} of no taint: give the key of the taint, too.`);
  checkLabels('tolerations', key === undefined ? {} : { [key]: value ?? '' }, report);
  checkRange('tolerationSeconds', tolerationSeconds, 0, 2_147_483_647, report);
  if (tolerationSeconds !== undefined && effect !== TaintEffect.NO_EXECUTE) {
    report('has tolerationSeconds in a toleration of another effect than NoExecute, where they do nothing: give it TaintEffect.NO_EXECUTE, or drop them.');
  }
}

function checkObjectNames(option: string, names: readonly string[], report: Report): void {
  for (const name of names.filter((each) => !isDnsSubdomain(each))) {
    report(`has ${JSON.stringify(name)} in ${option}, which is no legal name of an object: use lower-case letters, digits, "-" and ".".`);
  }
}

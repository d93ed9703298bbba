import { checkText } from './value-checks';
import type { Report } from '../../../synth/declare/problem';
import type { HclExpression } from '../../../terraform/hcl/expression';
import { isLabelValue, isQualifiedName } from '../../../text/names';
import { annotationProblem, isCarriedName } from '../../kustomize/carried-text';
import { LABEL_DOMAIN, OWN_DOMAIN } from '../../manifests/labels';
import { declaredText } from '../../outputs/output-text';

type Texts = Readonly<Record<string, string>>;

/** Reports labels that Kubernetes or kustomize do not take. */
export function checkLabels(option: string, labels: Texts = {}, report: Report): void {
  for (const [name, value] of Object.entries(labels)) {
    checkName(option, name, report);
    if (!isCarriedName(name)) report(`has the label ${JSON.stringify(name)} in ${option}, which kustomize reads as no name: call it otherwise.`);
    if (!isLabelValue(value)) report(`has the label ${JSON.stringify(name)} with ${JSON.stringify(value)} in ${option}; the value of a label has at most 63 letters, digits, "-", "_" and ".", with a letter or digit first and last.`);
  }
}

/** Reports annotations that Kubernetes or kustomize do not take. */
export function checkAnnotations(option: string, annotations: Readonly<Record<string, string | HclExpression>> = {}, report: Report): void {
  for (const [name, value] of Object.entries(annotations)) {
    checkName(option, name, report);
    checkText(`the annotation ${JSON.stringify(name)} of ${option}`, declaredText(value), report);
    const problem = annotationProblem(name);
    if (problem !== undefined) report(`has an annotation that does not reach the cluster in ${option}: ${problem}.`);
  }
}

/** Reports labels or annotations that are set for every workload. */
export function checkNotOurs(option: string, texts: object = {}, report: Report): void {
  for (const domain of [LABEL_DOMAIN, OWN_DOMAIN]) {
    for (const name of Object.keys(texts).filter((each) => each.startsWith(domain))) {
      report(`has "${name}" in ${option}, where those of ${domain} are set for every workload: call it otherwise.`);
    }
  }
}

function checkName(option: string, name: string, report: Report): void {
  if (isQualifiedName(name)) return;
  report(`has ${JSON.stringify(name)} in ${option}, which is no legal name: at most 63 letters, digits, "-", "_" and ".", perhaps with a domain and "/" before it.`);
}

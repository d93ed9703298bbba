import { isDeepStrictEqual } from 'node:util';
import { DeploymentModel, isScaled } from './deployment-model';
import { metricsOf } from './horizontal-pod-autoscaler';
import type { Report } from '../../../synth/declare/problem';
import { isDnsSubdomain } from '../../../text/names';
import { parseQuantity } from '../../models/quantity';
import { ScalingBehavior, ScalingPolicySelect, ScalingRules } from '../../options/scaling-behavior';
import type { ScalingMetric, ScalingMetricContent, ScalingObject } from '../../options/scaling-metric';
import { checkLabels } from '../checks/metadata-checks';
import { checkRange } from '../checks/value-checks';

/** What Kubernetes takes as a part of a path. Source: `IsValidPathSegmentName` of k8s.io/apimachinery. */
const METRIC = /^(?!\.{1,2}$)[^/%\s]+$/;
const API_VERSION = /^([a-z0-9.-]+\/)?v[a-z0-9]+$/;
const OBJECT_KIND = /^[A-Za-z][A-Za-z0-9]*$/;

/** Reports metrics of one declaration that an autoscaler cannot look at. */
export function checkMetrics(scaleOn: readonly ScalingMetric[] | undefined, report: Report): void {
  if (scaleOn?.length === 0) report('has no metric in scaleOn: name one, or leave the option out to scale by the use of the cpu.');
  const names = new Set<string>();
  for (const { _content: metric } of scaleOn ?? []) {
    checkMetric(metric, report);
    const { name, key } = identify(metric);
    if (names.has(key)) report(`has the metric ${name} twice in scaleOn: drop one of the two.`);
    names.add(key);
  }
}

/** Reports rules of one declaration that an autoscaler cannot follow. */
export function checkBehavior({ scaleUp, scaleDown }: ScalingBehavior = {}, report: Report): void {
  for (const [direction, rules] of Object.entries({ scaleUp, scaleDown })) if (rules) checkRules(`scalingBehavior.${direction}`, rules, report);
}

/** Reports what is said about scaling, and nothing follows from. */
export function checkScaling(model: DeploymentModel, reportWhere: (option: string) => Report, base: DeploymentModel): void {
  const { replicas, scaleOn, targetCpuUtilizationPercent } = model;
  const said = ['scaleOn', 'targetCpuUtilizationPercent', 'scalingBehavior'] as const;
  if (!isScaled(replicas)) {
    const number = replicas.max === 0 ? 'no pods' : `a fixed number of pods (${replicas.max})`;
    for (const option of said.filter((each) => model[each] !== undefined)) {
      reportWhere(option)(`has ${option}, and ${number}, which no autoscaler changes: say it where replicas is a range, or drop it.`);
    }
    return;
  }
  if (scaleOn && targetCpuUtilizationPercent !== undefined) {
    const isInherited = model !== base && isDeepStrictEqual(scaleOn, base.scaleOn);
    if (isInherited) reportWhere('targetCpuUtilizationPercent')('has targetCpuUtilizationPercent, which does nothing beside scaleOn: name ScalingMetric.cpu(…) in a scaleOn of this environment instead.');
    else reportWhere('scaleOn')('has scaleOn, and targetCpuUtilizationPercent does nothing beside it: drop that, and name ScalingMetric.cpu(…) in scaleOn where it counts.');
    return;
  }
  const option = scaleOn ? 'scaleOn' : 'targetCpuUtilizationPercent';
  for (const metric of metricsOf(model)) checkIsReached(model, metric, reportWhere(option));
}

/** What a pod uses ends at its limit. */
function checkIsReached({ resources, initContainers }: DeploymentModel, metric: ScalingMetricContent, report: Report): void {
  if (metric.kind !== 'resource' || initContainers.length > 0) return;
  const [request, limit] = [resources.requests, resources.limits].map((quantities) => parseQuantity(quantities[metric.resource]));
  if (request === undefined || limit === undefined) return;
  const most = Math.floor((limit / request) * 100);
  if (metric.averageUtilizationPercent <= most) return;
  report(`scales at ${metric.averageUtilizationPercent} % of the requested ${metric.resource}, and its limit is ${most} %: choose less, or raise resources.limits.${metric.resource}.`);
}

function checkMetric(metric: ScalingMetricContent, report: Report): void {
  if (metric.kind === 'resource') return checkRange(`averageUtilizationPercent of ${metric.resource} in scaleOn:`, metric.averageUtilizationPercent, 1, 1000, report);
  if (!METRIC.test(metric.metric)) report(`has the metric ${JSON.stringify(metric.metric)} in scaleOn, which is no legal name of one: no "/", "%" and white space.`);
  const { quantity } = metric.target;
  const amount = parseQuantity(quantity);
  if (amount === undefined || amount <= 0) report(`scales at ${JSON.stringify(quantity)} of the metric ${JSON.stringify(metric.metric)}, which is no quantity above 0: write "30", or "500m" for a half.`);
  checkLabels('scaleOn', metric.labels, report);
  if (metric.kind === 'object') checkObject(metric.object, report);
}

function checkObject({ apiVersion, kind, name }: ScalingObject, report: Report): void {
  if (!API_VERSION.test(apiVersion)) report(`has an object with apiVersion ${JSON.stringify(apiVersion)} in scaleOn, which is no group and version such as "gateway.networking.k8s.io/v1".`);
  if (!OBJECT_KIND.test(kind)) report(`has an object of kind ${JSON.stringify(kind)} in scaleOn, which is no kind such as "HTTPRoute".`);
  if (!isDnsSubdomain(name)) report(`has an object called ${JSON.stringify(name)} in scaleOn, which is no legal name: use lower-case letters, digits, "-" and ".".`);
}

function checkRules(where: string, { stabilizationWindowSeconds, policies, selectPolicy }: ScalingRules, report: Report): void {
  checkRange(`${where}.stabilizationWindowSeconds`, stabilizationWindowSeconds, 0, 3600, report);
  if (policies?.length === 0) report(`has no policy in ${where}.policies: name one, or leave the option out.`);
  for (const { _content: { type, value, periodSeconds } } of policies ?? []) {
    checkRange(`a policy of ${type === 'Pods' ? 'pods' : 'percent'} in ${where}:`, value, 1, 2_147_483_647, report);
    checkRange(`periodSeconds of a policy in ${where}:`, periodSeconds, 1, 1800, report);
  }
  if (selectPolicy === ScalingPolicySelect.DISABLED && policies) report(`has policies in ${where}, which do nothing where ScalingPolicySelect.DISABLED holds: drop one of the two.`);
  if ([stabilizationWindowSeconds, policies, selectPolicy].every((rule) => rule === undefined)) report(`says nothing in ${where}: drop it.`);
}

function identify(metric: ScalingMetricContent): { readonly name: string; readonly key: string } {
  if (metric.kind === 'resource') return { name: metric.resource, key: metric.resource };
  const { target: _, ...identity } = metric;
  return { name: JSON.stringify(metric.metric), key: JSON.stringify(identity) };
}

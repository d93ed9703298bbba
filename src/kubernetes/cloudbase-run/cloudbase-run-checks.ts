import type { IConstruct } from 'constructs';
import { sizeFor, SIZES } from './cloudbase-run-size';
import { placeProblem } from '../../estate/cloudbase-run';
import type { Environment } from '../../estate/environment';
import { Estate } from '../../estate/estate';
import { cloudOf } from '../../estate/estate-facts';
import { laidOver } from '../../synth/declare/lay-over';
import { isPlain } from '../../synth/declare/plain-options';
import type { Report, ReportAt } from '../../synth/declare/problem';
import { variableName } from '../../synth/files/explanation';
import { ROOT_MODULES } from '../../terraform/declare/root-module';
import { outputsSecretName } from '../manifests/outputs-secret';
import { CloudBaseAccess, CloudBaseRunOptions } from '../options/cloudbase-run-options';
import type { WorkloadOverrides } from '../options/workload-options';
import { checkRange } from '../workloads/checks/value-checks';
import { isIn, isThere, layersIn, manifestsIn, patchesIn, placeIn, WorkloadLayer } from '../workloads/declarations';
import { isScaled } from '../workloads/deployment/deployment-model';
import { metricsOf } from '../workloads/deployment/horizontal-pod-autoscaler';
import type { ServiceModel } from '../workloads/deployment/service-model';
import { holdsIn } from '../workloads/exposure';
import type { WorkloadRecord } from '../workloads/workload-record';

type Fields = Readonly<Record<string, unknown>>;

/** Options that have a counterpart in CloudBase Run, and names that nothing follows from. */
const KNOWN: ReadonlySet<string> = new Set([
  'image', 'imageTag', 'imageDigest', 'resources', 'env', 'secretEnv', 'addedVariables', 'removedVariables', 'command', 'args', 'replicas',
  'targetCpuUtilizationPercent', 'scaleOn', 'cloudBaseRun', 'port', 'portName',
]);

/** What CloudBase Run has in the place of what an option says. */
const INSTEAD: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['sidecars', 'initContainers'].map((option) => [option, 'runs one container in each instance'])),
  ...Object.fromEntries(['liveness', 'readiness', 'startup', 'startupTimeoutSeconds'].map((option) => [option, 'looks at the port of an instance, and asks nothing'])),
  ...Object.fromEntries(['fieldEnv', 'envFrom', 'serviceAccountAnnotations', 'imagePullSecrets'].map((option) => [option, 'has no objects of Kubernetes'])),
  ...Object.fromEntries(['metrics', 'objective', 'team'].map((option) => [option, 'is watched by no Prometheus of the estate'])),
  volumes: 'keeps nothing for an instance: it has its own disk, which goes with it',
  connectsTo: 'closes no connection, so that the service reaches whatever its network does',
  allowedFrom: 'knows no callers: say from where it can be reached by cloudBaseRun.access',
  additionalPorts: 'passes on requests to one port',
  servicePort: 'is reached at the ports of HTTP and HTTPS',
  appProtocol: 'speaks HTTP to the service',
};
const NOTHING = 'has nothing of the kind';

/** Source: what @cloudbase/cli 2.12.10 says of names, and its schema of services. */
const NAME = /^(?!lcap|lowcode)[a-z][a-z0-9-]{1,43}[a-z0-9]$/;
const MOST_INSTANCES = 50;
const PATH = /^\/[!-"$-~]*$/;

/** The problems of a workload with CloudBase Run. */
export interface CloudBaseRunScene {
  readonly scope: IConstruct;
  readonly workload: WorkloadRecord;
  readonly estate: Estate;
  readonly reportAt: ReportAt;
}

/** Reports what is wrong with where a workload was said to run, and with what was said for CloudBase Run where it does not run there. */
export function checkPlaces({ workload, estate: { environments }, reportAt }: Omit<CloudBaseRunScene, 'scope'>): void {
  const { kind, runsOn, layers, source } = workload;
  const report = reportAt(source);
  for (const environment of runsOn.keys()) {
    if (!isThere(workload, environment)) report(`names environment "${environment.name}" in runsOn, where it is not: drop that, or have it there`);
    if (environment._runsOn !== undefined && environment._runsOn._envId === runsOn.get(environment)!._envId) {
      report(`names environment "${environment.name}" in runsOn, whose services run there anyway: drop that`);
    }
  }
  const places = environments.filter((environment) => placeIn(workload, environment));
  for (const { environment, settings, source: said } of layers.filter((layer) => 'cloudBaseRun' in layer.settings && layer.settings.cloudBaseRun !== undefined)) {
    const isUsed = environment === undefined ? places.length > 0 : !isIn(workload, environment);
    if (isUsed || settings === undefined) continue;
    reportAt(said)(`has cloudBaseRun${environment ? ` in ${environment.name}` : ''}, and runs in a cluster there: drop that, or say where it runs: runsOn: { ${environment?.name ?? 'prod'}: CloudBaseRun.environment({ … }) }`);
  }
  if (kind.runsInCloudBaseRun) return;
  for (const environment of places) {
    report(`cannot run in environment "${environment.name}", whose services run in CloudBase Run: it runs services that answer requests, and no ${kind.noun}. Name the environments that it is in: environments: […]`);
  }
}

/** Reports what of a service has no counterpart in CloudBase Run, in an environment where it runs there. */
export function checkInCloudBaseRun(scene: CloudBaseRunScene, environment: Environment): void {
  const { scope, workload, estate, reportAt } = scene;
  const { layers, name, source, patches, manifests, exposures } = workload;
  const here = layersIn(layers, environment);
  const lastWith = (...options: string[]): Report => reportAt((lastSaying(here, options) ?? layers[0]).source);
  const where = `in ${environment.name}, where it runs in CloudBase Run`;
  if (!cloudOf(estate.facts, environment)._supplier.hasCloudBase) {
    reportAt(source)(`runs in CloudBase Run in ${environment.name}, which is on cloud "${cloudOf(estate.facts, environment).name}": CloudBase is of Tencent Cloud`);
  }
  const problem = placeProblem(placeIn(workload, environment)!);
  if (problem !== undefined && environment._runsOn === undefined) reportAt(source)(`has runsOn ${problem}`);
  if (!ROOT_MODULES.in(scope).all.some((rootModule) => rootModule._isIn(environment))) {
    reportAt(source)(`runs in CloudBase Run in ${environment.name}, which has no root module, so that its bootstrap makes no roles by which jobs could log in: declare one there`);
  }
  if (!NAME.test(name)) {
    reportAt(source)('has a name that CloudBase Run does not take: a letter first, 3 to 45 letters, digits and "-", and neither "lcap" nor "lowcode" at the beginning');
  }
  const { _envId: envId } = placeIn(workload, environment)!;
  const twin = estate.environments.slice(0, estate.environments.indexOf(environment)).find((other) => placeIn(workload, other)?._envId === envId);
  if (twin) reportAt(source)(`runs in the environment "${envId}" of CloudBase in both ${twin.name} and ${environment.name}, where it would be one service: give each of them an environment of CloudBase`);
  for (const [option, value] of Object.entries(saidIn(here))) {
    if (KNOWN.has(option) || saysNothing(value)) continue;
    lastWith(option)(`has ${option} ${where}, which ${INSTEAD[option] ?? NOTHING}: drop it there, or say it by .override(…) in the environments where it runs in a cluster`);
  }
  checkModel(workload.model(environment) as ServiceModel, where, lastWith);
  for (const declared of patchesIn(patches, environment)) {
    reportAt(declared.source)(`has a patch ${where}, which has no objects of Kubernetes: drop it`);
  }
  for (const declared of manifestsIn(manifests, environment)) {
    reportAt(declared.source)(`has the object ${declared.file} ${where}, which has no objects of Kubernetes: drop it`);
  }
  for (const exposure of exposures.filter((each) => holdsIn(each, environment))) {
    reportAt(exposure.source)(`is exposed by gateway "${exposure.gateway.name}" ${where}, which has its own way in: say in which environments the gateway passes on requests, .expose(${variableName(exposure.gateway.name)}, { environments: […] }), `
      + 'and open the service by cloudBaseRun: { access: [CloudBaseAccess.PUBLIC] }');
  }
}

function checkModel(model: ServiceModel, where: string, lastWith: (...options: string[]) => Report): void {
  const { name, resources: { limits }, secretEnv, env, secretValues, replicas, cloudBaseRun = {} } = model;
  const { instances = replicas } = cloudBaseRun;
  if (sizeFor(limits) === undefined) {
    const { cpu, memory } = SIZES[SIZES.length - 1];
    lastWith('resources')(`has limits of ${limits.cpu} cores and ${limits.memory} ${where}, whose largest instance has ${cpu} cores and ${memory}Gi: choose less`);
  }
  for (const [variable, { secret, key }] of Object.entries(secretEnv)) {
    if (secret === outputsSecretName(name)) continue;
    lastWith('secretEnv')(`takes ${variable} from key "${key}" of Secret "${secret}" ${where}, which knows no Secrets: give it an output of a root module there, such as that of a secret in SSM, or name it in removedVariables`);
  }
  const texts = { ...env, ...secretValues };
  for (const [variable, text] of Object.entries(texts)) {
    const [, named] = /\$\(([A-Za-z_][A-Za-z0-9_]*)\)/.exec(text) ?? [];
    if (named === undefined || !Object.hasOwn(texts, named)) continue;
    lastWith('env', 'secretEnv')(`has $(${named}) in variable ${variable} ${where}, which puts in no value for it: write the whole value there`);
  }
  const said = cloudBaseRun.instances ? 'cloudBaseRun.instances' : 'replicas';
  const report = lastWith(cloudBaseRun.instances ? 'cloudBaseRun' : 'replicas');
  const { min, max } = instances;
  if (!isCount(min, 0) || !isCount(max, 1) || min > max) {
    report(`has ${said} from ${min} to ${max} ${where}, which runs 0 to ${MOST_INSTANCES} instances, and at least 1 when there is something to do: say so by cloudBaseRun: { instances: { min: 0, max: 4 } }`);
  }
  checkScaling(model, isScaled(instances), where, lastWith);
  checkOptions(cloudBaseRun, where, lastWith('cloudBaseRun'));
}

function checkScaling(model: ServiceModel, isChosen: boolean, where: string, lastWith: (...options: string[]) => Report): void {
  const option = model.scaleOn ? 'scaleOn' : 'targetCpuUtilizationPercent';
  if (!isChosen) {
    if (model[option] !== undefined) lastWith(option)(`has ${option} ${where}, with a fixed number of instances: drop one of the two`);
    return;
  }
  for (const metric of metricsOf(model)) {
    if (metric.kind !== 'resource') lastWith('scaleOn')(`scales on the metric ${JSON.stringify(metric.metric)} ${where}, which looks at cpu and memory alone: say another scaleOn there`);
    else if (metric.averageUtilizationPercent > 100) lastWith(option)(`scales at ${metric.averageUtilizationPercent} % of ${metric.resource} ${where}, which counts what an instance has, and no request: choose 100 at most`);
  }
}

function checkOptions({ access, initialDelaySeconds, canary }: CloudBaseRunOptions, where: string, report: Report): void {
  if (access?.length === 0) report('has nobody in cloudBaseRun.access, so that nothing reaches it: name one, or leave the option out for the private network.');
  checkRange('cloudBaseRun.initialDelaySeconds', initialDelaySeconds, 0, 600, report);
  if (canary === undefined) return;
  checkRange('cloudBaseRun.canary.percent', canary.percent, 1, 99, report);
  checkRange('cloudBaseRun.canary.seconds', canary.seconds, 1, 1800, report);
  const { path = '/' } = canary;
  if (!PATH.test(path)) report(`has cloudBaseRun.canary.path ${JSON.stringify(path)}, which is no path: write one such as "/readyz".`);
  if (!access?.includes(CloudBaseAccess.PUBLIC)) report(`has cloudBaseRun.canary ${where}, and no public address at which the deployment could ask it: add CloudBaseAccess.PUBLIC to access, or drop the canary.`);
}

function isCount(value: number, least: number): boolean {
  return Number.isInteger(value) && value >= least && value <= MOST_INSTANCES;
}

/** All that is said in a place, the later over the earlier. */
function saidIn(layers: readonly WorkloadLayer[]): Fields {
  return layers.reduce<WorkloadOverrides>((below, { settings }) => laidOver(below, settings), {}) as Fields;
}

function lastSaying(layers: readonly WorkloadLayer[], options: readonly string[]): WorkloadLayer | undefined {
  return layers.filter(({ settings }) => options.some((option) => (settings as Fields)[option] !== undefined)).pop();
}

/** Whether nothing is left of an option: an empty list or map, containers that are switched off, volumes that are none. */
function saysNothing(value: unknown): boolean {
  if (value === undefined) return true;
  if (Array.isArray(value)) return value.length === 0;
  if (isPlain(value)) return value.enabled === false || Object.values(value).every(saysNothing);
  return typeof value === 'object' && value !== null && '_content' in value && (value._content as Fields | undefined)?.kind === 'none';
}

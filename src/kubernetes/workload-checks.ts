import type { IConstruct } from 'constructs';
import { checkInCloudBaseRun, checkPlaces } from './cloudbase-run/cloudbase-run-checks';
import { checkCallsAreReached } from './connection-checks';
import { movingPart } from './models/image-reference';
import type { WorkloadModel } from './models/workload-model';
import { MAIN_PORT } from './options/network-peer';
import { TrafficSource } from './options/traffic-source';
import { TrafficTarget } from './options/traffic-target';
import { findObjectSecrets, findPatchSecrets, findSettingSecrets } from './patches/declared-secrets';
import { checkAdmitted } from './patches/loosened-pods';
import { checkPatches } from './patches/tried-workload';
import { checkEndsAreThere, checkPlacement } from './placement-checks';
import { checkOneScaler } from './scaler-checks';
import type { Cloud } from '../clouds/cloud';
import type { Environment } from '../estate/environment';
import { Estate } from '../estate/estate';
import { cloudOf } from '../estate/estate-facts';
import { checkMixins } from './workloads/checks/mixin-checks';
import { checkReachedFromOutside } from './workloads/checks/outside-checks';
import { checkContainersExist } from './workloads/checks/override-checks';
import { checkOverridesInVain } from './workloads/checks/override-in-vain';
import { checkPinnedContainers, checkPodModel } from './workloads/checks/pod-model-checks';
import { checkVariablesExist } from './workloads/checks/variable-checks';
import { checkRepositoryFiles, checkVolumesExist } from './workloads/checks/volume-checks';
import type { WorkloadRecord } from './workloads/workload-record';
import { WorkloadRegistry } from './workloads/workload-registry';
import type { Report, ReportAt } from '../synth/declare/problem';
import { didYouMean } from '../text/nearest-name';
import { checkManifests } from './workloads/checks/manifest-checks';
import { checkSettings } from './workloads/checks/settings-checks';
import { checkTexts } from './workloads/checks/value-checks';
import { checkWaiting } from './workloads/checks/waiting-checks';
import { layersIn, placeIn, WorkloadLayer } from './workloads/declarations';
import { checkContainersUsed } from './workloads/declared-containers';
import { isPathInside, readRepositoryFile } from './workloads/repository-file';
import type { ResolvedWorkload } from './workloads/resolved-workload';
import { Problems } from '../synth/declare/problems';
import { variableName } from '../synth/files/explanation';

type Fields = Readonly<Record<string, unknown>>;

/** Reports everything that is wrong with a workload, in the base and in every environment. */
export function checkWorkload(scope: IConstruct, workload: WorkloadRecord, environments: readonly Environment[]): void {
  const { kind, layers, patches } = workload;
  const subject = `${kind.noun} "${workload.name}"`;
  const problems = Problems.of(scope);
  const registry = WorkloadRegistry.of(scope);
  const estate = Estate.of(scope);
  const reportAt: ReportAt = (source) => (message) => problems.add(source, `${subject} ${message}`);
  const [base] = layers;
  const baseModel = workload.model();
  const readFile = (path: string) => readRepositoryFile(estate.facts.outdir, path);

  checkPlacement(workload, estate.environments, reportAt(base.source));
  checkEndsAreThere(workload, environments, registry, reportAt);
  checkCallsAreReached(workload, estate.environments, reportAt);
  if (workload.imageBuild) checkBuild(workload, estate, reportAt(base.source));
  for (const layer of layers) {
    checkSettings(layer.settings, reportAt(layer.source));
    kind.checkSettings(layer.settings, reportAt(layer.source));
    checkMixins(layer, reportAt(layer.source));
    findSettingSecrets(layer.settings, { scope, source: layer.source, subject }, (path) => readFile(path).text ?? '');
    checkEndsExist(layer, workload, registry, reportAt(layer.source));
    checkWaiting(layer, workload, registry, reportAt(layer.source));
    checkVariablesExist(layer, workload, reportAt(layer.source));
    checkVolumesExist(layer, workload, reportAt(layer.source));
    checkRepositoryFiles(layer.settings.volumes ?? {}, readFile, reportAt(layer.source));
    if (layer.environment) checkContainersExist(layer, workload, reportAt(layer.source));
  }
  checkPlaces({ workload, estate, reportAt });
  const lastWith = (options: readonly string[], environment?: Environment) => layersIn(layers, environment)
    .filter(({ settings }) => options.some((option) => (settings as Fields)[option] !== undefined)).pop();
  /** Of what was said elsewhere nothing is reported here. */
  const reportWhere = (environment?: Environment) => (...options: string[]): Report => {
    const layer = lastWith(options, environment);
    return layer?.environment?.overlay === environment?.overlay && layer ? reportAt(layer.source) : () => undefined;
  };
  const reportLast = (environment: Environment) => (option: string): Report => reportAt((lastWith([option], environment) ?? base).source);
  checkPodModel(baseModel, { where: '', baseImage: baseModel.image, reportWhere: () => reportAt(base.source) });
  const models = environments.map((environment) => workload.model(environment));
  checkContainersUsed(base.settings, { base: baseModel, models }, reportAt(base.source));
  kind.checkModel(baseModel, reportWhere(), baseModel);
  for (const environment of environments) {
    const last = layersIn(layers, environment).slice(-1)[0];
    const model = workload.model(environment);
    checkPodModel(model, { where: ` in ${environment.name}`, baseImage: baseModel.image, reportWhere: reportWhere(environment) });
    checkAdmitted(workload, environment, registry.overlayOf(environment)?._podSecurity(), reportLast(environment));
    kind.checkModel(model, reportWhere(environment), baseModel);
    const guarded = estate.protectedWith(environment);
    if (guarded) {
      checkPinnedImage(model, guarded.name, reportAt(last.source));
      checkPinnedContainers(model, guarded.name, reportLast(environment));
    }
    if (workload.imageBuild) checkIsPushed(workload, estate, environment, reportAt(base.source));
  }
  const elsewhere = workload.kind.runsInCloudBaseRun ? estate.environments.filter((environment) => placeIn(workload, environment)) : [];
  for (const environment of elsewhere) {
    checkInCloudBaseRun({ scope, workload, estate, reportAt }, environment);
    const last = layersIn(layers, environment).slice(-1)[0];
    if (environment.isProtected) checkPinnedImage(workload.model(environment), environment.name, reportAt(last.source));
    if (workload.imageBuild) checkIsPushed(workload, estate, environment, reportAt(base.source));
  }
  checkOverridesInVain(workload, [...environments, ...elsewhere], reportAt);
  checkReachedFromOutside(workload, environments, reportAt);
  checkManifests(workload, environments, reportAt);
  checkOneScaler(workload, environments, reportAt);
  for (const { file, manifest, source } of workload.manifests) {
    findObjectSecrets(manifest, { scope, source, subject, place: file });
    checkTexts(file, manifest, reportAt(source));
  }
  if (patches.length === 0) return;
  for (const { patch, source } of patches) findPatchSecrets(patch._content, { scope, source, subject });
  for (const declared of patches) checkTexts('a patch', declared.patch._content, reportAt(declared.source));
  checkPatches(workload, environments, reportAt);
}

/** The build runs in a checkout of the repository, so it knows paths inside of it alone. */
function checkBuild({ name, imageBuild }: ResolvedWorkload, { facts }: Estate, report: Report): void {
  const { context, dockerfile = 'Dockerfile' } = imageBuild!;
  for (const [option, given] of Object.entries({ context, dockerfile })) {
    if (!isPathInside(given)) report(`has imageBuild.${option} ${JSON.stringify(given)}; it has to be a path inside of the repository, of letters, digits, "_", "-", "." and "/", such as "services/${name}".`);
  }
  const { pushRegistry, pushRegistryHint } = facts.cloud._supplier;
  if (pushRegistry === undefined) report(`has an imageBuild, but CI can log in to no registry to push its image to: ${pushRegistryHint}.`);
}

/** Images are pushed to the registry of the estate alone; that they are copied to another one has to be said. */
function checkIsPushed({ name, layers }: ResolvedWorkload, { facts }: Estate, environment: Environment, report: Report): void {
  const repositoryOn = (cloud: Cloud) => cloud._supplier.imageRepository(facts.projectName, name);
  const [pushed, pulled] = [repositoryOn(facts.cloud), repositoryOn(cloudOf(facts, environment))];
  if (pushed === pulled || layersIn(layers, environment).some(({ settings }) => settings.image !== undefined)) return;
  report(`is built and pushed to ${pushed}, but environment "${environment.name}" pulls it from ${pulled}, where nothing is pushed. `
    + `Give its cloud the registry of the estate, or copy the images there and say so: .override(${variableName(environment.name)}, { image: '${pulled}' }).`);
}

/** Reports workloads and ports that are named as an end of a connection, in whichever option, and that there are not. */
function checkEndsExist({ settings }: WorkloadLayer, workload: ResolvedWorkload, registry: WorkloadRegistry, report: Report): void {
  for (const [option, value] of Object.entries(settings)) {
    for (const end of Array.isArray(value) ? value : []) {
      if (!(end instanceof TrafficSource || end instanceof TrafficTarget)) continue;
      const { _peer: peer } = end;
      const other = peer.kind === 'service' ? registry.find(peer.name) : undefined;
      if (peer.kind === 'service' && other === undefined) {
        const known = registry.all().map(({ name }) => name);
        report(`names service "${peer.name}" in ${option}; services are: ${known.join(', ')}.${didYouMean(peer.name, known)}`);
      }
      if (end instanceof TrafficSource) checkPortNames(option, end._portNames, workload, report);
      else if (other && other.kind.portsOf(other.layers[0].settings).length > 0) checkPortNames(option, end._portNames, other, report);
      else if (other) report(`connects to ${other.kind.noun} "${other.name}", which listens on no port: drop it from ${option}, or give the ${other.kind.noun} ports.`);
    }
  }
}

/** Reports names of ports that a workload does not have. */
function checkPortNames(option: string, names: readonly string[], { name: listener, kind, layers: [first] }: ResolvedWorkload, report: Report): void {
  const known = kind.portsOf(first.settings).map(({ name }) => name);
  if (known.length === 0) return report(`has ${option} and listens on no port, so that nobody can connect: give it ports, or drop that.`);
  if (names.length === 0) report(`has an end of a connection without a port in ${option}: name one, or leave \`ports\` out.`);
  for (const name of names.filter((each) => each !== MAIN_PORT && !known.includes(each))) {
    report(`names port "${name}" of "${listener}" in ${option}; its ports are: ${known.join(', ')}.${didYouMean(name, known)}`);
  }
}

function checkPinnedImage({ image }: WorkloadModel, environment: string, report: Report): void {
  const moving = movingPart(image);
  if (moving === undefined) return;
  report(`runs image "${image.repository}" ${moving} in the protected environment "${environment}". Set imageTag, with a version such as "1.27.3", or imageDigest.`);
}

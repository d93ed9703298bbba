import { movingPart } from './image-reference';
import { checkObjective } from './objective-checks';
import { patchedBase, patchedOverlay } from './patched-manifests';
import { parseQuantity } from './quantity';
import type { Service, ServiceLayer } from './service';
import type { ServiceModel } from './service-model';
import type { ServiceRegistry } from './service-registry';
import { findPatchSecrets, findServiceSecrets } from './service-secrets';
import { checkContainerPort, checkSettings, checkTexts, Report } from './settings-checks';
import type { Cloud } from '../clouds/cloud';
import type { Environment } from '../estate/environment';
import { Estate } from '../estate/estate';
import { cloudOf } from '../estate/estate-facts';
import { Problems } from '../synth/declare/problems';
import { variableName } from '../synth/files/explanation';
import { didYouMean } from '../text/nearest-name';

const PLAIN_PATH = /^[\w.-]+(\/[\w.-]+)*$/;

/** Reports everything that is wrong with a service, in the base and in every environment. */
export function checkService(service: Service, environments: readonly Environment[], registry: ServiceRegistry): void {
  const problems = Problems.of(service);
  const reportAt = (layer: { readonly source: ServiceLayer['source'] }): Report =>
    (message) => problems.add(layer.source, `service "${service.name}" ${message}`);
  const base = service._layers[0];
  const baseModel = service._model();

  checkContainerPort(service.port, reportAt(base));
  if (service._imageBuild) checkBuild(service, reportAt(base));
  for (const layer of service._layers) {
    checkSettings(layer.settings, reportAt(layer));
    findServiceSecrets(service, layer);
    checkPeersExist(layer, registry, reportAt(layer));
    if (layer.environment) checkVariablesExist(layer, baseModel, reportAt(layer));
  }
  checkResolved(baseModel, '', reportAt(base));
  if (baseModel.objective) checkObjective(baseModel.objective, reportAt(base));
  for (const environment of environments) {
    const last = service._layersIn(environment).slice(-1)[0];
    const model = service._model(environment);
    if (last !== base) checkResolved(model, ` in ${environment.name}`, reportAt(last));
    const promising = service._layersIn(environment).filter(({ settings }) => settings.objective).pop();
    if (model.objective && promising?.environment) checkObjective(model.objective, reportAt(promising));
    const guarded = Estate.of(service).protectedWith(environment);
    if (guarded) checkPinnedImage(model, guarded.name, reportAt(last));
    if (service._imageBuild) checkIsPushed(service, environment, reportAt(base));
  }
  if (service._patches.length === 0) return;
  for (const { patch, source } of service._patches) findPatchSecrets(patch._content, { scope: service, source, subject: `service "${service.name}"` });
  for (const declared of service._patches) checkTexts('a patch', declared.patch._content, reportAt(declared));
  const patched = patchedBase(service, reportAt);
  for (const environment of environments) patchedOverlay(service, environment, patched, reportAt);
}

/** The build runs in a checkout of the repository, so it knows paths inside of it alone. */
function checkBuild(service: Service, report: Report): void {
  const { context, dockerfile = 'Dockerfile' } = service._imageBuild!;
  for (const [option, given] of Object.entries({ context, dockerfile })) {
    const isInside = PLAIN_PATH.test(given) && !given.split('/').includes('..');
    if (!isInside) report(`has imageBuild.${option} ${JSON.stringify(given)}; it has to be a path inside of the repository, of letters, digits, "_", "-", "." and "/", such as "services/${service.name}".`);
  }
  const { pushRegistry, pushRegistryHint } = Estate.of(service).facts.cloud._supplier;
  if (pushRegistry === undefined) report(`has an imageBuild, but CI can log in to no registry to push its image to: ${pushRegistryHint}.`);
}

/** Images are pushed to the registry of the estate alone; that they are copied to another one has to be said. */
function checkIsPushed(service: Service, environment: Environment, report: Report): void {
  const { facts } = Estate.of(service);
  const repositoryOn = (cloud: Cloud) => cloud._supplier.imageRepository(facts.projectName, service.name);
  const [pushed, pulled] = [repositoryOn(facts.cloud), repositoryOn(cloudOf(facts, environment))];
  if (pushed === pulled || service._layersIn(environment).some(({ settings }) => settings.image !== undefined)) return;
  report(`is built and pushed to ${pushed}, but environment "${environment.name}" pulls it from ${pulled}, where nothing is pushed. `
    + `Give its cloud the registry of the estate, or copy the images there and say so: .override(${variableName(environment.name)}, { image: '${pulled}' }).`);
}

/** Kustomize would let a mistyped variable become one that nothing reads. */
function checkVariablesExist({ environment, settings }: ServiceLayer, base: ServiceModel, report: Report): void {
  for (const [option, given, known] of [
    ['env', settings.env, Object.keys(base.env).filter((name) => name !== 'PORT')],
    ['secretEnv', settings.secretEnv, Object.keys(base.secretEnv)],
  ] as const) {
    for (const name of Object.keys(given ?? {})) {
      if (known.includes(name) || name === 'PORT') continue;
      const list = known.length > 0 ? `has: ${known.join(', ')}` : 'has none';
      report(`overrides "${name}" in ${option} of ${environment?.name}, but ${option} of the service ${list}.${didYouMean(name, known)} A new variable is declared with the service.`);
    }
  }
}

function checkPeersExist({ settings }: ServiceLayer, registry: ServiceRegistry, report: Report): void {
  for (const option of ['allowedFrom', 'connectsTo'] as const) {
    for (const { _peer: peer } of settings[option] ?? []) {
      if (peer.kind !== 'service' || registry.find(peer.name)) continue;
      const known = registry.all().map((service) => service.name);
      report(`names service "${peer.name}" in ${option}; services are: ${known.join(', ')}.${didYouMean(peer.name, known)}`);
    }
  }
}

function checkResolved(model: ServiceModel, where: string, report: Report): void {
  const { requests, limits } = model.resources;
  for (const name of ['cpu', 'memory', 'ephemeralStorage'] as const) {
    const [request, limit] = [parseQuantity(requests[name]), parseQuantity(limits[name])];
    if (request === undefined || limit === undefined || request <= limit) continue;
    report(`requests more ${name}${where} (${requests[name]}) than its limit (${limits[name]}). Raise resources.limits.${name} or lower the request.`);
  }
  for (const name of Object.keys(model.env)) {
    if (Object.hasOwn(model.secretEnv, name)) report(`has the variable "${name}"${where} in env and in secretEnv. Remove one of the two.`);
  }
}

function checkPinnedImage({ image }: ServiceModel, environment: string, report: Report): void {
  const moving = movingPart(image);
  if (moving === undefined) return;
  report(`runs image "${image.repository}" ${moving} in the protected environment "${environment}". Set imageTag, with a version such as "1.27.3", or imageDigest.`);
}

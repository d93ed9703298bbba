import { SettingPath, settingPaths, variant, varied, without } from './explain-setting';
import type { DeclaredPatch, Service, ServiceLayer } from './service';
import type { ServiceOverrides } from './service-options';
import type { Environment } from '../estate/environment';
import type { Cause } from '../synth/files/explain-by-omission';
import { Explanation, optionsText, variableName } from '../synth/files/explanation';

/** All that was said about a service, which its files follow from. */
export interface ServiceDeclarations {
  readonly port: number;
  readonly layers: readonly ServiceLayer[];
  readonly patches: readonly DeclaredPatch[];
  /** The services that connect to it somewhere. */
  readonly callers: readonly Service[];
  /** The namespace of the environment; undefined in the base. */
  readonly namespace?: string;
}

/** Values that no service has by default, to see what follows from an option that nobody gave. */
const NOT_THE_DEFAULTS: ServiceOverrides = {
  imageTag: 'another',
  image: 'another/image',
  replicas: { min: 901, max: 902 },
  targetCpuUtilizationPercent: 99,
  resources: {
    requests: { cpu: '901m', memory: '901Mi', ephemeralStorage: '901Mi' },
    limits: { cpu: '902m', memory: '902Mi', ephemeralStorage: '902Mi' },
  },
  livenessPath: '/another/livez',
  readinessPath: '/another/readyz',
  startupTimeoutSeconds: 900,
  allowedFrom: [],
};

/**
 * Says what may be the cause of a line in a file of a service: the patches, the services that call it, then the overrides and
 * options, the later before the earlier, and at last the defaults.
 */
export class ServiceCauses {
  /** @param environment the environment of the overlay; undefined for the base */
  constructor(private readonly service: Service, private readonly environment?: Environment) {}

  /** Why there is the file, and all in it that has no cause of its own. */
  public get whole(): Explanation {
    const { name, _source: source } = this.service;
    const place = this.environment;
    const patch = place ? `${this.variable}.patch(${variableName(place.name)}, KustomizePatch.strategicMerge({ … }))` : `${this.variable}.patchBase(KustomizePatch.strategicMerge({ … }))`;
    return { what: place ? `service "${name}" in ${place.name}` : `service "${name}"`, source, change: `${this.changeOf('{ … }')} or ${patch}` };
  }

  public* of(declared: ServiceDeclarations): Iterable<Cause<ServiceDeclarations>> {
    const patches = declared.patches.filter(({ environment }) => environment?.overlay === this.environment?.overlay).reverse();
    // What the base says of an object is in the differences of an environment as well.
    const patchesOfBase = this.environment ? declared.patches.filter(({ environment }) => environment === undefined).reverse() : [];
    for (const patch of [...patches, ...patchesOfBase]) {
      yield { explanation: this.patched(patch), otherwise: [{ ...declared, patches: declared.patches.filter((other) => other !== patch) }] };
    }
    for (const caller of declared.callers) yield* this.ofCaller(declared, caller);
    const layers = declared.layers.filter(({ environment }) => environment === undefined || environment.overlay === this.environment?.overlay);
    const own = layers.filter(({ environment }) => environment !== undefined).reverse();
    for (const layer of own) yield* this.ofLayer(declared, layer);
    yield* this.ofAll(declared, patches, own);
    for (const layer of layers.filter(({ environment }) => environment === undefined).reverse()) yield* this.ofLayer(declared, layer);
    yield* this.ofNamespace(declared);
    for (const path of settingPaths(NOT_THE_DEFAULTS)) yield this.ofDefault(declared, path);
  }

  private* ofLayer(declared: ServiceDeclarations, layer: ServiceLayer): Iterable<Cause<ServiceDeclarations>> {
    const withSettings = (settings: ServiceOverrides) => {
      const layers = declared.layers.map((other) => (other === layer ? { ...layer, settings } : other));
      return { ...declared, layers };
    };
    for (const path of settingPaths(layer.settings)) {
      const explanation = this.said(layer, path);
      if (path[0] === 'port') yield { explanation, otherwise: [{ ...declared, port: variant(declared.port) as number }] };
      else yield { explanation, otherwise: [withSettings(without(layer.settings, path)), withSettings(varied(layer.settings, path))] };
    }
    for (const option of Object.keys(layer.settings)) {
      yield { explanation: this.said(layer, [option]), otherwise: [withSettings(without(layer.settings, [option]))] };
    }
    yield { explanation: this.said(layer, []), otherwise: [withSettings({})] };
  }

  /** Lines around what several patches and overrides say together: `configMapGenerator:`, `patches:`. */
  private* ofAll(
    declared: ServiceDeclarations, patches: readonly DeclaredPatch[], layers: readonly ServiceLayer[],
  ): Iterable<Cause<ServiceDeclarations>> {
    const withoutLayers = { ...declared, layers: declared.layers.filter((layer) => !layers.includes(layer)) };
    if (layers.length > 1) yield { explanation: this.said(layers[0], []), otherwise: [withoutLayers] };
    if (patches.length === 0) return;
    const otherPatches = declared.patches.filter((patch) => !patches.includes(patch));
    yield { explanation: this.patched(patches[0]), otherwise: [{ ...withoutLayers, patches: otherPatches }] };
  }

  private* ofCaller(declared: ServiceDeclarations, caller: Service): Iterable<Cause<ServiceDeclarations>> {
    const layer = caller._layersIn(this.environment).filter(({ settings }) => settings.connectsTo !== undefined).pop();
    if (!layer) return;
    const explanation = {
      what: settingText(caller, ['connectsTo'], layer.environment),
      source: layer.source,
      change: new ServiceCauses(caller, layer.environment).changeOf('{ connectsTo: … }'),
    };
    yield { explanation, otherwise: [{ ...declared, callers: declared.callers.filter((other) => other !== caller) }] };
  }

  private* ofNamespace(declared: ServiceDeclarations): Iterable<Cause<ServiceDeclarations>> {
    if (!this.environment) return;
    yield { explanation: namespaceOf(this.environment), otherwise: [{ ...declared, namespace: `${declared.namespace}0` }] };
  }

  private ofDefault(declared: ServiceDeclarations, path: SettingPath): Cause<ServiceDeclarations> {
    const value = path.reduce((fields, key) => (fields as Record<string, unknown>)[key], NOT_THE_DEFAULTS as unknown);
    const settings = path.reduceRight((inner, key) => ({ [key]: inner }), value) as ServiceOverrides;
    return {
      explanation: { what: settingText(this.service, path), change: this.changeOf(optionsText(path)) },
      otherwise: [{ ...declared, layers: [{ settings, source: this.service._source }, ...declared.layers] }],
    };
  }

  private said({ environment, source }: ServiceLayer, path: SettingPath): Explanation {
    return { what: settingText(this.service, path, environment), source, change: this.changeOf(path.length > 0 ? optionsText(path) : '{ … }') };
  }

  private patched({ environment, source }: DeclaredPatch): Explanation {
    const call = environment ? `${this.variable}.patch(${variableName(environment.name)}, …)` : `${this.variable}.patchBase(…)`;
    return { what: `patch of ${settingText(this.service, [], environment)}`, source, change: call };
  }

  /** The call that gives options to the service where the file is about. */
  private changeOf(options: string): string {
    return this.environment ? `${this.variable}.override(${variableName(this.environment.name)}, ${options})` : `project.addService('${this.service.name}', ${options})`;
  }

  private get variable(): string {
    return variableName(this.service.name);
  }
}

/** Why an environment has the namespace that it has. */
export function namespaceOf({ name, _source: source }: Environment): Explanation {
  return { what: `namespace of environment "${name}"`, source, change: `project.addEnvironment('${name}', { namespace: … })` };
}

function settingText(service: Service, path: SettingPath, environment?: Environment): string {
  return [...(path.length > 0 ? [`${path.join('.')} of`] : []), `service "${service.name}"`, ...(environment ? [`in ${environment.name}`] : [])].join(' ');
}

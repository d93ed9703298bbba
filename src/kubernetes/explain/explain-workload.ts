import { isDeepStrictEqual } from 'node:util';
import { exposureCauses } from './explain-gateway';
import { SettingPath, settingPaths, varied, without } from './explain-setting';
import type { Environment } from '../../estate/environment';
import type { Cause } from '../../synth/files/explain-by-omission';
import { Explanation, optionsText, variableName } from '../../synth/files/explanation';
import type { WorkloadOverrides } from '../options/workload-options';
import { callerOf, DeclaredPatch, DeclaredWorkload, layersIn, MixedIn, WorkloadDeclarations, WorkloadLayer } from '../workloads/declarations';
import type { DeclaredGrant } from '../workloads/declared-grant';
import { addsUp, mixed } from '../workloads/mixed-settings';

/** Options that write into the same list or map, whose own line is there as long as one of them is. */
const FAMILIES: ReadonlyArray<readonly string[]> = [['initContainers', 'sidecars'], ['loosening', 'annotations', 'initContainers', 'sidecars']];

/** Who says an option of a layer. */
interface Sayer {
  readonly settings: WorkloadOverrides;
  /** Undefined: the workload itself. */
  readonly mixin?: MixedIn;
}

function withoutAll(settings: WorkloadOverrides, options: readonly string[]): WorkloadOverrides {
  return options.reduce((left, option) => without(left, [option]), settings);
}

/**
 * Says what may be the cause of a line in a file of a workload: the patches, the workloads that call it, then the overrides and
 * options, the later before the earlier, and at last the defaults.
 */
export class WorkloadCauses {
  /** @param environment the environment of the overlay; undefined for the base */
  constructor(private readonly workload: DeclaredWorkload, private readonly environment?: Environment) {}

  /** Why there is the file, and all in it that has no cause of its own. */
  public get whole(): Explanation {
    const { source } = this.workload;
    const place = this.environment;
    const patch = place ? `${this.variable}.patch(${variableName(place.name)}, KustomizePatch.strategicMerge({ … }))` : `${this.variable}.patchBase(KustomizePatch.strategicMerge({ … }))`;
    return { what: settingText(this.workload, [], place), source, change: `${this.changeOf('{ … }')} or ${patch}` };
  }

  public* of(declared: WorkloadDeclarations): Iterable<Cause<WorkloadDeclarations>> {
    const patches = declared.patches.filter(({ environment }) => environment?.overlay === this.environment?.overlay).reverse();
    // What the base says of an object is in the differences of an environment as well.
    const patchesOfBase = this.environment ? declared.patches.filter(({ environment }) => environment === undefined).reverse() : [];
    for (const patch of [...patches, ...patchesOfBase]) {
      yield { explanation: this.patched(patch), otherwise: [{ ...declared, patches: declared.patches.filter((other) => other !== patch) }] };
    }
    for (const caller of declared.callers) yield* this.ofCaller(declared, caller);
    yield* this.ofExposures(declared);
    yield* this.ofGrants(declared);
    const layers = layersIn(declared.layers, this.environment);
    const own = layers.filter(({ environment }) => environment !== undefined).reverse();
    for (const layer of own) yield* this.ofLayer(declared, layer);
    yield* this.ofAll(declared, patches, own);
    for (const layer of layers.filter(({ environment }) => environment === undefined).reverse()) yield* this.ofLayer(declared, layer);
    yield* this.ofNamespace(declared);
    for (const path of settingPaths(this.workload.kind.notTheDefaults)) yield this.ofDefault(declared, path);
  }

  /** What each grant brings, then what is there as long as there is any. */
  private* ofGrants(declared: WorkloadDeclarations): Iterable<Cause<WorkloadDeclarations>> {
    for (const grant of declared.grants) {
      yield { explanation: granted(grant), otherwise: [{ ...declared, grants: declared.grants.filter((other) => other !== grant) }] };
    }
    if (declared.grants.length < 2) return;
    const [first, ...others] = declared.grants.map(granted);
    yield { explanation: first, others, otherwise: [{ ...declared, grants: [] }] };
  }

  private* ofLayer(declared: WorkloadDeclarations, layer: WorkloadLayer): Iterable<Cause<WorkloadDeclarations>> {
    const withSettings = (settings: WorkloadOverrides) => {
      const layers = declared.layers.map((other) => (other === layer ? { ...layer, settings } : other));
      return { ...declared, layers };
    };
    // Without a required option there is no workload at all.
    const required: ReadonlySet<string> = new Set(this.workload.kind.required);
    for (const path of settingPaths(layer.settings)) {
      for (const { explanation, settings } of this.ofList(layer, path)) yield { explanation, otherwise: [withSettings(settings)] };
      const other = varied(layer.settings, path, this.workload.kind.notTheDefaults);
      const others = [...required.has(path[0]) ? [] : [without(layer.settings, path)], ...other ? [other] : []];
      yield { explanation: this.said(layer, path), otherwise: others.map(withSettings) };
    }
    const options = Object.keys(layer.settings).filter((option) => !required.has(option));
    for (const option of options) {
      yield { explanation: this.said(layer, [option]), otherwise: [withSettings(without(layer.settings, [option]))] };
    }
    for (const family of FAMILIES) {
      const given = family.filter((option) => options.includes(option));
      if (given.length > 1) yield { explanation: this.said(layer, [given[0]]), otherwise: [withSettings(withoutAll(layer.settings, given))] };
    }
    const nothing = withoutAll(layer.settings, options);
    yield { explanation: this.said(layer, []), otherwise: [withSettings(nothing)] };
  }

  /** What each adds to a list that several say, and what the layer is without it. */
  private* ofList(layer: WorkloadLayer, path: SettingPath): Iterable<{ explanation: Explanation; settings: WorkloadOverrides }> {
    const saying = sayersOf(layer, path);
    if (saying.length < 2 || !addsUp(path[path.length - 1])) return;
    const { mixins = [] } = layer;
    const all = [...mixins.map(({ settings }) => settings), mixins[0].own];
    for (const sayer of saying) {
      const settings = mixed(all.map((each) => (each === sayer.settings ? without(each, path) : each)));
      yield { explanation: this.saidBy(sayer, layer, path), settings };
    }
  }

  /** Lines around what several patches and overrides say together: `configMapGenerator:`, `patches:`. */
  private* ofAll(
    declared: WorkloadDeclarations, patches: readonly DeclaredPatch[], layers: readonly WorkloadLayer[],
  ): Iterable<Cause<WorkloadDeclarations>> {
    const withoutLayers = { ...declared, layers: declared.layers.filter((layer) => !layers.includes(layer)) };
    if (layers.length > 1) yield { explanation: this.said(layers[0], []), otherwise: [withoutLayers] };
    if (patches.length === 0) return;
    const otherPatches = declared.patches.filter((patch) => !patches.includes(patch));
    yield { explanation: this.patched(patches[0]), otherwise: [{ ...withoutLayers, patches: otherPatches }] };
  }

  private* ofCaller(declared: WorkloadDeclarations, caller: DeclaredWorkload): Iterable<Cause<WorkloadDeclarations>> {
    const layer = layersIn(caller.layers, this.environment).filter(({ settings }) => settings.connectsTo !== undefined).pop();
    if (!layer) return;
    const path = ['connectsTo'];
    const callerBy = ({ settings }: Sayer) => callerOf({ name: caller.name, layers: [{ ...layer, settings }] }, this.workload.name, this.environment);
    const sayer = sayersOf(layer, path).find((each) => callerBy(each) !== undefined);
    const explanation = new WorkloadCauses(caller, layer.environment).saidBy(sayer, layer, path);
    yield { explanation, otherwise: [{ ...declared, callers: declared.callers.filter((other) => other !== caller) }] };
  }

  private* ofExposures(declared: WorkloadDeclarations): Iterable<Cause<WorkloadDeclarations>> {
    for (const { explanation, otherwise } of exposureCauses(declared.exposures, this.environment)) {
      yield { explanation, otherwise: otherwise.map((exposures) => ({ ...declared, exposures })) };
    }
  }

  private* ofNamespace(declared: WorkloadDeclarations): Iterable<Cause<WorkloadDeclarations>> {
    if (!this.environment) return;
    yield { explanation: namespaceOf(this.environment), otherwise: [{ ...declared, namespace: `${declared.namespace}0` }] };
  }

  private ofDefault(declared: WorkloadDeclarations, path: SettingPath): Cause<WorkloadDeclarations> {
    const value = path.reduce((fields, key) => (fields as Record<string, unknown>)[key], this.workload.kind.notTheDefaults as unknown);
    const settings = path.reduceRight((inner, key) => ({ [key]: inner }), value) as WorkloadOverrides;
    return {
      explanation: { what: settingText(this.workload, path), change: this.changeOf(optionsText(path)) },
      otherwise: [{ ...declared, layers: [{ settings, source: this.workload.source }, ...declared.layers] }],
    };
  }

  private said(layer: WorkloadLayer, path: SettingPath): Explanation {
    return this.saidBy(sayersOf(layer, path)[0], layer, path);
  }

  private saidBy(sayer: Sayer | undefined, { environment, source }: WorkloadLayer, path: SettingPath): Explanation {
    if (sayer?.mixin) {
      const { name } = sayer.mixin;
      return { what: `${path.join('.')} of mixin "${name}"`, source: sayer.mixin.source, change: `new WorkloadMixin('${name}', ${optionsText(path)})` };
    }
    return { what: settingText(this.workload, path, environment), source, change: this.changeOf(path.length > 0 ? optionsText(path) : '{ … }') };
  }

  private patched({ environment, source }: DeclaredPatch): Explanation {
    const call = environment ? `${this.variable}.patch(${variableName(environment.name)}, …)` : `${this.variable}.patchBase(…)`;
    return { what: `patch of ${settingText(this.workload, [], environment)}`, source, change: call };
  }

  /** The call that gives options to the workload where the file is about. */
  private changeOf(options: string): string {
    const { name, kind } = this.workload;
    return this.environment ? `${this.variable}.override(${variableName(this.environment.name)}, ${options})` : `project.${kind.addMethod}('${name}', ${options})`;
  }

  private get variable(): string {
    return variableName(this.workload.name);
  }
}

/** Who says this option of a layer, those first who go before; none: nobody alone. */
function sayersOf({ settings: all, mixins = [] }: WorkloadLayer, path: SettingPath): Sayer[] {
  const sayers = [...mixins.map((mixin) => ({ settings: mixin.settings, mixin })), { settings: mixins[0]?.own ?? all }].reverse();
  return sayers.filter(({ settings }) => settingPaths(settings).some((other) => isDeepStrictEqual(other, path)));
}

function granted({ what, source, change }: DeclaredGrant): Explanation {
  return { what, source, change };
}

/** Why an environment has the namespace that it has. */
export function namespaceOf({ name, _source: source }: Environment): Explanation {
  return { what: `namespace of environment "${name}"`, source, change: `project.addEnvironment('${name}', { namespace: … })` };
}

function settingText({ name, kind }: DeclaredWorkload, path: SettingPath, environment?: Environment): string {
  return [...(path.length > 0 ? [`${path.join('.')} of`] : []), `${kind.noun} "${name}"`, ...(environment ? [`in ${environment.name}`] : [])].join(' ');
}

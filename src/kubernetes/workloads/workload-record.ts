import { isDeepStrictEqual } from 'node:util';
import { Construct } from 'constructs';
import { BuiltImages } from './built-images';
import { manifestProblem } from './checks/manifest-checks';
import { targetsIn } from './connections';
import {
  Companion, DeclaredManifest, DeclaredPatch, isIn, isOverriddenIn, isThere, placeIn, WorkloadDeclarations, WorkloadLayer,
} from './declarations';
import { DeclaredGrant, identityIn } from './declared-grant';
import type { DeclaredExposure } from './exposure';
import { mixed } from './mixed-settings';
import { readRepositoryFile } from './repository-file';
import { resolveWorkload } from './resolve/resolve-workload';
import { ResolvedWorkload } from './resolved-workload';
import { SecretDeliveries } from './secret-deliveries';
import type { Workload } from './workload';
import type { WorkloadKind } from './workload-kind';
import { WorkloadRegistry } from './workload-registry';
import type { CloudBaseRun } from '../../estate/cloudbase-run';
import { Environment, ENVIRONMENTS } from '../../estate/environment';
import { Estate } from '../../estate/estate';
import { cloudOf } from '../../estate/estate-facts';
import { Closing } from '../../synth/declare/closing';
import { plainOptions } from '../../synth/declare/plain-options';
import { Problems } from '../../synth/declare/problems';
import { SourceLocation } from '../../synth/declare/source-location';
import type { KustomizePatch } from '../kustomize/kustomize-patch';
import type { Manifest } from '../manifests/manifest';
import type { PortModel } from '../models/port-model';
import type { WorkloadModel } from '../models/workload-model';
import type { ImageBuild, WorkloadOverrides } from '../options/workload-options';
import { withOutputs } from '../outputs/output-text';

/** What a workload begins with. */
export interface WorkloadBeginning<S extends WorkloadOverrides, M extends WorkloadModel> {
  readonly name: string;
  readonly kind: WorkloadKind<S, M>;
  /** What holds everywhere. */
  readonly settings: S;
  readonly imageBuild?: ImageBuild;
  /** The environments that it is in, or their names; undefined: all in which services run. */
  readonly environments?: ReadonlyArray<Environment | string>;
  /** By the name of an environment: where it runs there. Left out: where its environments say. */
  readonly runsOn?: Readonly<Record<string, CloudBaseRun>>;
}

/** Who hears of what is said later on. */
export interface WorkloadListener {
  /** Something is said of an environment, for the first time. */
  overridden(environment: Environment): void;
  layerAdded(layer: WorkloadLayer): void;
  manifestAdded(declared: DeclaredManifest): void;
  /** A gateway passes on requests to it. */
  exposed(exposure: DeclaredExposure): void;
  /** Another room puts an object beside those of its kind. */
  companionAdded(companion: Companion): void;
}

/** Settings and patches of several workloads. */
export interface Mixin {
  readonly name: string;
  readonly _settings: WorkloadOverrides;
  readonly _patches: readonly KustomizePatch[];
  readonly _source: SourceLocation;
  _noteApplied(): void;
}

/** The record of what is said about one workload, of whatever kind, and the models that follow from it. */
export class WorkloadRecord<S extends WorkloadOverrides = WorkloadOverrides, M extends WorkloadModel = WorkloadModel>
implements ResolvedWorkload<S, M> {
  public readonly name: string;
  public readonly kind: WorkloadKind<S, M>;
  public readonly imageBuild?: ImageBuild;
  public readonly source: SourceLocation;
  public readonly environments?: readonly Environment[];
  public readonly runsOn: ReadonlyMap<Environment, CloudBaseRun>;
  public readonly layers: Array<WorkloadLayer<S>> = [];
  public readonly patches: DeclaredPatch[] = [];
  public readonly exposures: DeclaredExposure[] = [];
  public readonly manifests: DeclaredManifest[] = [];
  public readonly companions: Companion[] = [];
  public readonly grants: DeclaredGrant[] = [];
  private readonly estate: Estate;
  private readonly registry: WorkloadRegistry;
  private readonly models = new Map<Environment | undefined, M>();
  private versionOfModels?: number;
  private listener?: WorkloadListener;

  constructor(private readonly scope: Construct, { name, kind, settings, imageBuild, environments, runsOn = {} }: WorkloadBeginning<S, M>) {
    this.name = name;
    this.kind = kind;
    this.imageBuild = imageBuild;
    this.source = SourceLocation.capture();
    this.estate = Estate.of(scope);
    this.registry = WorkloadRegistry.of(scope);
    this.environments = environments && ENVIRONMENTS.resolveAll(scope, environments, this.subject, this.source);
    this.runsOn = new Map(Object.entries(runsOn).flatMap(([environment, place]) => {
      const found = ENVIRONMENTS.resolve(scope, environment, `runsOn of ${this.subject}`, this.source);
      return found === undefined ? [] : [[found, place]];
    }));
    if (environments?.length === 0) {
      Problems.of(scope).add(this.source, `${this.subject} is in no environment: list at least one in "environments", or leave it out to have all`);
    }
    this.addLayer({ settings, source: this.source });
  }

  /** Tells the one who makes its files of what is said from here on. */
  public tell(listener: WorkloadListener): void {
    this.listener = listener;
  }

  /** What it has in common with others. */
  public apply(mixin: Mixin): void {
    Closing.of(this.scope).assertOpen(() => `a mixin of ${this.subject}`);
    const source = SourceLocation.capture();
    mixin._noteApplied();
    if (mixin._patches.length === 0 && Object.values(mixin._settings).every((value) => value === undefined)) {
      Problems.of(this.scope).add(source, `${this.subject} has the mixin "${mixin.name}", which says nothing: give it an option or a patch, or drop it`);
      return;
    }
    const [{ mixins = [], ...layer }] = this.layers;
    if (mixins.some(({ name }) => name === mixin.name)) {
      Problems.of(this.scope).add(source, `${this.subject} has the mixin "${mixin.name}" already: apply each once`);
      return;
    }
    const own = mixins[0]?.own ?? layer.settings;
    const all = [...mixins, { name: mixin.name, settings: mixin._settings, source: mixin._source, own }];
    const settings = mixed([...all.map((each) => each.settings), own]);
    this.layers[0] = { ...layer, settings: settings as S, mixins: all };
    this.listener?.layerAdded(this.layers[0]);
    this.noteCalls(settings);
    for (const patch of mixin._patches) this.addPatch({ patch, source });
    this.registry.noteChange();
  }

  /** What is said of it in one environment alone. */
  public override(environment: Environment | string, settings: S): void {
    const source = SourceLocation.capture();
    const found = this.environmentOf(environment, source);
    if (found) this.addLayer({ environment: found, settings: withOutputs(settings), source });
  }

  /** A patch of the base, and so of every environment. */
  public patchBase(patch: KustomizePatch): void {
    Closing.of(this.scope).assertOpen(() => `a patch of ${this.subject}`);
    this.addPatch({ patch, source: SourceLocation.capture() });
  }

  /** A patch of one environment. */
  public patch(environment: Environment | string, patch: KustomizePatch): void {
    const source = SourceLocation.capture();
    const found = this.environmentOf(environment, source);
    if (found) this.addPatch({ environment: found, patch, source });
  }

  /** That a gateway passes on requests to it. */
  public expose(exposure: DeclaredExposure): void {
    this.exposures.push(exposure);
    this.registry.noteChange();
    this.listener?.exposed(exposure);
  }

  /** That it may use something of the cloud. */
  public grant(declared: DeclaredGrant): void {
    this.grants.push(declared);
    this.registry.noteChange();
  }

  /** An object beside those of its kind. */
  public addManifest(file: string, manifest: object, environment?: Environment | string): void {
    Closing.of(this.scope).assertOpen(() => `an object of ${this.subject}`);
    const source = SourceLocation.capture();
    const found = environment === undefined ? undefined : this.environmentOf(environment, source);
    if (environment !== undefined && found === undefined) return;
    const plain: unknown = withOutputs(manifest);
    const problem = manifestProblem(plainOptions(file), plain, this, found);
    if (problem !== undefined) {
      Problems.of(this.scope).add(source, `${this.subject} ${problem}`);
      return;
    }
    // What is written is YAML, so what is tried has to be the same.
    const declared = { environment: found, file, manifest: JSON.parse(JSON.stringify(plain)) as Manifest, source };
    this.manifests.push(declared);
    this.registry.noteChange();
    this.listener?.manifestAdded(declared);
  }

  /** An object that another room puts beside those of its kind. */
  public addCompanion(companion: Companion): void {
    this.companions.push(companion);
    this.registry.noteChange();
    this.listener?.companionAdded(companion);
  }

  /** What a deployment has to wait for in each environment that it is in, in the order in which these were declared. */
  public get rollouts(): Workload[] {
    if (!this.kind.rollsOut) return [];
    return this.estate.environments.filter((environment) => isIn(this, environment)).map((environment) => ({
      environment: environment.name,
      namespace: environment.namespace,
      kind: this.kind.podOwner.kind,
      name: this.name,
      overlayDir: this.estate.facts.layout.serviceOverlayDir(environment.overlay, this.name),
    }));
  }

  public get version(): number {
    return this.registry.version;
  }

  public model(environment?: Environment): M {
    if (this.versionOfModels !== this.registry.version) {
      this.models.clear();
      this.versionOfModels = this.registry.version;
    }
    let model = this.models.get(environment);
    if (!model) {
      model = environment === undefined || this.mayDifferIn(environment) ? this.modelOf(this.declarations(), environment) : this.model();
      this.models.set(environment, model);
    }
    return model;
  }

  /** The workload as it follows from declarations. */
  public modelOf(declared: WorkloadDeclarations, environment?: Environment): M {
    const { facts } = this.estate;
    const { projectName } = facts;
    // What the base allows holds in every environment that it is the base of.
    const places = environment === undefined ? this.places : [environment];
    const cloud = environment === undefined ? facts.cloud : cloudOf(facts, environment);
    const model = resolveWorkload(this.kind as WorkloadKind<WorkloadOverrides, M>, declared, {
      environment,
      environments: places,
      facts: {
        name: this.name,
        partOf: projectName,
        imageRepository: cloud._supplier.imageRepository(projectName, this.name),
        fileText: (path) => readRepositoryFile(facts.outdir, path).text ?? '',
        metricsReader: facts.monitoring._reader,
      },
      builtDigest: this.builtDigest(environment),
      identity: identityIn(declared.grants, places),
      isCalledBy: (caller) => places.every((place) => isIn(caller, place)),
      portsOf: (name) => portsOf(this.registry.find(name)),
    });
    // Elsewhere than in a cluster there is no operator that fetches from a store.
    return environment && placeIn(this, environment) ? model : SecretDeliveries.of(this.scope).apply(model);
  }

  /** All that was said about the workload; in an overlay, also its namespace. */
  public declarations(environment?: Environment): WorkloadDeclarations {
    const { layers, patches, manifests, exposures, grants } = this;
    return { layers, patches, manifests, callers: this.registry.callersOf(this.name), exposures, grants, namespace: environment?.namespace };
  }

  private get subject(): string {
    return `${this.kind.noun} "${this.name}"`;
  }

  /** The environments that it is in, one for each overlay. */
  private get places(): Environment[] {
    return this.estate.overlayEnvironments().filter((environment) => isIn(this, environment));
  }

  private mayDifferIn(environment: Environment): boolean {
    return isOverriddenIn(this, environment)
      || placeIn(this, environment) !== undefined
      || environment._cloud !== undefined
      || this.exposures.length > 0
      || this.builtDigest(environment) !== undefined
      || (this.grants.length > 0 && !isDeepStrictEqual(identityIn(this.grants, [environment]), identityIn(this.grants, this.places)))
      || this.registry.callersOf(this.name).some((caller) => caller.environments !== undefined || isOverriddenIn(caller, environment));
  }

  private builtDigest(environment?: Environment): string | undefined {
    return environment && BuiltImages.of(this.scope).digest(environment, this.name);
  }

  /** The environment that something is said about; one without services, or none, is a problem and gives undefined. */
  private environmentOf(environment: Environment | string, source: SourceLocation): Environment | undefined {
    Closing.of(this.scope).assertOpen(() => `what ${this.subject} is given in one environment`);
    const found = ENVIRONMENTS.resolve(this.scope, environment, this.subject, source);
    if (found === undefined || isThere(this, found)) return found;
    const why = found.runsServices ? `where it is not: drop that, or name "${found.name}" in its environments` : 'where no services run: drop that, or its runsServices: false';
    Problems.of(this.scope).add(source, `${this.subject} is given something in environment "${found.name}", ${why}`);
    return undefined;
  }

  private addPatch(declared: DeclaredPatch): void {
    this.patches.push(declared);
    this.registry.noteChange();
  }

  private addLayer(layer: WorkloadLayer<S>): void {
    const { environment } = layer;
    if (environment !== undefined && !isOverriddenIn(this, environment)) this.listener?.overridden(environment);
    this.layers.push(layer);
    this.registry.noteChange();
    this.listener?.layerAdded(layer);
    this.noteCalls(layer.settings);
  }

  private noteCalls(settings: WorkloadOverrides): void {
    for (const { _peer: peer } of targetsIn(settings)) {
      if (peer.kind === 'service') this.registry.noteCall(this, peer.name);
    }
  }
}

function portsOf(workload: ResolvedWorkload | undefined): readonly PortModel[] {
  return workload?.kind.portsOf(workload.layers[0].settings) ?? [];
}

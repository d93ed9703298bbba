import { Construct } from 'constructs';
import { BuiltImages } from './built-images';
import { explainDocument } from './explain-document';
import { ServiceCauses, ServiceDeclarations } from './explain-service';
import { renderKustomization } from './kustomize/kustomization';
import { overlayDifferences } from './kustomize/overlay';
import type { KustomizePatch, PatchContent } from './kustomize-patch';
import { commentConfigMapGenerator, renderLiterals } from './manifests/config-map';
import { BASE_FILES, CONFIG_MAP_FILE, RESOURCE_FILES } from './manifests/service-files';
import { renderPatched } from './patched-manifests';
import { checkService } from './service-checks';
import { serviceInputs } from './service-inputs';
import { resolveService, ServiceModel } from './service-model';
import { nameProblem } from './service-names';
import type { ImageBuild, ServiceOptions, ServiceOverrides } from './service-options';
import { ServiceRegistry } from './service-registry';
import type { Workload } from './workload';
import { Environment, ENVIRONMENTS } from '../estate/environment';
import { Estate } from '../estate/estate';
import { cloudOf } from '../estate/estate-facts';
import { Closing } from '../synth/declare/closing';
import { plainOptions } from '../synth/declare/plain-options';
import { Problems } from '../synth/declare/problems';
import { Kind } from '../synth/declare/register';
import { SourceLocation } from '../synth/declare/source-location';
import { GeneratedYaml } from '../synth/files/generated-yaml';
import type { YamlLayout } from '../synth/files/yaml-text';

/** All services of an estate. */
export const SERVICES = new Kind<Service>('service');

/** What the user said about a service, and where. */
export interface ServiceLayer {
  /** The environment it holds in; undefined: everywhere. */
  readonly environment?: Environment;
  readonly settings: ServiceOverrides;
  readonly source: SourceLocation;
}

/** A patch of the user's, and where it was declared. */
export interface DeclaredPatch {
  readonly environment?: Environment;
  readonly patch: KustomizePatch;
  readonly source: SourceLocation;
}

/** How a file of a service differs from the others. */
interface ServiceFileOptions extends YamlLayout {
  /** The environment that the file is about; undefined: the base. */
  readonly environment?: Environment;
  /** What it follows from. */
  readonly inputs: () => string;
}

/**
 * A workload that serves HTTP in every environment: one Kustomize base, and one overlay per environment with nothing but
 * the differences.
 *
 * Its pods meet the restricted Pod Security Standard, spread over nodes and zones, scale by cpu, and may talk to nobody
 * who is not named. Made with `project.addService(name, options)`, or with `new Service(project, name, options)`.
 */
export class Service extends Construct {
  /** Name of the service, of its folder and of its objects in Kubernetes. */
  public readonly name: string;
  /** Port on which the service speaks HTTP. */
  public readonly port: number;
  /** @internal */
  public readonly _source: SourceLocation;
  /** @internal */
  public readonly _imageBuild?: ImageBuild;
  /** @internal */
  public readonly _layers: ServiceLayer[] = [];
  /** @internal */
  public readonly _patches: DeclaredPatch[] = [];
  private readonly estate: Estate;
  private readonly registry: ServiceRegistry;
  private readonly models = new Map<Environment | undefined, ServiceModel>();
  private versionOfModels?: number;

  /**
   * Declares a service.
   *
   * What is wrong with it is reported at synthesis, with all other problems of the estate.
   * @param scope the project, or a construct below it
   * @param id name of the service: a DNS label of at most 46 characters
   */
  constructor(scope: Construct, id: string, options: ServiceOptions) {
    super(scope, SERVICES.claim(scope, id));
    id = plainOptions(id);
    options = plainOptions(options);
    this._source = SourceLocation.capture();
    this.name = id;
    this.port = options.port;
    this.estate = Estate.of(this);
    this.registry = ServiceRegistry.of(this);
    const { imageBuild, ...settings } = options;
    this._imageBuild = imageBuild;
    this.addLayer({ settings, source: this._source });

    const illegal = nameProblem(this.name);
    if (illegal !== undefined) {
      Problems.of(this).add(this._source, illegal);
      return;
    }
    if (!SERVICES.isFirst(this)) return;
    this.registry.addService(this);
    this.addBase();
    if (this._imageBuild) BuiltImages.of(this);
    Problems.of(this).addCheck(() => checkService(this, this.estate.overlayEnvironments(), this.registry));
    SERVICES.signIn(this);
  }

  /**
   * Changes the service in one environment. What is left out stays as it is everywhere: objects and maps are merged key by key,
   * and a list or a single value takes the place of the one before. Returns this service.
   * @param environment the environment, or its name; an unknown one is a problem at synthesis
   */
  public override(environment: Environment | string, overrides: ServiceOverrides): Service {
    const source = SourceLocation.capture();
    const found = this.environmentOf(environment, source);
    if (found) this.addLayer({ environment: found, settings: plainOptions(overrides), source });
    return this;
  }

  /** Patches the objects of the base, and so of every environment. */
  public patchBase(patch: KustomizePatch): Service {
    Closing.of(this).assertOpen(() => `a patch of service "${this.name}"`);
    this._patches.push({ patch, source: SourceLocation.capture() });
    return this;
  }

  /**
   * Patches the objects of one environment, after everything else.
   * @param environment the environment, or its name; an unknown one is a problem at synthesis
   */
  public patch(environment: Environment | string, patch: KustomizePatch): Service {
    const source = SourceLocation.capture();
    const found = this.environmentOf(environment, source);
    if (found) this._patches.push({ environment: found, patch, source });
    return this;
  }

  /** The Deployment of the service in each environment, in the order in which the environments were declared. */
  public get workloads(): Workload[] {
    return this.estate.environments.filter(({ runsServices }) => runsServices).map((environment) => ({
      environment: environment.name,
      namespace: environment.namespace,
      kind: 'Deployment',
      name: this.name,
      overlayDir: this.estate.facts.layout.serviceOverlayDir(environment.overlay, this.name),
    }));
  }

  /**
   * The service as it is in an environment, or in the base. Where nobody said anything about an environment, it is the
   * very model of the base.
   * @internal
   */
  public _model(environment?: Environment): ServiceModel {
    if (this.versionOfModels !== this.registry.version) {
      this.models.clear();
      this.versionOfModels = this.registry.version;
    }
    let model = this.models.get(environment);
    if (!model) {
      model = environment === undefined || this.mayDifferIn(environment) ? this.resolve(environment) : this._model();
      this.models.set(environment, model);
    }
    return model;
  }

  /** Grows with all that changes any service, and with each synthesis. @internal */
  public get _version(): number {
    return this.registry.version;
  }

  /**
   * What was said about the service in an environment, the later after the earlier.
   * @internal
   */
  public _layersIn(environment?: Environment): ServiceLayer[] {
    return layersIn(this._layers, environment);
  }

  /**
   * Whether anything was said about the service in this environment alone.
   * @internal
   */
  public _isOverriddenIn(environment: Environment): boolean {
    return this._layers.some((layer) => layer.environment?.overlay === environment.overlay);
  }

  /**
   * Whether the service connects to another one in an environment.
   * @internal
   */
  public _connectsTo(service: string, environment?: Environment): boolean {
    const targets = this._layersIn(environment).map((layer) => layer.settings.connectsTo).filter((list) => list !== undefined).pop() ?? [];
    return targets.some(({ _peer: peer }) => peer.kind === 'service' && peer.name === service);
  }

  /**
   * The patches of an environment, or of the base.
   * @internal
   */
  public _patchesIn(environment?: Environment): DeclaredPatch[] {
    return patchesIn(this._patches, environment);
  }

  /** @internal */
  public _addOverlay(environment: Environment): void {
    const { layout } = this.estate.facts;
    const dir = layout.serviceOverlayDir(environment.overlay, this.name);
    const wayToBase = layout.baseFromOverlay(this.name);
    const render = (base: ServiceModel, model: ServiceModel, declaredPatches: readonly DeclaredPatch[], namespace?: string) => {
      const { images, variables, patches } = overlayDifferences(base, model, renderPatched(contentsOf(declaredPatches)));
      return renderKustomization({
        namespace,
        resources: [wayToBase],
        images,
        configMaps: { [base.name]: renderLiterals(variables) },
        patches: [...patches, ...contentsOf(declaredPatches, environment)],
      });
    };
    this.addFile(
      `${dir}/kustomization.yaml`,
      () => render(this._model(), this._model(environment), this._patches, environment.namespace),
      (declared) => render(this.modelOf(declared), this.modelOf(declared, environment), declared.patches, declared.namespace),
      {
        environment,
        inputs: () => serviceInputs(
          [wayToBase, environment.namespace], [this._model(), this._model(environment)],
          contentsOf(this._patches, environment), contentsOf(this._patches),
        ),
      },
    );
  }

  /** The environment that something is said about; one without services, or none, is a problem and gives undefined. */
  private environmentOf(environment: Environment | string, source: SourceLocation): Environment | undefined {
    Closing.of(this).assertOpen(() => `what service "${this.name}" is given in one environment`);
    const found = ENVIRONMENTS.resolve(this, environment, `service "${this.name}"`, source);
    if (found === undefined || found.runsServices) return found;
    const place = `environment "${found.name}"`;
    Problems.of(this).add(source, `service "${this.name}" is given something in ${place}, where no services run: drop that, or its runsServices: false`);
    return undefined;
  }

  private mayDifferIn(environment: Environment): boolean {
    return this._isOverriddenIn(environment)
      || environment._cloud !== undefined
      || this.builtImage(environment) !== undefined
      || this.registry.callersOf(this.name).some((caller) => caller._isOverriddenIn(environment));
  }

  private resolve(environment?: Environment): ServiceModel {
    return this.modelOf(this.declarations(), environment);
  }

  /** All that was said about the service; in an overlay, also its namespace. */
  private declarations(environment?: Environment): ServiceDeclarations {
    return {
      port: this.port,
      layers: this._layers,
      patches: this._patches,
      callers: this.registry.callersOf(this.name),
      namespace: environment?.namespace,
    };
  }

  /** The service as it follows from declarations. */
  private modelOf({ port, layers, callers }: ServiceDeclarations, environment?: Environment): ServiceModel {
    const { facts } = this.estate;
    const { projectName } = facts;
    const cloud = environment === undefined ? facts.cloud : cloudOf(facts, environment);
    return resolveService(
      { name: this.name, partOf: projectName, port, imageRepository: cloud._supplier.imageRepository(projectName, this.name) },
      this.withBuiltImage(layersIn(layers, environment).map((layer) => layer.settings), environment),
      {
        callers: callers.filter((caller) => caller._connectsTo(this.name, environment)).map((caller) => caller.name),
        portOf: (service) => this.registry.find(service)?.port,
      },
    );
  }

  private builtImage(environment?: Environment): string | undefined {
    return this._imageBuild && environment && BuiltImages.of(this).digest(environment, this.name);
  }

  /** What was built goes before what is said for everywhere, and after what is said for the environment. */
  private withBuiltImage(settings: readonly ServiceOverrides[], environment?: Environment): readonly ServiceOverrides[] {
    const imageDigest = this.builtImage(environment);
    return imageDigest === undefined ? settings : [settings[0], { imageDigest }, ...settings.slice(1)];
  }

  private addBase(): void {
    const dir = this.estate.facts.layout.baseDir(this.name);
    const inputs = () => serviceInputs([], [this._model()], contentsOf(this._patches));
    for (const [file, render] of Object.entries(BASE_FILES)) {
      const layout = file === CONFIG_MAP_FILE ? { comments: commentConfigMapGenerator } : undefined;
      this.addFile(`${dir}/${file}`, () => render(this._model()), (declared) => render(this.modelOf(declared)), { ...layout, inputs });
    }
    const renderBase = (patches: readonly DeclaredPatch[]) => renderKustomization({
      resources: Object.keys(RESOURCE_FILES),
      generators: [CONFIG_MAP_FILE],
      patches: contentsOf(patches),
    });
    this.addFile(`${dir}/kustomization.yaml`, () => renderBase(this._patches), (declared) => renderBase(declared.patches), { inputs });
  }

  /** Adds a file that is rendered from the service as it is, and explained by rendering it from other declarations. */
  private addFile(
    path: string, obj: () => object, render: (declared: ServiceDeclarations) => object, { environment, inputs, ...layout }: ServiceFileOptions,
  ): void {
    const explain = explainDocument(() => {
      const causes = new ServiceCauses(this, environment);
      return { path, declared: this.declarations(environment), render, layout, causes: (declared) => causes.of(declared), whole: causes.whole };
    });
    new GeneratedYaml(this, path, { obj, inputs, explain, ...layout });
  }

  private addLayer(layer: ServiceLayer): void {
    this._layers.push(layer);
    this.registry.noteChange();
    for (const { _peer: peer } of layer.settings.connectsTo ?? []) {
      if (peer.kind === 'service') this.registry.noteCall(this, peer.name);
    }
  }
}

function layersIn(layers: readonly ServiceLayer[], environment?: Environment): ServiceLayer[] {
  return layers.filter((layer) => layer.environment === undefined || layer.environment.overlay === environment?.overlay);
}

function contentsOf(patches: readonly DeclaredPatch[], environment?: Environment): PatchContent[] {
  return patchesIn(patches, environment).map(({ patch }) => patch._content);
}

/** The patches of an overlay, whichever of its environments they are declared for, or of the base. */
function patchesIn(patches: readonly DeclaredPatch[], environment?: Environment): DeclaredPatch[] {
  return patches.filter((declared) => declared.environment?.overlay === environment?.overlay);
}

import * as path from 'path';
import { Construct } from 'constructs';
import { renderKustomization } from './kustomize/kustomization';
import { overlayDifferences } from './kustomize/overlay';
import type { KustomizePatch } from './kustomize-patch';
import { commentConfigMapGenerator } from './manifests/config-map';
import { BASE_FILES, CONFIG_MAP_FILE, RESOURCE_FILES } from './manifests/service-files';
import { checkService } from './service-checks';
import { resolveService, ServiceModel } from './service-model';
import { nameProblem } from './service-names';
import type { ServiceOptions, ServiceOverrides } from './service-options';
import { ServiceRegistry } from './service-registry';
import type { Workload } from './workload';
import type { Environment } from '../environment';
import { Estate } from '../estate';
import { claimId } from '../synth/declared-name';
import { GeneratedYaml } from '../synth/generated-yaml';
import { Problems } from '../synth/problems';
import { SourceLocation } from '../synth/source-location';

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

/**
 * A workload that serves HTTP in every environment: one Kustomize base, and one overlay per environment with nothing but
 * the differences.
 *
 * Its pods meet the restricted Pod Security Standard, spread over nodes and zones, scale by cpu, and may talk to nobody
 * who is not named. Made with `project.addService(name, options)`.
 */
export class Service extends Construct {
  /** Name of the service, of its folder and of its objects in Kubernetes. */
  public readonly name: string;
  /** Port on which the service speaks HTTP. */
  public readonly port: number;
  /** @internal */
  public readonly _source: SourceLocation;
  /** @internal */
  public readonly _layers: ServiceLayer[] = [];
  /** @internal */
  public readonly _patches: DeclaredPatch[] = [];
  private readonly estate: Estate;
  private readonly registry: ServiceRegistry;

  /**
   * Declares a service.
   *
   * What is wrong with it is reported at synthesis, with all other problems of the estate.
   * @param scope the project, or a construct below it
   * @param id name of the service: a DNS label of at most 46 characters
   */
  constructor(scope: Construct, id: string, options: ServiceOptions) {
    super(scope, claimId(scope, 'service', id));
    this._source = SourceLocation.capture();
    this.name = id;
    this.port = options.port;
    this.estate = Estate.of(this);
    this.registry = ServiceRegistry.of(this);
    this.addLayer({ settings: options, source: this._source });

    const illegal = nameProblem(this.name);
    if (illegal !== undefined) {
      Problems.of(this).add(this._source, illegal);
      return;
    }
    if (!this.registry.addService(this)) {
      Problems.of(this).add(this._source, `service "${id}" is declared twice: give the second one another name`);
      return;
    }
    this.addBase();
    Problems.of(this).addCheck(() => checkService(this, this.estate.environments, this.registry));
  }

  /**
   * Changes the service in one environment. What is left out stays as it is everywhere; of `env`, `secretEnv` and
   * `resources` only the named parts change.
   * @param environment the environment, or its name; an unknown one is a problem
   */
  public override(environment: Environment | string, overrides: ServiceOverrides): Service {
    const source = SourceLocation.capture();
    const found = this.estate.resolveEnvironment(this, environment, `service "${this.name}"`, source);
    if (found) this.addLayer({ environment: found, settings: overrides, source });
    return this;
  }

  /** Patches the objects of the base, and so of every environment. */
  public patchBase(patch: KustomizePatch): Service {
    this._patches.push({ patch, source: SourceLocation.capture() });
    return this;
  }

  /**
   * Patches the objects of one environment, after everything else.
   * @param environment the environment, or its name; an unknown one is a problem
   */
  public patch(environment: Environment | string, patch: KustomizePatch): Service {
    const source = SourceLocation.capture();
    const found = this.estate.resolveEnvironment(this, environment, `service "${this.name}"`, source);
    if (found) this._patches.push({ environment: found, patch, source });
    return this;
  }

  /** The Deployment of the service in each environment, in the order in which the environments were declared. */
  public get workloads(): Workload[] {
    return this.estate.environments.map((environment) => ({
      environment: environment.name,
      namespace: environment.namespace,
      kind: 'Deployment',
      name: this.name,
      overlayDir: this.estate.facts.convention.serviceOverlayDir(environment.name, this.name),
    }));
  }

  /**
   * The service as it is in an environment, or in the base.
   * @internal
   */
  public _model(environment?: Environment): ServiceModel {
    const { projectName, cloud } = this.estate.facts;
    return resolveService(
      { name: this.name, partOf: projectName, port: this.port, imageRepository: cloud._supplier.imageRepository(projectName, this.name) },
      this._layersIn(environment).map((layer) => layer.settings),
      {
        callers: this.registry.callersOf(this.name).filter((caller) => caller._connectsTo(this.name, environment)).map((caller) => caller.name),
        portOf: (service) => this.registry.find(service)?.port,
      },
    );
  }

  /**
   * What was said about the service in an environment, the later after the earlier.
   * @internal
   */
  public _layersIn(environment?: Environment): ServiceLayer[] {
    return this._layers.filter((layer) => layer.environment === undefined || layer.environment === environment);
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
    return this._patches.filter((declared) => declared.environment === environment);
  }

  /** @internal */
  public _addOverlay(environment: Environment): void {
    const { convention } = this.estate.facts;
    const dir = convention.serviceOverlayDir(environment.name, this.name);
    new GeneratedYaml(this, `${dir}/kustomization.yaml`, {
      obj: () => {
        const { images, configMaps, patches } = overlayDifferences(this._model(), this._model(environment));
        return renderKustomization({
          namespace: environment.namespace,
          resources: [path.posix.relative(dir, convention.baseDir(this.name))],
          images,
          configMaps,
          patches: [...patches, ...this._patchesIn(environment).map(({ patch }) => patch._content)],
        });
      },
    });
  }

  private addBase(): void {
    const dir = this.estate.facts.convention.baseDir(this.name);
    for (const [file, render] of Object.entries(BASE_FILES)) {
      const comments = file === CONFIG_MAP_FILE ? commentConfigMapGenerator : undefined;
      new GeneratedYaml(this, `${dir}/${file}`, { obj: () => render(this._model()), comments });
    }
    new GeneratedYaml(this, `${dir}/kustomization.yaml`, {
      obj: () => renderKustomization({
        resources: Object.keys(RESOURCE_FILES),
        generators: [CONFIG_MAP_FILE],
        patches: this._patchesIn().map(({ patch }) => patch._content),
      }),
    });
  }

  private addLayer(layer: ServiceLayer): void {
    this._layers.push(layer);
    for (const { _peer: peer } of layer.settings.connectsTo ?? []) {
      if (peer.kind === 'service') this.registry.noteCall(this, peer.name);
    }
  }
}

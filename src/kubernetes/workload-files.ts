import { Construct } from 'constructs';
import { explainDocument } from './explain/explain-document';
import { WorkloadCauses } from './explain/explain-workload';
import { RenamedObject, renderKustomization } from './kustomize/kustomization';
import { REFERENCES_FILE, renderReferences } from './kustomize/name-references';
import { OverlayDifferences, overlayDifferences } from './kustomize/overlay';
import { commentConfigMapGenerator, renderLiterals } from './manifests/config-map';
import { EXTERNAL_SECRET_FILE } from './manifests/external-secret';
import { routeFile } from './manifests/gateway/gateway-objects';
import { commentSecretGenerator } from './manifests/outputs-secret';
import type { WorkloadModel } from './models/workload-model';
import { ownerVersion } from './patches/owner-version';
import { renderPatched } from './patches/patched-manifests';
import {
  claimFileOf, claimRenderer, externalSecretRenderer, filesOf, GENERATORS, optionalFiles, optionalOf, resourceFiles, resourcesOf, routeRenderer,
} from './workloads/base-files';
import { Companion, companionsIn, contentsIn, DeclaredManifest, isIn, manifestsIn, placeIn, WorkloadDeclarations, WorkloadLayer } from './workloads/declarations';
import { DeclaredExposure, routeName } from './workloads/exposure';
import type { Environment } from '../estate/environment';
import { RecordedOutputs } from './workloads/recorded-outputs';
import { volumeNameOf } from './workloads/resolve/resolve-volumes';
import type { OptionalRenderer } from './workloads/workload-kind';
import type { WorkloadListener, WorkloadRecord } from './workloads/workload-record';
import { WorkloadRegistry } from './workloads/workload-registry';
import { Estate } from '../estate/estate';
import { Explanation, variableName } from '../synth/files/explanation';
import { GeneratedYaml } from '../synth/files/generated-yaml';
import type { YamlLayout } from '../synth/files/yaml-text';

/** How a file of a workload differs from the others. */
interface WorkloadFileOptions {
  /** The environment that the file is about; undefined: the base. */
  readonly environment?: Environment;
  readonly layout?: YamlLayout;
  /** Why there is the file; undefined: because there is the workload. */
  readonly whole?: Explanation;
}

/** A workload everywhere and where a file is about. */
interface WorkloadModels {
  readonly base: WorkloadModel;
  readonly model: WorkloadModel;
}

/** The files of one workload: a base, and an overlay for each environment with nothing but the differences. */
export class WorkloadFiles implements WorkloadListener {
  private readonly estate: Estate;
  /** Files of routes. */
  private readonly routes = new Set<string>();
  /** Those that were added, with their overlays. */
  private readonly claimFiles = new Set<string>();

  constructor(private readonly scope: Construct, private readonly workload: WorkloadRecord) {
    this.estate = Estate.of(scope);
  }

  /** Adds the base. */
  public addBase(): void {
    const { workload } = this;
    const { kind } = workload;
    for (const [file, render] of Object.entries({ ...GENERATORS, ...resourceFiles(kind) })) {
      this.addFile(file, (models) => render(models.model), { layout: layoutOf(file) });
    }
    this.addFile(EXTERNAL_SECRET_FILE, ({ model }) => externalSecretRenderer(model));
    for (const layer of this.workload.layers) this.layerAdded(layer);
    this.addFile('kustomization.yaml', ({ model }, { patches, manifests }) => {
      const added = manifestsIn(manifests);
      return renderKustomization({
        resources: [...resourcesOf(kind, model), ...added.map(({ file }) => file)],
        generators: filesOf(GENERATORS, model),
        configurations: referencesFile(added, model),
        patches: contentsIn(patches),
      });
    });
  }

  /** Adds the overlay of an environment. */
  public addOverlay(environment: Environment): void {
    const { kind, name } = this.workload;
    const wayToBase = this.estate.facts.layout.baseFromOverlay(name);
    this.addFile('kustomization.yaml', ({ base, model }, declared) => {
      const { patches: declaredPatches, manifests, namespace } = declared;
      const { images, configMaps, secrets, patches } = overlayDifferences(base, model, renderPatched(kind, contentsIn(declaredPatches)));
      const added = manifestsIn(manifests, environment);
      const others = companionsIn(this.workload, environment);
      return renderKustomization({
        namespace,
        resources: [wayToBase, ...filesOf(optionalOf(kind, model), model, base), ...[...added, ...others].map(({ file }) => file)],
        generators: filesOf(GENERATORS, model, base),
        configurations: referencesFile(added, model),
        images,
        configMaps: literalsOf(configMaps),
        secrets: literalsOf(secrets),
        patches: [...patches, ...contentsIn(declaredPatches, environment)],
        renamed: this.versionedOwner(environment, declared),
      });
    }, { environment });
  }

  /** The object that makes the pods, where each version of it has a name of its own. */
  private versionedOwner(environment: Environment, declared: WorkloadDeclarations): RenamedObject[] {
    const { name, kind, source, version: registered } = this.workload;
    const model = (place?: Environment) => {
      const resolved = this.workload.modelOf(declared, place);
      return place ? RecordedOutputs.of(this.scope).fill(resolved, place) : resolved;
    };
    const workload = { name, kind, source, version: registered, ...declared, model };
    const version = ownerVersion(workload, environment, WorkloadRegistry.of(this.scope).overlayOf(environment)?._patches ?? []);
    return version === undefined ? [] : [{ kind: kind.podOwner.kind, name, newName: `${name}-${version}` }];
  }

  /** Adds the files that an environment may have beyond those of the base. */
  public overridden(environment: Environment): void {
    const { kind } = this.workload;
    const external = externalSecretRenderer;
    this.addFile(EXTERNAL_SECRET_FILE, ({ base, model }) => (external(base) === undefined ? external(model) : undefined), { environment });
    const files: Readonly<Record<string, OptionalRenderer>> = { ...GENERATORS, ...resourceFiles(kind) };
    for (const file of optionalFiles(kind)) {
      const render = files[file];
      this.addFile(file, ({ base, model }) => (render(base) === undefined ? render(model) : undefined), { environment, layout: layoutOf(file) });
    }
  }

  /** Adds the files of the claims that a layer may bring. */
  public layerAdded({ environment, settings }: WorkloadLayer): void {
    for (const [mountPath, { _content: { kind } }] of Object.entries(settings.volumes ?? {})) {
      const file = claimFileOf(volumeNameOf(mountPath));
      const key = `${environment?.overlay} ${file}`;
      if (kind !== 'claim' || this.claimFiles.has(key)) continue;
      this.claimFiles.add(key);
      const render = claimRenderer(volumeNameOf(mountPath));
      this.addFile(file, ({ base, model }) => (environment === undefined || render(base) === undefined ? render(model) : undefined), { environment });
    }
  }

  /** Adds the file of an object, and that which tells kustomize what it refers to. */
  public manifestAdded(declared: DeclaredManifest): void {
    const { environment, file } = declared;
    const options = { environment, whole: this.explanation(declared) };
    this.addFile(file, (_, { manifests }) => manifests.find((other) => other === declared)?.manifest, options);
    // The first one of a folder brings it, for all.
    if (manifestsIn(this.workload.manifests, environment)[0] !== declared) return;
    this.addFile(REFERENCES_FILE, ({ model }, { manifests }) => renderReferences(manifestsIn(manifests, environment), model), options);
  }

  /** Adds the file of a route: to the base as far as it is the same everywhere, or else to overlays. */
  public exposed({ gateway, settings: { host } }: DeclaredExposure): void {
    const name = routeName(this.workload.name, gateway.name, host);
    const file = routeFile({ name, workload: this.workload });
    if (this.routes.has(file)) return;
    this.routes.add(file);
    const render = routeRenderer(name);
    this.addFile(file, ({ model }) => render(model));
    WorkloadRegistry.of(this.scope).eachOverlay(({ environment }) => {
      if (!isIn(this.workload, environment)) return;
      this.addFile(file, ({ base, model }) => (render(base) === undefined ? render(model) : undefined), { environment });
    });
  }

  /** Adds the file of an object of another room to the overlays. */
  public companionAdded(companion: Companion): void {
    WorkloadRegistry.of(this.scope).eachOverlay(({ environment }) => {
      if (!isIn(this.workload, environment)) return;
      const path = `${this.estate.facts.layout.serviceOverlayDir(environment.overlay, this.workload.name)}/${companion.file}`;
      new GeneratedYaml(this.scope, path, { obj: () => companion.render(environment), explain: () => [companion.explain(environment)] });
    });
  }

  /** Whether it runs somewhere, and in no cluster: then nothing lies over a base. */
  private get hasNoCluster(): boolean {
    const { environments } = this.estate;
    const isSome = (is: (environment: Environment) => boolean) => environments.some(is);
    return isSome((environment) => placeIn(this.workload, environment) !== undefined) && !isSome((environment) => isIn(this.workload, environment));
  }

  private explanation({ environment, file, source }: DeclaredManifest): Explanation {
    const { name, kind } = this.workload;
    const place = environment ? ` in ${environment.name}` : '';
    return { what: `object of ${kind.noun} "${name}"${place}`, source, change: `${variableName(name)}.addManifest('${file}', …)` };
  }

  /** Adds a file that is rendered from the workload as it is, and explained by rendering it from other declarations. */
  private addFile(
    file: string,
    render: (models: WorkloadModels, declared: WorkloadDeclarations) => object | undefined,
    { environment, layout, whole }: WorkloadFileOptions = {},
  ): void {
    const { workload } = this;
    const { layout: folders } = this.estate.facts;
    const dir = environment ? folders.serviceOverlayDir(environment.overlay, workload.name) : folders.baseDir(workload.name);
    const recorded = RecordedOutputs.of(this.scope);
    const inPlace = (model: WorkloadModel) => (environment ? recorded.fill(model, environment) : model);
    const obj = () => {
      if (environment === undefined && this.hasNoCluster) return undefined;
      return render({ base: workload.model(), model: inPlace(workload.model(environment)) }, workload.declarations(environment));
    };
    const modelsOf = (declared: WorkloadDeclarations): WorkloadModels => {
      const base = workload.modelOf(declared);
      return { base, model: environment ? inPlace(workload.modelOf(declared, environment)) : base };
    };
    const path = `${dir}/${file}`;
    const explain = explainDocument(() => {
      const causes = new WorkloadCauses(workload, environment);
      return {
        path,
        declared: workload.declarations(environment),
        render: (declared) => render(modelsOf(declared), declared) ?? {},
        layout,
        causes: (declared) => causes.of(declared),
        whole: whole ?? causes.whole,
      };
    });
    new GeneratedYaml(this.scope, path, { obj, explain, ...layout });
  }
}

function layoutOf(file: string): YamlLayout | undefined {
  if (!Object.hasOwn(GENERATORS, file)) return undefined;
  return { comments: file === 'secret.yaml' ? commentSecretGenerator : commentConfigMapGenerator };
}

/** Changes of generated objects, by name, in the notation of kustomize. */
function literalsOf(changes: OverlayDifferences['configMaps']): Record<string, string[]> {
  return Object.fromEntries(Object.entries(changes).map(([name, data]) => [name, renderLiterals(data)]));
}

function referencesFile(added: readonly DeclaredManifest[], model: WorkloadModel): string[] {
  return renderReferences(added, model) === undefined ? [] : [REFERENCES_FILE];
}

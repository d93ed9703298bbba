import * as path from 'path';
import { Construct } from 'constructs';
import { renderKustomization } from './kustomize/kustomization';
import type { KustomizePatch } from './kustomize-patch';
import { renderDefaultDeny } from './manifests/default-deny';
import type { Manifest } from './manifests/manifest';
import { NamespaceModel, renderNamespace } from './manifests/namespace';
import { patchedBase, patchedOverlay, ReportAt, tryDeclared } from './patched-manifests';
import type { DeclaredPatch } from './service';
import { ServiceRegistry } from './service-registry';
import type { Environment } from '../environment';
import { Estate } from '../estate';
import { checkLabel } from '../synth/declared-name';
import { GeneratedYaml } from '../synth/generated-yaml';
import { Problems } from '../synth/problems';
import { SourceLocation } from '../synth/source-location';

/** What an overlay of an environment consists of, beside the services. */
const ENVIRONMENT_FILES: Readonly<Record<string, (model: NamespaceModel) => Manifest>> = {
  'namespace.yaml': renderNamespace,
  'networkpolicy.yaml': renderDefaultDeny,
};

/**
 * A whole environment for one `kustomize build`: its namespace, which refuses unsafe pods and undeclared connections, and
 * the overlays of all services.
 *
 * Made with `project.addEnvironment(name)`. An environment without services has no overlay.
 */
export class EnvironmentOverlay extends Construct {
  /** The environment that the overlay renders. */
  public readonly environment: Environment;
  /** Folder of the overlay, relative to the repository. */
  public readonly directory: string;
  private readonly patches: DeclaredPatch[] = [];
  private readonly registry: ServiceRegistry;

  /**
   * Declares the overlay of an environment, and one for each service in it.
   * @param scope the project, or a construct below it
   */
  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id);
    this.environment = environment;
    const { convention, projectName } = Estate.of(this).facts;
    this.directory = convention.environmentOverlayDir(environment.name);
    this.registry = ServiceRegistry.of(this);

    // A namespace that is made from an illegal name needs no second report.
    if (environment.namespace !== `${projectName}-${environment.name}` || environment.namespace.length > 63) {
      checkLabel(this, environment._source, 'namespace', environment.namespace);
    }

    const model: NamespaceModel = { namespace: environment.namespace, partOf: projectName };
    for (const [file, render] of Object.entries(ENVIRONMENT_FILES)) {
      this.addFile(file, () => render(model));
    }
    this.addFile('kustomization.yaml', () => renderKustomization({
      namespace: environment.namespace,
      resources: [
        ...Object.keys(ENVIRONMENT_FILES),
        ...this.registry.all().map(({ name }) => path.posix.relative(this.directory, convention.serviceOverlayDir(environment.name, name))),
      ],
      patches: this.patches.map(({ patch }) => patch._content),
    }));
    this.registry.addOverlay(this);
    Problems.of(this).addCheck(() => this.checkPatches(model));
  }

  /** Patches the objects of the environment, those of all its services included, after everything else. */
  public patch(patch: KustomizePatch): EnvironmentOverlay {
    this.patches.push({ patch, source: SourceLocation.capture() });
    return this;
  }

  private addFile(name: string, render: () => object): void {
    new GeneratedYaml(this, `${this.directory}/${name}`, { obj: () => (this.registry.all().length > 0 ? render() : undefined) });
  }

  private checkPatches(model: NamespaceModel): void {
    if (this.patches.length === 0) return;
    const reportAt: ReportAt = ({ source }) => (message) => Problems.of(this).add(source, `environment "${this.environment.name}" ${message}`);
    // Each service reports its own patches; here they only set the scene.
    const silent: ReportAt = () => () => undefined;
    const services = this.registry.all().flatMap((service) => patchedOverlay(service, this.environment, patchedBase(service, silent), silent));
    const own = Object.values(ENVIRONMENT_FILES).map((render) => render(model));
    this.patches.reduce((manifests, declared) => tryDeclared(manifests, declared, reportAt), [...own, ...services]);
  }
}

import { Construct } from 'constructs';
import { explainDocument } from './explain/explain-document';
import { namespaceOf } from './explain/explain-workload';
import { renderKustomization } from './kustomize/kustomization';
import type { KustomizePatch } from './kustomize/kustomize-patch';
import { renderDefaultDeny } from './manifests/default-deny';
import { overlayLabels } from './manifests/labels';
import type { Manifest } from './manifests/manifest';
import { NamespaceModel, renderNamespace } from './manifests/namespace';
import { checkAdmission, enforcedIn } from './patches/admission';
import { findPatchSecrets } from './patches/declared-secrets';
import { tryDeclared } from './patches/patched-manifests';
import { objectsIn } from './patches/tried-workload';
import { reservedFor } from './reserved-namespaces';
import { DeclaredPatch, patchesIn } from './workloads/declarations';
import type { ResolvedWorkload } from './workloads/resolved-workload';
import { WorkloadRegistry } from './workloads/workload-registry';
import { Environment, ENVIRONMENTS } from '../estate/environment';
import { Estate } from '../estate/estate';
import { Closing } from '../synth/declare/closing';
import { checkLabel } from '../synth/declare/declared-name';
import { plainOptions } from '../synth/declare/plain-options';
import type { Report, ReportAt } from '../synth/declare/problem';
import { Problems } from '../synth/declare/problems';
import { freeId } from '../synth/declare/register';
import { SourceLocation } from '../synth/declare/source-location';
import type { Cause } from '../synth/files/explain-by-omission';
import { Explain, Explanation, variableName } from '../synth/files/explanation';
import { GeneratedYaml } from '../synth/files/generated-yaml';

/** What the files of an overlay follow from. */
interface OverlayDeclarations {
  readonly namespace: string;
  readonly workloads: readonly ResolvedWorkload[];
  readonly patches: readonly DeclaredPatch[];
}

/** An object that another room adds to an overlay; undefined: not now. */
interface AddedManifest {
  readonly file: string;
  readonly render: () => Manifest | undefined;
}

/** What an overlay of an environment consists of, beside the workloads. */
export const ENVIRONMENT_FILES: Readonly<Record<string, (model: NamespaceModel) => Manifest>> = {
  'namespace.yaml': renderNamespace,
  'networkpolicy.yaml': renderDefaultDeny,
};

/**
 * A whole environment for one `kustomize build`: its namespace, which refuses unsafe pods and undeclared connections, and
 * the overlays of all workloads.
 *
 * Made with `project.addEnvironment(name)`. An environment without services has no overlay.
 */
export class EnvironmentOverlay extends Construct {
  /**
   * The overlay of an environment, which may be given by its name. Where there is none, which is a problem, it renders nothing.
   * @internal
   */
  public static _of(scope: Construct, environment: Environment | string): EnvironmentOverlay {
    const { all } = ENVIRONMENTS.in(scope);
    const found = all.find((other) => other === environment || other.name === environment);
    // Whatever signs in as the overlay of an environment is one of these.
    const known = found && WorkloadRegistry.of(scope).overlayOf(found) as EnvironmentOverlay | undefined;
    return known ?? new EnvironmentOverlay(scope, freeId(scope, 'overlay in vain'), environment);
  }

  /** Folder of the overlay, relative to the repository. */
  public readonly directory: string;
  private readonly patches: DeclaredPatch[] = [];
  private readonly added: AddedManifest[] = [];
  private readonly registry: WorkloadRegistry;
  private readonly found?: Environment;

  /**
   * Declares the overlay of an environment, and one for each workload in it.
   * @param scope the project, or a construct below it
   * @param environment the environment, or its name; an unknown one is a problem at synthesis, and so is one that runs no services
   */
  constructor(scope: Construct, id: string, environment: Environment | string) {
    super(scope, plainOptions(id));
    const { layout, projectName } = Estate.of(this).facts;
    this.registry = WorkloadRegistry.of(this);
    this.found = ENVIRONMENTS.resolve(this, environment, 'an overlay', SourceLocation.capture());
    this.directory = layout.environmentOverlayDir(this.found?.overlay ?? `${environment}`);
    if (this.found === undefined) return;
    environment = this.found;
    const refusal = overlayRefusal(environment, this.registry);
    if (refusal !== undefined) {
      Problems.of(this).add(SourceLocation.capture(), refusal);
      return;
    }

    // A namespace that is made from an illegal name needs no second report.
    if (environment.namespace !== `${projectName}-${environment.overlay}` || environment.namespace.length > 63) {
      checkLabel(this, environment._source, 'namespace', environment.namespace);
    }
    const reserved = reservedFor(environment.namespace);
    if (reserved !== undefined) {
      Problems.of(this).add(environment._source, `environment "${environment.name}" has the namespace "${environment.namespace}": ${reserved}, and the environment would bring a policy that denies all connections. `
        + `Choose another one, such as namespace: '${projectName}-${environment.overlay}'.`);
    }

    for (const [file, render] of Object.entries(ENVIRONMENT_FILES)) {
      this.addFile(file, ({ namespace }) => render({ ...this.model, namespace }));
    }
    this.addFile('kustomization.yaml', ({ namespace, workloads, patches }) => renderKustomization({
      namespace,
      labels: overlayLabels(projectName, environment.overlay),
      resources: [
        ...Object.keys(ENVIRONMENT_FILES),
        ...this.added.filter(({ render }) => render() !== undefined).map(({ file }) => file),
        ...workloads.map(({ name }) => layout.serviceOverlayDir(environment.overlay, name).slice(this.directory.length + 1)),
      ],
      patches: patches.map(({ patch }) => patch._content),
    }));
    this.registry.addOverlay(this);
    Problems.of(this).addCheck(() => this.checkPatches());
  }

  /**
   * The environment that the overlay renders.
   * @throws Error when there is none, which is a problem at synthesis
   */
  public get environment(): Environment {
    if (this.found === undefined) throw new Error('this overlay was asked for with the name of an environment that there is not: see the problems of the synthesis');
    return this.found;
  }

  /** Patches the objects of the environment, those of all its workloads included, after everything else. */
  public patch(patch: KustomizePatch): EnvironmentOverlay {
    if (this.found === undefined) return this;
    Closing.of(this).assertOpen(() => `a patch of environment "${this.environment.name}"`);
    const source = SourceLocation.capture();
    this.patches.push({ patch, source });
    findPatchSecrets(patch._content, { scope: this, source, subject: `environment "${this.environment.name}"` });
    return this;
  }

  /**
   * Adds an object beside those of the workloads. It comes and goes with them.
   * @param render the object as it is at synthesis; undefined: there is none
   * @internal
   */
  public _addManifest(file: string, render: () => Manifest | undefined, explain: Explain): void {
    this.added.push({ file, render });
    new GeneratedYaml(this, `${this.directory}/${file}`, { obj: () => (this.workloads().length > 0 ? render() : undefined), explain });
  }

  /** The patches of the whole environment. @internal */
  public get _patches(): readonly DeclaredPatch[] {
    return this.patches;
  }

  /** Where the first patch of the whole environment was declared; undefined: there is none. @internal */
  public get _patchedAt(): SourceLocation | undefined {
    return this.patches[0]?.source;
  }

  /**
   * All objects of the environment, after all patches: what kustomize builds, save for the hashes in the names of ConfigMaps. A patch
   * that does not fit is left out.
   * @param reportAt takes what is wrong with the patches of the whole environment
   * @internal
   */
  public _objects(reportAt: ReportAt): Manifest[] {
    const { namespace } = this.environment;
    // Each workload reports its own patches; here they only set the scene.
    const workloads = this.workloads().flatMap((workload) => objectsIn(workload, this.environment));
    return this.patches.reduce((manifests, declared) => tryDeclared(manifests, declared, reportAt, namespace), [...this._own(), ...workloads]);
  }

  private addFile(name: string, render: (declared: OverlayDeclarations) => object): void {
    const path = `${this.directory}/${name}`;
    const declared = (): OverlayDeclarations => ({ namespace: this.environment.namespace, workloads: this.workloads(), patches: this.patches });
    new GeneratedYaml(this, path, {
      obj: () => (this.workloads().length > 0 ? render(declared()) : undefined),
      explain: explainDocument(() => ({ path, declared: declared(), render, causes: (facts) => this.causes(facts), whole: this.explanation })),
    });
  }

  private get explanation(): Explanation {
    const { name, _source: source } = this.environment;
    return { what: `environment "${name}"`, source, change: `project.overlay(${variableName(name)}).patch(KustomizePatch.strategicMerge({ … }))` };
  }

  private* causes(declared: OverlayDeclarations): Iterable<Cause<OverlayDeclarations>> {
    const { namespace, workloads, patches } = declared;
    for (const patch of [...patches].reverse()) {
      yield {
        explanation: { what: `patch of environment "${this.environment.name}"`, source: patch.source, change: `project.overlay(${variableName(this.environment.name)}).patch(…)` },
        otherwise: [{ ...declared, patches: patches.filter((other) => other !== patch) }],
      };
    }
    yield { explanation: namespaceOf(this.environment), otherwise: [{ ...declared, namespace: `${namespace}0` }] };
    for (const workload of workloads) {
      const { name, kind, source } = workload;
      yield {
        explanation: { what: `${kind.noun} "${name}"`, source, change: `project.${kind.addMethod}('${name}', …)` },
        otherwise: [{ ...declared, workloads: workloads.filter((other) => other !== workload) }],
      };
    }
  }

  /** The Pod Security Standard that the namespace enforces, patches included; undefined when there is no namespace. @internal */
  public _podSecurity(): string | undefined {
    return this.workloads().length === 0 ? undefined : enforcedIn({ environment: this.environment, own: this._own(), patches: this.patches });
  }

  private workloads(): ResolvedWorkload[] {
    return this.found === undefined ? [] : this.registry.allIn(this.found);
  }

  private get model(): NamespaceModel {
    const { namespace, podSecurity } = this.environment;
    return { namespace, podSecurity, partOf: Estate.of(this).facts.projectName };
  }

  /** The objects beside those of the workloads, before the patches of the whole environment. @internal */
  public _own(): Manifest[] {
    return [...Object.values(ENVIRONMENT_FILES).map((render) => render(this.model)), ...this.added.flatMap(({ render }) => render() ?? [])];
  }

  private reportAt(source: SourceLocation): Report {
    return (message) => Problems.of(this).add(source, `environment "${this.environment.name}" ${message}`);
  }

  private checkPatches(): void {
    const { environment, patches } = this;
    const all = this.workloads();
    if (patches.length > 0 && all.length === 0) {
      Problems.of(this).add(this._patchedAt, `environment "${environment.name}" is patched, and has no objects without a service: add one, or drop the patch`);
    }
    const isChanged = ({ patches: own, manifests }: ResolvedWorkload) => (
      manifests.length + patchesIn(own).length + patchesIn(own, environment).length > 0);
    const workloads = patches.length > 0 ? all : all.filter(isChanged);
    if (workloads.length === 0) return;
    if (patches.length > 0) this._objects((at) => this.reportAt(at));
    checkAdmission(
      { environment, protectedEnvironment: Estate.of(this).protectedWith(environment)?.name, own: this._own(), workloads, patches },
      (declared, workload) => (workload
        ? (message) => Problems.of(this).add(declared.source, `${workload.kind.noun} "${workload.name}" ${message}`)
        : this.reportAt(declared.source)),
    );
  }
}

/** Why an environment gets no overlay by itself. */
function overlayRefusal(environment: Environment, registry: WorkloadRegistry): string | undefined {
  const { name, runsServices, _runsOn: runsOn } = environment;
  if (runsServices && runsOn !== undefined) return `environment "${name}" has no overlay, because its services run in CloudBase Run: drop its runsOn`;
  if (!runsServices) return `environment "${name}" has no overlay, because no services run in it: drop its runsServices: false`;
  return registry.overlayOf(environment) && `environment "${name}" has its overlay already: project.overlay(${variableName(name)}) gives it`;
}

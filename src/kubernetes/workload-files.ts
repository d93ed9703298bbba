import { Construct } from 'constructs';
import { explainDocument } from './explain/explain-document';
import { WorkloadCauses } from './explain/explain-workload';
import { renderKustomization } from './kustomize/kustomization';
import { overlayDifferences } from './kustomize/overlay';
import { commentConfigMapGenerator, renderLiterals } from './manifests/config-map';
import type { WorkloadModel } from './models/workload-model';
import { renderPatched } from './patches/patched-manifests';
import { baseFiles, CONFIG_MAP_FILE } from './workloads/base-files';
import { contentsIn, DeclaredPatch, WorkloadDeclarations } from './workloads/declarations';
import type { WorkloadRecord } from './workloads/workload-record';
import type { Environment } from '../estate/environment';
import { Estate } from '../estate/estate';
import { GeneratedYaml } from '../synth/files/generated-yaml';
import type { YamlLayout } from '../synth/files/yaml-text';

/** How a file of a workload differs from the others. */
interface WorkloadFileOptions extends YamlLayout {
  /** The environment that the file is about; undefined: the base. */
  readonly environment?: Environment;
}

/** The files of one workload: a base, and an overlay for each environment with nothing but the differences. */
export class WorkloadFiles {
  private readonly estate: Estate;

  constructor(private readonly scope: Construct, private readonly workload: WorkloadRecord) {
    this.estate = Estate.of(scope);
  }

  /** Adds the base. */
  public addBase(): void {
    const { workload } = this;
    const { kind, name } = workload;
    const dir = this.estate.facts.layout.baseDir(name);
    for (const [file, render] of Object.entries(baseFiles(kind))) {
      const layout = file === CONFIG_MAP_FILE ? { comments: commentConfigMapGenerator } : undefined;
      this.addFile(`${dir}/${file}`, () => render(workload.model()), (declared) => render(workload.modelOf(declared)), layout);
    }
    const renderBase = (patches: readonly DeclaredPatch[]) => renderKustomization({
      resources: Object.keys(kind.resources),
      generators: [CONFIG_MAP_FILE],
      patches: contentsIn(patches),
    });
    this.addFile(`${dir}/kustomization.yaml`, () => renderBase(workload.patches), (declared) => renderBase(declared.patches));
  }

  /** Adds the overlay of an environment. */
  public addOverlay(environment: Environment): void {
    const { workload } = this;
    const { kind, name } = workload;
    const { layout } = this.estate.facts;
    const wayToBase = layout.baseFromOverlay(name);
    const render = (base: WorkloadModel, model: WorkloadModel, declaredPatches: readonly DeclaredPatch[], namespace?: string) => {
      const { images, variables, patches } = overlayDifferences(base, model, renderPatched(kind, contentsIn(declaredPatches)));
      return renderKustomization({
        namespace,
        resources: [wayToBase],
        images,
        configMaps: { [base.name]: renderLiterals(variables) },
        patches: [...patches, ...contentsIn(declaredPatches, environment)],
      });
    };
    this.addFile(
      `${layout.serviceOverlayDir(environment.overlay, name)}/kustomization.yaml`,
      () => render(workload.model(), workload.model(environment), workload.patches, environment.namespace),
      (declared) => render(workload.modelOf(declared), workload.modelOf(declared, environment), declared.patches, declared.namespace),
      { environment },
    );
  }

  /** Adds a file that is rendered from the workload as it is, and explained by rendering it from other declarations. */
  private addFile(
    path: string, obj: () => object, render: (declared: WorkloadDeclarations) => object,
    { environment, ...layout }: WorkloadFileOptions = {},
  ): void {
    const { workload } = this;
    const explain = explainDocument(() => {
      const causes = new WorkloadCauses(workload, environment);
      return { path, declared: workload.declarations(environment), render, layout, causes: (declared) => causes.of(declared), whole: causes.whole };
    });
    new GeneratedYaml(this.scope, path, { obj, explain, ...layout });
  }
}

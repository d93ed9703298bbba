import { endsInSpace } from './carried-text';
import type { PatchContent } from './kustomize-patch';
import { yamlText } from '../../synth/files/yaml-text';

/** One entry of `images`: what an environment runs in place of the image `name`. */
export interface ImageEntry {
  readonly name: string;
  readonly newName?: string;
  readonly newTag?: string;
  readonly digest?: string;
}

/** An object that gets another name. Patches of overlays above still find it by the one that it had. */
export interface RenamedObject {
  readonly kind: string;
  readonly name: string;
  readonly newName: string;
}

/** What a `kustomization.yaml` says. Empty parts are left out. */
export interface KustomizationModel {
  readonly namespace?: string;
  readonly resources?: readonly string[];
  /** Labels of every object itself, not of the pods that it makes. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly generators?: readonly string[];
  /** Files that tell kustomize of fields that it does not know. */
  readonly configurations?: readonly string[];
  readonly images?: readonly ImageEntry[];
  /** Changed literals of ConfigMaps that a base generates, by name. */
  readonly configMaps?: Readonly<Record<string, readonly string[]>>;
  /** Changed literals of Secrets that a base generates, by name: texts with outputs of root modules in them. */
  readonly secrets?: Readonly<Record<string, readonly string[]>>;
  readonly patches?: readonly PatchContent[];
  /** What is called otherwise after all patches. */
  readonly renamed?: readonly RenamedObject[];
  readonly transformers?: readonly string[];
  readonly helmCharts?: readonly object[];
}

/** The `kustomization.yaml` of a base or an overlay. */
export function renderKustomization(model: KustomizationModel): object {
  return {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    namespace: model.namespace,
    labels: model.labels && [{ pairs: model.labels }],
    resources: unlessEmpty(model.resources),
    helmCharts: unlessEmpty(model.helmCharts),
    generators: unlessEmpty(model.generators),
    transformers: unlessEmpty(model.transformers),
    configurations: unlessEmpty(model.configurations),
    images: unlessEmpty(model.images),
    configMapGenerator: unlessEmpty(renderMerges(model.configMaps)),
    secretGenerator: unlessEmpty(renderMerges(model.secrets)),
    patches: unlessEmpty([...(model.patches ?? []).map(renderPatch), ...(model.renamed ?? []).map(renderRenaming)]),
  };
}

/** What is added to generated objects. */
function renderMerges(changes: KustomizationModel['configMaps'] = {}): object[] {
  return Object.entries(changes).filter(([, literals]) => literals.length > 0).map(([name, literals]) => ({ name, behavior: 'merge', literals }));
}

function unlessEmpty<T>(list: readonly T[] | undefined): readonly T[] | undefined {
  return list && list.length > 0 ? list : undefined;
}

/** Kustomize takes a patch as text inside its own YAML. */
function renderPatch(patch: PatchContent): object {
  if (patch.kind === 'strategic-merge') return { patch: patchText(patch.manifest) };
  const { kind, name } = patch.target;
  return { target: { kind, ...(name !== undefined && { name: literally(name) }) }, patch: patchText(patch.operations) };
}

function renderRenaming({ kind, name, newName }: RenamedObject): object {
  const operations = [{ op: 'replace' as const, path: '/metadata/name', value: newName }];
  return { ...renderPatch({ kind: 'json-6902', target: { kind, name }, operations }), options: { allowNameChange: true } };
}

/** Kustomize reads the name of a target as a regular expression, in which a dot stands for anything. */
function literally(name: string): string {
  return /^[\w.:-]+$/.test(name) ? name.replaceAll('.', '\\.') : name;
}

/** Kustomize takes white space off both ends, and would take it off a text that ends there. */
function patchText(data: object): string {
  return yamlText(data) + (endsInSpace(data) ? '# White space above this line belongs to the text.\n' : '');
}

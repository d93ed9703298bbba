import { contentHash } from '../../worktree/content-hash';
import type { PatchContent } from '../kustomize/kustomize-patch';
import type { WorkloadModel } from '../models/workload-model';

/** The models of this synthesis as text: most files of a workload follow from the same one. */
const TEXTS = new WeakMap<WorkloadModel, string>();

/**
 * All that a file of a workload follows from, in short: models, and the patches of each layer.
 * @param places the kind, and folders and names that it mentions beside those of the models
 */
export function workloadInputs(
  places: readonly string[], models: readonly WorkloadModel[], ...patches: ReadonlyArray<readonly PatchContent[]>
): string {
  return contentHash(JSON.stringify([places, models.map(textOf), patches]));
}

function textOf(model: WorkloadModel): string {
  let text = TEXTS.get(model);
  if (text === undefined) {
    text = JSON.stringify(model);
    TEXTS.set(model, text);
  }
  return text;
}

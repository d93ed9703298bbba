import type { PatchContent } from './kustomize-patch';
import type { ServiceModel } from './service-model';
import { contentHash } from '../worktree/content-hash';

/** The models of this synthesis as text: most files of a service follow from the same one. */
const TEXTS = new WeakMap<ServiceModel, string>();

/**
 * All that a file of a service follows from, in short: models, and the patches of each layer.
 * @param places folders and names that it mentions beside those of the models
 */
export function serviceInputs(
  places: readonly string[], models: readonly ServiceModel[], ...patches: ReadonlyArray<readonly PatchContent[]>
): string {
  return contentHash(JSON.stringify([places, models.map(textOf), patches]));
}

function textOf(model: ServiceModel): string {
  let text = TEXTS.get(model);
  if (text === undefined) {
    text = JSON.stringify(model);
    TEXTS.set(model, text);
  }
  return text;
}

import type { NamedModel } from '../models/workload-model';

/** The domain of the labels that every object of a workload has. */
export const LABEL_DOMAIN = 'app.kubernetes.io/';

/** The domain of labels and annotations that nobody else knows. */
export const OWN_DOMAIN = 'feiyue-projen/';

/** The label that names the workload to which an object belongs. */
export const INSTANCE_LABEL = 'app.kubernetes.io/instance';

/**
 * The one label by which everything selects the pods of a workload. A selector of a Deployment can never change, and
 * Polaris wants exactly one label in the selector of a NetworkPolicy.
 */
export function selectorLabels(workload: string): Record<string, string> {
  return { [INSTANCE_LABEL]: workload };
}

/** The recommended labels of Kubernetes, on every object of a workload. */
export function workloadLabels(model: NamedModel): Record<string, string> {
  return {
    'app.kubernetes.io/name': model.name,
    ...selectorLabels(model.name),
    ...commonLabels(model.partOf),
  };
}

/**
 * Labels of everything that an overlay of an environment brings, of whatever kind. By these a deployment finds what it has brought before
 * and the overlay no longer has, in `prune.mjs`.
 */
export function overlayLabels(projectName: string, overlay: string): Record<string, string> {
  return { 'feiyue-projen/overlay': overlay, 'feiyue-projen/project': projectName };
}

/** Labels of everything that belongs to a project. */
export function commonLabels(partOf: string): Record<string, string> {
  return {
    'app.kubernetes.io/part-of': partOf,
    'app.kubernetes.io/managed-by': 'feiyue-projen',
  };
}

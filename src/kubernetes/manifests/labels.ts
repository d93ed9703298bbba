import type { ServiceModel } from '../service-model';

/**
 * The one label by which everything selects the pods of a service. A selector of a Deployment can never change, and
 * Polaris wants exactly one label in the selector of a NetworkPolicy.
 */
export function selectorLabels(service: string): Record<string, string> {
  return { 'app.kubernetes.io/instance': service };
}

/** The recommended labels of Kubernetes, on every object of a service. */
export function serviceLabels(model: Pick<ServiceModel, 'name' | 'partOf'>): Record<string, string> {
  return {
    'app.kubernetes.io/name': model.name,
    ...selectorLabels(model.name),
    ...commonLabels(model.partOf),
  };
}

/** Labels of everything that belongs to a project. */
export function commonLabels(partOf: string): Record<string, string> {
  return {
    'app.kubernetes.io/part-of': partOf,
    'app.kubernetes.io/managed-by': 'feiyue-projen',
  };
}

import { isObject } from '../kustomize/merge-keys';
import type { Manifest } from '../manifests/manifest';
import { Fields, podTemplateOf } from '../manifests/pod-template-of';

/** The pods that an object is or makes. */
export interface PodTemplate {
  /** The object: `Deployment "api"`. */
  readonly owner: string;
  /** Namespace that the object names. */
  readonly namespace?: string;
  readonly annotations: Fields;
  readonly spec: Fields;
}

/** The pods that objects are or make, those in lists of objects and those of custom resources that make pods included. */
export function podsOf(objects: ReadonlyArray<Manifest | Fields>): PodTemplate[] {
  return objects.flatMap((object: Fields) => {
    if (`${object.kind}`.endsWith('List') && Array.isArray(object.items)) return podsOf(object.items.filter(isObject));
    const template = podTemplateOf(object);
    if (!isObject(template) || !isObject(template.spec) || !Array.isArray(template.spec.containers)) return [];
    const metadata = isObject(template.metadata) ? template.metadata : {};
    return [{
      owner: `${object.kind} "${object.metadata?.name}"`,
      namespace: typeof object.metadata?.namespace === 'string' ? object.metadata.namespace : undefined,
      annotations: isObject(metadata.annotations) ? metadata.annotations : {},
      spec: template.spec,
    }];
  });
}

/** The containers of a pod, those that come before it and those that are put into it included. */
export function allContainersOf(spec: Fields): Fields[] {
  const lists: unknown[] = [spec.initContainers, spec.containers, spec.ephemeralContainers];
  return lists.flatMap((list) => (Array.isArray(list) ? list.filter(isObject) : []));
}

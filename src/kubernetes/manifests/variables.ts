import type { ContainerModel } from '../models/container-model';
import type { EnvSourceContent } from '../options/env-source';
import type { PodFieldContent } from '../options/pod-field';

/** Where the variables of a container come from that have a name in the estate, beside those of its ConfigMap. */
export function renderEnv({ secretEnv, fieldEnv }: Pick<ContainerModel, 'secretEnv' | 'fieldEnv'>): object[] {
  return [
    ...Object.entries(secretEnv).map(([name, { secret, key }]) => ({ name, valueFrom: { secretKeyRef: { name: secret, key } } })),
    ...Object.entries(fieldEnv).map(([name, field]) => ({ name, valueFrom: renderField(field) })),
  ];
}

/**
 * The objects whose keys become variables. The workload's own ConfigMap comes last, because the last one that has a key gives its value.
 * @param configMap name of that; undefined: it gives the container none
 */
export function renderEnvFrom(sources: readonly EnvSourceContent[], configMap?: string): object[] {
  return [
    ...sources.map(({ kind, name: object, prefix, optional }) => ({
      ...(prefix !== undefined && { prefix }),
      [kind === 'secret' ? 'secretRef' : 'configMapRef']: { name: object, ...(optional !== undefined && { optional }) },
    })),
    ...(configMap === undefined ? [] : [{ configMapRef: { name: configMap } }]),
  ];
}

function renderField(field: PodFieldContent): object {
  switch (field.kind) {
    case 'field': return { fieldRef: { fieldPath: field.path } };
    case 'label': return { fieldRef: { fieldPath: `metadata.labels['${field.name}']` } };
    case 'annotation': return { fieldRef: { fieldPath: `metadata.annotations['${field.name}']` } };
    case 'resource': return { resourceFieldRef: { resource: field.resource } };
  }
}

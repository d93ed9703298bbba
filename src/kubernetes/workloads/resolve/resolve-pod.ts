import { DeclaredTexts, last, merged, mergedTexts } from './layers';
import { DEFAULT_USER } from '../../manifests/hardening';
import type { PodModel } from '../../models/pod-model';
import type { WorkloadModel } from '../../models/workload-model';
import type { PodOptions } from '../../options/pod-options';
import type { WorkloadOverrides } from '../../options/workload-options';

/** Lays what was said of the pods over the defaults, the later over the earlier. */
export function resolvePod(layers: readonly PodOptions[]): PodModel {
  const mapOf = (pick: (layer: PodOptions) => { readonly [name: string]: string } | undefined) => unlessEmpty(merged(layers.map(pick)));
  const textsOf = (pick: (layer: PodOptions) => DeclaredTexts | undefined) => unlessEmpty(mergedTexts(layers.map(pick)));
  const listOf = <T>(pick: (layer: PodOptions) => readonly T[] | undefined) => unlessEmpty(last(layers, pick) ?? []);
  return definedOnly({
    nodeSelector: mapOf((layer) => layer.nodeSelector),
    tolerations: listOf((layer) => layer.tolerations),
    priorityClassName: last(layers, (layer) => layer.priorityClassName),
    terminationGracePeriodSeconds: last(layers, (layer) => layer.terminationGracePeriodSeconds),
    labels: mapOf((layer) => layer.podLabels),
    annotations: textsOf((layer) => layer.podAnnotations),
    serviceAccountAnnotations: textsOf((layer) => layer.serviceAccountAnnotations),
    imagePullSecrets: listOf((layer) => layer.imagePullSecrets),
    userId: last(layers, (layer) => layer.runAsUser) ?? DEFAULT_USER.userId,
    groupId: last(layers, (layer) => layer.runAsGroup) ?? DEFAULT_USER.groupId,
  });
}

/** What was said of all objects of a workload, the later over the earlier. */
export function resolveMetadata(layers: readonly WorkloadOverrides[]): WorkloadModel['metadata'] {
  return definedOnly({
    labels: unlessEmpty(merged(layers.map((layer) => layer.labels))),
    annotations: unlessEmpty(mergedTexts(layers.map((layer) => layer.annotations))),
  });
}

function unlessEmpty<T extends object>(data: T): T | undefined {
  return Object.keys(data).length === 0 ? undefined : data;
}

function definedOnly<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

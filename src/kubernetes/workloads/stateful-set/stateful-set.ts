import { PodClaimModel, podsServiceName, StatefulSetModel } from './stateful-set-model';
import { selectorLabels, workloadLabels } from '../../manifests/labels';
import type { Manifest } from '../../manifests/manifest';
import { renderClaimSpec } from '../../manifests/persistent-volume-claim';
import { renderPodTemplate } from '../../manifests/pod-template';
import { renderSpread } from '../../manifests/spread';

/** The StatefulSet of a stateful service. New releases come to one pod at a time, the last one first. */
export function renderStatefulSet(model: StatefulSetModel): Manifest {
  const selector = { matchLabels: selectorLabels(model.name) };
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: model.name, labels: workloadLabels(model) },
    spec: {
      serviceName: podsServiceName(model.name),
      replicas: model.replicas,
      podManagementPolicy: model.podManagementPolicy,
      updateStrategy: { type: 'RollingUpdate' },
      revisionHistoryLimit: 5,
      selector,
      template: renderPodTemplate(model, { pod: renderSpread(model.spread, selector) }),
      ...(model.podClaims.length > 0 && {
        volumeClaimTemplates: model.podClaims.map(renderClaimTemplate),
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      }),
    },
  };
}

/** The API server gives it its type, so that without one Argo CD would see a difference for good. */
function renderClaimTemplate(claim: PodClaimModel): object {
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: claim.name }, spec: renderClaimSpec(claim) };
}

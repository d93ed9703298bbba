import { workloadLabels } from './labels';
import type { Manifest } from './manifest';
import { outputsSecretName } from './outputs-secret';
import type { WorkloadModel } from '../models/workload-model';

/** File with the ExternalSecret of a workload. */
export const EXTERNAL_SECRET_FILE = 'external-secret.yaml';

/** Name of the SecretStore of an environment. */
export const STORE_NAME = 'terraform-outputs';

/**
 * The ExternalSecret of a workload; undefined: it has none. All defaults are written down: Argo CD would take those that the API server adds to
 * the items of lists for a difference.
 *
 * The Secret outlives it (`Orphan`), so that pods of the former version start with the former Secret for as long as there are any.
 */
export function renderExternalSecret(model: Pick<WorkloadModel, 'name' | 'partOf' | 'externalSecret'>): Manifest | undefined {
  const { name, externalSecret } = model;
  if (externalSecret === undefined) return undefined;
  const { apiVersion, target, values, templates } = externalSecret;
  return {
    apiVersion,
    kind: 'ExternalSecret',
    metadata: { name: outputsSecretName(name), labels: workloadLabels(model) },
    spec: {
      refreshInterval: '1h',
      secretStoreRef: { kind: 'SecretStore', name: STORE_NAME },
      target: {
        name: target,
        creationPolicy: 'Orphan',
        deletionPolicy: 'Retain',
        template: { engineVersion: 'v2', mergePolicy: 'Replace', metadata: { labels: workloadLabels(model) }, data: templates },
      },
      data: values.map((value) => ({
        secretKey: value.name,
        remoteRef: { key: value.key, version: value.version, conversionStrategy: 'Default', decodingStrategy: 'None', metadataPolicy: 'None' },
      })),
    },
  };
}

import { renderLiterals } from './config-map';
import { workloadLabels } from './labels';
import type { Manifest } from './manifest';
import type { WorkloadModel } from '../models/workload-model';

/** What the Secret follows from. */
type SecretModel = Pick<WorkloadModel, 'name' | 'partOf' | 'secretValues'>;

/** The name of the Secret with the outputs of root modules that a workload may know and others may not, save for what makes each version of it unique. */
export function outputsSecretName(workload: string): string {
  return `${workload}-outputs`;
}

/** The Secret of a workload as kustomize makes it, with marks in the place of what nobody may read; undefined: it has none. */
export function renderOutputsSecret(model: SecretModel): Manifest | undefined {
  if (Object.keys(model.secretValues).length === 0) return undefined;
  const data = Object.entries(model.secretValues).map(([key, text]) => [key, Buffer.from(text).toString('base64')]);
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: outputsSecretName(model.name), labels: workloadLabels(model) },
    data: Object.fromEntries(data),
    type: 'Opaque',
  };
}

/** The generator that makes it. */
export function renderOutputsSecretGenerator(model: SecretModel): Manifest | undefined {
  if (Object.keys(model.secretValues).length === 0) return undefined;
  return {
    apiVersion: 'builtin',
    kind: 'SecretGenerator',
    metadata: { name: outputsSecretName(model.name) },
    literals: renderLiterals(model.secretValues),
    type: 'Opaque',
    options: { labels: workloadLabels(model) },
  };
}

/** Says beside the generator's kind where its values come from. */
export function commentSecretGenerator(path: ReadonlyArray<string | number>): string | undefined {
  return path.length === 1 && path[0] === 'kind' ? 'the deployment puts in what the states of Terraform say' : undefined;
}

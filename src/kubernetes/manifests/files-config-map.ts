import { generatorOf, renderLiterals } from './config-map';
import { workloadLabels } from './labels';
import type { Manifest } from './manifest';
import type { WorkloadModel } from '../models/workload-model';

/** What the ConfigMap with files follows from. */
type FilesModel = Pick<WorkloadModel, 'name' | 'partOf' | 'files'>;

/** The name of the ConfigMap with the files of a workload, save for the hash. */
export function filesConfigMapName(workload: string): string {
  return `${workload}-files`;
}

/** The ConfigMap with the files of a workload as the cluster gets it, save for the hash in its name; undefined: it has no files. */
export function renderFilesConfigMap(model: FilesModel): Manifest | undefined {
  if (Object.keys(model.files).length === 0) return undefined;
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: filesConfigMapName(model.name), labels: workloadLabels(model) }, data: { ...model.files } };
}

/** The generator that makes it. The variables have a ConfigMap of their own, since files become no variables. */
export function renderFilesGenerator(model: FilesModel): Manifest | undefined {
  if (Object.keys(model.files).length === 0) return undefined;
  return generatorOf(filesConfigMapName(model.name), renderLiterals(model.files), workloadLabels(model));
}

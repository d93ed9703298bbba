import { isDeepStrictEqual } from 'node:util';
import type { Environment } from '../../../estate/environment';
import type { ReportAt } from '../../../synth/declare/problem';
import type { WorkloadOverrides } from '../../options/workload-options';
import type { WorkloadLayer } from '../declarations';
import type { WorkloadRecord } from '../workload-record';

type Fields = Readonly<Record<string, unknown>>;

/** What other checks look at: how variables come and go, and that an image which is built here is copied to where it is pulled. */
function isWordForOthers(option: string, { imageBuild }: WorkloadRecord): boolean {
  return ['addedVariables', 'removedVariables'].includes(option) || (option === 'image' && imageBuild !== undefined);
}

/**
 * Reports what is said of an environment in which everything would be the same without it. What a later word replaces may stand: so one
 * is said for many environments, and another one for some of them.
 */
export function checkOverridesInVain(workload: WorkloadRecord, environments: readonly Environment[], reportAt: ReportAt): void {
  const { layers } = workload;
  for (const layer of layers) {
    const places = environments.filter(({ overlay }) => overlay === layer.environment?.overlay);
    if (layer.environment === undefined || places.length === 0) continue;
    const { name } = layer.environment;
    const report = reportAt(layer.source);
    const later = layers.slice(layers.indexOf(layer) + 1).filter(({ environment }) => environment?.overlay === layer.environment?.overlay);
    const isReplaced = (option: string) => later.some(({ settings }) => (settings as Fields)[option] !== undefined);
    const options = Object.entries(layer.settings).filter(([, value]) => value !== undefined).map(([option]) => option)
      .filter((option) => !isWordForOthers(option, workload) && !isReplaced(option));
    let said: WorkloadOverrides = layer.settings;
    for (const option of options) {
      const { [option as keyof WorkloadOverrides]: _, ...others } = said;
      if (!places.every((place) => isTheSame(workload, layer, others, place))) continue;
      said = others;
      report(`is given ${option} in ${name}, and is the same there without it: drop it.`);
    }
  }
}

/** Whether a workload is the same in an environment when a layer says other things. */
function isTheSame(workload: WorkloadRecord, layer: WorkloadLayer, settings: WorkloadOverrides, environment: Environment): boolean {
  const declared = workload.declarations(environment);
  const layers = declared.layers.map((other) => (other === layer ? { ...layer, settings } : other));
  return isDeepStrictEqual(workload.modelOf({ ...declared, layers }, environment), workload.model(environment));
}

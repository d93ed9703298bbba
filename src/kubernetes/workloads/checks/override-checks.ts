import type { WorkloadLayer } from '../declarations';
import { reportOfContainer } from './init-container-checks';
import type { Report } from '../../../synth/declare/problem';
import { didYouMean } from '../../../text/nearest-name';
import type { PodContainerOptions } from '../../options/pod-container-options';
import { VARIABLE_OPTIONS, variablesOf } from '../resolve/resolve-variables';
import type { ResolvedWorkload } from '../resolved-workload';

type Containers = { readonly [name: string]: PodContainerOptions };

/** Reports containers, and variables of them, that an environment changes and that there are not: a mistyped one would be a new one. */
export function checkContainersExist({ environment, settings }: WorkloadLayer, { kind, layers: [first] }: ResolvedWorkload, report: Report): void {
  for (const option of ['initContainers', 'sidecars'] as const) {
    const known: Containers = first.settings[option] ?? {};
    for (const [name, container] of Object.entries<PodContainerOptions>(settings[option] ?? {})) {
      if (Object.hasOwn(known, name)) {
        checkVariablesExist(known[name], container, reportOfContainer(report, option === 'sidecars', name));
        continue;
      }
      const names = Object.keys(known);
      const list = names.length > 0 ? `has: ${names.join(', ')}` : 'has none';
      report(`overrides "${name}" in ${option} of ${environment?.name}, but ${option} of the ${kind.noun} ${list}.${didYouMean(name, names)} `
        + `A container for some environments is declared with the ${kind.noun} and \`enabled: false\`.`);
    }
  }
  for (const [name, { ports }] of Object.entries(settings.sidecars ?? {})) {
    if (ports !== undefined) reportOfContainer(report, true, name)(`is given ports in ${environment?.name}, and has the same ones everywhere: say them with the ${kind.noun}.`);
  }
}

function checkVariablesExist(known: PodContainerOptions, given: PodContainerOptions, report: Report): void {
  const names = variablesOf(known);
  for (const option of VARIABLE_OPTIONS) {
    for (const name of Object.keys(given[option] ?? {}).filter((each) => !names.includes(each))) {
      const list = names.length > 0 ? `has: ${names.join(', ')}` : 'has none';
      report(`overrides "${name}" in its ${option}, and of variables it ${list}.${didYouMean(name, names)} A new variable is declared with the container.`);
    }
  }
}

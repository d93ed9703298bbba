import type { ResourceAlertChoices } from '../../../estate/monitoring';
import type { Severity } from '../../../kubernetes/watch/alert';

/** An alert on what a library module makes, beside how the cloud measures it. */
export interface ResourceAlert {
  readonly severity: Severity;
  /** In the unit of the metric, and of the option by which it is another one. */
  readonly threshold: number;
  /** What is the matter, in a sentence. */
  readonly meaning: string;
}

/** What is watched of a library module. */
export interface WatchedModule<A extends ResourceAlert> {
  /** Name of the runbook page that says what to do: `terraform-database`. */
  readonly runbook?: string;
  /** By names that are part of names in the cloud. */
  readonly alerts: Readonly<Record<string, A>>;
}

/** Name of an alert in options: the module without its cloud, and the alert. */
function optionName(libraryPath: string, alert: string): string {
  return `${libraryPath.slice(libraryPath.indexOf('/') + 1)}/${alert}`;
}

/** The alerts of a module as they were chosen, with their names. */
export function chosenAlerts<A extends ResourceAlert>(
  libraryPath: string, { alerts }: WatchedModule<A>, { thresholds, off }: ResourceAlertChoices,
): Array<A & { readonly name: string }> {
  return Object.entries(alerts).flatMap(([name, alert]) => {
    const option = optionName(libraryPath, name);
    return off.includes(option) ? [] : [{ ...alert, name, threshold: thresholds[option] ?? alert.threshold }];
  });
}

/** Where alerts on what Terraform makes could be. */
export interface ResourceAlertSite {
  /** The library modules that can be watched, by their path. */
  readonly modules: Readonly<Record<string, WatchedModule<ResourceAlert>>>;
  /** Paths of the library modules that an environment calls which is watched. */
  readonly called: ReadonlySet<string>;
  /** Whether there would be anybody to tell. */
  readonly isSomebodyTold: boolean;
}

/** What is said of alerts that there are not, each time ready for the user. */
export function choiceProblems(
  { areIncluded, thresholds, off }: ResourceAlertChoices, { modules, called, isSomebodyTold }: ResourceAlertSite,
): string[] {
  const given = [...(Object.keys(thresholds).length > 0 ? ['alertThresholds'] : []), ...(off.length > 0 ? ['alertsOff'] : [])];
  if (given.length > 0 && !(areIncluded && isSomebodyTold)) {
    const mend = areIncluded ? 'say in alertReceivers who is told' : 'take includeResourceAlerts: false away';
    return [`has ${given.join(' and ')}, while there are no alerts on what Terraform makes: ${mend}, or leave it out`];
  }
  const pathOf = new Map(Object.entries(modules).flatMap(([libraryPath, { alerts }]) => (
    Object.keys(alerts).map((alert) => [optionName(libraryPath, alert), libraryPath] as const))));
  const idle = (option: string, names: readonly string[]) => names.flatMap((name) => {
    const libraryPath = pathOf.get(name);
    const what = `has ${option} of ${JSON.stringify(name)}`;
    if (libraryPath === undefined) return [`${what}, which is no alert on what a library module makes; there are: ${[...pathOf.keys()].join(', ')}`];
    return called.has(libraryPath) ? [] : [`${what}, while no environment that it watches has a call of the library's module "${name.split('/')[0]}": leave it out`];
  });
  const both = Object.keys(thresholds).filter((name) => off.includes(name))
    .map((name) => `has alertThresholds of ${JSON.stringify(name)}, which alertsOff takes away: leave one of them out`);
  return [...idle('alertThresholds', Object.keys(thresholds)), ...idle('alertsOff', off), ...both];
}

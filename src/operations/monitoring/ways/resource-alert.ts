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

/**
 * What is said of alerts that there are not.
 * @param isSomebodyTold whether there would be anybody to tell
 */
export function choiceProblems(
  modules: Readonly<Record<string, WatchedModule<ResourceAlert>>>, { areIncluded, thresholds, off }: ResourceAlertChoices, isSomebodyTold: boolean,
): string[] {
  const given = [...(Object.keys(thresholds).length > 0 ? ['alertThresholds'] : []), ...(off.length > 0 ? ['alertsOff'] : [])];
  if (given.length > 0 && !(areIncluded && isSomebodyTold)) {
    const mend = areIncluded ? 'say in alertReceivers who is told' : 'take includeResourceAlerts: false away';
    return [`has ${given.join(' and ')}, while there are no alerts on what Terraform makes: ${mend}, or leave it out`];
  }
  const known = Object.entries(modules).flatMap(([libraryPath, { alerts }]) => Object.keys(alerts).map((alert) => optionName(libraryPath, alert)));
  const unknown = (option: string, names: readonly string[]) => names.filter((name) => !known.includes(name))
    .map((name) => `has ${option} of ${JSON.stringify(name)}, which is no alert on what a library module makes; there are: ${known.join(', ')}`);
  return [...unknown('alertThresholds', Object.keys(thresholds)), ...unknown('alertsOff', off)];
}

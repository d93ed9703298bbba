import type { ArgoCdOptions } from './argo-cd-options';
import { applicationName, Delivery, namespaceApplicationName } from './delivery';
import { generalSettings } from './settings';
import { Estate } from '../../estate/estate';
import { checkTexts } from '../../kubernetes/workloads/checks/value-checks';
import { WorkloadRegistry } from '../../kubernetes/workloads/workload-registry';
import type { Report } from '../../synth/declare/problem';
import { Problems } from '../../synth/declare/problems';
import { didYouMean } from '../../text/nearest-name';
import type { Application } from '../application';

const HTTPS = /^https:\/\/[^\s@"'{}]+$/;
/** An address without a password, and without what Go templates would fill in. */
const REPOSITORY = /^(?:https:\/\/[^\s@"'{}]+|ssh:\/\/(?:[\w.-]+@)?[^\s@"'{}]+)$/;
/** What Argo CD refuses in the name of a group (its `validateGroupName`), and line ends of every kind. */
// eslint-disable-next-line no-control-regex
const GROUP = /^(?! )[^"\u0000-\u001f\u007f\u0085\u2028\u2029]+(?<! )$/;
const SETTING = /^[-._a-zA-Z0-9]+$/;

/** Reports everything that is wrong with what Argo CD shall do. */
export function checkArgoCd(argoCd: Application, options: ArgoCdOptions, deliveries: readonly Delivery[]): void {
  const { _source: source, name } = argoCd;
  const report: Report = (message) => Problems.of(argoCd).add(source, `application "${name}" ${message}`);
  const { url, login, repositoryUrl, settings = {}, parameters = {}, administrators = [], readers = [], approvers = {}, clusters = {} } = options;
  if (url !== undefined && !HTTPS.test(url)) report(`has url ${JSON.stringify(url)}, which is no address that begins with https://`);
  if (login && url === undefined) report('has a login, but no url to which it could send people back: give its address');
  if (login && !HTTPS.test(login._configuration.issuer)) report(`has a login by ${JSON.stringify(login._configuration.issuer)}, which is no address that begins with https://`);
  if (repositoryUrl !== undefined && !REPOSITORY.test(repositoryUrl)) {
    report(`has repositoryUrl ${JSON.stringify(repositoryUrl)}; it has to begin with https:// or ssh:// and holds no password`);
  }
  checkTexts('login', login?._configuration, report);
  checkSettings('settings', settings, report);
  checkSettings('parameters', parameters, report);
  for (const key of Object.keys(generalSettings(options)).filter((each) => Object.hasOwn(settings, each))) {
    report(`says "${key}" in settings, which is set already, or follows from its other options: leave it out`);
  }
  for (const [option, groups] of Object.entries({ administrators, readers, ...prefixed('approvers', approvers) })) {
    for (const group of groups.filter((each) => !GROUP.test(each))) report(`has the group ${JSON.stringify(group)} in ${option}, which Argo CD refuses: no quotes, no line ends, no spaces around it`);
  }
  checkEnvironments(argoCd, { approvers, clusters }, deliveries, report);
  for (const [environment, cluster] of Object.entries(clusters)) {
    if (!/^[^\s{}*!]+$/.test(cluster)) report(`has the cluster ${JSON.stringify(cluster)} for ${environment}, which is no name of one`);
  }
  for (const delivery of deliveries) checkFolders(delivery, report);
  checkNames(deliveries, report);
  checkOverlays(argoCd);
}

function prefixed(option: string, groups: Readonly<Record<string, string[]>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(groups).map(([environment, names]) => [`${option} of ${environment}`, names]));
}

function checkSettings(option: string, settings: Readonly<Record<string, string>>, report: Report): void {
  checkTexts(option, settings, report);
  for (const name of Object.keys(settings)) {
    if (!SETTING.test(name)) report(`has ${JSON.stringify(name)} in ${option}, which is no key of a ConfigMap: use letters, digits, ".", "_" and "-"`);
  }
}

function checkEnvironments(argoCd: Application, options: Readonly<Record<string, object>>, deliveries: readonly Delivery[], report: Report): void {
  // As long as there is no service at all, each of them may be on its way.
  const isEmpty = deliveries.every(({ workloads }) => workloads.length === 0);
  const known = deliveries.filter(({ workloads }) => isEmpty || workloads.length > 0).map(({ environment }) => environment);
  const all = Estate.of(argoCd).environments.map(({ name }) => name);
  for (const [option, byEnvironment] of Object.entries(options)) {
    for (const name of Object.keys(byEnvironment).filter((each) => !known.includes(each))) {
      if (all.includes(name)) report(`names environment "${name}" in ${option}, in which no services run: leave it out`);
      else report(`names environment "${name}" in ${option}; environments are: ${known.join(', ')}.${didYouMean(name, known)}`);
    }
  }
}

/** A semicolon separates the folders that Argo CD watches. */
function checkFolders({ workloads, overlayDir }: Delivery, report: Report): void {
  const folders = [overlayDir, ...workloads.flatMap(({ overlay, base }) => [overlay, base])];
  const split = folders.find((folder) => folder.includes(';'));
  if (split !== undefined) report(`cannot watch the folder ${JSON.stringify(split)}, because of its ";": call it otherwise with the option folders of the project`);
}

/** Argo CD has one list of names for all environments. */
function checkNames(deliveries: readonly Delivery[], report: Report): void {
  const owners = new Map<string, string>();
  for (const { environment, workloads } of deliveries) {
    const named = workloads.map(({ name, noun }) => [applicationName(environment, name), `${noun} "${name}" in ${environment}`]);
    for (const [name, owner] of [[namespaceApplicationName(environment), `the namespace of ${environment}`], ...named]) {
      const other = owners.get(name);
      if (other !== undefined) report(`would call both ${other} and ${owner} "${name}": give one of them another name`);
      owners.set(name, owner);
    }
  }
}

/** Each service is brought by itself, so nobody would lay these patches over it. */
function checkOverlays(argoCd: Application): void {
  const registry = WorkloadRegistry.of(argoCd);
  for (const overlay of new Set(Estate.of(argoCd).environments.map((environment) => registry.overlayOf(environment)))) {
    if (overlay?._patchedAt === undefined) continue;
    const { name } = overlay.environment;
    Problems.of(argoCd).add(overlay._patchedAt, `environment "${name}" is patched as a whole, but Argo CD ("${argoCd.name}") brings each of its services by itself, without this patch: patch the services instead`);
  }
}

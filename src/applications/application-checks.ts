import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Application } from './application';
import { checkAdmission } from './application-admission';
import { isRemote, pinProblem } from './pinned-resource';
import { Estate } from '../estate/estate';
import type { Layout } from '../estate/layout';
import { annotationProblem } from '../kubernetes/kustomize/carried-text';
import type { Manifest } from '../kubernetes/manifests/manifest';
import { findObjectSecrets, findPatchSecrets } from '../kubernetes/patches/declared-secrets';
import { checkTexts } from '../kubernetes/workloads/checks/value-checks';
import { checkLabel } from '../synth/declare/declared-name';
import type { Report, ReportAt } from '../synth/declare/problem';
import { Problems } from '../synth/declare/problems';
import { didYouMean } from '../text/nearest-name';
import { pathProblem } from '../worktree/path-rules';

/** Whether the name and the namespace of an application can be used; what cannot is reported. */
export function checkName(application: Application, { applicationsDir, thirdPartyApplicationsDir }: Layout): boolean {
  const { name, namespace, _source: source, _options: { thirdParty, createNamespace } } = application;
  if (!checkLabel(application, source, 'application', name)) return false;
  const report = reportAt(application)(source);
  if (thirdParty !== true && thirdPartyApplicationsDir === `${applicationsDir}/${name}`) {
    report('has the name of the folder of those that others make: give it another one');
    return false;
  }
  if ((createNamespace ?? true) && NAMESPACES_OF_THE_CLUSTER.includes(namespace)) {
    report(`would change the namespace "${namespace}", which every cluster has: say createNamespace: false`);
  }
  return namespace === name || checkLabel(application, source, `namespace of application "${name}"`, namespace);
}

/** Namespaces that every cluster has; labels of ours on them would change what runs there. */
const NAMESPACES_OF_THE_CLUSTER = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];
const EXACT_VERSION = /^v?\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?$/;
const CHART_REPOSITORY = /^(?:https|oci):\/\/[^\s?#]+$/;

/** Whether its rights are held against the rules: those of charts and of what lies elsewhere are not known without their tools. */
export function isJudged({ _isLegal, _options: { resources = [], helmCharts = [] } }: Application): boolean {
  return _isLegal && helmCharts.length === 0 && !resources.some(isRemote);
}

/** Reports everything that is wrong with an application among all of its estate. */
export function checkApplication(application: Application, all: readonly Application[]): void {
  const at = reportAt(application);
  const { _options: { environments, resources = [], helmCharts = [] }, _source: source } = application;
  if (environments?.length === 0) at(source)('is in no environment: list at least one in "environments", or leave it out to have all');
  if (environments && helmCharts.length > 0) at(source)('names environments, but no deployment renders its charts: leave "environments" out and bring it by hand, or render the charts to a file that "resources" names');
  checkOwnNamespace(application, at(source));
  for (const resource of resources) checkResource(application, resource, at(source));
  for (const { name, version, repository } of helmCharts) {
    if (!CHART_REPOSITORY.test(repository)) at(source)(`has chart "${name}" of ${JSON.stringify(repository)}, which is no address of a repository of charts: begin with https:// or oci://`);
    if (!EXACT_VERSION.test(version)) at(source)(`has chart "${name}" at ${JSON.stringify(version)}, which is not one exact version, such as "1.15.3"`);
  }
  checkTexts('helmCharts', helmCharts, at(source));
  const subject = `application "${application.name}"`;
  findObjectSecrets({ resources, helmCharts }, { scope: application, source, subject, place: 'its options' });
  for (const { patch, source: where } of application._patches) findPatchSecrets(patch._content, { scope: application, source: where, subject });
  checkAcceptedRights(application, at(source));
  const isPlain = checkManifests(application, at);
  for (const { patch, source: where } of application._patches) checkTexts('a patch', patch._content, at(where));
  if (isPlain) checkAdmission(application, all, at);
}

function reportAt(application: Application): ReportAt {
  return (source) => (message) => Problems.of(application).add(source, `application "${application.name}" ${message}`);
}

/** Both would bring the namespace, and what an environment denies would cut the application off. */
function checkOwnNamespace(application: Application, report: Report): void {
  const { namespace, _options: { createNamespace = true } } = application;
  const environment = Estate.of(application).environments.find((other) => other._hasOverlay && other.namespace === namespace);
  if (createNamespace && environment) report(`would bring the namespace "${namespace}", which environment "${environment.name}" brings: give it another one, or say createNamespace: false`);
}

function checkAcceptedRights(application: Application, report: Report): void {
  const { _options: { acceptedRights = {}, resources = [] }, _manifests, _releases } = application;
  const accepted = Object.entries(acceptedRights);
  if (accepted.length === 0) return;
  if (!isJudged(application)) {
    report('has acceptedRights, but charts and addresses are not held against the rules of policies/access: leave them out');
    return;
  }
  const released = _releases.flatMap((release) => release.objects(new Set()));
  const objects = [...application._ownManifests() as Manifest[], ..._manifests.map(({ manifest }) => manifest), ...released];
  const known = objects.map(({ kind, metadata }) => `${kind} ${metadata?.name}`);
  for (const [object, reason] of accepted) {
    checkTexts('acceptedRights', reason, report);
    if (reason.trim() === '') report(`gives no reason for ${JSON.stringify(object)} in acceptedRights: say why it needs these rights`);
    if (resources.length === 0 && !known.includes(object)) report(`has ${JSON.stringify(object)} in acceptedRights, and no such object: name kind and name of one, such as "ClusterRole agent".${didYouMean(object, known)}`);
  }
}

function checkResource(application: Application, resource: string, report: Report): void {
  const subject = `has the resource ${JSON.stringify(resource)}, `;
  if (isRemote(resource)) {
    const problem = pinProblem(resource);
    if (problem !== undefined) report(subject + problem);
    return;
  }
  const illegal = pathProblem(resource);
  const file = path.join(Estate.of(application).facts.outdir, application.directory, resource);
  if (illegal !== undefined) report(`${subject}which is neither an address (https://…, ssh://…) nor a path in its folder: ${illegal}`);
  else if (!fs.existsSync(file)) report(`${subject}but there is no ${application.directory}/${resource}: put it there, or give an address`);
}

/** Whether every object of the user's is one. */
function checkManifests(application: Application, at: ReportAt): boolean {
  const seen = new Set<string>();
  let isPlain = true;
  for (const { file, manifest, source } of application._manifests) {
    const report = at(source);
    checkTexts(`the object in ${file}`, manifest, report);
    checkAnnotations(file, manifest, report);
    if (!file.endsWith('.yaml')) report(`has an object in ${JSON.stringify(file)}; the names of such files end with ".yaml"`);
    const { apiVersion, kind, metadata } = manifest;
    const name: unknown = metadata?.name;
    if ([apiVersion, kind, name].some((text) => typeof text !== 'string')) {
      report(`has an object in ${file} without apiVersion, kind or metadata.name`);
      isPlain = false;
      continue;
    }
    const id = JSON.stringify([apiVersion, kind, metadata.namespace, name]);
    if (seen.has(id)) report(`has ${kind} "${name}" in ${file} and in another file: remove one of them`);
    seen.add(id);
    if (kind === 'Secret' && (hasEntries(manifest.data) || hasEntries(manifest.stringData))) {
      report(`has the Secret "${name}" in ${file} with its content, which everyone could read in the repository: let an operator or a vault put it into the cluster`);
    } else {
      findObjectSecrets(manifest, { scope: application, source, subject: `application "${application.name}"`, place: `the object in ${file}` });
    }
  }
  return isPlain;
}

/** Kustomize writes the annotations of every object anew, without quotes around their names. */
function checkAnnotations(file: string, { metadata }: { readonly [field: string]: any }, report: Report): void {
  for (const problem of Object.keys(metadata?.annotations ?? {}).flatMap((name) => annotationProblem(name) ?? [])) {
    report(`has an object in ${file} of which ${problem}`);
  }
}

function hasEntries(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

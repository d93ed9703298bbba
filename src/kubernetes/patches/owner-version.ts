import { createHash } from 'node:crypto';
import { tryDeclared } from './patched-manifests';
import { objectsIn } from './tried-workload';
import type { Environment } from '../../estate/environment';
import type { ReportAt } from '../../synth/declare/problem';
import { isObject } from '../kustomize/merge-keys';
import type { DeclaredPatch } from '../workloads/declarations';
import type { ResolvedWorkload } from '../workloads/resolved-workload';
import { VERSION_LENGTH } from '../workloads/workload-kind';

/** Whoever declared a patch that does not fit is told of it elsewhere. */
const SILENT: ReportAt = () => () => undefined;

/**
 * The version of the object that makes the pods of a workload in an environment: another one whenever something of it changes that
 * cannot change in place, or of its configuration. Undefined where it changes in place, and where patches removed it.
 * @param patches those of the whole environment
 */
export function ownerVersion(workload: ResolvedWorkload, environment: Environment, patches: readonly DeclaredPatch[]): string | undefined {
  const { name, kind: { podOwner, immutablePart } } = workload;
  if (immutablePart === undefined) return undefined;
  const objects = patches.reduce((laid, declared) => tryDeclared(laid, declared, SILENT, environment.namespace), objectsIn(workload, environment));
  const owner = objects.find(({ kind, metadata }) => kind === podOwner.kind && metadata.name === name);
  if (owner === undefined) return undefined;
  const configuration = objects.filter(({ kind }) => kind === 'ConfigMap' || kind === 'Secret').map(({ apiVersion, kind, metadata, ...content }) => [metadata.name, content]);
  return createHash('sha256').update(canonical([immutablePart(owner), configuration])).digest('hex').slice(0, VERSION_LENGTH);
}

/** Data as text that does not depend on the order of its keys. */
function canonical(data: unknown): string {
  const sorted = (object: object) => Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify(data, (_, value: unknown) => (isObject(value) ? sorted(value) : value));
}

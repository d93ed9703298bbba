import { findManifestSecrets, findOperationSecrets } from './manifest-secrets';
import { findSecrets } from '../../secrets/find-secrets';
import { isPlain } from '../../synth/declare/plain-options';
import { SecretFindings, SecretPlace } from '../../synth/declare/secret-findings';
import type { PatchContent } from '../kustomize/kustomize-patch';
import { LifecycleHook } from '../options/lifecycle-hook';
import { Loosening } from '../options/loosening';
import { Probe } from '../options/probe';
import { ScalingMetric } from '../options/scaling-metric';
import type { WorkloadOverrides } from '../options/workload-options';
import { declaredTexts } from '../workloads/declared-texts';

const IN_SECRET_ENV = 'put it into a Secret, and refer to that in secretEnv';
const IN_SECRET_VOLUME = 'let an operator or a vault put it into a Secret, and mount that with Volume.secret';
const IN_SECRET = 'let an operator or a vault put it into a Secret, and refer to that (secretEnv, valueFrom.secretKeyRef)';

/**
 * Notes what looks like a secret in what was said about a workload; `secretEnv` holds names alone.
 * @param fileText text of a file in the repository, by its path
 */
export function findSettingSecrets(
  settings: WorkloadOverrides, declared: Pick<SecretPlace, 'scope' | 'source' | 'subject'>, fileText: (path: string) => string,
): void {
  for (const [option, value] of Object.entries(withoutReferences(settings))) {
    const place: SecretPlace = { ...declared, place: option, wayOut: IN_SECRET_ENV };
    SecretFindings.of(declared.scope).add(findSecrets(textOf(value), { name: option }), place);
  }
  for (const [mountPath, volume] of Object.entries(settings.volumes ?? {})) {
    const found = findSecrets(declaredTexts(mountPath, volume._content, fileText), { name: 'volumes' });
    SecretFindings.of(declared.scope).add(found, { ...declared, place: `the volume at "${mountPath}"`, wayOut: IN_SECRET_VOLUME });
  }
}

/** What stands in an option, also in instances of classes, and in what is said of single containers. */
function textOf(value: unknown): unknown {
  if (value instanceof Probe || value instanceof Loosening || value instanceof ScalingMetric) return value._content;
  if (value instanceof LifecycleHook) return value._action;
  if (Array.isArray(value)) return value.map(textOf);
  return isPlain(value) ? Object.fromEntries(Object.entries(withoutReferences(value)).map(([name, inner]) => [name, textOf(inner)])) : value;
}

/** What is said of a container, without that which holds names of Secrets alone. */
function withoutReferences(said: object): object {
  return Object.fromEntries(Object.entries(said).filter(([option, value]) => option !== 'secretEnv' || !isPlain(value)));
}

/** Notes what looks like a secret in a patch. */
export function findPatchSecrets(patch: PatchContent, declared: Pick<SecretPlace, 'scope' | 'source' | 'subject'>): void {
  const found = patch.kind === 'strategic-merge' ? findManifestSecrets(patch.manifest) : findOperationSecrets(patch);
  SecretFindings.of(declared.scope).add(found, { ...declared, place: 'a patch', wayOut: IN_SECRET });
}

/** Notes what looks like a secret in an object, or in what a chart makes objects of. */
export function findObjectSecrets(object: object, place: Omit<SecretPlace, 'wayOut'>): void {
  SecretFindings.of(place.scope).add(findManifestSecrets(object), { ...place, wayOut: IN_SECRET });
}

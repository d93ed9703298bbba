import { findManifestSecrets, findOperationSecrets } from './manifest-secrets';
import { findSecrets } from '../../secrets/find-secrets';
import { SecretFindings, SecretPlace } from '../../synth/declare/secret-findings';
import type { PatchContent } from '../kustomize/kustomize-patch';
import { LifecycleHook } from '../options/lifecycle-hook';
import { Probe } from '../options/probe';
import { ScalingMetric } from '../options/scaling-metric';
import type { WorkloadOverrides } from '../options/workload-options';

const IN_SECRET_ENV = 'put it into a Secret, and refer to that in secretEnv';
const IN_SECRET = 'let an operator or a vault put it into a Secret, and refer to that (secretEnv, valueFrom.secretKeyRef)';

/** Notes what looks like a secret in what was said about a workload; `secretEnv` holds names alone. */
export function findSettingSecrets(settings: WorkloadOverrides, declared: Pick<SecretPlace, 'scope' | 'source' | 'subject'>): void {
  const { secretEnv: _, ...plain } = settings;
  for (const [option, value] of Object.entries(plain)) {
    const place: SecretPlace = { ...declared, place: option, wayOut: IN_SECRET_ENV };
    SecretFindings.of(declared.scope).add(findSecrets(textOf(value), { name: option }), place);
  }
}

/** What stands in an option, also in an instance of a class. */
function textOf(value: unknown): unknown {
  if (value instanceof Probe) return value._content;
  if (value instanceof LifecycleHook) return value._action;
  if (value instanceof ScalingMetric) return value._content;
  return Array.isArray(value) ? value.map(textOf) : value;
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

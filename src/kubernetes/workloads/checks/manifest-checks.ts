import type { Environment } from '../../../estate/environment';
import type { ReportAt } from '../../../synth/declare/problem';
import { isObject } from '../../kustomize/merge-keys';
import { idOf } from '../../kustomize/overlay';
import { CLAIM_FILE, GENERATORS, renderManifests, resourceFiles } from '../base-files';
import type { DeclaredManifest } from '../declarations';
import type { ResolvedWorkload } from '../resolved-workload';
import type { WorkloadKind } from '../workload-kind';

const FILE = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?\.yaml$/;

/** File names that every workload has in its folders. */
const OWN_FILES = ['kustomization.yaml', 'namereferences.yaml', ...Object.keys(GENERATORS)];

/** The workload that an object is added to. */
interface ManifestOwner {
  readonly kind: WorkloadKind;
  readonly manifests: readonly DeclaredManifest[];
}

/** What is wrong with an object that a user adds to a workload, in words that follow the workload; undefined when it can be used. */
export function manifestProblem(
  file: string, manifest: unknown, { kind, manifests }: ManifestOwner, environment: Environment | undefined,
): string | undefined {
  const subject = `adds ${JSON.stringify(file)}`;
  if (!FILE.test(file)) return `${subject}; the name of the file has to be of lower-case letters, digits, "-" and ".", and to end in ".yaml", such as "scaled-object.yaml".`;
  if ([...OWN_FILES, ...Object.keys(resourceFiles(kind))].includes(file)) return `${subject}, which is the name of a file of every ${kind.noun}: choose another one.`;
  if (file.startsWith(CLAIM_FILE)) return `${subject}, as the files of claims are called: choose another one.`;
  const there = manifests.filter((other) => isWhere(other, environment));
  if (there.some((other) => other.file === file)) return `${subject} twice: choose another name for one of them.`;
  if (!isObject(manifest) || !isObject(manifest.metadata) || ![manifest.apiVersion, manifest.kind, manifest.metadata.name].every(isText)) {
    return `${subject} with an object that has no apiVersion, kind and metadata.name.`;
  }
  const { apiVersion, kind: kindOfObject, metadata: { name, namespace } } = manifest;
  if (namespace !== undefined) return `${subject} with metadata.namespace ${JSON.stringify(namespace)}, in place of which it gets the namespace of each environment: drop it.`;
  const same = there.find(({ manifest: other }) => other.apiVersion === apiVersion && other.kind === kindOfObject && other.metadata.name === name);
  return same && `${subject} with ${kindOfObject} "${name as string}", which "${same.file}" holds as well: drop one of them.`;
}

/** Reports added objects that have the kind and name of one that the workload has by itself. */
export function checkManifests(workload: ResolvedWorkload, environments: readonly Environment[], reportAt: ReportAt): void {
  const { kind, manifests } = workload;
  if (manifests.length === 0) return;
  const models = new Set([workload.model(), ...environments.map((environment) => workload.model(environment))]);
  const own = new Set([...models].flatMap((model) => renderManifests(kind, model).map(idOf)));
  for (const { file, manifest, source } of manifests.filter((declared) => own.has(idOf(declared.manifest)))) {
    reportAt(source)(`adds "${file}" with ${idOf(manifest)}, which every ${kind.noun} has: give it another name, or patch that which there is.`);
  }
}

/** Whether two objects stand beside each other somewhere. */
function isWhere({ environment: other }: DeclaredManifest, environment: Environment | undefined): boolean {
  return other === undefined || environment === undefined || other.overlay === environment.overlay;
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

import type { WorkloadLayer } from '../declarations';
import { repositoryPaths } from '../declared-texts';
import type { RepositoryFile } from '../repository-file';
import { volumeNameOf } from '../resolve/resolve-volumes';
import type { ResolvedWorkload } from '../resolved-workload';
import { checkBytes, checkRange, checkText } from './value-checks';
import { checkSecretText, isObjectKey } from './variable-checks';
import type { Report } from '../../../synth/declare/problem';
import { isDnsSubdomain } from '../../../text/names';
import { didYouMean } from '../../../text/nearest-name';
import { notCarried, isCarriedName } from '../../kustomize/carried-text';
import { filesConfigMapName } from '../../manifests/files-config-map';
import type { ClaimModel } from '../../models/claim-model';
import { parseQuantity } from '../../models/quantity';
import { isExclusive, MountModel, VolumeModel } from '../../models/volume-model';
import type { WorkloadModel } from '../../models/workload-model';
import { AccessMode } from '../../options/access-mode';
import type { Volume, VolumeContent } from '../../options/volume';

type Volumes = Readonly<Record<string, Volume>>;

/** Where the container runtime puts what is its own; programs share memory in the last one, which is theirs. */
const RESERVED = /^\/(?:proc|sys|dev(?!\/shm$))(?:\/|$)/;
const NAME = /^[-._a-zA-Z0-9]+(\/[-._a-zA-Z0-9]+)*$/;
const LARGEST_MODE = 0o777;
/** What a ConfigMap may hold. Source: MaxSecretSize in `pkg/apis/core/types.go` of Kubernetes, by which ConfigMaps are judged, too. */
const LARGEST_CONFIG_MAP_BYTES = 1024 * 1024;

/** Reports what is wrong with the volumes of one declaration, each seen by itself. */
export function checkVolumes(volumes: Volumes, report: Report): void {
  for (const [mountPath, { _content: content }] of Object.entries(volumes)) {
    const problem = mountPathProblem(mountPath);
    if (problem !== undefined) report(`has a volume at ${JSON.stringify(mountPath)}, ${problem}.`);
    checkContent(`the volume at ${JSON.stringify(mountPath)}`, content, report);
  }
}

/** Reports files of the repository that cannot be read. */
export function checkRepositoryFiles(volumes: Volumes, read: (path: string) => RepositoryFile, report: Report): void {
  for (const [mountPath, { _content: content }] of Object.entries(volumes)) {
    for (const path of repositoryPaths(content)) {
      const { text, problem } = read(path);
      if (problem !== undefined) report(`has ${JSON.stringify(path)} in the volume at "${mountPath}", which ${problem}.`);
      else checkText(`${path}, of the volume at "${mountPath}"`, text!, report);
    }
  }
}

/** Reports volumes that are given to one environment at a path that is most often a mistyped one, and those that there are nowhere. */
export function checkVolumesExist({ environment, settings }: WorkloadLayer, workload: ResolvedWorkload, report: Report): void {
  const { kind: { noun }, layers: [first, ...others] } = workload;
  const known = [...new Set(['/tmp', ...Object.keys(first.settings.volumes ?? {})])];
  for (const [mountPath, { _content: { kind } }] of Object.entries(settings.volumes ?? {})) {
    if (environment !== undefined && !known.includes(mountPath)) {
      report(`has a volume at "${mountPath}" in ${environment.name}, which is not there everywhere; mount paths of the ${noun}: ${known.join(', ')}.${didYouMean(mountPath, known)} Declare it with the ${noun}, as Volume.none() if ${environment.name} alone has it.`);
    }
    const isGiven = others.some(({ settings: { volumes = {} } }) => (volumes[mountPath]?._content.kind ?? 'none') !== 'none');
    if (environment === undefined && kind === 'none' && mountPath !== '/tmp' && !isGiven) {
      report(`has no volume at "${mountPath}", neither everywhere nor in an environment: drop it, or give it one in an override.`);
    }
  }
}

/** Reports volumes that do not go together. */
export function checkResolvedVolumes({ name, volumes, resources: { limits }, files }: WorkloadModel, where: string, report: Report): void {
  for (const [index, volume] of volumes.entries()) {
    for (const other of volumes.slice(0, index)) checkPair(other, volume, where, report);
  }
  checkRoom(volumes.filter(({ source }) => source.kind === 'empty-dir' && !source.medium), 'ephemeralStorage', limits.ephemeralStorage, where, report);
  checkRoom(volumes.filter(({ source }) => source.kind === 'empty-dir' && source.medium), 'memory', limits.memory, where, report);
  checkKeys(name, volumes, where, report);
  const bytes = Object.values(files).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (bytes > LARGEST_CONFIG_MAP_BYTES) {
    report(`has ${bytes} bytes of files${where}, and its ConfigMap ${filesConfigMapName(name)} takes ${LARGEST_CONFIG_MAP_BYTES}: put the large ones into the image.`);
  }
}

/**
 * Reports volumes that can be used from one node, or by one pod, at a time, where there are more pods.
 * @param most how many pods there may be at a time
 * @param wayOut what else the user can do, in words that follow `or`
 */
export function checkSharedClaims({ volumes }: Pick<WorkloadModel, 'volumes'>, most: number, wayOut: string, report: Report): void {
  if (most <= 1) return;
  for (const { mountPath, source } of volumes) {
    if (source.kind !== 'claim' || !isExclusive(source)) continue;
    report(`has the volume at "${mountPath}" with the access mode ${source.accessMode}, by which ${Number.isFinite(most) ? `${most} pods` : 'the pods of all nodes'} cannot share it: give it AccessMode.READ_WRITE_MANY and a class that has it, or ${wayOut}.`);
  }
}

/** Why nothing can be mounted at a path, in words that follow it; undefined: something can. */
export function mountPathProblem(path: string): string | undefined {
  const normal = `/${path.split('/').filter((part) => part !== '' && part !== '.').join('/')}`;
  if (path === '/' || normal === '/') return 'which is the whole file system: name a directory or a file in it';
  if (path.split('/').includes('..') || path.includes(':') || /[\s\\]/.test(path)) return 'which is no path to mount at: it has no "..", ":", "\\" and white space';
  if (path !== normal) return `which is no absolute path in its shortest form: write "${normal}"`;
  if (notCarried(path) !== undefined) return `which has ${notCarried(path)}, and kustomize cannot carry that to the cluster`;
  if (volumeNameOf(path) === '') return 'of which no name of a volume can be made: have a Latin letter or a digit in it';
  return RESERVED.test(path) ? 'where the container runtime has what is its own: choose another path' : undefined;
}

/** Reports what is wrong with a claim that a workload brings. */
export function checkClaim(
  where: string, { size, storageClassName, accessMode, subPath }: ClaimModel & Pick<MountModel, 'subPath'>, report: Report,
): void {
  checkBytes(`size of ${where}`, size, report);
  if (storageClassName !== undefined) checkObjectName(where, storageClassName, report);
  if (accessMode === AccessMode.READ_ONLY_MANY) {
    report(`has a new claim with the access mode ReadOnlyMany in ${where}, which nobody could fill: give it another one, or name one that there is with Volume.existingClaim.`);
  }
  checkSubPath(where, subPath, report);
}

function checkContent(where: string, content: VolumeContent, report: Report): void {
  switch (content.kind) {
    case 'none': return;
    case 'empty-dir': return checkBytes(`sizeLimit of ${where}`, content.sizeLimit, report);
    case 'files': return checkFiles(where, content, report);
    case 'file':
      checkMode(where, content.defaultMode, report);
      if (content.file.text !== undefined) checkText(where, content.file.text, report);
      return;
    case 'secret-files':
      for (const [name, text] of Object.entries(content.files)) checkSecretText(`"${name}" of ${where}`, text, report);
      return checkFiles(where, { ...content, files: Object.fromEntries(Object.keys(content.files).map((name) => [name, {}])) }, report);
    case 'config-map': case 'secret':
      if (content.items && content.file !== undefined) report(`has items and a file in ${where}, of which a volume takes one: drop the other.`);
      if (content.file !== undefined) checkKey(where, content.file, report);
      for (const [key, name] of Object.entries(content.items ?? {})) {
        checkKey(where, key, report);
        checkFileName(where, name, report);
      }
      if (content.items && Object.keys(content.items).length === 0) report(`has no file in ${where}: leave items out to have all, or name one.`);
      checkMode(where, content.defaultMode, report);
      return checkObjectName(where, content.name, report);
    case 'claim': return checkClaim(where, content, report);
    case 'existing-claim':
      if (content.accessMode === AccessMode.READ_ONLY_MANY && content.readOnly === false) {
        report(`has readOnly: false in ${where}, whose access mode is ReadOnlyMany: drop it, or give it another access mode.`);
      }
      checkObjectName(where, content.name, report);
      return checkSubPath(where, content.subPath, report);
    case 'token':
      checkRange(`expirationSeconds of ${where}`, content.expirationSeconds, 600, 2 ** 32, report);
      if (content.audience !== undefined) checkText(`the audience of ${where}`, content.audience, report);
      if (content.audience === '') report(`has no audience in ${where}: leave it out to mean the API server.`);
      return checkFileName(where, content.file, report);
  }
}

type Files = Pick<Extract<VolumeContent, { readonly kind: 'files' }>, 'files' | 'defaultMode'>;

function checkFiles(where: string, { files, defaultMode }: Files, report: Report): void {
  if (Object.keys(files).length === 0) report(`has no file in ${where}: give it one, or drop the volume.`);
  for (const [name, { text }] of Object.entries(files)) {
    checkFileName(where, name, report);
    if (text !== undefined) checkText(`"${name}" of ${where}`, text, report);
  }
  checkMode(where, defaultMode, report);
}

function checkFileName(where: string, name: string, report: Report): void {
  if (NAME.test(name) && !name.split('/').some((part) => part === '.' || part.startsWith('..'))) return;
  report(`has the file ${JSON.stringify(name)} in ${where}, which is no name below the mount path: use letters, digits, "-", "_", "." and "/".`);
}

function checkKey(where: string, key: string, report: Report): void {
  if (!isObjectKey(key)) report(`has the key ${JSON.stringify(key)} in ${where}, which is no legal one: use letters, digits, "-", "_" and ".".`);
}

function checkObjectName(where: string, name: string, report: Report): void {
  if (!isDnsSubdomain(name)) report(`has ${JSON.stringify(name)} in ${where}, which is no legal name of an object: use lower-case letters, digits, "-" and ".".`);
}

function checkMode(where: string, mode: number | undefined, report: Report): void {
  if (mode === undefined || (Number.isInteger(mode) && mode >= 0 && mode <= LARGEST_MODE)) return;
  report(`has defaultMode ${mode} in ${where}; permissions go from 0 to 0o777, and are written in octal: 0o644.`);
}

function checkSubPath(where: string, subPath: string | undefined, report: Report): void {
  if (subPath === undefined) return;
  checkText(`subPath of ${where}`, subPath, report);
  if (subPath === '' || subPath.startsWith('/') || subPath.split('/').includes('..')) {
    report(`has subPath ${JSON.stringify(subPath)} in ${where}; it is a path inside of the volume, without "/" first and without "..".`);
  }
}

function checkPair(one: VolumeModel, other: VolumeModel, where: string, report: Report): void {
  const [first, second] = [one.source, other.source];
  // A claim is the one thing that several paths of a pod may share on purpose.
  const isShared = first.kind === 'claim' && JSON.stringify(first) === JSON.stringify(second);
  if (one.name === other.name && !isShared) {
    report(`has volumes at "${one.mountPath}" and "${other.mountPath}"${where}, which would both be called "${one.name}": choose another path for one of them.`);
  }
  if (one.name !== other.name && first.kind === 'claim' && second.kind === 'claim' && first.name === second.name) {
    report(`has the claim "${first.name}" at "${one.mountPath}" and "${other.mountPath}"${where}, in one pod two volumes, which Kubernetes never mounts: name it with Volume.existingClaim both times.`);
  }
  const [outer, inner] = one.mountPath.length < other.mountPath.length ? [one, other] : [other, one];
  if (inner.mountPath.startsWith(`${outer.mountPath}/`) && !isWritable(outer)) {
    report(`has a volume at "${inner.mountPath}"${where}, inside of that at "${outer.mountPath}", which cannot be written to, so that there is no place for it: choose a path beside that.`);
  }
}

/** Reports files whose key in the ConfigMap is that of another one, because their paths differ by nothing that a key has, or is none to kustomize. */
function checkKeys(workload: string, volumes: readonly VolumeModel[], where: string, report: Report): void {
  const keys = volumes.flatMap(({ source }) => (source.kind === 'config-map' && source.name === filesConfigMapName(workload) ? Object.keys(source.items ?? {}) : []));
  for (const key of new Set(keys.filter((each, index) => keys.indexOf(each) !== index))) {
    report(`has two files${where} that would both be "${key}" in its ConfigMap ${filesConfigMapName(workload)}: call one of them otherwise.`);
  }
  for (const key of keys.filter((each) => !isCarriedName(each))) {
    report(`has a file${where} that would be "${key}" in its ConfigMap ${filesConfigMapName(workload)}, which kustomize reads as no name: call it otherwise.`);
  }
}

/** Whether the container runtime can make a directory in it, to mount another one there. */
function isWritable({ source }: VolumeModel): boolean {
  return source.kind === 'empty-dir' || source.kind === 'claim' || source.kind === 'pod-claim';
}

function checkRoom(volumes: readonly VolumeModel[], resource: string, limit: string, where: string, report: Report): void {
  const sizes = volumes.map(({ mountPath, source }) => ({ mountPath, size: source.kind === 'empty-dir' ? source.sizeLimit : '0' }));
  const sum = sizes.reduce((total, { size }) => total + (parseQuantity(size) ?? 0), 0);
  if (sum <= (parseQuantity(limit) ?? Infinity)) return;
  const list = sizes.map(({ mountPath, size }) => `${mountPath} (${size})`).join(', ');
  report(`has more in its empty directories${where} than its limit of ${resource} (${limit}), to which they count: ${list}. Raise resources.limits.${resource}, or make them smaller.`);
}

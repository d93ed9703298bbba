import { declaredTexts, nameOf } from '../declared-texts';
import { merged } from './layers';
import { filesConfigMapName } from '../../manifests/files-config-map';
import { outputsSecretName } from '../../manifests/outputs-secret';
import type { NamedClaimModel } from '../../models/claim-model';
import type { VolumeModel, VolumeSource } from '../../models/volume-model';
import type { WorkloadModel } from '../../models/workload-model';
import { AccessMode } from '../../options/access-mode';
import { Volume, VolumeContent } from '../../options/volume';
import type { WorkloadOverrides } from '../../options/workload-options';

/** Where every container can write, unless somebody says otherwise. */
const DEFAULTS: Readonly<Record<string, Volume>> = { '/tmp': Volume.emptyDir() };

/** Only the processes of the pod may read them: it has a group that owns its volumes. */
const SECRET_MODE = 0o440;

/** What the volumes of a workload follow from. */
interface VolumeFacts {
  readonly name: string;
  /** Text of a file in the repository, by its path; empty where there is none, which is a problem elsewhere. */
  fileText(path: string): string;
}

/** The volumes of a workload, and what they need. */
interface ResolvedVolumes extends Pick<WorkloadModel, 'volumes' | 'claims' | 'files'> {
  /** Texts of the files that stand in the Secret of the workload, by their keys in it. */
  readonly secretFiles: Readonly<Record<string, string>>;
}

/** Lays what was said of the volumes over each other, the later over the earlier, and finds the objects that they need. */
export function resolveVolumes(facts: VolumeFacts, layers: readonly WorkloadOverrides[]): ResolvedVolumes {
  const volumes = { ...DEFAULTS, ...merged(layers.map((layer) => layer.volumes)) };
  const paths = Object.entries(volumes).map(([mountPath, { _content }]) => [mountPath, _content] as const);
  return {
    volumes: paths.flatMap(([mountPath, content]) => volumeAt(facts.name, mountPath, content) ?? []),
    claims: paths.flatMap(([mountPath, content]) => claimAt(facts.name, mountPath, content) ?? []),
    files: Object.fromEntries(paths.flatMap(([mountPath, content]) => textsAt(facts, mountPath, content))),
    secretFiles: Object.fromEntries(paths.flatMap(([mountPath, content]) => secretTextsAt(mountPath, content))),
  };
}

/** Name of the volume at a mount path: `/var/lib/data` is `var-lib-data`. */
export function volumeNameOf(mountPath: string): string {
  return mountPath.toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(-63).replace(/^-|-$/g, '');
}

/** Name of the claim that a workload has for a mount path. */
export function claimNameOf(workload: string, mountPath: string): string {
  return `${workload}-${volumeNameOf(mountPath)}`;
}

/** The key under which a file stands in the ConfigMap of them: `/etc/nginx/nginx.conf` is `etc_nginx_nginx.conf`. */
export function fileKeyOf(file: string): string {
  return file.slice(1).replaceAll('/', '_').replace(/[^-._a-zA-Z0-9]/g, '-');
}

function volumeAt(workload: string, mountPath: string, content: VolumeContent): VolumeModel | undefined {
  const volume = { name: volumeNameOf(mountPath), mountPath };
  switch (content.kind) {
    case 'none': return undefined;
    case 'empty-dir': return { ...volume, readOnly: false, source: content };
    case 'files':
      return { ...volume, readOnly: true, source: { kind: 'config-map', name: filesConfigMapName(workload), ...filesAt(mountPath, content) } };
    case 'secret-files':
      return { ...volume, readOnly: true, source: { kind: 'secret', name: outputsSecretName(workload), ...filesAt(mountPath, { files: content.files, defaultMode: content.defaultMode ?? SECRET_MODE }) } };
    case 'file': {
      const name = nameOf(mountPath);
      const source: VolumeSource = { kind: 'config-map', name: filesConfigMapName(workload), items: { [fileKeyOf(mountPath)]: name }, defaultMode: content.defaultMode };
      return { ...volume, subPath: name, readOnly: true, source };
    }
    case 'config-map': case 'secret': {
      const { kind, name, file, items, optional, defaultMode = kind === 'secret' ? SECRET_MODE : undefined } = content;
      const source: VolumeSource = { kind, name, items: file === undefined ? items : { [file]: file }, optional, defaultMode };
      return { ...volume, ...(file !== undefined && { subPath: file }), readOnly: true, source };
    }
    case 'claim':
      return { ...volume, subPath: content.subPath, readOnly: false, source: { kind: 'claim', name: claimNameOf(workload, mountPath), accessMode: content.accessMode } };
    case 'existing-claim': {
      const { name, subPath, accessMode, readOnly = accessMode === AccessMode.READ_ONLY_MANY } = content;
      // One claim twice in a pod never gets mounted, so that all paths have the same volume.
      return { name: volumeNameOf(`claim/${name}`), mountPath, subPath, readOnly, source: { kind: 'claim', name, accessMode } };
    }
    case 'token': return { ...volume, readOnly: true, source: content };
  }
}

function filesAt(
  mountPath: string, { files, defaultMode }: { readonly files: Readonly<Record<string, unknown>>; readonly defaultMode?: number },
): { readonly items: Readonly<Record<string, string>>; readonly defaultMode?: number } {
  return { items: Object.fromEntries(Object.keys(files).map((name) => [fileKeyOf(`${mountPath}/${name}`), name])), defaultMode };
}

function secretTextsAt(mountPath: string, content: VolumeContent): Array<[key: string, text: string]> {
  if (content.kind !== 'secret-files') return [];
  return Object.entries(content.files).map(([name, text]) => [fileKeyOf(`${mountPath}/${name}`), text]);
}

function claimAt(workload: string, mountPath: string, content: VolumeContent): NamedClaimModel | undefined {
  if (content.kind !== 'claim') return undefined;
  const { size, storageClassName, accessMode } = content;
  return { volume: volumeNameOf(mountPath), name: claimNameOf(workload, mountPath), size, storageClassName, accessMode };
}

function textsAt({ fileText }: VolumeFacts, mountPath: string, content: VolumeContent): Array<[key: string, text: string]> {
  const texts = Object.entries(declaredTexts(mountPath, content, fileText));
  return texts.map(([name, text]) => [fileKeyOf(content.kind === 'file' ? mountPath : `${mountPath}/${name}`), text]);
}

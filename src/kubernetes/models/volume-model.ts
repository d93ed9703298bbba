import { AccessMode } from '../options/access-mode';

/** Which files a volume has: the keys of an object, and their names below the mount path; undefined: all keys. */
interface VolumeFiles {
  readonly items?: Readonly<Record<string, string>>;
  readonly optional?: boolean;
  readonly defaultMode?: number;
}

/** What a volume of a pod consists of. */
export type VolumeSource =
  | { readonly kind: 'empty-dir'; readonly sizeLimit: string; readonly medium?: string }
  | { readonly kind: 'config-map' | 'secret'; readonly name: string } & VolumeFiles
  | { readonly kind: 'claim'; readonly name: string; readonly accessMode: AccessMode }
  /** A claim that each pod has for itself, from the template of the volume's name. */
  | { readonly kind: 'pod-claim' }
  | { readonly kind: 'token'; readonly file: string; readonly expirationSeconds: number; readonly audience?: string };

/** Where a container finds a volume. */
export interface MountModel {
  /** Name of the volume inside of the pod. */
  readonly name: string;
  readonly mountPath: string;
  /** What of it is mounted; undefined: all. */
  readonly subPath?: string;
  /** Left out: it can be written to. */
  readonly readOnly?: boolean;
}

/** A volume, and where the main container finds it. Several mount paths may have the same one, by the same name. */
export interface VolumeModel extends MountModel {
  readonly source: VolumeSource;
}

/** Whether a claim is for the pods of one node, or for one pod, at a time. */
export function isExclusive({ accessMode }: Extract<VolumeSource, { readonly kind: 'claim' }>): boolean {
  return accessMode === AccessMode.READ_WRITE_ONCE || accessMode === AccessMode.READ_WRITE_ONCE_POD;
}

/** Whether a pod has to end before the next one can start, because both would need the same volume. */
export function hasExclusiveVolume(volumes: readonly VolumeModel[]): boolean {
  return volumes.some(({ source }) => source.kind === 'claim' && isExclusive(source));
}

/** Names of the claims behind these volumes, each once. */
export function claimsOf(volumes: readonly VolumeModel[]): string[] {
  return [...new Set(volumes.flatMap(({ source }) => (source.kind === 'claim' ? source.name : [])))];
}

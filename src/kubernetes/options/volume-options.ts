import type { AccessMode } from './access-mode';

/** Where an empty directory is, as Kubernetes names it. */
export enum EmptyDirMedium {
  /** On the disk of the node. */
  DISK = '',
  /** In memory. */
  MEMORY = 'Memory',
}

/** An empty directory. */
export interface EmptyDirOptions {
  /**
   * How much it may hold, in bytes with a unit: `'1Gi'`. A pod that writes more is evicted from disk, and gets an error from memory.
   * @default '64Mi'
   */
  readonly sizeLimit?: string;

  /**
   * Where it is.
   * @default EmptyDirMedium.DISK
   */
  readonly medium?: EmptyDirMedium;
}

/** How files are mounted. */
export interface ConfigFilesOptions {
  /**
   * Permissions of the files, such as `0o555` for programs.
   * @default 0o644
   */
  readonly defaultMode?: number;
}

/** Files of an object that something else makes. */
export interface ReferencedFilesOptions {
  /**
   * The keys that become files, and their names below the mount path: `{ 'tls.crt': 'certs/server.pem' }`.
   * @default - every key, as a file of its name
   */
  readonly items?: { [key: string]: string };

  /**
   * The one key that becomes a file, which the mount path is the path of. What is mounted so stays as it was when the pod started, so that a
   * change is seen by new pods alone; a directory follows it.
   * @default - the mount path is a directory
   */
  readonly file?: string;

  /**
   * Whether pods start without the object, or without the keys that are named.
   * @default false - they wait for it
   */
  readonly optional?: boolean;

  /**
   * Permissions of the files.
   * @default 0o644 - for those of a Secret 0o440
   */
  readonly defaultMode?: number;
}

/** A claim that all pods of a workload share. */
export interface ClaimOptions {
  /** How much it holds, in bytes with a unit: `'10Gi'`. It can be raised later where its class permits that, and never lowered. */
  readonly size: string;

  /**
   * Name of the StorageClass. Of a claim that there is already it cannot be changed.
   * @default - the default class of the cluster
   */
  readonly storageClassName?: string;

  /**
   * From where it can be used at a time. With `READ_WRITE_ONCE` a Deployment has one pod, and the old one ends before the new one starts.
   * @default AccessMode.READ_WRITE_ONCE
   */
  readonly accessMode?: AccessMode;

  /**
   * Path inside of the volume that is mounted, such as `data` where a database refuses a directory with a `lost+found`.
   * @default - all of it
   */
  readonly subPath?: string;
}

/** A claim that something else makes. */
export interface ExistingClaimOptions {
  /**
   * From where it can be used at a time, which is for its maker to say. With `READ_WRITE_ONCE` a Deployment has one pod, and the old one ends
   * before the new one starts.
   * @default AccessMode.READ_WRITE_ONCE
   */
  readonly accessMode?: AccessMode;

  /**
   * Path inside of the volume that is mounted. Several mount paths may name the same claim.
   * @default - all of it
   */
  readonly subPath?: string;

  /**
   * Whether nothing can be written there.
   * @default false - true with `AccessMode.READ_ONLY_MANY`
   */
  readonly readOnly?: boolean;
}

/** A token of the workload's own service account. */
export interface ServiceAccountTokenOptions {
  /**
   * For whom it is: who is asked to believe it looks for his name in it.
   * @default - the API server
   */
  readonly audience?: string;

  /**
   * How long it is good for, in seconds, from 600.
   * @default 3600
   */
  readonly expirationSeconds?: number;

  /**
   * Name of the file below the mount path.
   * @default 'token'
   */
  readonly file?: string;
}

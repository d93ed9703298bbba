import type { IWorkload } from '../../estate/i-workload';
import { plainOptions } from '../../synth/declare/plain-options';

/** Whose something is. */
export interface OwnerOptions {
  /**
   * The workload that it belongs to: what `addService` and the like return, or its name, so that the workload can be declared afterwards and
   * take what it needs from here. A name that no workload of the estate has is a problem at synthesis.
   */
  readonly owner: IWorkload | string;
}

/** A database of one workload, with a user of its own. */
export interface DatabaseOptions extends OwnerOptions {
  /**
   * Name of the user on the server: unique there, so the second database of one owner needs another.
   * @default - the name of the owner, with `_` for `-`
   */
  readonly userName?: string;
}

/** A database whose user has a password. */
export interface PasswordDatabaseOptions extends DatabaseOptions {
  /**
   * A higher number makes a new password.
   * @default 1
   */
  readonly passwordVersion?: number;
}

/** A database whose user has a token of Microsoft Entra in the place of a password, and is made by a job. */
export interface EntraDatabaseOptions extends DatabaseOptions {
  /**
   * Image of the job that makes the user before the owner starts: with `psql` of PostgreSQL 16 or later, `wget` and `sh`, and pinned as
   * every image is, such as `registry.example/postgres:17-alpine@sha256:…`.
   * @default - the official image of PostgreSQL 17 on Docker Hub, by digest
   */
  readonly clientImage?: string;

  /**
   * Other workloads that use the database, such as its migration, or their names. Each logs in by an identity of its own, as the user that is called
   * like the workload, with `_` for `-`; all of them act there as the one role that owns what is made in the database. Each has to be in the
   * environments that the owner is in.
   * @default - none: the owner alone
   */
  readonly alsoUsedBy?: (IWorkload | string)[];
}

/** An account of one workload. */
export interface AccountOptions extends OwnerOptions {
  /**
   * Whether the account may only read. The service knows no rights on single keys.
   * @default false
   */
  readonly readOnly?: boolean;

  /**
   * A higher number makes a new password.
   * @default 1
   */
  readonly passwordVersion?: number;
}

/** Name of the owner. */
export function ownerName({ owner }: OwnerOptions): string {
  return nameOf(owner);
}

/** Name of a workload that was given, or said by its name. */
export function nameOf(workload: IWorkload | string): string {
  return typeof workload === 'object' && 'name' in workload ? workload.name : plainOptions(workload);
}

/** Name of the user of a database. */
export function userNameOf(options: DatabaseOptions): string {
  return plainOptions(options.userName) ?? userOfWorkload(ownerName(options));
}

/** Name of the user that a workload logs in as, unless another one is said. */
export function userOfWorkload(name: string): string {
  return name.replaceAll('-', '_');
}

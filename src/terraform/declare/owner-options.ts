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
  return typeof owner === 'object' && 'name' in owner ? owner.name : plainOptions(owner);
}

/** Name of the user of a database. */
export function userNameOf(options: DatabaseOptions): string {
  return plainOptions(options.userName) ?? ownerName(options).replaceAll('-', '_');
}

import type { AccessMode } from '../options/access-mode';

/** What a claim asks of the cluster. */
export interface ClaimModel {
  /** Quantity of Kubernetes. */
  readonly size: string;
  /** Undefined: the default class of the cluster. */
  readonly storageClassName?: string;
  readonly accessMode: AccessMode;
}

/** A claim that is an object of its own. */
export interface NamedClaimModel extends ClaimModel {
  /** Name of its volume in the pods. */
  readonly volume: string;
  readonly name: string;
}

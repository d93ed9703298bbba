import type { PodContainerOptions } from './pod-container-options';

/** A container that runs to its end before the main one starts, such as one that migrates a database or waits for something. */
export interface InitContainerOptions extends PodContainerOptions {
  /**
   * Whether it runs before the sidecars start, such as one that writes their configuration. The others may use what sidecars offer.
   * @default false
   */
  readonly beforeSidecars?: boolean;
}

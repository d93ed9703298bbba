import type { Environment } from '../../estate/environment';

/** How objects are given up. */
export interface RetireOptions {
  /**
   * Environments in which they are given up, or their names; one that was not declared before is a problem at synthesis.
   * @default - all of the root module
   */
  readonly environments?: (Environment | string)[];

  /**
   * Whether they are destroyed. A deployment destroys what holds data only when a commit allows it by name, too.
   * @default false - Terraform forgets them, and they go on running
   */
  readonly destroy?: boolean;
}

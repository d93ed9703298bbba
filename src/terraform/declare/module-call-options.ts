import type { Environment } from '../../estate/environment';

/** Where a module is called. */
export interface ModuleCallOptions {
  /**
   * Environments in which the root module calls the module, or their names: each one that the root module is in. One that was not declared
   * before, and one that the root module is not in, are problems at synthesis; so is a use of its outputs where it is not called.
   * @default - every environment of the root module, those declared later included
   */
  readonly environments?: (Environment | string)[];
}

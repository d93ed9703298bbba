import type { RootModule } from '../../../src';
import type { ModuleCall } from '../../../src/terraform/declare/root-module-call';

/** A call of each module of a cloud in a root module of its own. */
export type ModuleCalls<Name extends string> = Readonly<Record<Name, (root: RootModule) => ModuleCall>>;

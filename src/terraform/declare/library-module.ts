import * as path from 'path';
import { GrantOptions, Grants } from './grant';
import type { RootModule } from './root-module';
import { ModuleCall } from './root-module-call';
import type { DataAccess } from '../../clouds/data-access';
import { moduleFacts } from '../../clouds/library-modules';
import type { Environment } from '../../estate/environment';
import { Estate } from '../../estate/estate';
import type { IWorkload } from '../../estate/i-workload';
import { plainOptions } from '../../synth/declare/plain-options';
import { toTerraformValue } from '../hcl/typescript-type';
import { ModuleInterface } from '../interface/module-interface';

/** Where the `.tf` files of the shipped modules lie: `<cloud>/<module>/` below it. */
export const LIBRARY_DIR = path.join(__dirname, '../modules');

/**
 * A call of a module of this package's library. The typed classes for them are generated from the modules'
 * `variables.tf`; the module itself is written to the monorepo when it is called.
 */
export abstract class LibraryModule extends ModuleCall {
  /** `<cloud>/<module>`. @internal */
  public readonly _libraryPath: string;
  private readonly libraryInterface: ModuleInterface;

  /**
   * Declares the call.
   * @param rootModule the root module that makes it
   * @param id label of its `module` block
   * @param libraryPath `<cloud>/<module>`
   * @param options inputs by their TypeScript names, and `environments`
   */
  protected constructor(rootModule: RootModule, id: string, libraryPath: string, options: { [name: string]: any }) {
    const interfaceDir = path.join(LIBRARY_DIR, libraryPath);
    const dir = `${Estate.of(rootModule).facts.layout.modulesDir}/${path.posix.basename(libraryPath)}`;
    const { environments, ...inputs } = options;
    const source = { dir, interfaceDir, _library: moduleFacts(libraryPath) };
    super(rootModule, id, source, toInputs(ModuleInterface.readShipped(interfaceDir), inputs), undefined, plainOptions(environments));
    this._libraryPath = libraryPath;
    this.libraryInterface = ModuleInterface.readShipped(interfaceDir);
  }

  /** Gives inputs, by their TypeScript names, that only one environment has: objects and maps are merged key by key, all else replaces. */
  protected overrideOptions(environment: Environment | string, options: { [name: string]: any }): void {
    this.overrideInputs(environment, toInputs(this.libraryInterface, options));
  }

  /** Lets a workload use what the module made. Classes of modules that hold data offer it as `grant`. */
  protected addGrant(workload: IWorkload, access: DataAccess, options: GrantOptions): void {
    Grants.of(this).declare(this, workload, access, options);
  }
}

/** Inputs by variable name, with the attributes of nested objects named as Terraform names them. */
function toInputs(moduleInterface: ModuleInterface, options: { [name: string]: any }): { [name: string]: any } {
  const attributes = [...moduleInterface.inputs.values()].map(({ name, type, required }) => ({ name, type, optional: !required }));
  return toTerraformValue({ kind: 'object', attributes }, options) as { [name: string]: any };
}

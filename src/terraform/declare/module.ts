import * as path from 'path';
import type { ModuleCallOptions } from './module-call-options';
import type { RootModule } from './root-module';
import { ModuleCall } from './root-module-call';
import type { Environment } from '../../estate/environment';
import { Estate } from '../../estate/estate';
import { plainOptions } from '../../synth/declare/plain-options';
import type { HclExpression } from '../hcl/expression';

/** A module of one's own and what it is given. */
export interface ModuleOptions extends ModuleCallOptions {
  /** Folder of the module, relative to the repository, such as `terraform/modules/queue`. */
  readonly source: string;

  /**
   * Inputs by variable name, checked against the module's `variables.tf`. Values are plain data, outputs of other
   * modules, or expressions made with `Hcl`.
   * @default - none
   */
  readonly inputs?: { [name: string]: any };

  /**
   * Provider configurations of the root module that are passed to the module, by the names that they have there: those that
   * it lists in `configuration_aliases`, and perhaps others. What `addProvider` and `addProviderAlias` return; one that a raw
   * block declares is `Hcl.reference('tencentcloud.peer')`. A name that the module does not take, one that it needs and is
   * not given, and a configuration that the root module has not are problems at synthesis.
   * @default - the module takes the default configurations of its providers
   */
  readonly providers?: { [name: string]: HclExpression };
}

/**
 * A call of a module that lives in the monorepo and is the user's own.
 *
 * @example
 * new Module(queue, 'jobs', { source: 'terraform/modules/queue', inputs: { name: 'jobs', vpc_id: vpc.vpcId } });
 */
export class Module extends ModuleCall {
  /** Declares the call. A missing folder, an unknown input and a wrong type are problems at synthesis. */
  constructor(rootModule: RootModule, id: string, options: ModuleOptions) {
    const dir = path.posix.normalize(plainOptions(options.source).replace(/\\/g, '/')).replace(/\/+$/, '');
    const interfaceDir = path.resolve(Estate.of(rootModule).facts.outdir, dir);
    super(rootModule, id, { dir, interfaceDir }, options.inputs ?? {}, options.providers, plainOptions(options.environments));
  }

  /**
   * Keeps what the call made when its id changes: Terraform moves it to the new one. Keep the statement until every
   * environment is deployed with it. Called again, it gives the id before that.
   * @param formerId its former id, or `<root module>/<former id>` when another root module called it
   * @returns this call
   */
  public movedFrom(formerId: string): Module {
    this.addFormerId(plainOptions(formerId));
    return this;
  }

  /**
   * Gives inputs that only one environment has. What is left out stays as it is everywhere: objects and maps are merged key by key,
   * and a list, an expression or a single value takes the place of the one before.
   * @param environment the environment, or its name; an unknown one is a problem at synthesis
   * @returns this call
   */
  public override(environment: Environment | string, inputs: { [name: string]: any }): Module {
    this.overrideInputs(environment, inputs);
    return this;
  }
}

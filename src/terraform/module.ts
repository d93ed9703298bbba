import * as path from 'path';
import { ModuleCall } from './module-call';
import type { RootModule } from './root-module';
import type { Environment } from '../environment';
import { Estate } from '../estate';
import { plainOptions } from '../synth/plain-options';

/** A module of one's own and what it is given. */
export interface ModuleProps {
  /** Folder of the module, relative to the repository, such as `terraform/modules/queue`. */
  readonly source: string;

  /**
   * Inputs by variable name, checked against the module's `variables.tf`. Values are plain data, outputs of other
   * modules, or expressions made with `Hcl`.
   * @default - none
   */
  readonly inputs?: { [name: string]: any };
}

/**
 * A call of a module that lives in the monorepo and is the user's own.
 *
 * @example
 * new Module(queue, 'jobs', { source: 'terraform/modules/queue', inputs: { name: 'jobs', vpc_id: vpc.vpcId } });
 */
export class Module extends ModuleCall {
  /** Declares the call. A missing folder, an unknown input and a wrong type are problems at synthesis. */
  constructor(rootModule: RootModule, id: string, props: ModuleProps) {
    const dir = path.posix.normalize(plainOptions(props.source).replace(/\\/g, '/')).replace(/\/+$/, '');
    super(rootModule, id, { dir, interfaceDir: path.resolve(Estate.of(rootModule).facts.outdir, dir), isLibrary: false }, props.inputs ?? {});
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

  /** Gives inputs that only one environment has. @returns this call, to override further environments */
  public override(environment: Environment | string, inputs: { [name: string]: any }): Module {
    this.overrideInputs(environment, inputs);
    return this;
  }
}

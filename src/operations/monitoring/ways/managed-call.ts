import type { Environment } from '../../../estate/environment';
import { LateCall, LateInputs } from '../../../terraform/declare/late-call';
import type { RootModule } from '../../../terraform/declare/root-module';

/** What a call of the root module `monitoring` is. */
export interface ManagedCallOptions {
  /** `<cloud>/<module>` */
  readonly module: string;
  /**
   * What changes its inputs, as code.
   * @default - the choice of the way
   */
  readonly change?: string;
  /**
   * Whether it is made in an environment, as it is at synthesis.
   * @default - wherever the root module is
   */
  readonly isIn?: (environment: Environment) => boolean;
  /** Its inputs in an environment, by variable name, as they are at synthesis. */
  readonly inputs: (environment: Environment) => LateInputs;
}

/** A call by which a managed service of a cloud is made and told what it evaluates. */
export class ManagedCall extends LateCall {
  constructor(rootModule: RootModule, id: string, private readonly options: ManagedCallOptions & { readonly change: string }) {
    super(rootModule, id, options.module);
  }

  /** @internal */
  public get _change(): string {
    return this.options.change;
  }

  /** @internal */
  public get _onlyIn(): readonly Environment[] | undefined {
    const { isIn } = this.options;
    return isIn && this.rootModule._environments().filter((environment) => isIn(environment));
  }

  protected settle(environment: Environment): LateInputs {
    return this.options.inputs(environment);
  }
}

import { Construct } from 'constructs';
import { HclBlock } from './hcl/block';
import { HclExpression } from './hcl/expression';
import { Hcl } from './hcl/hcl';
import type { ModuleCall } from './module-call';
import { IDENTIFIER } from './names';
import { Reference } from './reference';
import type { Backend } from '../clouds/backend';
import type { Environment } from '../environment';
import { Estate } from '../estate';
import { checkLabel, claimId } from '../synth/declared-name';
import { Problems } from '../synth/problems';
import { SourceLocation } from '../synth/source-location';

/** How a root module differs from the defaults. */
export interface RootModuleOptions {
  /**
   * Environments that have this root module.
   * @default - every environment of the estate, those declared later included
   */
  readonly environments?: Environment[];

  /**
   * Where its state is kept.
   * @default - the backend of the project
   */
  readonly backend?: Backend;

  /**
   * Whether `main.tf`, `outputs.tf` and `variables.tf` are written by hand: they are seeded once and then never touched,
   * while backend, providers and CI stay managed.
   * @default false
   */
  readonly handWritten?: boolean;

  /**
   * Names of the outputs of a hand-written root module, so that other root modules can use them.
   * @default - none
   */
  readonly outputs?: string[];
}

/** An output that a root module declares in addition to those of the modules it calls. */
export interface RootModuleOutputOptions {
  /** Value: plain data, an output of a module or an expression made with `Hcl`. */
  readonly value: any;
  /** What the output is for. */
  readonly description: string;
  /**
   * Whether Terraform hides the value.
   * @default false
   */
  readonly sensitive?: boolean;
}

/** An input variable of a root module. */
export interface RootModuleVariableOptions {
  /** What the variable is for. */
  readonly description: string;
  /**
   * Type constraint in Terraform's own syntax, such as `list(string)`.
   * @default 'string'
   */
  readonly type?: string;
  /**
   * Value when none is given.
   * @default - the variable is required
   */
  readonly defaultValue?: any;
  /**
   * Whether Terraform hides the value. Values of sensitive variables are given as `TF_VAR_…` in the environment, never in a file.
   * @default false
   */
  readonly sensitive?: boolean;
}

/** A raw block and the environments it is for. */
interface RawBlock {
  readonly block: HclBlock;
  readonly environments?: readonly Environment[];
}

/**
 * A Terraform root module: one directory and one state in every environment, so that a mistake stays small.
 *
 * Made with `project.addRootModule(name)`. It calls modules; everything else about it is derived.
 */
export class RootModule extends Construct {
  /** Name of the root module: a DNS-1123 label, used as directory name. */
  public readonly name: string;
  /** Whether its `.tf` files are written by hand. */
  public readonly handWritten: boolean;
  /** @internal */
  public readonly _source: SourceLocation;
  /** Whether the name can be used for folders and states. @internal */
  public readonly _isLegal: boolean;
  /** @internal */
  public readonly _calls: ModuleCall[] = [];
  /** @internal */
  public readonly _outputs = new Map<string, RootModuleOutputOptions>();
  /** @internal */
  public readonly _variables = new Map<string, RootModuleVariableOptions>();
  /** @internal */
  public readonly _blocks: RawBlock[] = [];
  /** @internal */
  public readonly _backend: Backend;
  /** @internal */
  public readonly _onlyIn?: readonly Environment[];
  private readonly declaredOutputs: readonly string[];

  /**
   * Declares a root module.
   * @param scope the project
   * @param id name of the root module: a DNS-1123 label
   */
  constructor(scope: Construct, id: string, options: RootModuleOptions = {}) {
    super(scope, claimId(scope, 'root module', id));
    this._source = SourceLocation.capture();
    this.name = id;
    this._isLegal = checkLabel(this, this._source, 'root module', id);
    this.handWritten = options.handWritten ?? false;
    this._backend = options.backend ?? Estate.of(this).facts.backend;
    this._onlyIn = options.environments;
    this.declaredOutputs = options.outputs ?? [];
    if (this.declaredOutputs.length > 0 && !this.handWritten) {
      Problems.of(this).add(this._source, `root module "${id}" lists outputs, which only a hand-written one does: drop "outputs", or use addOutput(…)`);
    }
  }

  /**
   * An output of this root module itself: one of a hand-written root module, or one made with `addOutput`. Outputs of
   * called modules are had from the call: `vpc.vpcId`, `call.output('…')`.
   */
  public output(name: string): Reference {
    return Reference._to({ rootModule: this.name, output: name }, SourceLocation.capture());
  }

  /** Declares an output beyond those of the called modules. @returns a reference to it, for use in other root modules */
  public addOutput(name: string, options: RootModuleOutputOptions): Reference {
    const source = this.checkName('output', name, this._outputs);
    this._outputs.set(name, options);
    return Reference._to({ rootModule: this.name, output: name }, source);
  }

  /** Declares an input variable. @returns the expression `var.<name>` */
  public addVariable(name: string, options: RootModuleVariableOptions): HclExpression {
    this.checkName('variable', name, this._variables);
    this._variables.set(name, options);
    return Hcl.reference(`var.${name}`);
  }

  /**
   * Adds a block of one's own to `main.tf`: the escape hatch for what modules do not say.
   * @param environments the environments to add it to; all by default
   */
  public addBlock(block: HclBlock, environments?: Environment[]): void {
    if (this.handWritten) {
      Problems.of(this).add(SourceLocation.capture(), `root module "${this.name}" is hand-written, so no block can be added to it: write the block in its main.tf`);
    }
    this._blocks.push({ block, environments });
  }

  /** Environments that have this root module, in the estate's order. @internal */
  public _environments(): readonly Environment[] {
    return Estate.of(this).environments.filter((environment) => this._isIn(environment));
  }

  /** @internal */
  public _isIn(environment: Environment): boolean {
    return this._onlyIn === undefined || this._onlyIn.includes(environment);
  }

  /** @internal */
  public _addCall(call: ModuleCall): void {
    if (this.handWritten) {
      Problems.of(this).add(call._source, `root module "${this.name}" is hand-written, so it cannot call module "${call.callId}" from here: call it in its main.tf`);
    }
    if (!IDENTIFIER.test(call.callId)) {
      Problems.of(this).add(call._source, `module "${call.callId}" is not a Terraform identifier: use lower-case letters, digits, _ and -, and begin with a letter`);
      return;
    }
    this._calls.push(call);
  }

  /** The construct id for a call. A second call of the same id is a problem, and gets an id that is free. @internal */
  public _uniqueCallId(id: string): string {
    if (!this.node.tryFindChild(id)) return id;
    Problems.of(this).add(SourceLocation.capture(), `root module "${this.name}" already calls a module "${id}": give this one another id`);
    let n = 2;
    while (this.node.tryFindChild(`${id}#${n}`)) n++;
    return `${id}#${n}`;
  }

  /** Names of the outputs that stand for no module call: declared with `addOutput` or listed by hand. @internal */
  public _ownOutputNames(): string[] {
    return [...this._outputs.keys(), ...this.declaredOutputs];
  }

  private checkName(kind: string, name: string, taken: ReadonlyMap<string, unknown>): SourceLocation {
    const source = SourceLocation.capture();
    if (!IDENTIFIER.test(name)) {
      Problems.of(this).add(source, `${kind} "${name}" is not a Terraform identifier: use lower-case letters, digits, _ and -, and begin with a letter`);
    } else if (taken.has(name)) {
      Problems.of(this).add(source, `root module "${this.name}" already has the ${kind} "${name}": give this one another name`);
    }
    return source;
  }
}

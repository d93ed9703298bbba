import { Construct } from 'constructs';
import type { Declared, RawBlock } from './declared';
import { Reference } from './reference';
import type { RetireOptions } from './retire-options';
import type { ModuleCall } from './root-module-call';
import { providerProblems, variableProblems } from './root-module-checks';
import { RootModuleMoves } from './root-module-moves';
import { RootModuleStates } from './root-module-states';
import type { Backend } from '../../clouds/backends/backend';
import { Environment, ENVIRONMENTS } from '../../estate/environment';
import { Estate } from '../../estate/estate';
import { Closing } from '../../synth/declare/closing';
import { checkLabel } from '../../synth/declare/declared-name';
import { plainOptions } from '../../synth/declare/plain-options';
import { Problems } from '../../synth/declare/problems';
import { Kind, LocalKind, reportSecond } from '../../synth/declare/register';
import { SourceLocation } from '../../synth/declare/source-location';
import { HclBlock } from '../hcl/block';
import { HclExpression } from '../hcl/expression';
import { Hcl } from '../hcl/hcl';
import { IDENTIFIER, RESERVED_VARIABLES } from '../interface/names';

/** All root modules of an estate. */
export const ROOT_MODULES = new Kind<RootModule>('root module');

/** The calls of a root module, by their ids. */
const MODULE_CALLS = new LocalKind('module', 'give the second one another id');

/** How a root module differs from the defaults. */
export interface RootModuleOptions {
  /**
   * Environments that have this root module, or their names; one that was not declared before is a problem at synthesis.
   * @default - every environment of the estate, those declared later included
   */
  readonly environments?: (Environment | string)[];

  /**
   * Where its state is kept.
   * @default - the backend of the project
   */
  readonly backend?: Backend;

  /**
   * What stands for its name in the addresses of its states, `<environment>/<stateKey>`: the former name of a root module
   * that was renamed and whose states stay where they are. Letters, digits, `-`, `_` and `.`.
   * @default - the name of the root module
   */
  readonly stateKey?: string;

  /**
   * The former `stateKey`, or the former name, of a root module whose states are to be moved to its new address. A script
   * that copies them is generated, and Terraform refuses to plan the root module until its state is there. Delete the
   * option once the script has run.
   * @default - its states are where they were
   */
  readonly movedFrom?: string;

  /**
   * Whether `main.tf`, `outputs.tf` and `variables.tf` are written by hand: they are seeded once and then never touched,
   * while backend, providers and CI stay managed.
   * @default false
   */
  readonly handWritten?: boolean;

  /**
   * Whether its states hold credentials. They are read by jobs of the default branch alone: a pull request validates the root
   * module, and those that read its outputs, and the deployment plans them.
   * @default - when a module of the library, a resource or a sensitive value in it is known to bring one, or a state that it reads
   */
  readonly holdsCredentials?: boolean;

  /**
   * Names of the outputs of a hand-written root module, so that other root modules can use them.
   * @default - none
   */
  readonly outputs?: string[];

  /** In which environments it is, where that follows from the rest of the estate; asked at synthesis. @internal */
  readonly _isIn?: (environment: Environment) => boolean;
}

/** An output that a root module declares in addition to those of the modules it calls. */
export interface RootModuleOutputOptions {
  /** Value: plain data, an output of a module or an expression made with `Hcl`. */
  readonly value: any;
  /** What the output is for. */
  readonly description: string;
  /**
   * Whether Terraform hides the value.
   * @default - when something sensitive goes into it
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

/** A provider that a root module requires beside the cloud's own. */
export interface RootModuleProviderOptions {
  /** Source address, such as `hashicorp/kubernetes`. */
  readonly source: string;
  /** Version constraint, such as `~> 2.38`. */
  readonly version: string;
  /**
   * Arguments of its `provider` block: plain data, outputs of modules, or expressions made with `Hcl`. Secrets come from
   * the environment of the provider, never from here.
   * @default - no block is written
   */
  readonly configuration?: { [name: string]: any };
}

/** A further configuration of a provider. */
interface ProviderAlias {
  readonly name: string;
  readonly alias: string;
  readonly configuration: { readonly [name: string]: any };
}

/**
 * A Terraform root module: one directory and one state in every environment, so that a mistake stays small.
 *
 * Made with `project.addRootModule(name)`, or with `new RootModule(project, name)`. It calls modules; everything else about it is derived.
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
  public readonly _outputs = new Map<string, Declared<RootModuleOutputOptions>>();
  /** @internal */
  public readonly _variables = new Map<string, Declared<RootModuleVariableOptions>>();
  /** @internal */
  public readonly _providers = new Map<string, Declared<RootModuleProviderOptions>>();
  /** By `<provider>.<alias>`. @internal */
  public readonly _providerAliases = new Map<string, Declared<ProviderAlias>>();
  /** @internal */
  public readonly _blocks: RawBlock[] = [];
  /** @internal */
  public readonly _ownBackend?: Backend;
  /** What was said of its states; undefined: nothing. @internal */
  public readonly _holdsCredentials?: boolean;
  /** @internal */
  public readonly _onlyIn?: readonly Environment[];
  /** Whether it is known at synthesis only in which environments it is. @internal */
  public readonly _isPlacedLate: boolean;
  private readonly placed?: (environment: Environment) => boolean;
  /** @internal */
  public readonly _states: RootModuleStates;
  /** @internal */
  public readonly _moves = new RootModuleMoves(this);
  private readonly declaredOutputs: readonly string[];

  /**
   * Declares a root module.
   * @param scope the project, or a construct below it
   * @param id name of the root module: a DNS-1123 label
   */
  constructor(scope: Construct, id: string, options: RootModuleOptions = {}) {
    super(scope, ROOT_MODULES.claim(scope, id));
    id = plainOptions(id);
    options = plainOptions(options);
    this._source = SourceLocation.capture();
    this.name = id;
    this._isLegal = checkLabel(this, this._source, 'root module', id);
    this.handWritten = options.handWritten ?? false;
    this._ownBackend = options.backend;
    this._holdsCredentials = options.holdsCredentials;
    this._onlyIn = this.resolve(options.environments, this._source);
    this.placed = options._isIn;
    this._isPlacedLate = this.placed !== undefined;
    this._states = new RootModuleStates(this, options);
    for (const problem of this._states.problems()) Problems.of(this).add(this._source, problem);
    this.declaredOutputs = options.outputs ?? [];
    if (this.declaredOutputs.length > 0 && !this.handWritten) {
      Problems.of(this).add(this._source, `root module "${id}" lists outputs, which only a hand-written one does: drop "outputs", or use addOutput(…)`);
    }
    for (const name of this.declaredOutputs.filter((output) => !IDENTIFIER.test(output))) Problems.of(this).add(this._source, notAnIdentifier('output', name));
    if (options.environments?.length === 0) {
      Problems.of(this).add(this._source, `root module "${id}" is in no environment: list at least one in "environments", or leave it out to have all`);
    }
    if (this._isLegal) ROOT_MODULES.signIn(this);
  }

  /**
   * An output of this root module itself: one of a hand-written root module, or one made with `addOutput`. Outputs of
   * called modules are had from the call: `vpc.vpcId`, `call.output('…')`.
   */
  public output(name: string): Reference {
    return Reference._to({ rootModule: this.name, output: plainOptions(name) }, SourceLocation.capture());
  }

  /** Declares an output beyond those of the called modules. @returns a reference to it, for use in other root modules */
  public addOutput(name: string, options: RootModuleOutputOptions): Reference {
    const source = SourceLocation.capture();
    this.checkName('output', name, source);
    const { value, ...text } = options;
    options = { ...plainOptions(text), value };
    this.refuseIfHandWritten(source, `output "${name}" cannot be added from here: write it in its outputs.tf, and list its name in "outputs"`);
    if (!this.isSecond(this._outputs, 'output', name)) this._outputs.set(name, { options, source });
    return Reference._to({ rootModule: this.name, output: name }, source);
  }

  /** Declares an input variable. @returns the expression `var.<name>` */
  public addVariable(name: string, options: RootModuleVariableOptions): HclExpression {
    const source = SourceLocation.capture();
    this.checkName('variable', name, source);
    if (RESERVED_VARIABLES.includes(name)) {
      Problems.of(this).add(source, `variable "${name}" of root module "${this.name}" has a name that Terraform reserves, like ${RESERVED_VARIABLES.join(', ')}: give it another name`);
    }
    const { defaultValue, ...text } = options;
    options = { ...plainOptions(text), defaultValue };
    this.refuseIfHandWritten(source, `variable "${name}" cannot be added from here: write it in its variables.tf`);
    const problems = variableProblems(name, options);
    for (const problem of problems) Problems.of(this).add(source, problem);
    if (!this.isSecond(this._variables, 'variable', name) && problems.length === 0) this._variables.set(name, { options, source });
    return IDENTIFIER.test(name) ? Hcl.reference(`var.${name}`) : Hcl.raw('null');
  }

  /**
   * Requires a provider beside the cloud's own, which is required and configured without being asked for. A name that is
   * illegal or taken is a problem at synthesis.
   * @param name local name: the first word of the types of its resources, such as `kubernetes`
   * @returns a reference to its default configuration, for `providers` of a module call
   */
  public addProvider(name: string, options: RootModuleProviderOptions): HclExpression {
    const source = SourceLocation.capture();
    name = plainOptions(name);
    this.assertOpen('provider', name);
    const { configuration, ...text } = options;
    options = { ...plainOptions(text), configuration };
    const { cloud } = Estate.of(this).facts;
    const problems = providerProblems(name, options);
    if (name === cloud._supplier.provider.name) problems.push(`provider "${name}" is the cloud's own: it is required and configured already, so drop this addProvider`);
    for (const problem of problems) Problems.of(this).add(source, problem);
    if (!this.isSecond(this._providers, 'provider', name, 'drop one of the two') && problems.length === 0) this._providers.set(name, { options, source });
    return configurationReference(name);
  }

  /**
   * Adds a further configuration of a provider, such as another region or account: what a module asks for with
   * `configuration_aliases`. Of the cloud's own provider it begins with the default configuration, and says only what differs.
   * @param name local name of the provider: the cloud's own, or one that was added with `addProvider`
   * @param alias a Terraform identifier
   * @param configuration arguments of its `provider` block: plain data, outputs of modules, or expressions made with `Hcl`
   * @returns a reference to it, for `providers` of a module call
   */
  public addProviderAlias(name: string, alias: string, configuration: { [name: string]: any } = {}): HclExpression {
    const source = SourceLocation.capture();
    name = plainOptions(name);
    alias = plainOptions(alias);
    const key = `${name}.${alias}`;
    if (!IDENTIFIER.test(alias)) Problems.of(this).add(source, notAnIdentifier('provider alias', alias));
    else if (!this.isSecond(this._providerAliases, 'provider configuration', key, 'give the second one another alias')) this._providerAliases.set(key, { options: { name, alias, configuration }, source });
    return configurationReference(key);
  }

  /**
   * Adds a block of one's own to `main.tf`: the escape hatch for what modules do not say.
   * @param environments the environments to add it to, or their names; all by default. One that was not declared before is a problem at synthesis
   */
  public addBlock(block: HclBlock, environments?: (Environment | string)[]): void {
    const source = SourceLocation.capture();
    Closing.of(this).assertOpen(() => `a block of root module "${this.name}"`);
    this.refuseIfHandWritten(source, 'no block can be added to it: write the block in its main.tf');
    const resolved = this.resolve(environments, source);
    if (!isInVain(environments, resolved)) this._blocks.push({ block, environments: resolved, source });
  }

  /**
   * Gives up what this root module made and does not declare any more: Terraform forgets it, and it goes on running. Keep the
   * statement until every environment is deployed with it.
   * @param address a module call, or a resource, such as `module.postgresql`: all at and below it is given up
   */
  public retire(address: string, options: RetireOptions = {}): void {
    Closing.of(this).assertOpen(() => `what root module "${this.name}" retires`);
    const source = SourceLocation.capture();
    const environments = this.resolve(options.environments, source);
    if (!isInVain(options.environments, environments)) this._moves.retire(plainOptions(address), { environments, destroy: options.destroy, source });
  }

  /** Where the state is in an environment. @internal */
  public _backendIn(environment: Environment): Backend {
    return this._ownBackend ?? Estate.of(this).backendOf(environment);
  }

  /** Environments that have this root module, in the estate's order. @internal */
  public _environments(): readonly Environment[] {
    return Estate.of(this).environments.filter((environment) => this._isIn(environment));
  }

  /** @internal */
  public _isIn(environment: Environment): boolean {
    return this.placed?.(environment) ?? (this._onlyIn === undefined || this._onlyIn.includes(environment));
  }

  /** The calls that it makes in an environment: none where it is not. @internal */
  public _callsIn(environment: Environment): readonly ModuleCall[] {
    if (!this._isIn(environment)) return [];
    return this._calls.every(({ _onlyIn }) => _onlyIn === undefined) ? this._calls : this._calls.filter((call) => call._isIn(environment));
  }

  /** Whether its blocks or its calls are not the same in all environments. @internal */
  public _differsByEnvironment(): boolean {
    return this._blocks.some(({ environments }) => environments !== undefined) || this._calls.some(({ _onlyIn }) => _onlyIn !== undefined);
  }

  /** Whether anything was said about it in this environment alone. @internal */
  public _isOverriddenIn(environment: Environment): boolean {
    return this._calls.some((call) => call._isOverriddenIn(environment))
      || this._blocks.some(({ environments }) => environments !== undefined && environments.includes(environment));
  }

  /** @internal */
  public _addCall(call: ModuleCall): void {
    this.refuseIfHandWritten(call._source, `it cannot call module "${call.callId}" from here: call it in its main.tf`);
    if (!IDENTIFIER.test(call.callId)) Problems.of(this).add(call._source, notAnIdentifier('module', call.callId));
    else if (MODULE_CALLS.isFirst(call, call.callId)) this._calls.push(call);
  }

  /** The construct id for a call. A second call of the same id is a problem, and gets an id that is free. @internal */
  public _claimCallId(id: string): string {
    this.assertOpen('module', id);
    return MODULE_CALLS.claim(this, id, this.where);
  }

  /** Names of the outputs that stand for no module call: declared with `addOutput` or listed by hand. @internal */
  public _ownOutputNames(): string[] {
    return [...this._outputs.keys(), ...this.declaredOutputs];
  }

  private refuseIfHandWritten(source: SourceLocation, problem: string): void {
    if (this.handWritten) Problems.of(this).add(source, `root module "${this.name}" is hand-written, so ${problem}`);
  }

  private assertOpen(kind: string, name: string): void {
    Closing.of(this).assertOpen(() => `${kind} "${name}"${this.where}`);
  }

  private resolve(environments: readonly (Environment | string)[] | undefined, source: SourceLocation): Environment[] | undefined {
    return environments && ENVIRONMENTS.resolveAll(this, environments, `root module "${this.name}"`, source);
  }

  private get where(): string {
    return ` of root module "${this.name}"`;
  }

  /** Whether something of the name is declared already, which is a problem. */
  private isSecond(declared: ReadonlyMap<string, unknown>, kind: string, name: string, mend?: string): boolean {
    const isSecond = declared.has(name);
    if (isSecond) reportSecond(this, `${kind} "${name}"${this.where}`, mend);
    return isSecond;
  }

  private checkName(kind: string, name: string, source: SourceLocation): void {
    this.assertOpen(kind, name);
    if (!IDENTIFIER.test(name)) Problems.of(this).add(source, notAnIdentifier(kind, name));
  }
}

function notAnIdentifier(kind: string, name: string): string {
  return `${kind} ${JSON.stringify(name)} is not a Terraform identifier: use lower-case letters, digits, _ and -, and begin with a letter`;
}

/** Whether environments were named and there is none of them, which is a problem already. */
function isInVain(named: readonly unknown[] | undefined, resolved: readonly Environment[] | undefined): boolean {
  return resolved?.length === 0 && named !== undefined && named.length > 0;
}

/** What is no name is a problem already. */
function configurationReference(name: string): HclExpression {
  return name.split('.').every((part) => /^[a-z_][a-z0-9_-]*$/i.test(part)) ? Hcl.reference(name) : Hcl.raw('null');
}

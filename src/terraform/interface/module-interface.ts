import { ConfigurationBlock, locating, ModuleConfiguration } from './module-configuration';
import { checkCalledModule } from './module-rules';
import { checkNestedCalls } from './nested-calls';
import { checkReferences } from './undeclared-references';
import { readConstant } from '../hcl/constant';
import { parseTypeConstraint } from '../hcl/parse-type';
import { readOutput, readRequiredProvider, readVariable, RequiredProvider, TerraformOutput } from '../hcl/reader';
import type { HclToken } from '../hcl/token';
import { TypeConstraint } from '../hcl/type-constraint';

/** An input of a module, with its type parsed. */
export interface ModuleInput {
  readonly name: string;
  readonly type: TypeConstraint;
  readonly required: boolean;
  readonly description?: string;
  /** What it is when nothing is given: plain data, or an expression that only Terraform can compute; undefined: there is no default. */
  readonly defaultValue?: unknown;
  readonly sensitive: boolean;
  readonly ephemeral: boolean;
  readonly nullable: boolean;
  readonly validations: readonly ModuleValidation[];
}

/** A `validation` block of a variable, with its expressions. */
export interface ModuleValidation {
  readonly condition: readonly HclToken[];
  readonly errorMessage: readonly HclToken[];
}

/** An output of a module. */
export interface ModuleOutput extends TerraformOutput {
  /** The expression of its value. */
  readonly value?: readonly HclToken[];
}

/** Where the modules and bootstraps of this package declare what they ask for and give. */
const SHIPPED_FILES = ['outputs.tf', 'variables.tf', 'versions.tf'];

/** What a module asks for and gives: read from its own files, so it cannot drift from them. */
export class ModuleInterface {
  /**
   * Reads every file of a module's directory that Terraform reads.
   * @throws Error when the directory cannot be read, holds no such file, or Terraform refuses what they declare
   */
  public static read(dir: string): ModuleInterface {
    return ModuleInterface.cached(dir, () => {
      const configuration = ModuleConfiguration.read(dir);
      checkCalledModule(configuration);
      checkReferences(configuration);
      if (ModuleInterface.open.has(dir)) throw new Error('it calls itself');
      ModuleInterface.open.add(dir);
      try {
        checkNestedCalls(configuration, dir, (called) => ModuleInterface.read(called));
      } finally {
        ModuleInterface.open.delete(dir);
      }
      return configuration;
    });
  }

  /** Reads a module of this package: what it asks for and gives is in three files, and of the others nothing need be known. */
  public static readShipped(dir: string): ModuleInterface {
    return ModuleInterface.cached(dir, () => ModuleConfiguration.read(dir, SHIPPED_FILES), true);
  }

  /** Modules do not change while one estate is synthesised, and one is called many times. */
  private static readonly cache = new Map<string, ModuleInterface>();

  /** Modules whose calls are being looked at. */
  private static readonly open = new Set<string>();

  private static cached(dir: string, read: () => ModuleConfiguration, isPart = false): ModuleInterface {
    let known = ModuleInterface.cache.get(dir);
    if (!known) {
      known = new ModuleInterface(dir, read(), isPart);
      ModuleInterface.cache.set(dir, known);
    }
    return known;
  }

  public readonly inputs: ReadonlyMap<string, ModuleInput>;
  public readonly outputs: ReadonlyMap<string, ModuleOutput>;
  public readonly providers: ReadonlyMap<string, RequiredProvider>;

  private complete?: ModuleConfiguration;

  /** @param isPart whether its folder holds more than the configuration says */
  private constructor(public readonly dir: string, public readonly configuration: ModuleConfiguration, private readonly isPart: boolean) {
    this.inputs = byName(configuration.blocks('variable'), toInput);
    this.outputs = byName(configuration.blocks('output'), (block) => ({ ...readOutput(block), value: block.body.attributes.get('value')?.expression }));
    this.providers = new Map([...configuration.requiredProviders].map(([name, attribute]) =>
      [name, locating(attribute.file, () => readRequiredProvider(attribute))]));
  }

  /** All that its files declare: of a module of this package read when it is asked for. */
  public get wholeConfiguration(): ModuleConfiguration {
    this.complete ??= this.isPart ? ModuleConfiguration.read(this.dir) : this.configuration;
    return this.complete;
  }
}

function byName<T extends { readonly name: string }>(
  blocks: readonly ConfigurationBlock[], read: (block: ConfigurationBlock) => T,
): ReadonlyMap<string, T> {
  return new Map(blocks.map((block) => locating(block.file, () => read(block))).map((item) => [item.name, item]));
}

function toInput(block: ConfigurationBlock): ModuleInput {
  const { name, type, required, description, defaultValue, sensitive, nullable, ephemeral = false } = readVariable(block);
  const computed = block.body.attributes.get('default');
  const validations = block.body.blocks.filter((inner) => inner.type === 'validation').flatMap(({ body }): ModuleValidation[] => {
    const [condition, errorMessage] = ['condition', 'error_message'].map((argument) => body.attributes.get(argument)?.expression);
    return condition && errorMessage ? [{ condition, errorMessage }] : [];
  });
  return {
    name,
    type: parseTypeConstraint(type ?? 'any'),
    required,
    description,
    sensitive,
    ephemeral,
    nullable,
    validations,
    defaultValue: defaultValue === undefined && computed ? readConstant(computed.expression, `the default of "${name}"`) : defaultValue,
  };
}

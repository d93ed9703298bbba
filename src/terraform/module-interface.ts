import * as fs from 'fs';
import * as path from 'path';
import { readDeclarations, RequiredProvider, TerraformOutput, TerraformVariable } from './hcl/reader';
import { parseTypeConstraint, TypeConstraint } from './hcl/type-constraint';

/** An input of a module, with its type parsed. */
export interface ModuleInput {
  readonly name: string;
  readonly type: TypeConstraint;
  readonly required: boolean;
  readonly description?: string;
  readonly sensitive: boolean;
}

/** Where the modules and bootstraps of this package declare what they ask for and give. */
const SHIPPED_FILES = ['outputs.tf', 'variables.tf', 'versions.tf'];

/** What a module asks for and gives: read from its own `.tf` files, so it cannot drift from them. */
export class ModuleInterface {
  /**
   * Reads every `.tf` file of a module's directory.
   * @throws Error when the directory cannot be read, holds no `.tf` file, or one of them cannot be parsed
   */
  public static read(dir: string): ModuleInterface {
    return ModuleInterface.cache.get(dir) ?? ModuleInterface.readFiles(dir, terraformFilesIn(dir));
  }

  /** Reads a module of this package: what it asks for and gives is in three files, and of the others nothing need be known. */
  public static readShipped(dir: string): ModuleInterface {
    return ModuleInterface.cache.get(dir) ?? ModuleInterface.readFiles(dir, SHIPPED_FILES);
  }

  /** Modules do not change while one estate is synthesised, and one is called many times. */
  private static readonly cache = new Map<string, ModuleInterface>();

  private static readFiles(dir: string, files: readonly string[]): ModuleInterface {
    const read = new ModuleInterface();
    for (const name of files) {
      const { variables, outputs, requiredProviders } = readDeclarations(fs.readFileSync(path.join(dir, name), 'utf-8'), name);
      for (const variable of variables) read.inputs.set(variable.name, toInput(variable));
      for (const output of outputs) read.outputs.set(output.name, output);
      for (const provider of requiredProviders) read.providers.set(provider.name, provider);
    }
    ModuleInterface.cache.set(dir, read);
    return read;
  }

  public readonly inputs = new Map<string, ModuleInput>();
  public readonly outputs = new Map<string, TerraformOutput>();
  public readonly providers = new Map<string, RequiredProvider>();

  private constructor() {}
}

/** @throws Error when the directory cannot be read or holds no `.tf` file */
function terraformFilesIn(dir: string): string[] {
  const files = fs.readdirSync(dir).filter((name) => name.endsWith('.tf')).sort();
  if (files.length === 0) throw new Error('it holds no .tf file');
  return files;
}

function toInput({ name, type, required, description, sensitive }: TerraformVariable): ModuleInput {
  return { name, type: parseTypeConstraint(type ?? 'any'), required, description, sensitive };
}

import * as fs from 'fs';
import * as path from 'path';
import { isConfigurationFile, isJsonSyntax, isOverrideFile } from './configuration-files';
import { isInput, readInput } from '../../worktree/input-file';
import { parseJsonBody } from '../hcl/json-body';
import { readObjectItems } from '../hcl/literal';
import { parseBody, ParsedAttribute, ParsedBlock, ParsedBody } from '../hcl/parser';
import { HclSyntaxError } from '../hcl/token';

/** A file of configuration. */
export interface ConfigurationText {
  /** Named in errors; its last part tells how it is read. */
  readonly name: string;
  readonly text: string;
  /** Whether it stands for a file whose lines are others. */
  readonly isGenerated?: boolean;
}

/** What Terraform refuses in a file of configuration: its syntax, or what it says. */
export class ConfigurationError extends Error {
  constructor(public readonly file: string, public readonly line: number, public readonly reason: string, public readonly isSyntax = false) {
    super(`${file}:${line}: ${reason}`);
  }
}

/** A block with what override files say about it. */
export interface ConfigurationBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly file: string;
  readonly line: number;
  readonly body: ParsedBody;
}

/** Kinds of blocks that are known by their labels. Source: Terraform language, override files. */
const NAMED = ['variable', 'output', 'module', 'resource', 'data', 'ephemeral', 'check', 'provider'];

/** Kinds of blocks that say what became of something. */
const STATEMENTS = ['moved', 'removed'];

/**
 * What the files in the folder of a module declare together, as Terraform's loader sees it: each thing once, with override
 * files laid over the others.
 */
export class ModuleConfiguration {
  /**
   * Reads the configuration files of a folder.
   * @throws Error `<file>:<line>: …` when Terraform refuses what they declare, or the folder cannot be read
   */
  public static read(dir: string, names?: readonly string[]): ModuleConfiguration {
    const files = [...names ?? configurationFilesIn(dir)].sort();
    return ModuleConfiguration.of(files.map((name) => ({ name, text: readInput(path.join(dir, name)) })));
  }

  /** Puts texts together, in this order. @throws ConfigurationError when Terraform refuses what they declare */
  public static of(texts: readonly ConfigurationText[]): ModuleConfiguration {
    const configuration = new ModuleConfiguration();
    for (const isOverride of [false, true]) {
      for (const { name, text, isGenerated = false } of texts) {
        if (isOverrideFile(path.posix.basename(name)) !== isOverride) continue;
        const body = locating(name, () => parseConfiguration(name, text), true);
        locating(name, () => configuration.add(name, body, isOverride, isGenerated));
      }
    }
    return configuration;
  }

  /** Blocks that take over what exists. */
  public readonly imports: ConfigurationBlock[] = [];
  private readonly named = new Map<string, ConfigurationBlock>();
  /** Expressions of `locals`, by name. */
  public readonly locals = new Map<string, ParsedAttribute & { readonly file: string }>();
  /** Entries of `required_providers`, by local name. */
  public readonly requiredProviders = new Map<string, ParsedAttribute & { readonly file: string }>();
  /** The `required_version` of every `terraform` block. */
  public requiredVersions: readonly (ParsedAttribute & { readonly file: string })[] = [];

  private requiresAt?: string;
  private backendAt?: string;
  private isGenerated = false;

  private constructor() {}

  /** The blocks of a kind, in the order in which they are declared. */
  public blocks(type: string): ConfigurationBlock[] {
    return [...this.named.values()].filter((block) => block.type === type);
  }

  /** The block of a kind with these labels. */
  public block(type: string, ...labels: readonly string[]): ConfigurationBlock | undefined {
    return this.named.get(keyOf(type, labels));
  }

  private add(file: string, body: ParsedBody, isOverride: boolean, isGenerated: boolean): void {
    this.isGenerated = isGenerated;
    const [argument] = body.attributes.values();
    if (argument) throw new HclSyntaxError(`"${argument.name}" is set outside of a block`, argument.line);
    const overriddenVersions: (ParsedAttribute & { readonly file: string })[] = [];
    for (const block of body.blocks) {
      if (NAMED.includes(block.type)) this.addNamed(file, block, isOverride);
      else if (block.type === 'locals') this.addLocals(file, block, isOverride);
      else if (block.type === 'terraform') overriddenVersions.push(...this.addSettings(file, block, isOverride));
      else if (block.type === 'import') this.imports.push({ ...block, file });
      else if (!STATEMENTS.includes(block.type)) throw new HclSyntaxError(`there is no block "${block.type}" in Terraform`, block.line);
    }
    if (overriddenVersions.length > 0) this.requiredVersions = isOverride ? overriddenVersions : [...this.requiredVersions, ...overriddenVersions];
  }

  private addNamed(file: string, block: ParsedBlock, isOverride: boolean): void {
    const alias = block.body.attributes.get('alias');
    const labels = block.type === 'provider' && alias ? [...block.labels, alias.expression.map(({ value, text }) => value ?? text).join('')] : block.labels;
    const key = keyOf(block.type, labels);
    const base = this.named.get(key);
    const name = `${block.type} ${labels.map((label) => `"${label}"`).join(' ')}`;
    if (!isOverride || (block.type === 'provider' && !alias && !base)) {
      if (base) throw new HclSyntaxError(`${name} is declared a second time, after ${placeOf(base)}`, block.line);
      this.named.set(key, { ...block, labels, file, line: this.isGenerated ? 0 : block.line });
      return;
    }
    if (!base) throw new HclSyntaxError(`${name} is not declared in a file that is no override file, so there is nothing to override`, block.line);
    if (block.body.attributes.has('depends_on')) throw new HclSyntaxError('"depends_on" cannot be overridden', block.line);
    if (block.type === 'variable' && block.body.blocks.length > 0) throw new HclSyntaxError(`a "${block.body.blocks[0].type}" block of a variable cannot be overridden`, block.line);
    this.named.set(key, { ...base, body: merged(base.body, block.body) });
  }

  private addLocals(file: string, { body }: ParsedBlock, isOverride: boolean): void {
    for (const [name, attribute] of body.attributes) {
      const base = this.locals.get(name);
      if (base && !isOverride) throw new HclSyntaxError(`local value "${name}" is declared a second time, after ${placeOf(base)}`, attribute.line);
      if (!base && isOverride) throw new HclSyntaxError(`local value "${name}" is not declared in a file that is no override file, so there is nothing to override`, attribute.line);
      this.locals.set(name, { ...attribute, file, line: this.isGenerated ? 0 : attribute.line });
    }
  }

  /** @returns the versions of Terraform that it requires */
  private addSettings(file: string, { body }: ParsedBlock, isOverride: boolean): (ParsedAttribute & { readonly file: string })[] {
    for (const required of body.blocks.filter(({ type }) => type === 'required_providers')) {
      if (!isOverride && this.requiresAt !== undefined) throw new HclSyntaxError(`a second block "required_providers", after ${this.requiresAt}: a module has one`, required.line);
      if (!isOverride) this.requiresAt = placeOf({ file, line: this.isGenerated ? 0 : required.line });
      for (const [name, attribute] of required.body.attributes) this.requiredProviders.set(name, { ...attribute, file });
    }
    for (const backend of body.blocks.filter(({ type }) => type === 'backend' || type === 'cloud')) {
      if (!isOverride && this.backendAt !== undefined) throw new HclSyntaxError(`a second block "${backend.type}", after ${this.backendAt}: a module has one`, backend.line);
      this.backendAt = placeOf({ file, line: this.isGenerated ? 0 : backend.line });
    }
    const version = body.attributes.get('required_version');
    return version ? [{ ...version, file }] : [];
  }
}

/** Raw blocks have no place of their own. */
function placeOf({ file, line }: { readonly file: string; readonly line: number }): string {
  if (line > 0) return `${file}:${line}`;
  return file.startsWith('block ') ? 'another block' : `the generated ${file}`;
}

/** Parses a file in the syntax that its name says. */
export function parseConfiguration(name: string, text: string): ParsedBody {
  return isJsonSyntax(name) ? parseJsonBody(text) : parseBody(text);
}

/** Names of the files in a folder that Terraform reads, sorted. @throws Error when the folder cannot be read or holds none */
function configurationFilesIn(dir: string): string[] {
  // A link counts as what it leads to.
  const files = fs.readdirSync(dir).filter((name) => isConfigurationFile(name) && isInput(path.join(dir, name)));
  if (files.length === 0) throw new Error('it holds no .tf or .tf.json file');
  return files;
}

/** Runs the function; an error in what it parses says in which file. @throws ConfigurationError */
export function locating<T>(file: string, run: () => T, isSyntax = false): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof HclSyntaxError) throw new ConfigurationError(file, error.line, error.reason, isSyntax);
    throw error;
  }
}

/** Arguments replace each other; the blocks of a kind replace all of that kind. Source: Terraform language, merging behavior. */
function merged(base: ParsedBody, override: ParsedBody): ParsedBody {
  const replaced = new Set(override.blocks.map(({ type }) => type));
  return {
    attributes: new Map([...base.attributes, ...override.attributes]),
    blocks: [...base.blocks.filter(({ type }) => !replaced.has(type)), ...override.blocks],
  };
}

function keyOf(type: string, labels: readonly string[]): string {
  return [type, ...labels].join('\n');
}

/** The items of an object that is written out. */
export function itemsOf(attribute: ParsedAttribute | undefined): ReturnType<typeof readObjectItems> {
  return attribute && readObjectItems(attribute.expression);
}

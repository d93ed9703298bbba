import { parseExpression } from './expression-parser';
import { readLiteral, readObjectItems } from './literal';
import { parseTypeTokens } from './parse-type';
import { parseBody, ParsedAttribute, ParsedBlock } from './parser';
import { traversalOf } from './syntax';
import { HclSyntaxError, HclToken } from './token';
import { formatType } from './type-constraint';

/** A `variable` block. */
export interface TerraformVariable {
  readonly name: string;
  readonly line: number;
  /** The type constraint in canonical one-line form; absent when the variable takes any value. */
  readonly type?: string;
  readonly description?: string;
  /** Whether a value must be given, because there is no default. */
  readonly required: boolean;
  /** The default, when it is a literal; undefined when there is none or only Terraform can compute it. */
  readonly defaultValue?: unknown;
  readonly sensitive: boolean;
  readonly nullable: boolean;
  /** Whether the value is never stored. */
  readonly ephemeral?: boolean;
}

/** An `output` block. */
export interface TerraformOutput {
  readonly name: string;
  readonly line: number;
  readonly description?: string;
  readonly sensitive: boolean;
  /** Whether the value is never stored. */
  readonly ephemeral?: boolean;
}

/** An entry of `required_providers`. */
export interface RequiredProvider {
  readonly name: string;
  readonly line: number;
  readonly source?: string;
  readonly version?: string;
  /** Further configurations of it that a caller has to pass, such as `tencentcloud.peer`. */
  readonly aliases?: readonly string[];
}

/** What is read of a block. */
type ReadBlock = Pick<ParsedBlock, 'type' | 'labels' | 'line' | 'body'>;

/** What a `.tf` file declares to the world around it, in the order of the file. */
export interface TerraformDeclarations {
  readonly variables: readonly TerraformVariable[];
  readonly outputs: readonly TerraformOutput[];
  readonly requiredProviders: readonly RequiredProvider[];
}

/**
 * Reads the variables, outputs and required providers that a `.tf` file declares.
 *
 * @param source text of the file
 * @param fileName named in errors
 * @throws Error `<fileName>:<line>: …` when the text cannot be parsed
 */
export function readDeclarations(source: string, fileName: string): TerraformDeclarations {
  try {
    const { blocks } = parseBody(source);
    return {
      variables: blocks.filter(({ type }) => type === 'variable').map(readVariable),
      outputs: blocks.filter(({ type }) => type === 'output').map(readOutput),
      requiredProviders: blocks.filter(({ type }) => type === 'terraform').flatMap(readRequiredProviders),
    };
  } catch (error) {
    if (error instanceof HclSyntaxError) throw new Error(`${fileName}:${error.line}: ${error.reason}`, { cause: error });
    throw error;
  }
}

export function readVariable(block: ReadBlock): TerraformVariable {
  const { attributes } = block.body;
  const type = attributes.get('type');
  const defaultAttribute = attributes.get('default');
  return {
    name: onlyLabel(block),
    line: block.line,
    type: type && formatType(parseTypeTokens(type.expression)),
    description: readText(attributes.get('description')?.expression),
    required: defaultAttribute === undefined,
    defaultValue: defaultAttribute && readLiteral(defaultAttribute.expression),
    sensitive: readFlag(attributes.get('sensitive'), false),
    nullable: readFlag(attributes.get('nullable'), true),
    ...(attributes.has('ephemeral') ? { ephemeral: readFlag(attributes.get('ephemeral'), false) } : {}),
  };
}

export function readOutput(block: ReadBlock): TerraformOutput {
  const { attributes } = block.body;
  return {
    name: onlyLabel(block),
    line: block.line,
    description: readText(attributes.get('description')?.expression),
    sensitive: readFlag(attributes.get('sensitive'), false),
    ...(attributes.has('ephemeral') ? { ephemeral: readFlag(attributes.get('ephemeral'), false) } : {}),
  };
}

function readRequiredProviders(terraform: ParsedBlock): RequiredProvider[] {
  return terraform.body.blocks
    .filter(({ type }) => type === 'required_providers')
    .flatMap(({ body }) => Array.from(body.attributes.values(), readRequiredProvider));
}

export function readRequiredProvider({ name, line, expression }: ParsedAttribute): RequiredProvider {
  const items = readObjectItems(expression);
  if (!items) return { name, line, version: readText(expression) };
  const aliases = items.get('configuration_aliases');
  return {
    name,
    line,
    source: readText(items.get('source')),
    version: readText(items.get('version')),
    ...(aliases ? { aliases: readAliases(aliases, line) } : {}),
  };
}

function readAliases(expression: readonly HclToken[], line: number): string[] {
  const syntax = parseExpression(expression);
  const aliases = syntax.kind === 'list' ? syntax.items.map(traversalOf) : [undefined];
  return aliases.map((names) => {
    if (names?.length !== 2) throw new HclSyntaxError('configuration_aliases lists names such as tencentcloud.peer', line);
    return names.join('.');
  });
}

function onlyLabel({ type, labels, line }: ReadBlock): string {
  if (labels.length !== 1) throw new HclSyntaxError(`a ${type} block has one label, its name; this one has ${labels.length}`, line);
  return labels[0];
}

function readText(expression: readonly HclToken[] | undefined): string | undefined {
  const value = expression && readLiteral(expression);
  return typeof value === 'string' ? value : undefined;
}

function readFlag(attribute: ParsedAttribute | undefined, absent: boolean): boolean {
  if (attribute === undefined) return absent;
  const literal = readLiteral(attribute.expression);
  // Terraform takes the text for the value.
  const value = literal === 'true' || literal === 'false' ? literal === 'true' : literal;
  if (typeof value !== 'boolean') throw new HclSyntaxError(`"${attribute.name}" must be true or false`, attribute.line);
  return value;
}

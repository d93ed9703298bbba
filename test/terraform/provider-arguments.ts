import * as fs from 'node:fs';
import * as path from 'node:path';
import { readLiteral } from '../../src/terraform/hcl/literal';
import { parseBody, ParsedAttribute, ParsedBlock, ParsedBody } from '../../src/terraform/hcl/parser';
import { didYouMean } from '../../src/text/nearest-name';

/** An argument: a value of a type such as `string`, `number`, `bool`, `string[]`, `set(string)` or `map(string)`, or a nested block. What else is said of it, schema-provider reads. */
interface Argument {
  readonly type?: string;
  readonly block?: string;
  readonly arguments?: Arguments;
  /** Whether Terraform takes the block for a list of objects (https://developer.hashicorp.com/terraform/language/attr-as-blocks). */
  readonly isValue?: boolean;
  readonly required?: boolean;
  /** The version of azurerm that drops it. */
  readonly until?: string;
  /** Whether the provider warns of it. */
  readonly deprecated?: boolean;
}

type Arguments = Readonly<Record<string, Argument>>;

interface Schema {
  readonly arguments: Arguments;
  /** What it gives beside its arguments. */
  readonly attributes: readonly string[];
}

type Schemas = Readonly<Partial<Record<'resource' | 'data' | 'ephemeral', Readonly<Record<string, Schema>>>>>;

/** The files with the schemas of the providers, by what their types begin with. */
const FILES = { azuread: 'azuread-arguments.json', azurerm: 'azurerm-arguments.json', tencentcloud: 'tencentcloud-arguments.json' } as const;

type Provider = keyof typeof FILES;

const SCHEMAS = Object.fromEntries(Object.entries(FILES).map(([provider, file]) => (
  [provider, JSON.parse(fs.readFileSync(path.join(__dirname, file), 'utf8')) as Schemas]
))) as Record<Provider, Schemas>;

/** What Terraform itself takes in every resource. */
const META_ATTRIBUTES = new Set(['count', 'for_each', 'depends_on', 'provider']);
const META_BLOCKS = new Set(['lifecycle', 'timeouts']);

/** `azurerm_x.name.attribute`, also with `data.` or `ephemeral.` before it and an index behind the name. */
const REFERENCE = /(?<![\w.])(?:(data|ephemeral)\.)?((?:azuread|azurerm|tencentcloud)_\w+)\.\w+(?:\[(?:[^[\]]|\[[^[\]]*\])*\])?\.(\w+)/g;

/**
 * Compares the resources of a cloud's provider in one `.tf` file with the arguments that the provider knows.
 *
 * @returns one line for each thing that is wrong: `<file>:<line>: …`
 */
export function checkArguments(source: string, fileName: string): string[] {
  const problems: string[] = [];
  const report = (line: number, message: string) => problems.push(`${fileName}:${line}: ${message}`);
  for (const block of parseBody(source).blocks) {
    const [type] = block.labels;
    const provider = providerOf(type);
    if (provider === undefined || !KINDS.includes(block.type)) continue;
    const schema = schemaOf(provider, block.type, type);
    if (schema) checkBody(block.body, block.line, schema.arguments, type, report, 'resource');
    else report(block.line, `${type} is not in ${FILES[provider]}: add it there`);
  }
  source.split('\n').forEach((text, index) => {
    for (const [, kind = 'resource', type, attribute] of text.matchAll(REFERENCE)) {
      const schema = schemaOf(providerOf(type)!, kind, type);
      if (schema === undefined) continue;
      const names = ['id', ...Object.keys(schema.arguments), ...schema.attributes];
      if (!names.includes(attribute)) report(index + 1, `${type} gives no "${attribute}".${didYouMean(attribute, names)}`);
    }
  });
  return problems;
}

const KINDS = ['resource', 'data', 'ephemeral'];

function providerOf(type: string | undefined): Provider | undefined {
  return (Object.keys(FILES) as Provider[]).find((name) => type?.startsWith(`${name}_`));
}

function schemaOf(provider: Provider, kind: string, type: string): Schema | undefined {
  return SCHEMAS[provider][kind as keyof Schemas]?.[type];
}

type Report = (line: number, message: string) => void;

/** What a body belongs to. A value that is written as a static block has nothing dynamic in it: Terraform cannot evaluate that. */
type Place = 'resource' | 'block' | 'static value';

function checkBody({ attributes, blocks }: ParsedBody, line: number, known: Arguments, owner: string, report: Report, place: Place): void {
  const given = new Set<string>(attributes.keys());
  for (const attribute of attributes.values()) {
    if (place === 'resource' && META_ATTRIBUTES.has(attribute.name)) continue;
    checkAttribute(attribute, known, owner, report);
  }
  for (const block of blocks) {
    if (place === 'resource' && META_BLOCKS.has(block.type)) continue;
    const name = block.type === 'dynamic' ? block.labels[0] : block.type;
    if (block.type === 'dynamic' && place === 'static value') {
      report(block.line, `"${name}" of ${owner} cannot be dynamic, because ${owner} is a value: write a list of objects`);
    }
    const isAgain = given.has(name) && block.type !== 'dynamic';
    given.add(name);
    checkBlock(block, name, isAgain, known, owner, report);
  }
  for (const [name, { required }] of Object.entries(known)) {
    if (required && !given.has(name)) report(line, `${owner} needs "${name}"`);
  }
}

function checkAttribute({ name, line, expression }: ParsedAttribute, known: Arguments, owner: string, report: Report): void {
  const argument = lookUp(name, line, known, owner, report);
  if (!argument) return;
  if (argument.block) {
    if (!argument.isValue) report(line, `"${name}" of ${owner} is a block, not a value`);
    return;
  }
  const first = expression[0].text;
  const literal = readLiteral(expression);
  const given = first === '[' ? 'list' : first === '{' ? 'map' : literal === undefined || literal === null ? undefined : typeof literal;
  if (given !== undefined && given !== shapeOf(argument.type ?? '')) report(line, `"${name}" of ${owner} is a ${argument.type}, not a ${given}`);
}

function checkBlock(block: ParsedBlock, name: string, isAgain: boolean, known: Arguments, owner: string, report: Report): void {
  const argument = lookUp(name, block.line, known, owner, report);
  if (!argument) return;
  if (!argument.block) {
    report(block.line, `"${name}" of ${owner} is a value, not a block`);
    return;
  }
  if (isAgain && argument.block === 'single') report(block.line, `${owner} takes one "${name}"`);
  const isDynamic = block.type === 'dynamic';
  const content = isDynamic ? block.body.blocks.find(({ type }) => type === 'content') : block;
  if (!content) report(block.line, `the dynamic block "${name}" of ${owner} has no content`);
  else checkBody(content.body, content.line, argument.arguments ?? {}, `${owner}.${name}`, report, argument.isValue && !isDynamic ? 'static value' : 'block');
}

function lookUp(name: string, line: number, known: Arguments, owner: string, report: Report): Argument | undefined {
  const argument = Object.hasOwn(known, name) ? known[name] : undefined;
  if (!argument) report(line, `${owner} has no argument "${name}".${didYouMean(name, Object.keys(known))}`);
  else if (argument.until) report(line, `"${name}" of ${owner} is gone in azurerm ${argument.until}`);
  else if (argument.deprecated) report(line, `"${name}" of ${owner} is deprecated`);
  return argument;
}

/** How a value of the type looks when it is written down. */
function shapeOf(type: string): string {
  if (type.endsWith('[]') || type.startsWith('set(')) return 'list';
  if (type.startsWith('map(')) return 'map';
  return type === 'bool' ? 'boolean' : type;
}

/** The files `test/terraform/*-arguments.json`, made of what the plugins themselves say of the types that the shipped Terraform uses. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { terraform } from './terraform-check';
import { parseBody } from '../../src/terraform/hcl/parser';
import { ARGUMENT_FILES } from '../terraform/schema-providers';

const TERRAFORM = path.join(__dirname, '../../src/terraform');
const FILES = path.join(__dirname, '../terraform');

const KINDS = { resource: 'resource_schemas', data: 'data_source_schemas', ephemeral: 'ephemeral_resource_schemas' } as const;

type Kind = keyof typeof KINDS;

/** A type as `terraform providers schema -json` writes it: `"string"`, `["list", "string"]`, `["object", {…}]`. */
type JsonType = string | readonly ['list' | 'set' | 'map', JsonType] | readonly ['object', Readonly<Record<string, JsonType>>];

interface JsonAttribute {
  readonly type: JsonType;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly deprecated?: boolean;
  readonly write_only?: boolean;
}

interface JsonBlock {
  readonly attributes?: Readonly<Record<string, JsonAttribute>>;
  readonly block_types?: Readonly<Record<string, { nesting_mode: string; block: JsonBlock; min_items?: number; max_items?: number }>>;
  readonly deprecated?: boolean;
}

type JsonSchemas = Readonly<Record<string, { readonly block: JsonBlock }>>;

interface JsonProvider extends Partial<Record<(typeof KINDS)[Kind], JsonSchemas>> {
  readonly provider: { readonly block: JsonBlock };
}

/** An argument, as the files have it: see the readers, `test/terraform/provider-arguments.ts` and `.ci/schema-provider`. */
interface Argument {
  type?: string;
  block?: string;
  isValue?: boolean;
  required?: boolean;
  computed?: boolean;
  deprecated?: boolean;
  writeOnly?: boolean;
  /** Said by hand: since when an argument is asked for, and which version drops it. No plugin of one version knows that. */
  requiredSince?: string;
  until?: string;
  arguments?: Record<string, Argument>;
  attributes?: string[];
  types?: Record<string, string>;
}

type Body = Pick<Argument, 'arguments' | 'attributes' | 'types'>;

type ArgumentFile = { origin: string; provider?: Body } & Partial<Record<Kind, Record<string, Body>>>;

/**
 * Writes the file of every provider whose plugin is there.
 * @returns a line for each provider
 */
export async function writeArgumentFiles(work: string, cliConfig: string): Promise<string[]> {
  const lines: string[] = [];
  for (const [source, { version, file }] of Object.entries(ARGUMENT_FILES)) {
    const said = await askPlugin(path.join(work, 'schemas', path.posix.basename(source)), source, version, cliConfig);
    lines.push(said === undefined ? `skipped  ${file}: there is no plugin of ${source} ${version}, see above` : write(file, source, version, said));
  }
  return lines;
}

async function askPlugin(dir: string, source: string, version: string, cliConfig: string): Promise<JsonProvider | undefined> {
  fs.mkdirSync(dir, { recursive: true });
  const name = path.posix.basename(source);
  fs.writeFileSync(path.join(dir, 'main.tf'), `terraform {\n  required_providers {\n    ${name} = { source = "${source}", version = "${version}" }\n  }\n}\n`);
  if ((await terraform(['init', '-input=false', '-no-color'], dir, cliConfig)).status !== 0) return undefined;
  const { status, output } = await terraform(['providers', 'schema', '-json'], dir, cliConfig);
  if (status !== 0) throw new Error(`terraform providers schema: ${output}`);
  return Object.values((JSON.parse(output) as { provider_schemas: Record<string, JsonProvider> }).provider_schemas)[0];
}

function write(file: string, source: string, version: string, said: JsonProvider): string {
  const target = path.join(FILES, file);
  const before = JSON.parse(fs.readFileSync(target, 'utf8')) as ArgumentFile;
  const name = path.posix.basename(source);
  const unknown: string[] = [];
  const after: ArgumentFile = {
    origin: `What the modules and bootstraps use of provider ${source}, as its plugin of version ${version} says it (\`npm run test:providers -- --write-schemas\`).`
      + ' By hand: `until` and `requiredSince`, what a later major version drops or asks for, and `required` below `isValue`.',
    provider: body(said.provider.block, before.provider),
  };
  for (const kind of Object.keys(KINDS) as Kind[]) {
    const types = usedTypes(kind).filter((type) => type.startsWith(`${name}_`));
    if (types.length === 0) continue;
    const known = said[KINDS[kind]] ?? {};
    unknown.push(...types.filter((type) => !Object.hasOwn(known, type)));
    after[kind] = Object.fromEntries(types.filter((type) => Object.hasOwn(known, type)).map((type) => (
      [type, resource(known[type].block, before[kind]?.[type])]
    )));
  }
  if (unknown.length > 0) throw new Error(`the plugin of ${source} ${version} has no ${unknown.join(', ')}`);
  fs.writeFileSync(target, `${print(after)}\n`);
  return `written  test/terraform/${file}: as the plugin of ${source} ${version} says it`;
}

/** The types that the shipped Terraform uses, sorted. */
function usedTypes(kind: Kind): string[] {
  const files = fs.readdirSync(TERRAFORM, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tf'));
  const blocks = files.flatMap((file) => parseBody(fs.readFileSync(path.join(TERRAFORM, file), 'utf8')).blocks);
  return [...new Set(blocks.filter(({ type }) => type === kind).map(({ labels: [type] }) => type))].sort();
}

/** What a resource has, beside the id and timeouts that all have, and that schema-provider adds. */
function resource({ attributes: { id, ...attributes } = {}, block_types: { timeouts, ...blocks } = {} }: JsonBlock, before: Body | undefined): Body {
  return body({ attributes: { ...attributes, ...(id && !id.computed ? { id } : {}) }, block_types: blocks }, before);
}

function body({ attributes = {}, block_types: blocks = {} }: JsonBlock, before: Body | undefined): Body {
  const args: Record<string, Argument> = {};
  const given: string[] = [];
  const types: Record<string, string> = {};
  for (const [name, attribute] of Object.entries(attributes)) {
    const { type, required, optional } = attribute;
    if (required || optional) {
      args[name] = { ...value(type, before?.arguments?.[name]), ...flags(attribute) };
    } else {
      given.push(name);
      if (type !== 'string') types[name] = typeName(type);
    }
  }
  for (const [name, { nesting_mode: nesting, block, min_items: least = 0, max_items: most }] of Object.entries(blocks)) {
    args[name] = {
      block: nesting === 'list' && most === 1 ? 'single' : nesting,
      ...(least > 0 ? { required: true } : {}),
      ...(block.deprecated ? { deprecated: true } : {}),
      ...body(block, before?.arguments?.[name]),
    };
    // A block always has arguments.
    if (args[name].attributes?.length === 0) delete args[name].attributes;
  }
  for (const [name, argument] of Object.entries(args)) {
    Object.assign(argument, byHand(before?.arguments?.[name]));
    // No schema has both.
    if (argument.required) delete argument.computed;
  }
  return {
    arguments: sorted(args),
    attributes: given.sort(),
    ...(Object.keys(types).length > 0 ? { types: sorted(types) } : {}),
  };
}

/** A value, or a block that Terraform takes for one: what is required in such a block the plugin does not say. */
function value(type: JsonType, before: Argument | undefined): Argument {
  const isOfObjects = typeof type !== 'string' && (type[0] === 'list' || type[0] === 'set') && typeof type[1] !== 'string' && type[1][0] === 'object';
  if (!isOfObjects) return { type: typeof type !== 'string' && type[0] === 'list' && typeof type[1] === 'string' ? `${type[1]}[]` : typeName(type) };
  const args = Object.entries(type[1][1]).map(([name, inner]) => {
    const known = before?.arguments?.[name];
    return [name, { ...value(inner, known), ...(known?.required ? { required: true } : {}), ...byHand(known) }] as const;
  });
  return { block: type[0], isValue: true, arguments: sorted(Object.fromEntries(args)) };
}

function flags({ required, computed, deprecated, write_only: writeOnly }: JsonAttribute): Argument {
  return Object.fromEntries(Object.entries({ required, computed, deprecated, writeOnly }).filter(([, flag]) => flag));
}

function byHand(before: Argument | undefined): Argument {
  const { until, requiredSince } = before ?? {};
  return { ...(until ? { until } : {}), ...(requiredSince ? { required: true, requiredSince } : {}) };
}

function typeName(type: JsonType): string {
  if (typeof type === 'string') return type;
  if (type[0] === 'object') return `object(${Object.entries(type[1]).map(([name, of]) => `${name}=${typeName(of)}`).sort().join(';')})`;
  return `${type[0]}(${typeName(type[1])})`;
}

function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** JSON with what holds no more than texts and numbers on one line. */
function print(json: unknown, indent = ''): string {
  if (Array.isArray(json)) return `[${json.map((item) => JSON.stringify(item)).join(', ')}]`;
  if (typeof json !== 'object' || json === null) return JSON.stringify(json);
  const entries = Object.entries(json);
  const isFlat = entries.every(([, inner]) => typeof inner !== 'object');
  if (isFlat) return entries.length === 0 ? '{}' : `{ ${entries.map(([key, inner]) => `${JSON.stringify(key)}: ${JSON.stringify(inner)}`).join(', ')} }`;
  return `{\n${entries.map(([key, inner]) => `${indent}  ${JSON.stringify(key)}: ${print(inner, `${indent}  `)}`).join(',\n')}\n${indent}}`;
}

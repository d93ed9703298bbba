import { escapeQuoted } from './escape';
import { JsonNode, JsonObject, parseJson } from './json-document';
import { tokenize } from './lexer';
import type { ParsedAttribute, ParsedBlock, ParsedBody } from './parser';
import { endOfInterpolation } from './template-text';
import { HclSyntaxError } from './token';

/**
 * Parses a file in Terraform's JSON syntax into what the same in HCL is parsed into.
 *
 * @throws HclSyntaxError with the line of what cannot be parsed
 */
export function parseJsonBody(source: string): ParsedBody {
  return toBody(parseJson(source), FILE);
}

/** How a body is written: which of its names are blocks, with how many labels, and which values are expressions in a string. */
interface BodyShape {
  readonly blocks?: Readonly<Record<string, BlockShape>>;
  /** Arguments whose strings are not templates but expressions, such as a type or the name of a provider. */
  readonly bare?: readonly string[];
}

interface BlockShape extends BodyShape {
  readonly labels: number;
}

const VALIDATED: BodyShape = { blocks: { precondition: { labels: 0 }, postcondition: { labels: 0 } } };
const SERVED: BlockShape = { labels: 2, bare: ['provider', 'depends_on'], blocks: { lifecycle: { labels: 0, ...VALIDATED, bare: ['ignore_changes', 'replace_triggered_by'] } } };

/** Source: Terraform language, JSON configuration syntax. */
const FILE: BodyShape = {
  blocks: {
    terraform: {
      labels: 0,
      blocks: { required_providers: { labels: 0 }, backend: { labels: 1 }, cloud: { labels: 0 }, provider_meta: { labels: 1 } },
    },
    provider: { labels: 1 },
    variable: { labels: 1, bare: ['type'], blocks: { validation: { labels: 0 } } },
    locals: { labels: 0 },
    output: { labels: 1, bare: ['depends_on'], ...VALIDATED },
    module: { labels: 1, bare: ['providers', 'depends_on'] },
    resource: SERVED,
    data: SERVED,
    ephemeral: SERVED,
    check: { labels: 1, blocks: { data: SERVED, assert: { labels: 0 } } },
    moved: { labels: 0, bare: ['from', 'to'] },
    import: { labels: 0, bare: ['to', 'provider'] },
    removed: { labels: 0, bare: ['from'] },
  },
};

/** A name under which anybody may write what he likes. */
const COMMENT = '//';

/** A body may be written as several objects in a list. */
function toBody(node: JsonNode, shape: BodyShape): ParsedBody {
  const attributes = new Map<string, ParsedAttribute>();
  const blocks: ParsedBlock[] = [];
  for (const object of objectsOf(node)) {
    for (const [name, value] of object.entries) {
      if (name === COMMENT) continue;
      const block = shape.blocks && Object.hasOwn(shape.blocks, name) ? shape.blocks[name] : undefined;
      if (block) {
        blocks.push(...toBlocks(name, [], value, block));
      } else {
        if (attributes.has(name)) throw new HclSyntaxError(`"${name}" is set a second time`, value.line);
        attributes.set(name, toAttribute(name, value, shape.bare?.includes(name) ?? false));
      }
    }
  }
  return { attributes, blocks };
}

function toBlocks(type: string, labels: readonly string[], node: JsonNode, shape: BlockShape): ParsedBlock[] {
  if (labels.length < shape.labels) {
    return objectsOf(node).flatMap(({ entries }) => entries.filter(([name]) => name !== COMMENT)
      .flatMap(([label, value]) => toBlocks(type, [...labels, label], value, shape)));
  }
  if (node.kind === 'constant' && node.text === 'null') return [];
  const bodies = node.kind === 'array' ? node.items : [node];
  return bodies.map((body) => ({ type, labels, line: body.line, body: toBody(body, shape) }));
}

function objectsOf(node: JsonNode): JsonObject[] {
  const nodes = node.kind === 'array' ? node.items : [node];
  return nodes.map((item) => {
    if (item.kind !== 'object') throw new HclSyntaxError('expected an object in braces', item.line);
    return item;
  });
}

function toAttribute(name: string, value: JsonNode, isBare: boolean): ParsedAttribute {
  const isAlias = name === 'configuration_aliases';
  const tokens = tokenize(toHcl(value, isBare || isAlias)).slice(0, -1);
  return { name, line: value.line, expression: tokens.map((token) => ({ ...token, line: value.line })) };
}

/** The same in HCL, on one line. */
function toHcl(node: JsonNode, isBare: boolean): string {
  switch (node.kind) {
    case 'object':
      return `{ ${node.entries.map(([name, value]) => `${isBare ? name : quoted(name)} = ${toHcl(value, isBare || name === 'configuration_aliases')}`).join(', ')} }`;
    case 'array':
      return `[${node.items.map((item) => toHcl(item, isBare)).join(', ')}]`;
    case 'string':
      return isBare ? node.text : template(node.text);
    default:
      return node.text;
  }
}

/** What is an interpolation from end to end has the type of its expression. */
function template(text: string): string {
  const isWhole = text.startsWith('${') && endOfInterpolation(text, 2) === text.length;
  return isWhole ? `(${text.slice(2, -1).replace(/\r?\n/g, ' ')})` : quoted(text);
}

/** A string whose interpolations stay, while everything else is literal. */
function quoted(text: string): string {
  let written = '';
  for (let at = 0; at < text.length;) {
    const start = /[$%]\{|$/.exec(text.slice(at))!.index + at;
    const isEscaped = start > at && text[start - 1] === text[start];
    const literalEnd = isEscaped ? start + 2 : start;
    // What is escaped in JSON as `$${` is escaped in HCL in the same way.
    written += isEscaped ? `${escapeQuoted(text.slice(at, start - 1))}${text.slice(start - 1, literalEnd)}` : escapeQuoted(text.slice(at, literalEnd));
    if (isEscaped || start === text.length) {
      at = literalEnd;
      continue;
    }
    const end = endOfInterpolation(text, start + 2);
    written += text.slice(start, end).replace(/\r?\n/g, ' ');
    at = end;
  }
  return `"${written}"`;
}

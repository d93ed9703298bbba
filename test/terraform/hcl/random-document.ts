import * as fc from 'fast-check';
import { hostileText } from './hostile';
import { HclAttribute, HclBlock, HclComment, HclItem } from '../../../src/terraform/hcl/block';
import { Hcl } from '../../../src/terraform/hcl/hcl';

/** A value for the writer, with what the oracle must read in its place. */
export interface Sample {
  readonly value: unknown;
  readonly expected: unknown;
}

/** Items for the writer, with what the oracle must read in their place. */
export interface DocumentSample {
  readonly items: readonly HclItem[];
  readonly expected: ExpectedBody;
}

export interface ExpectedBody {
  readonly attributes: ReadonlyMap<string, unknown>;
  readonly blocks: readonly { readonly path: readonly string[]; readonly body: ExpectedBody }[];
}

/** A function call: the oracle gives its source text, so the arguments are parsed once more. */
export class ExpectedCall {
  constructor(public readonly name: string, public readonly args: readonly unknown[]) {}
}

/** The oracle gives strings with their template sequences escaped, and in the normal form C of Terraform. */
export function asTemplate(text: string): string {
  return text.normalize('NFC').replace(/\$\{|%\{/g, (found) => found[0] + found);
}

const references = fc.constantFrom(
  'var.x', 'module.vpc.vpc_id', 'data.terraform_remote_state.network.outputs.vpc_id', 'a.b[0].c', 'a.b["k.l"]', 'a.b[*].id', 'each.value', 'x.y[each.key].z',
);
const rawExpressions = fc.constantFrom('var.a ? 1 : 2', '[for x in var.y : x.id if x.on]', '!var.a && -var.b > 1', '{ for k, v in var.m : k => v }', '(1 + 2) * 3', '"${var.a}-${var.b}"');
const functions = fc.constantFrom('f', 'jsonencode', 'provider::tencentcloud::parse');

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const numbers = fc.oneof(fc.integer(), finite, fc.constantFrom(-0, 1e21, 1e-7, 5e-324, Number.MAX_VALUE));

const literals: fc.Arbitrary<Sample> = fc.oneof(
  { weight: 6, arbitrary: hostileText.map((text) => ({ value: text, expected: asTemplate(text) })) },
  { weight: 3, arbitrary: numbers.map(same) },
  { weight: 2, arbitrary: fc.oneof(fc.boolean(), fc.constant(null)).map(same) },
);

const templates: fc.Arbitrary<Sample> = fc
  .array(fc.oneof(hostileText.map((text) => ({ text })), references.map((reference) => ({ reference }))), { maxLength: 5 })
  .map((parts) => {
    const values = parts.map((part) => ('text' in part ? part.text : Hcl.reference(part.reference)));
    let expected = '';
    let literal = '';
    for (const part of parts) {
      if ('text' in part) {
        literal += part.text;
      } else {
        expected += `${asTemplate(literal)}\${${part.reference}}`;
        literal = '';
      }
    }
    return { value: Hcl.template('%s'.repeat(parts.length), ...values), expected: expected + asTemplate(literal) };
  });

const expressions: fc.Arbitrary<Sample> = fc.oneof(
  references.map((text) => ({ value: Hcl.reference(text), expected: `\${${text}}` })),
  rawExpressions.map((text) => ({ value: Hcl.raw(text), expected: text.startsWith('"') ? text.slice(1, -1) : `\${${text}}` })),
  hostileText.map((text) => ({ value: Hcl.heredoc(text), expected: asTemplate(text === '' || text.endsWith('\n') ? text : `${text}\n`) })),
  templates,
);

const { value: values } = fc.letrec<{ value: Sample; list: Sample; object: Sample; call: Sample }>((tie) => ({
  value: fc.oneof({ maxDepth: 3, depthSize: 'small' }, { weight: 5, arbitrary: literals }, { weight: 3, arbitrary: expressions }, tie('list'), tie('object'), tie('call')),
  list: fc.array(tie('value'), { maxLength: 4 }).map((items) => ({ value: items.map(({ value }) => value), expected: items.map(({ expected }) => expected) })),
  object: fc.uniqueArray(fc.tuple(hostileText, tie('value')), { maxLength: 4, selector: ([key]) => key.normalize('NFC') }).map((entries) => ({
    value: { ...Object.fromEntries(entries.map(([key, { value }]) => [key, value])), leftOut: undefined },
    expected: Object.fromEntries(entries.map(([key, { expected }]) => [asTemplate(key), expected])),
  })),
  call: fc.tuple(functions, fc.array(tie('value'), { maxLength: 3 })).map(([name, args]) => ({
    value: Hcl.call(name, ...args.map(({ value }) => value)),
    expected: new ExpectedCall(name, args.map(({ expected }) => expected)),
  })),
}));

const argumentNames = fc.oneof(fc.stringMatching(/^[a-z_][a-zA-Z0-9_-]{0,20}$/), fc.constantFrom('größe', '数据', 'for', 'null', 'in'));
const labels = fc.oneof(fc.stringMatching(/^[a-z][a-z0-9_-]{0,12}$/), fc.constantFrom('', 'a b', 'hashicorp/random', '数据', 'a.b:c@d'));
/** One label count for each type: the oracle nests by label, and counts that differ would collide. */
const headers = fc.oneof(
  fc.constantFrom(['lifecycle'], ['Ingress-1'], ['模块']),
  fc.tuple(fc.constant('variable'), labels),
  fc.tuple(fc.constant('resource'), labels, labels),
);

type Member = { readonly item: HclItem; readonly attribute?: readonly [string, unknown]; readonly block?: ExpectedBody['blocks'][number] };

const attributes = fc
  .tuple(argumentNames, values)
  .map(([name, { value, expected }]): Member => ({ item: new HclAttribute(name, value), attribute: [name, expected] }));

const { body: bodies } = fc.letrec<{ body: DocumentSample; member: Member; block: Member }>((tie) => ({
  body: fc.uniqueArray(tie('member'), { maxLength: 6, selector: ({ item }) => (item instanceof HclAttribute ? item.name : item) }).map((members) => ({
    items: members.map(({ item }) => item),
    expected: {
      attributes: new Map(members.flatMap(({ attribute }) => (attribute ? [attribute] : []))),
      blocks: members.flatMap(({ block }) => (block ? [block] : [])),
    },
  })),
  member: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { weight: 5, arbitrary: attributes },
    { weight: 1, arbitrary: hostileText.map((text): Member => ({ item: new HclComment(text) })) },
    { weight: 3, arbitrary: tie('block') },
  ),
  block: fc.tuple(headers, tie('body')).map(([[type, ...blockLabels], { items, expected }]): Member => {
    const block = new HclBlock(type, blockLabels);
    for (const item of items) {
      if (item instanceof HclAttribute) block.attribute(item.name, item.value);
      else if (item instanceof HclBlock) block.block(item);
      else block.comment(item.text);
    }
    return { item: block, block: { path: [type, ...blockLabels], body: expected } };
  }),
}));

/** Whole files: attributes, comments and nested blocks of hostile values. */
export const documents: fc.Arbitrary<DocumentSample> = bodies;

function same(value: unknown): Sample {
  return { value, expected: value };
}

import { checkValue } from '../../../src/terraform/hcl/check-value';
import { Hcl } from '../../../src/terraform/hcl/hcl';
import { parseTypeConstraint } from '../../../src/terraform/hcl/parse-type';
import { formatType } from '../../../src/terraform/hcl/type-constraint';
import { toTerraformValue, toTypeScript } from '../../../src/terraform/hcl/typescript-type';

describe('a type expression', () => {
  test.each<[string, string]>([
    ['string', 'string'],
    [' number ', 'number'],
    ['list', 'list(any)'],
    ['map', 'map(any)'],
    ['object({ a = optional(number, 60 * 60), b = optional(string, "x${1 + 1}") })', 'object({ a = optional(number, 3600), b = optional(string, "x2") })'],
    ['object({ a = optional(number, 0.1 + 0.2) })', 'object({ a = optional(number, 0.1 + 0.2) })'],
    ['map ( /* of */ bool )', 'map(bool)'],
    ['set(\n  list(any),\n)', 'set(list(any))'],
    ['tuple([])', 'tuple([])'],
    ['tuple([string, tuple([number])])', 'tuple([string, tuple([number])])'],
    ['object({})', 'object({})'],
    ['object({\n  # the name\n  name = string\n\n  size : optional(number, -20), on = optional(bool)\n})', 'object({ name = string, size = optional(number, -20), on = optional(bool) })'],
    ['object({ a = optional(object({ b = list(string) }), { b = ["x,)"] }) })', 'object({ a = optional(object({ b = list(string) }), { b = ["x,)"] }) })'],
    ['object({ a = optional(string, null) })', 'object({ a = optional(string) })'],
  ])('%j is written as %s', (text, canonical) => {
    const type = parseTypeConstraint(text);
    expect(formatType(type)).toBe(canonical);
    expect(parseTypeConstraint(canonical)).toEqual(type);
  });

  test('gives a tree', () => {
    expect(parseTypeConstraint('map(object({ a = optional(set(string), ["x"]), b = tuple([any]) }))')).toEqual({
      kind: 'map',
      element: {
        kind: 'object',
        attributes: [
          { name: 'a', type: { kind: 'set', element: { kind: 'string' } }, optional: true, defaultValue: ['x'] },
          { name: 'b', type: { kind: 'tuple', elements: [{ kind: 'any' }] }, optional: false },
        ],
      },
    });
  });

  test.each<[string, string]>([
    ['', 'the type is empty'],
    ['strin', '"strin" is no type'],
    ['1', '"1" is no type'],
    ['string number', '"string" is no type'],
    ['list(string) x', '"list" is no type'],
    ['list[string]', '"list" is no type'],
    ['optional(string)', '"optional" is no type'],
    ['list()', 'list(…) takes one argument'],
    ['map(string, number)', 'map(…) takes one argument'],
    ['list(\n\nfoo)', 'line 3: "foo" is no type'],
    ['tuple(string)', 'tuple(…) takes a list of types in brackets'],
    ['tuple([string,,number])', 'an item is missing before ","'],
    ['object(string)', 'object(…) takes attributes with their types in braces'],
    ['object({ a = optional() })', 'optional(…) takes a type and perhaps a default'],
    ['object({ a = optional(string, var.b) })', 'the default of "a" must be a constant, but it needs "var"'],
    ['object({ a = optional(map(string), tomap({})) })', 'the default of "a" must be a constant, but it needs the function tomap()'],
    ['object({ a = optional(number, null + 1) })', 'the default of "a" cannot be computed: an operand must not be null'],
    ['object({ a = string, a = number })', 'attribute "a" is given twice'],
    ['"string"', '"\\"string\\"" is no type'],
    ['set', '"set" is no type'],
    ['list(map)', '"map" is no type'],
    ['object({ a = })', '"a" has no value'],
  ])('%j is an error', (text, message) => {
    expect(() => parseTypeConstraint(text)).toThrow(message);
  });
});

describe('a value', () => {
  const subnet = 'object({ zone = string, cidr_block = string, size = optional(number) })';

  test.each<[string, unknown]>([
    ['string', 'a'],
    ['number', 1.5],
    ['bool', false],
    ['any', { a: [1, 'b', null] }],
    ['string', null],
    ['string', Hcl.reference('var.a')],
    [subnet, Hcl.reference('var.a')],
    ['list(string)', ['a', Hcl.reference('var.a')]],
    ['set(number)', []],
    ['map(string)', { 'a': 'b', 'c d': Hcl.template('x'), 'e': undefined }],
    ['tuple([string, number])', ['a', 1]],
    [subnet, { zone: 'a', cidr_block: 'b' }],
    [subnet, { zone: 'a', cidr_block: 'b', size: undefined }],
  ])('fits %s: %j', (type, value) => {
    expect(checkValue(parseTypeConstraint(type), value, 'input "x"')).toEqual([]);
  });

  test.each<[string, unknown, string[]]>([
    ['string', 5, ['input "x": expected string, got number 5']],
    ['number', '5', ['input "x": expected number, got string "5"']],
    ['number', NaN, ['input "x": NaN is not a Terraform number: give a finite one']],
    ['string', '\ud800', ['input "x": string "\\ud800" holds half of a surrogate pair, which no UTF-8 file can carry: give well-formed Unicode']],
    ['bool', 'true', ['input "x": expected bool, got string "true"']],
    ['bool', undefined, ['input "x": expected bool, got undefined']],
    ['any', [new Date(0)], ['input "x": item 0: instance of Date is not a Terraform value: give null, a boolean, number, string, list, map or Hcl expression']],
    ['number', 'x'.repeat(100), [`input "x": expected number, got string "${'x'.repeat(56)}…`]],
    ['list(string)', 'a', ['input "x": expected list, got string "a"']],
    ['list(string)', [1, 'a', true], ['input "x"[0]: expected string, got number 1', 'input "x"[2]: expected string, got bool true']],
    ['set(string)', { a: 1 }, ['input "x": expected set, got object']],
    ['map(number)', ['a'], ['input "x": expected map, got list']],
    ['map(number)', { 'a b': 'c' }, ['input "x"["a b"]: expected number, got string "c"']],
    ['map(number)', new Map(), ['input "x": expected map, got instance of Map']],
    ['tuple([string])', ['a', 'b'], ['input "x": expected list of 1, got list']],
    ['tuple([string])', [1], ['input "x"[0]: expected string, got number 1']],
    [subnet, [], ['input "x": expected object, got list']],
    [`list(${subnet})`, [{ zone: 1, cidrblock: 'a' }], [
      'input "x"[0].zone: expected string, got number 1',
      'input "x"[0]: unknown attribute "cidrblock"; it has: cidr_block, size, zone. Did you mean "cidr_block"?',
      'input "x"[0]: attribute "cidr_block" (string) is missing',
    ]],
    ['object({})', { a: 1 }, ['input "x": unknown attribute "a"; it has none']],
  ])('does not fit %s: %j', (type, value, problems) => {
    expect(checkValue(parseTypeConstraint(type), value, 'input "x"')).toEqual(problems);
  });
});

describe('in TypeScript', () => {
  test.each<[string, string]>([
    ['string', 'string | HclExpression'],
    ['number', 'number | HclExpression'],
    ['bool', 'boolean | HclExpression'],
    ['any', 'any'],
    ['list(string)', '(string | HclExpression)[] | HclExpression'],
    ['set(any)', 'any[] | HclExpression'],
    ['map(bool)', '{ [key: string]: boolean | HclExpression } | HclExpression'],
    ['list(map(number))', '({ [key: string]: number | HclExpression } | HclExpression)[] | HclExpression'],
    ['tuple([string])', 'any[] | HclExpression'],
    ['object({})', 'Subnet | HclExpression'],
    ['map(object({}))', '{ [key: string]: Subnet | HclExpression } | HclExpression'],
  ])('%s is %s', (type, text) => {
    expect(toTypeScript(parseTypeConstraint(type), 'Subnet').text).toBe(text);
  });

  test('an object is a struct, and an object in it another one', () => {
    const type = parseTypeConstraint('list(object({ cidr_block = string, node_pools = optional(map(object({ size = optional(number, 2) }))) }))');
    expect(toTypeScript(type, 'Subnet').structs).toEqual([
      {
        name: 'Subnet',
        properties: [
          { name: 'cidrBlock', attribute: 'cidr_block', type: 'string | HclExpression', optional: false },
          { name: 'nodePools', attribute: 'node_pools', type: '{ [key: string]: SubnetNodePools | HclExpression } | HclExpression', optional: true },
        ],
      },
      { name: 'SubnetNodePools', properties: [{ name: 'size', attribute: 'size', type: 'number | HclExpression', optional: true, defaultValue: 2 }] },
    ]);
  });

  test('properties of structs get the names of Terraform, keys of maps stay', () => {
    const type = parseTypeConstraint('object({ node_pools = map(list(object({ max_size = number }))), tags = any })');
    const reference = Hcl.reference('var.a');
    expect(toTerraformValue(type, { nodePools: { bigOne: [{ maxSize: 3 }, reference, { unknownOne: 1 }] }, tags: { aB: 1 } })).toEqual({
      node_pools: { bigOne: [{ max_size: 3 }, reference, { unknownOne: 1 }] },
      tags: { aB: 1 },
    });
    expect(toTerraformValue(type, 'not an object')).toBe('not an object');
  });
});

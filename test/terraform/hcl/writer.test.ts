import { HclAttribute, HclBlock, HclComment } from '../../../src/terraform/hcl/block';
import { HclExpression } from '../../../src/terraform/hcl/expression';
import { Hcl } from '../../../src/terraform/hcl/hcl';
import { renderHcl } from '../../../src/terraform/hcl/writer';

function render(value: unknown): string {
  return renderHcl([new HclAttribute('x', value)]);
}

describe('a value', () => {
  test.each<[string, unknown, string]>([
    ['null', null, 'null'],
    ['a boolean', true, 'true'],
    ['an integer', 42, '42'],
    ['a negative fraction', -1.5, '-1.5'],
    ['a large number without exponent', 1e21, '1000000000000000000000'],
    ['a tiny number without exponent', -1.25e-7, '-0.000000125'],
    ['minus zero', -0, '0'],
    ['a string', 'plain', '"plain"'],
    ['quotes and backslashes', 'a "b" \\', '"a \\"b\\" \\\\"'],
    ['template sequences', '${a} %{b} $ % $${c}', '"$${a} %%{b} $ % $$${c}"'],
    ['white space', 'a\nb\r\tc', '"a\\nb\\r\\tc"'],
    ['control characters', '\0\u001b\u0085', '"\\u0000\\u001b\\u0085"'],
    ['characters that hide the real text', 'a\u202eb\u2028\u200b', '"a\\u202eb\\u2028\\u200b"'],
    ['readable Unicode', '飞跃 ü 🎉', '"飞跃 ü 🎉"'],
    ['an empty list', [], '[]'],
    ['a short list', ['a', 1, null], '["a", 1, null]'],
    ['a list of lists', [['a'], []], '[\n  ["a"],\n  [],\n]'],
    ['a list of empty collections', [[], {}], '[[], {}]'],
    ['a list of objects', [{ a: 1 }], '[\n  {\n    a = 1\n  },\n]'],
    ['an empty object', {}, '{}'],
    ['an object without undefined items', { a: undefined, b: 1 }, '{\n  b = 1\n}'],
    ['an object with only undefined items', { a: undefined }, '{}'],
    ['keys that are no names', { 'a.b': 1, '1': 2, 'for': 3, 'null': 4, '': 5, 'a\u0301': 6 }, '{\n  "1"       = 2\n  "a.b"     = 1\n  "for"     = 3\n  "null"    = 4\n  ""        = 5\n  "a\\u0301" = 6\n}'],
    ['aligned keys', { a: 1, long_name: 2, c: { d: 3 }, ef: 4, g: [[1]], hij: 5 },
      '{\n  a         = 1\n  long_name = 2\n  c = {\n    d = 3\n  }\n  ef = 4\n  g = [\n    [1],\n  ]\n  hij = 5\n}'],
    ['a reference', Hcl.reference('data.a.b[0].c["d e"][*].f[each.key]'), 'data.a.b[0].c["d e"][*].f[each.key]'],
    ['a call', Hcl.call('cidrsubnet', Hcl.reference('var.cidr'), 8, 1), 'cidrsubnet(var.cidr, 8, 1)'],
    ['a call without arguments', Hcl.call('timestamp'), 'timestamp()'],
    ['a call of one object', Hcl.call('jsonencode', { a: [1] }), 'jsonencode({\n  a = [1]\n})'],
    ['a call of several objects', Hcl.call('merge', { a: 1 }, Hcl.reference('var.b')), 'merge(\n  {\n    a = 1\n  },\n  var.b,\n)'],
    ['a call of a provider function', Hcl.call('provider::tencentcloud::f', 1), 'provider::tencentcloud::f(1)'],
    ['an element of a map', Hcl.element(Hcl.reference('module.network.subnet_ids'), 'a"b'), 'module.network.subnet_ids["a\\"b"]'],
    ['an element of an element, by an expression', Hcl.element(Hcl.element(Hcl.call('f'), 0), Hcl.reference('var.key')), 'f()[0][var.key]'],
    ['an element of what has an operator', Hcl.element(Hcl.raw('var.a ? var.b : var.c'), 'd'), '(var.a ? var.b : var.c)["d"]'],
    ['a template', Hcl.template('https://%s:%s/%s"${', Hcl.reference('var.host'), 80, true), '"https://${var.host}:80/true\\"$${"'],
    ['a template of one expression', Hcl.template('%s', Hcl.reference('var.a')), 'var.a'],
    ['a template of text only', Hcl.template('%s%%', 'a'), '"a%%"'],
    ['an empty template', Hcl.template(''), '""'],
    ['a template in a template', Hcl.template('a-%s', Hcl.template('b-%s', Hcl.reference('c.d'))), '"a-b-${c.d}"'],
    ['a dollar before an interpolation', Hcl.template('$$%s%%s', Hcl.reference('a.b'), '$'), '"$\\u0024${a.b}%$"'],
    ['collections inside a template on one line', Hcl.template('a%s', Hcl.call('f', [[1]], { a: { b: 1 }, c: {} })), '"a${f([[1]], { a = { b = 1 }, c = {} })}"'],
    ['a heredoc', Hcl.heredoc('#!/bin/sh\necho "${a}" \\n'), '<<EOT\n#!/bin/sh\necho "$${a}" \\n\nEOT'],
    ['a heredoc which holds the marker', Hcl.heredoc('EOT\n'), '<<EOT_\nEOT\nEOT_'],
    ['a heredoc that cannot hold its text', Hcl.heredoc('a\r\nb'), '"a\\r\\nb\\n"'],
    ['a heredoc in a list', [Hcl.heredoc('a')], '["a\\n"]'],
    ['a raw expression', Hcl.raw(' var.a ? 1 : 2 '), 'var.a ? 1 : 2'],
    ['a raw expression over several lines', { a: Hcl.raw('[\n  for x in var.y :\n\n  x\n]') }, '{\n  a = [\n    for x in var.y :\n\n    x\n  ]\n}'],
  ])('%s', (_, value, text) => {
    expect(render(value)).toBe(`x = ${text}\n`);
  });

  test('a list stays on one line up to 80 columns between its brackets', () => {
    expect(render(['a'.repeat(78)])).toBe(`x = ["${'a'.repeat(78)}"]\n`);
    expect(render(['a'.repeat(79)])).toBe(`x = [\n  "${'a'.repeat(79)}",\n]\n`);
  });

  test.each<[string, unknown, string]>([
    ['NaN', NaN, 'argument "x": NaN is not a Terraform number: give a finite one'],
    ['infinity deep in a value', { a: [1, { b: Infinity }] }, 'argument "x": key "a": item 1: key "b": Infinity is not a Terraform number'],
    ['half of a surrogate pair', 'a\ud83d', 'argument "x": string "a\\ud83d" holds half of a surrogate pair'],
    ['half of a surrogate pair in a key', { '\udc00': 1 }, 'holds half of a surrogate pair'],
    ['half of a surrogate pair in a heredoc', Hcl.heredoc('\udc00'), 'holds half of a surrogate pair'],
    ['a gap in a list', ['a', undefined], 'argument "x": item 1: undefined is not a Terraform value'],
    ['a function', () => 1, 'function is not a Terraform value'],
    ['a date', new Date(0), 'instance of Date is not a Terraform value'],
    ['a map', new Map(), 'instance of Map is not a Terraform value'],
    ['a raw expression of several lines in a template', Hcl.template('a%s', Hcl.raw('[\n1]')), 'inside a template it must be one line'],
  ])('%s is an error', (_, value, message) => {
    expect(() => render(value)).toThrow(message);
  });
});

describe('a body', () => {
  test('has blank lines around blocks with the comments above them, and nowhere else', () => {
    const nested = new HclBlock('lifecycle', [], { prevent_destroy: true });
    const resource = new HclBlock('resource', ['tencentcloud_vpc', 'this'])
      .comment('The network.\r\n\n  Of all.  ')
      .attribute('name', 'vpc')
      .comment('second')
      .attribute('cidr_block', '10.0.0.0/16')
      .attribute('left_out', undefined)
      .comment('Never lose it.')
      .block(nested)
      .block(new HclBlock('timeouts'))
      .attribute('tags', { a: 1 })
      .comment('the end');
    expect(renderHcl([new HclComment('first'), resource, new HclBlock('output', ['id'], { value: Hcl.reference('x.y.id') })])).toBe(`\
# first
resource "tencentcloud_vpc" "this" {
  # The network.
  #
  #   Of all.
  name = "vpc"
  # second
  cidr_block = "10.0.0.0/16"

  # Never lose it.
  lifecycle {
    prevent_destroy = true
  }

  timeouts {}

  tags = {
    a = 1
  }
  # the end
}

output "id" {
  value = x.y.id
}
`);
  });

  test('of arguments only is a file without blank lines', () => {
    expect(renderHcl([new HclAttribute('bucket', 'state-1250000000'), new HclAttribute('prefix', 'dev/network')])).toBe('bucket = "state-1250000000"\nprefix = "dev/network"\n');
  });

  test('without items is empty', () => {
    expect(renderHcl([])).toBe('');
  });

  test('keeps a comment a comment', () => {
    expect(renderHcl([new HclComment('a\u2028b\0c\u202ed\r*/ x = 1')])).toBe('# a b c d\n# */ x = 1\n');
  });

  test('says where a wrong value is', () => {
    const block = new HclBlock('resource', ['a', 'b']).block(new HclBlock('c', [], { d: NaN }));
    expect(() => renderHcl([block])).toThrow('resource "a" "b": c: argument "d": NaN is not a Terraform number');
  });

  test('lets a class of its own be an expression', () => {
    class Reference extends HclExpression {
      public _render(): string {
        return 'module.vpc.vpc_id';
      }
    }
    expect(render([new Reference()])).toBe('x = [module.vpc.vpc_id]\n');
  });
});

describe('a mistake is an error on the spot:', () => {
  test.each<[string, () => unknown, string]>([
    ['an argument that is no identifier', () => new HclBlock('a', [], { 'b c': 1 }), 'argument "b c" is not a Terraform identifier'],
    ['a block type that is no identifier', () => new HclBlock('1a'), 'block type "1a" is not a Terraform identifier'],
    ['a label that breaks out', () => new HclBlock('a', ['b" {']), 'block label "b\\" {" may only hold'],
    ['a label with a template', () => new HclBlock('a', ['${b}']), 'may only hold'],
    ['an argument set twice', () => new HclBlock('a', ['b'], { c: 1 }).attribute('c', 2), 'a "b" sets argument "c" twice'],
    ['a function name with a space', () => Hcl.call('a b'), 'function name "a b" is not a Terraform identifier'],
    ['an element by a list', () => Hcl.element(Hcl.reference('var.a'), ['b']), 'an element has a key or a number, not ["b"]'],
    ['too few values for a template', () => Hcl.template('%s-%s', 'a'), 'template "%s-%s" has 2 times "%s", but 1 values are given'],
    ['a list in a template', () => Hcl.template('%s', ['a']), 'value 1 of a template must be a string, number, boolean or expression'],
    ['NaN in a template', () => Hcl.template('%s', NaN), 'value 1 of a template must be'],
    ['an empty raw expression', () => Hcl.raw(' '), 'it is empty'],
    ['a raw expression with an open bracket', () => Hcl.raw('f(1'), '"(" is never closed'],
    ['a raw expression with a bracket too many', () => Hcl.raw('1 }'), 'it ends before "}"'],
    ['a raw expression of two arguments', () => Hcl.raw('1\nb = 2'), 'it ends before "\\n"'],
    ['a raw expression with an open string', () => Hcl.raw('"a'), 'has no closing quote'],
    ['a raw expression that ends in a comment', () => Hcl.raw('1 # one'), 'it ends in a comment'],
    ['a raw expression with a heredoc', () => Hcl.raw('f(<<A\nb\nA\n)'), 'use Hcl.heredoc'],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(message);
  });

  test.each(['', 'a b', 'a.', '.a', 'a[', 'a]', 'a[0', '0.a', 'a..b', 'a["b', 'a["${b}"]', 'a\n', 'a.b # c', 'a + b', 'f(x)'])('%j is no reference', (text) => {
    expect(() => Hcl.reference(text)).toThrow('is not a Terraform reference');
  });
});

import { parse } from '@cdktn/hcl2json';
import * as fc from 'fast-check';
import { hostileText } from './hostile';
import { asTemplate } from './random-document';
import { readLiteral } from '../../../src/terraform/hcl/literal';
import { parseTypeConstraint } from '../../../src/terraform/hcl/parse-type';
import { parseBody } from '../../../src/terraform/hcl/parser';
import { readDeclarations } from '../../../src/terraform/hcl/reader';
import { formatType } from '../../../src/terraform/hcl/type-constraint';
import { renderValue } from '../../../src/terraform/hcl/value';

test('reads variables, outputs and required providers in the order of the file', () => {
  expect(readDeclarations(`\
terraform {
  required_version = ">= 1.5"
  required_providers {
    tencentcloud = {
      source  = "tencentcloudstack/tencentcloud"
      version = "~> 1.83"
      configuration_aliases = [tencentcloud.other] // not a literal
    }
    random = "~> 3.0"
  }
}

variable "cidr_block" {
  type        = string
  description = "The network, as \\"10.0.0.0/16\\"."
  validation {
    condition     = can(cidrhost(var.cidr_block, 0)) && "\${"}"}" != "{"
    error_message = "No CIDR block: \${var.cidr_block}."
  }
}

variable "subnets" {
  type = map(object({
    zone = string # where
    cidr = optional(string)
  }))
  default   = { a = { zone = "z-1" } }
  nullable  = false
  sensitive = true
}
variable "computed" { default = max(1, 2) }
variable bare {}

output "id" {
  value = module.x.id
}
output "secret" {
  description = "It."
  value       = <<-EOT
    } output "fake" {
  EOT
  sensitive   = true
}
`, 'main.tf')).toEqual({
    variables: [
      { name: 'cidr_block', line: 13, type: 'string', description: 'The network, as "10.0.0.0/16".', required: true, sensitive: false, nullable: true },
      {
        name: 'subnets',
        line: 22,
        type: 'map(object({ zone = string, cidr = optional(string) }))',
        required: false,
        defaultValue: { a: { zone: 'z-1' } },
        sensitive: true,
        nullable: false,
      },
      { name: 'computed', line: 31, required: false, sensitive: false, nullable: true },
      { name: 'bare', line: 32, required: true, sensitive: false, nullable: true },
    ],
    outputs: [
      { name: 'id', line: 34, sensitive: false },
      { name: 'secret', line: 37, description: 'It.', sensitive: true },
    ],
    requiredProviders: [
      { name: 'tencentcloud', line: 4, source: 'tencentcloudstack/tencentcloud', version: '~> 1.83', aliases: ['tencentcloud.other'] },
      { name: 'random', line: 9, version: '~> 3.0' },
    ],
  });
});

test.each<[string, string]>([
  ['an empty file', ''],
  ['a byte order mark', '\ufeffvariable "a" {}\n'],
  ['CRLF line ends', 'variable "a" {\r\n  default = <<EOT\r\nx\r\n  EOT\r\n}\r\n'],
  ['no line end at the end', 'variable "a" { default = 1 }'],
  ['all comments', '# a "\n// b {\n/* c\n } */ variable /* d */ "a" /**/ { /* e */\n default /* = 2 */ = 1 # f\n}\n'],
  ['a comment at the very end', 'variable "a" {} # "'],
  ['a brace in a string', 'variable "a" { default = "}{" }\n'],
  ['nested quotes in an interpolation', 'variable "a" {\n  default = "x${f("}", "${g("\\"}")}")}y"\n}\nvariable "b" {}\n'],
  ['escaped template sequences', 'variable "a" {\n  default = "$${x} $$${y} %%{z} $ % $$ {"\n}\n'],
  ['directives', 'variable "a" {\n  default = "%{ if x ~} } %{~ else }{%{ endif ~}"\n}\n'],
  ['a heredoc with interpolations', 'variable "a" {\n  default = <<EOT\n${f("EOT", <<X\nEOT\nX\n)}\n} EOT\n$${no} %%{no}\nEOT\n}\n'],
  ['a flush heredoc', 'variable "a" {\n  default = <<-EOT\n      a\n\n    b $${c}\n   \n\t\t\t\t\tc\n  EOT\n}\n'],
  ['an empty heredoc', 'variable "a" {\n  default = <<EOT\nEOT\n}\n'],
  ['every string escape', 'variable "a" { default = "\\n\\r\\t\\"\\\\\\u00e9\\U0001F389" }\n'],
  ['numbers', 'variable "a" { default = [0, -1, 1.50, 1e3, 2E-3, - 4] }\n'],
  ['lists over lines', 'variable "a" {\n  default = [\n    1, # one\n\n    [2], {},\n  ]\n}\n'],
  ['objects with all separators', 'variable "a" {\n  default = { a = 1, "b c" : 2\n d = [\n3\n]\n\n\n 5 = null, }\n}\n'],
  ['a for expression', 'variable "a" { default = [for x in ["a"] : x] }\nvariable "b" { default = { for x in ["a"] : x => x } }\n'],
  ['operators', 'variable "a" { default = !(1 >= 2) && 3 % 2 == 1 || 4 <= 5 ? a.b[*].c : d[0] }\n'],
  ['heredocs in calls', 'variable "a" {\n  default = f(<<A\na\nA\n, <<-B\nb\nB\n)\n}\nvariable "b" {}\n'],
  ['Unicode names', 'variable "größe" {}\nvariable 数据 { default = "é" }\n'],
  ['a prototype key', 'variable "a" { default = { __proto__ = 1, constructor = 2 } }\nvariable "__proto_" {}\n'],
])('agrees with a real parser on %s', async (_, text) => {
  await expectAgreement(text);
});

test.each<[string, string, string]>([
  ['an open string', 'variable "a" {\n  default = "x\n}\n', 'main.tf:2: the string that starts here has no closing quote on its line'],
  ['an open heredoc', '\nvariable "a" {\n  default = <<EOT\n}\n', 'main.tf:3: the heredoc that starts here has no line "EOT" at its end'],
  ['an open comment', 'a = 1\n/* b\nc\n', 'main.tf:2: the comment that starts here has no "*/"'],
  ['an open interpolation', 'a = "${f("\n', 'main.tf:1: the string that starts here has no closing quote'],
  ['an interpolation without brace', '\na = "${f(1)\n\n', 'main.tf:2: the interpolation that starts here has no closing brace'],
  ['an open block', 'variable "a" {\n\n', 'main.tf:3: a closing brace is missing at the end of the file'],
  ['an open bracket', 'a = [\n  1,\n', 'main.tf:1: "[" is never closed'],
  ['crossed brackets', 'a = [\n  (1]\n)\n', 'main.tf:2: "]" closes nothing that is open'],
  ['a brace too many', 'a {\n}\n}\n', 'main.tf:3: expected the name of an argument or block, found "}"'],
  ['a value that is missing', 'a {\n  b =\n}\n', 'main.tf:2: expected the value of "b", found the end of the line'],
  ['two arguments on a line', 'a = 1, b = 2\n', 'main.tf:1: expected a new line, found ","'],
  ['two equal signs', 'a = b = 2\n', 'main.tf:1: expected a new line, found "="'],
  ['an argument set twice', 'a = 1\na = 2\n', 'main.tf:2: "a" is set a second time'],
  ['a block without braces', 'variable "a"\n', 'main.tf:1: expected "=" or "{" after "variable", found the end of the line'],
  ['a block after a block', 'a {} b {}\n', 'main.tf:1: expected a new line, found "b"'],
  ['an interpolated label', 'variable "${a}" {}\n', 'main.tf:1: expected "=" or "{" after "variable"'],
  ['an unknown escape', 'a = "\\x"\n', 'main.tf:1: unknown escape "\\\\x" in a string'],
  ['an unknown character', "a = 'b'\n", 'main.tf:1: unexpected character "\'"'],
  ['a broken number', 'a = 1.2.3\n', 'main.tf:1: "1.2.3" is not a number'],
])('%s is an error with its line, for a real parser as well', async (_, text, message) => {
  expect(() => readDeclarations(text, 'main.tf')).toThrow(message);
  await expect(parse('main.tf', text)).rejects.toThrow();
});

test.each<[string, string, string]>([
  ['a variable without name', 'variable {}\n', 'main.tf:1: a variable block has one label, its name; this one has 0'],
  ['an unknown type', 'variable "a" {\n  type = strin\n}\n', 'main.tf:2: "strin" is no type'],
  ['a flag that is computed', 'variable "a" {\n  sensitive = var.b\n}\n', 'main.tf:2: "sensitive" must be true or false'],
])('%s is an error with its line', (_, text, message) => {
  expect(() => readDeclarations(text, 'main.tf')).toThrow(message);
});

/** Source text that must stay as it is: a value the writer would not write. */
class Source {
  constructor(public readonly text: string) {}
}

const spaces = fc.constantFrom(' ', '  ', '\t', ' /* } */ ', ' /* " */ ');
const lineEnds = fc.constantFrom('\n', '\r\n', ' # }\n', '\n\n', ' // "{\n', '\n/* \n*/\n');
const literals = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, hostileText, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null), tie('list'), tie('object')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  object: fc.uniqueArray(fc.tuple(hostileText, tie('value')), { maxLength: 4, selector: ([key]) => key.normalize('NFC') }).map(Object.fromEntries),
})).value;
const computed = fc.constantFrom('var.a', '[var.a]', '{ a = "${b}" }', 'f(1)', '"%{ if a }b%{ endif }"', '1 + 1', '!var.a', '-a', 'a ? 1 : 2').map((text) => new Source(text));
const types = fc
  .constantFrom('string', 'list ( string )', 'map(\n any\n)', 'object({ a = string\n b = optional( list(number) , [1] ), })', 'tuple([bool,set(any)])', 'map')
  .map((text) => new Source(text));
const variables = fc.tuple(
  fc.stringMatching(/^[a-z]{1,8}$/),
  fc.record(
    { type: types, description: hostileText, default: fc.oneof(literals, computed), sensitive: fc.boolean(), nullable: fc.boolean() },
    { requiredKeys: [] },
  ),
);
const files = fc.tuple(fc.array(variables, { maxLength: 10 }), fc.infiniteStream(spaces), fc.infiniteStream(lineEnds)).map(([blocks, space, end]) => {
  const line = (...words: string[]) => words.map((word) => word + space.next().value).join('') + end.next().value;
  return blocks.map(([name, attributes]) => {
    const lines = Object.entries(attributes).map(([attribute, value]) => line(attribute, '=', value instanceof Source ? value.text : renderValue(value, '  ')));
    return line('variable', `"${name}"`, '{') + lines.join('') + line('}');
  }).join('');
});

test('agrees with a real parser on random variables, oddly written', async () => {
  for (const text of fc.sample(files, { numRuns: 300 })) await expectAgreement(text);
});

test('reads back the literals that were written', () => {
  fc.assert(fc.property(literals, (value) => {
    const expression = parseBody(`x = ${renderValue(value, '')}\n`).attributes.get('x')!.expression;
    expect(JSON.stringify(readLiteral(expression))).toBe(JSON.stringify(value));
  }), { numRuns: 500 });
});

/** Compares all that the two read of the variables; the types by our own canonical form. */
async function expectAgreement(text: string): Promise<void> {
  const mine = readDeclarations(text, 'main.tf').variables;
  const { variable = {} } = await parse('main.tf', text) as { readonly variable?: Record<string, Record<string, unknown>[]> };
  const read = new Map<string, unknown[]>();
  for (const { name, line, required, defaultValue, type, description, sensitive, nullable } of mine) {
    expect(text.split('\n')[line - 1]).toContain('variable');
    const seen = { required, defaultValue: asOracle(defaultValue), type, description: asOracle(description), sensitive, nullable };
    read.set(name, [...(read.get(name) ?? []), seen]);
  }
  const oracle = Object.entries(variable).map(([name, blocks]) => [name, blocks.map((block) => ({
    required: !('default' in block),
    defaultValue: isComputed(block.default) ? undefined : block.default,
    type: block.type === undefined ? undefined : formatType(parseTypeConstraint(typeText(block.type as string))),
    description: block.description,
    sensitive: block.sensitive ?? false,
    nullable: block.nullable ?? true,
  }))]);
  expect(Object.fromEntries(read)).toEqual(Object.fromEntries(oracle));
}

/** The oracle gives the source text of a type between `${` and `}`. */
function typeText(type: string): string {
  return type.slice(2, -1);
}

/** The oracle doubles the first character of an escaped template sequence and leaves it single in one that Terraform computes. */
function isComputed(value: unknown): boolean {
  if (typeof value === 'string') return /(?<!\$)\$\{|(?<!%)%\{/.test(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(isComputed);
}

function asOracle(value: unknown): unknown {
  if (typeof value === 'string') return asTemplate(value);
  if (Array.isArray(value)) return value.map(asOracle);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [asTemplate(key), asOracle(item)]));
}

import { parseJsonBody } from '../../../src/terraform/hcl/json-body';
import { parseBody, ParsedBody } from '../../../src/terraform/hcl/parser';

test.each<[string, string, string]>([
  ['labels and values', '{"variable": {"x": {"default": [1, 1.50, true, null, {"a b": "c"}]}}}', 'variable "x" {\n default = [1, 1.50, true, null, { "a b" = "c" }]\n}'],
  ['a type', '{"variable": {"x": {"type": "list(string)"}}}', 'variable "x" {\n type = list(string)\n}'],
  ['an expression alone', '{"locals": {"a": "${var.x + 1}"}}', 'locals {\n a = (var.x + 1)\n}'],
  ['a template', '{"locals": {"a": "x\\"${f(\\"}\\")}\\n$${no}%"}}', 'locals {\n a = "x\\"${f("}")}\\n$${no}%"\n}'],
  ['references', '{"module": {"m": {"source": "./m", "providers": {"a.b": "a.c"}, "depends_on": ["module.n"]}}}', 'module "m" {\n source = "./m"\n providers = { a.b = a.c }\n depends_on = [module.n]\n}'],
  ['aliases', '{"terraform": {"required_providers": {"p": {"source": "a/p", "configuration_aliases": ["p.x"]}}}}', 'terraform {\n required_providers {\n p = { "source" = "a/p", "configuration_aliases" = [p.x] }\n}\n}'],
  ['blocks that repeat', '{"output": [{"a": {"value": 1}}, {"b": {"value": 2}}], "output": {"c": {"value": 3}}}', 'output "a" {\n value = 1\n}\noutput "b" {\n value = 2\n}\noutput "c" {\n value = 3\n}'],
  ['comments', '{"//": 1, "variable": {"x": {"//": "y", "validation": [{"condition": "${var.x}", "error_message": "m"}]}}}', 'variable "x" {\n validation {\n condition = (var.x)\n error_message = "m"\n}\n}'],
  ['a list of bodies', '[{"locals": {"a": 1}}, {"locals": {"b": 2}}]', 'locals {\n a = 1\n}\nlocals {\n b = 2\n}'],
  ['two labels', '{"resource": {"t": {"a": [{"x": 1}], "b": {}}}}', 'resource "t" "a" {\n x = 1\n}\nresource "t" "b" {}'],
])('%s are read like the same in HCL', (_, json, hcl) => {
  expect(shape(parseJsonBody(json))).toEqual(shape(parseBody(`${hcl}\n`)));
});

test.each<[string, string, string]>([
  ['text behind the end', '{} x', 'line 1: expected the end of the file, found "x"'],
  ['a comma too many', '{\n"a": 1,\n}', 'line 3: expected a name in quotes, found "}"'],
  ['a list that is open', '[{}', 'line 1: expected "," or "]", found the end of the file'],
  ['a label without a body', '{"variable": {"x": 1}}', 'line 1: expected an object in braces'],
  ['an argument twice', '{"variable": {"x": {"default": 1,\n "default": 2}}}', 'line 2: "default" is set a second time'],
])('%s is an error with its line', (_, json, message) => {
  expect(() => parseJsonBody(json)).toThrow(message);
});

/** What both are parsed into, without lines and spaces. */
function shape({ attributes, blocks }: ParsedBody): unknown {
  return {
    attributes: [...attributes.values()].map(({ name, expression }) => [name, expression.map(({ text }) => text).join(' ')]),
    blocks: blocks.map(({ type, labels, body }) => [type, labels, shape(body)]),
  };
}

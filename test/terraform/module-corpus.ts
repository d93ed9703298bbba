import { Hcl, HclBlock, Module, NotSecret, RootModule, RootModuleProviderOptions } from '../../src';

/** A small module, how it is called, and whether Terraform accepts that. */
export interface CorpusCase {
  /** Name of the root module, of the call in it, and of the folder of the module. */
  readonly name: string;
  /** Files of the module, by their path in its folder. */
  readonly files: Readonly<Record<string, string>>;
  /** What is given to it. */
  readonly inputs?: Readonly<Record<string, unknown>>;
  /** Files of the user's own in the folder of the root module. */
  readonly own?: Readonly<Record<string, string>>;
  /** Declares more in the root module, or calls the module in another way. */
  readonly declare?: (root: RootModule, source: string) => void;
  /** What the problem says, when Terraform refuses it; undefined: Terraform accepts it. */
  readonly refused?: RegExp;
}

const BUILT_IN: RootModuleProviderOptions = { source: 'terraform.io/builtin/terraform', version: '>= 0' };
const SECRET = 'variable "password" {\n  type      = string\n  default   = "x"\n  sensitive = true\n}\n';
const TOKEN = 'variable "token" {\n  type      = string\n  default   = "x"\n  ephemeral = true\n}\n';
const PEER = 'terraform {\n  required_providers {\n    terraform = {\n      source                = "terraform.io/builtin/terraform"\n      configuration_aliases = [terraform.peer]\n    }\n  }\n}\n';

const main = (text: string) => ({ 'main.tf': text });
const variable = (body: string) => main(`variable "x" {\n${body}\n}\n\noutput "x" {\n  value = var.x\n}\n`);
const validated = (type: string, condition: string, before = '') => main(`${before}variable "x" {
  type = ${type}

  validation {
    condition     = ${condition}
    error_message = "This is refused."
  }
}
`);
const call = (root: RootModule, source: string, inputs: Record<string, unknown> = {}) => new Module(root, root.name, { source, inputs });

/** Modules that Terraform accepts and such that it refuses, sorted by what is odd about them. */
export const CORPUS: readonly CorpusCase[] = [
  // Sensitive values
  { name: 'sensitive-variable', files: main(`${SECRET}output "password" {\n  value = var.password\n}\n`) },
  { name: 'sensitive-local', files: main(`${SECRET}locals {\n  url = "amqp://u:\${var.password}@h"\n}\noutput "url" {\n  value = { url = local.url }\n}\n`) },
  { name: 'sensitive-length', files: main(`${SECRET}output "length" {\n  value = length(var.password) > 0 ? "set" : "unset"\n}\n`) },
  { name: 'sensitive-function', files: main('output "x" {\n  value = sensitive("x")\n}\n') },
  { name: 'sensitive-lifted', files: main(`${SECRET}output "x" {\n  value = nonsensitive(var.password)\n}\n`) },
  { name: 'sensitive-declared', files: main('output "x" {\n  value     = "x"\n  sensitive = true\n}\n') },
  { name: 'sensitive-loop', files: main(`${SECRET}output "x" {\n  value = [for x in [1] : "\${x}\${var.password}"]\n}\n`) },
  { name: 'sensitive-map', files: main(`${SECRET}output "x" {\n  value = { for k in ["a"] : k => var.password }\n}\n`) },
  { name: 'sensitive-other-attribute', files: main(`${SECRET}output "x" {\n  value = { a = 1, b = var.password }.a\n}\n`) },
  { name: 'sensitive-resource', files: main(`${SECRET}resource "terraform_data" "t" {\n  input = var.password\n}\noutput "x" {\n  value = terraform_data.t.input\n}\n`) },
  { name: 'sensitive-splat', files: main(`${SECRET}resource "terraform_data" "t" {\n  count = 1\n  input = var.password\n}\noutput "x" {\n  value = terraform_data.t[*].input\n}\n`) },
  { name: 'sensitive-whole-resource', files: main(`${SECRET}resource "terraform_data" "t" {\n  input = var.password\n}\noutput "x" {\n  value = terraform_data.t\n}\n`) },
  { name: 'sensitive-heredoc', files: main(`${SECRET}output "x" {\n  value = <<-EOT\n    a \${var.password}\n  EOT\n}\n`) },
  { name: 'sensitive-directive', files: main(`${SECRET}output "x" {\n  value = "%{ if var.password == "" }a%{ endif }"\n}\n`) },
  {
    name: 'sensitive-nested',
    files: { 'main.tf': `${SECRET}module "inner" {\n  source = "./inner"\n  text   = var.password\n}\noutput "x" {\n  value = module.inner.text\n}\n`, 'inner/main.tf': 'variable "text" {}\noutput "text" {\n  value = "<\${var.text}>"\n}\n' },
  },
  {
    name: 'sensitive-nested-counted',
    files: { 'main.tf': `${SECRET}module "inner" {\n  source = "./inner"\n  count  = 1\n}\noutput "x" {\n  value = module.inner[*].text\n}\n`, 'inner/main.tf': 'output "text" {\n  value     = "a"\n  sensitive = true\n}\n' },
  },
  {
    name: 'sensitive-input',
    files: main('variable "x" {\n  type = string\n}\noutput "x" {\n  value = upper(var.x)\n}\n'),
    declare: (root, source) => {
      new NotSecret(root, 'phrase', { reason: 'it says nothing' });
      call(root, source, { x: root.addVariable('phrase', { description: 'x', defaultValue: 'a', sensitive: true }) });
    },
  },
  {
    name: 'sensitive-output-of-output',
    files: main(`${SECRET}output "password" {\n  value = var.password\n}\n`),
    declare: (root, source) => { root.addOutput('again', { description: 'x', value: Hcl.template('<%s>', call(root, source).output('password')) }); },
  },
  {
    name: 'sensitive-shown',
    files: main(`${SECRET}output "password" {\n  value = var.password\n}\n`),
    declare: (root, source) => { root.addOutput('again', { description: 'x', value: call(root, source).output('password'), sensitive: false }); },
    refused: /has a sensitive value, which Terraform refuses to show/,
  },
  {
    name: 'sensitive-raw-local',
    files: main(`${SECRET}output "password" {\n  value = var.password\n}\n`),
    declare: (root, source) => {
      root.addBlock(new HclBlock('locals', [], { url: Hcl.template('x%s', call(root, source).output('password')) }));
      root.addOutput('url', { description: 'x', value: Hcl.reference('local.url') });
    },
  },

  // Ephemeral values
  { name: 'ephemeral-output', files: main(`${TOKEN}output "token" {\n  value     = var.token\n  ephemeral = true\n}\n`) },
  { name: 'ephemeral-undeclared', files: main(`${TOKEN}output "token" {\n  value = var.token\n}\n`), refused: /main\.tf:6: output "token" gives an ephemeral value: declare it ephemeral/ },
  { name: 'ephemeral-for-nothing', files: main('output "token" {\n  value     = "a"\n  ephemeral = true\n}\n'), refused: /output "token" is declared ephemeral, but its value is not/ },
  { name: 'ephemeral-as-null', files: main(`${TOKEN}output "token" {\n  value = ephemeralasnull(var.token)\n}\n`) },
  { name: 'ephemeral-stored', files: main(`${TOKEN}resource "terraform_data" "t" {\n  input = var.token\n}\n`), refused: /terraform_data "t" would store an ephemeral value/ },
  {
    name: 'ephemeral-shown',
    files: main(`${TOKEN}output "token" {\n  value     = var.token\n  ephemeral = true\n}\n`),
    declare: (root, source) => { root.addOutput('token', { description: 'x', value: call(root, source).output('token') }); },
    refused: /output "token" of root module "ephemeral-shown" has an ephemeral value, which no state holds/,
  },
  {
    name: 'ephemeral-nested',
    files: { 'main.tf': `${TOKEN}module "inner" {\n  source = "./inner"\n  text   = var.token\n}\n`, 'inner/main.tf': 'variable "text" {}\n' },
    refused: /module "inner" is given an ephemeral value for "text", which is not declared ephemeral/,
  },
  {
    name: 'ephemeral-nested-declared',
    files: { 'main.tf': `${TOKEN}module "inner" {\n  source = "./inner"\n  text   = "x\${var.token}"\n}\n`, 'inner/main.tf': 'variable "text" {\n  ephemeral = true\n}\n' },
  },

  // Names
  { name: '10-digits', files: variable('  default = 1') },
  ...['count', 'source', 'version', 'providers', 'for_each', 'lifecycle', 'depends_on', 'locals'].map((name): CorpusCase => ({
    name: `reserved-${name.replace('_', '-')}`, files: main(`variable "${name}" {\n  default = 1\n}\n`), refused: /is reserved in module calls/,
  })),
  { name: 'not-reserved', files: main('variable "connection" {\n  default = 1\n}\nvariable "provisioner" {\n  default = 1\n}\nvariable "Big" {\n  default = 1\n}\nvariable "_x" {\n  default = 1\n}\n') },
  { name: 'reserved-in-root', files: variable('  default = 1'), declare: (root, source) => { call(root, source, { x: root.addVariable('count', { description: 'x', defaultValue: 1 }) }); }, refused: /variable "count" of root module "reserved-in-root" has a name that Terraform reserves/ },
  { name: 'bad-identifier', files: main('variable "1x" {\n  default = 1\n}\n'), refused: /variable "1x" is not a Terraform identifier/ },
  { name: 'declared-twice', files: { 'a.tf': 'variable "x" {\n  default = 1\n}\n', 'b.tf': 'variable "x" {\n  default = 2\n}\n' }, refused: /b\.tf:1: variable "x" is declared a second time, after a\.tf:1/ },
  { name: 'local-twice', files: main('locals {\n  a = 1\n}\nlocals {\n  a = 2\n}\n'), refused: /local value "a" is declared a second time/ },
  { name: 'output-twice', files: main('output "a" {\n  value = 1\n}\noutput "a" {\n  value = 1\n}\n'), refused: /output "a" is declared a second time/ },
  { name: 'resource-twice', files: main('resource "terraform_data" "a" {}\nresource "terraform_data" "a" {}\n'), refused: /resource "terraform_data" "a" is declared a second time/ },
  { name: 'required-twice', files: main('terraform {\n  required_providers {}\n  required_providers {}\n}\n'), refused: /a second block "required_providers"/ },
  {
    name: 'raw-beside-variable',
    files: variable('  default = 1'),
    declare: (root, source) => { call(root, source); root.addVariable('a', { description: 'x', defaultValue: 'a' }); root.addBlock(new HclBlock('variable', ['a'], { default: 1 })); },
    refused: /root module "raw-beside-variable": variable "a" is declared a second time, after the generated variables\.tf/,
  },
  {
    name: 'raw-beside-call',
    files: variable('  default = 1'),
    declare: (root, source) => { call(root, source); root.addBlock(new HclBlock('output', ['raw_beside_call_x'], { value: 1 })); },
    refused: /output "raw_beside_call_x" is declared a second time, after the generated outputs\.tf/,
  },
  {
    name: 'raw-twice',
    files: variable('  default = 1'),
    declare: (root, source) => { call(root, source); for (const n of [1, 2]) root.addBlock(new HclBlock('locals', [], { a: n })); },
    refused: /local value "a" is declared a second time, after another block/,
  },
  { name: 'own-beside-call', files: variable('  default = 1'), own: { 'own.tf': 'module "own-beside-call" {\n  source = "../../modules/own-beside-call"\n}\n' }, refused: /own\.tf:1: module "own-beside-call" is declared a second time, after the generated main\.tf/ },
  { name: 'own-file', files: variable('  default = 1'), own: { 'own.tf': 'variable "a" {\n  default = 1\n}\n' } },
  { name: 'own-override', files: variable('  default = 1'), own: { 'override.tf': 'output "own_override_x" {\n  value = 5\n}\n' } },
  { name: 'own-override-of-nothing', files: variable('  default = 1'), own: { 'override.tf': 'output "nothing" {\n  value = 5\n}\n' }, refused: /override\.tf:1: output "nothing" is not declared in a file that is no override file/ },

  // Provider configurations
  { name: 'alias-missing', files: main(PEER), refused: /needs the provider configuration "terraform\.peer": give it with providers: \{ 'terraform\.peer': aliasMissing\.addProviderAlias\('terraform', 'peer', \{ … \}\) \}/ },
  {
    name: 'alias-given',
    files: main(PEER),
    declare: (root, source) => {
      root.addProvider('terraform', BUILT_IN);
      new Module(root, root.name, { source, providers: { 'terraform.peer': root.addProviderAlias('terraform', 'far') } });
    },
  },
  {
    name: 'alias-default',
    files: main(PEER),
    declare: (root, source) => { new Module(root, root.name, { source, providers: { 'terraform.peer': root.addProvider('terraform', BUILT_IN) } }); },
  },
  {
    name: 'alias-of-nothing',
    files: main(PEER),
    declare: (root, source) => { root.addProvider('terraform', BUILT_IN); new Module(root, root.name, { source, providers: { 'terraform.peer': Hcl.reference('terraform.nope') } }); },
    refused: /is passed the provider configuration "terraform\.nope" as "terraform\.peer", which root module "alias-of-nothing" has not; it has: terraform\./,
  },
  {
    name: 'alias-raw',
    files: main(PEER),
    declare: (root, source) => {
      root.addProvider('terraform', BUILT_IN);
      root.addBlock(new HclBlock('provider', ['terraform'], { alias: 'raw' }));
      new Module(root, root.name, { source, providers: { 'terraform.peer': Hcl.reference('terraform.raw') } });
    },
  },
  {
    name: 'alias-wrong-key',
    files: main(PEER),
    declare: (root, source) => {
      root.addProvider('terraform', BUILT_IN);
      const far = root.addProviderAlias('terraform', 'far');
      new Module(root, root.name, { source, providers: { 'terraform.peer': far, 'other.peer': far } });
    },
    refused: /takes no provider configuration "other\.peer"; it takes: terraform, terraform\.peer/,
  },

  // Validation
  { name: 'valid', files: validated('string', 'contains(["a", "b"], var.x)'), inputs: { x: 'a' } },
  { name: 'invalid', files: validated('string', 'contains(["a", "b"], var.x)'), inputs: { x: 'c' }, refused: /input "x" is refused by the module: This is refused\./ },
  { name: 'invalid-pattern', files: validated('string', 'can(regex("^[a-z]{2,5}$", var.x))'), inputs: { x: 'abcdef' }, refused: /This is refused/ },
  { name: 'valid-pattern', files: validated('string', 'can(regex("^[a-z]{2,5}$", var.x))'), inputs: { x: 'abcde' } },
  { name: 'invalid-number', files: validated('number', 'var.x >= 1 && floor(var.x) == var.x'), inputs: { x: 1.5 }, refused: /This is refused/ },
  { name: 'invalid-list', files: validated('list(string)', 'alltrue([for s in var.x : can(cidrhost(s, 0))])'), inputs: { x: ['10.0.0.0/8', '10.0.0.0/33'] }, refused: /This is refused/ },
  { name: 'invalid-null', files: validated('string', 'var.x != null'), inputs: { x: null }, refused: /This is refused/ },
  { name: 'invalid-condition', files: validated('string', 'length(var.x) > 0'), inputs: { x: null }, refused: /its condition cannot be computed/ },
  { name: 'valid-null', files: validated('string', 'var.x == null ? true : length(var.x) > 3'), inputs: { x: null } },
  { name: 'invalid-optional', files: validated('object({ n = optional(number, 60 * 60) })', 'var.x.n < 3600'), inputs: { x: {} }, refused: /This is refused/ },
  { name: 'valid-optional', files: validated('object({ n = optional(number, 60 * 60) })', 'var.x.n == 3600'), inputs: { x: { n: null } } },
  { name: 'invalid-local', files: validated('string', 'contains(local.all, var.x)', 'locals {\n  all = [for n in ["a", "b"] : upper(n)]\n}\n'), inputs: { x: 'a' }, refused: /This is refused/ },
  { name: 'invalid-other', files: validated('string', 'var.x != var.y', 'variable "y" {\n  default = "same"\n}\n'), inputs: { x: 'same' }, refused: /This is refused/ },
  { name: 'invalid-map', files: validated('map(object({ min = number, max = number }))', 'alltrue([for p in values(var.x) : p.min <= p.max])'), inputs: { x: { a: { min: 1, max: 2 }, b: { min: 3, max: 2 } } }, refused: /This is refused/ },
  { name: 'invalid-message', files: main('variable "x" {\n  validation {\n    condition     = var.x != "a"\n    error_message = "Not ${var.x}, ${upper("b")}."\n  }\n}\n'), inputs: { x: 'a' }, refused: /: Not a, B\.$/ },
  { name: 'invalid-default', files: main('variable "x" {\n  default = 5\n  validation {\n    condition     = var.x > 5\n    error_message = "Too small."\n  }\n}\n'), refused: /input "x", by default, is refused by the module: Too small\./ },
  { name: 'invalid-constant', files: validated('string', 'var.x != "ab"'), inputs: { x: Hcl.call('join', '', ['a', 'b']) }, refused: /This is refused/ },
  { name: 'validation-of-another', files: main('variable "x" {\n  default = 1\n  validation {\n    condition     = 1 == 1\n    error_message = "x"\n  }\n}\n'), refused: /the condition has to look at var\.x/ },
  { name: 'validation-half', files: main('variable "x" {\n  default = 1\n  validation {\n    condition = var.x == 1\n  }\n}\n'), refused: /has a "condition" and an "error_message"/ },
  { name: 'validation-odd', files: validated('string', 'can(jsondecode(var.x)) && length(regexall("\\\\pL", var.x)) == 0'), inputs: { x: '1' } },

  // Types and defaults
  { name: 'computed-default', files: variable('  type    = number\n  default = 60 * 60') },
  { name: 'computed-optional', files: variable('  type    = object({ a = optional(number, 60 * 60), b = optional(string, "x${1 + 1}") })\n  default = {}') },
  { name: 'function-default', files: variable('  default = tomap({})'), refused: /the default of "x" must be a constant, but it needs the function tomap\(\)/ },
  { name: 'function-optional', files: variable('  type    = object({ a = optional(map(string), tomap({})) })\n  default = {}'), refused: /must be a constant, but it needs the function tomap\(\)/ },
  { name: 'variable-default', files: variable('  default = var.y'), refused: /must be a constant, but it needs "var"/ },
  { name: 'converted-default', files: variable('  type    = number\n  default = "5"') },
  { name: 'wrong-default', files: variable('  type    = number\n  default = "five"'), refused: /the default of "x" does not fit its type: "five" is not a number/ },
  { name: 'wrong-optional', files: variable('  type    = object({ a = optional(number, "five") })\n  default = {}'), refused: /the default of "a" does not fit its type/ },
  { name: 'quoted-type', files: variable('  type    = "string"\n  default = "a"'), refused: /is no type/ },
  { name: 'bare-list', files: variable('  type    = list\n  default = []') },
  { name: 'bare-set', files: variable('  type    = set\n  default = []'), refused: /"set" is no type/ },
  { name: 'repeated-attribute', files: variable('  type    = object({ a = string, a = number })\n  default = { a = 1 }'), refused: /attribute "a" is given twice/ },
  { name: 'null-default', files: variable('  default  = null\n  nullable = false'), refused: /is null, though it is not nullable/ },
  { name: 'flag-as-text', files: variable('  default   = 1\n  sensitive = "true"') },
  { name: 'unknown-argument', files: variable('  default = 1\n  typo    = 2'), refused: /variable "x" has no argument "typo"/ },
  { name: 'no-value', files: main('output "x" {\n}\n'), refused: /output "x" has no value/ },
  { name: 'computed-description', files: variable('  default     = 1\n  description = "a ${var.x}"'), refused: /must be a constant/ },

  // Null and absent
  { name: 'null-over-default', files: variable('  default = 30'), inputs: { x: null } },
  { name: 'null-not-nullable', files: variable('  default  = 30\n  nullable = false'), inputs: { x: null } },
  { name: 'null-required', files: variable('  nullable = false'), inputs: { x: null }, refused: /is given null for the input "x", which takes no null and has no default/ },
  { name: 'null-nullable-required', files: variable('  type = string'), inputs: { x: null } },
  { name: 'null-inside', files: variable('  type = object({ a = optional(number, 5), b = list(string), c = map(string) })'), inputs: { x: { a: null, b: [null], c: { d: null } } } },

  // Files
  { name: 'json-alone', files: { 'main.tf.json': '{"//": "x", "variable": {"x": [{"type": "string", "//": "y"}], "y": {"default": "${60 * 60}"}}, "output": {"o": {"value": "${var.x}-$${b}"}}}' }, inputs: { x: 'a' } },
  { name: 'json-list', files: { 'main.tf.json': '[{"variable": {"x": {"type": "object({ a = optional(number, 3) })", "default": {}}}}, {"variable": {"y": {"default": null}}}]' } },
  { name: 'json-repeated', files: { 'main.tf.json': '{"variable": {"x": {"default": 1}}, "variable": {"y": {"default": 2}}, "locals": [{"a": 1}, {"b": "${local.a}"}]}' } },
  { name: 'json-sensitive', files: { 'main.tf.json': '{"variable": {"x": {"default": "a", "sensitive": true}}, "output": {"o": {"value": {"k": "a ${var.x}"}}}}' } },
  { name: 'json-alias', files: { 'main.tf.json': '{"terraform": {"required_providers": {"terraform": {"source": "terraform.io/builtin/terraform", "configuration_aliases": ["terraform.peer"]}}}}' }, refused: /needs the provider configuration "terraform\.peer"/ },
  { name: 'json-validation', files: { 'main.tf.json': '{"variable": {"x": {"type": "number", "validation": {"condition": "${var.x > 5}", "error_message": "Too small: ${var.x}."}}}}' }, inputs: { x: 5 }, refused: /Too small: 5\./ },
  { name: 'json-broken', files: { 'main.tf.json': '{"variable": {"x": }}' }, refused: /main\.tf\.json:1: expected a value/ },
  { name: 'override', files: { 'main.tf': 'variable "name" {}\n', 'override.tf': 'variable "name" {\n  default = "a"\n}\n' } },
  { name: 'override-type', files: { 'main.tf': 'variable "x" {\n  type = string\n}\noutput "x" {\n  value = var.x\n}\n', 'x_override.tf': 'variable "x" {\n  type = number\n}\n' }, inputs: { x: 5 } },
  { name: 'override-json', files: { 'main.tf': 'variable "name" {}\n', 'a_override.tf.json': '{"variable": {"name": {"default": "a"}}}' } },
  { name: 'override-later', files: { 'main.tf': 'variable "x" {}\n', 'a_override.tf': 'variable "x" {\n  default = "a"\n}\n', 'b_override.tf': 'variable "x" {\n  type    = number\n  default = 1\n}\n' } },
  { name: 'override-sensitive', files: { 'main.tf': 'variable "x" {\n  default = 1\n}\noutput "x" {\n  value = 1\n}\n', 'override.tf': 'variable "x" {\n  sensitive = true\n}\noutput "x" {\n  value = var.x\n}\n' } },
  { name: 'override-local', files: { 'main.tf': 'locals {\n  a = 1\n}\noutput "a" {\n  value = local.a\n}\n', 'override.tf': 'locals {\n  a = sensitive(1)\n}\n' } },
  { name: 'override-of-nothing', files: { 'main.tf': 'variable "x" {\n  default = 1\n}\n', 'override.tf': 'variable "y" {\n  default = 1\n}\n' }, refused: /variable "y" is not declared in a file that is no override file/ },
  { name: 'override-validation', files: { 'main.tf': 'variable "x" {\n  default = 1\n}\n', 'override.tf': 'variable "x" {\n  validation {\n    condition     = var.x == 1\n    error_message = "x"\n  }\n}\n' }, refused: /a "validation" block of a variable cannot be overridden/ },
  { name: 'override-breaks', files: { 'main.tf': 'variable "x" {\n  default = "a"\n}\n', 'override.tf': 'variable "x" {\n  type = number\n}\n' }, refused: /the default of "x" does not fit its type/ },
  { name: 'no-override', files: { 'main.tf': 'variable "x" {\n  default = 1\n}\n', 'override_x.tf': 'variable "y" {\n  default = 1\n}\n' } },
  { name: 'ignored-files', files: { 'main.tf': 'variable "x" {\n  default = 1\n}\n', '.x.tf': 'variable "y" {}\n', '#x.tf#': 'variable "y" {}\n', 'x.tf~': 'variable "y" {}\n', 'x.tftest.hcl': 'nonsense\n', 'x.TF': '}\n', 'y.tf/a': 'x\n' } },

  // References, and calls inside
  { name: 'undeclared-variable', files: main('output "x" {\n  value = [for v in [1] : v + var.nope]\n}\n'), refused: /main\.tf:2: it refers to var\.nope, which nobody declares/ },
  { name: 'undeclared-local', files: main('output "x" {\n  value = "a${local.nope}"\n}\n'), refused: /refers to local\.nope/ },
  { name: 'undeclared-module', files: main('output "x" {\n  value = module.nope.id\n}\n'), refused: /refers to module\.nope\.id/ },
  { name: 'undeclared-resource', files: main('resource "terraform_data" "a" {\n  input = terraform_data.nope.id\n}\n'), refused: /refers to terraform_data\.nope/ },
  { name: 'undeclared-data', files: main('locals {\n  a = data.terraform_remote_state.nope.outputs\n}\n'), refused: /refers to data\.terraform_remote_state\.nope/ },
  {
    name: 'always-there',
    files: main('resource "terraform_data" "a" {\n  for_each = toset(["a"])\n  input    = { k = each.key, w = terraform.workspace, m = path.module }\n  lifecycle {\n    ignore_changes = [input]\n  }\n  provisioner "local-exec" {\n    command = "echo ${self.id}"\n  }\n}\noutput "x" {\n  value = { for k, t in terraform_data.a : k => t.input.k }\n}\n'),
  },
  { name: 'nested', files: { 'main.tf': 'module "inner" {\n  source = "./inner"\n  x      = 1\n}\noutput "x" {\n  value = module.inner.x\n}\n', 'inner/main.tf': 'variable "x" {}\noutput "x" {\n  value = var.x\n}\n' } },
  { name: 'nested-unknown-input', files: { 'main.tf': 'module "inner" {\n  source = "./inner"\n  y      = 1\n}\n', 'inner/main.tf': 'variable "x" {\n  default = 1\n}\n' }, refused: /module "inner" has no input "y"; it takes: x/ },
  { name: 'nested-missing-input', files: { 'main.tf': 'module "inner" {\n  source = "./inner"\n}\n', 'inner/main.tf': 'variable "x" {}\n' }, refused: /module "inner" needs the input "x"/ },
  { name: 'nested-missing', files: main('module "inner" {\n  source = "./inner"\n}\n'), refused: /module "inner" cannot use \.\/inner: there is no such folder/ },
  { name: 'nested-refused', files: { 'main.tf': 'module "inner" {\n  source = "./inner"\n}\n', 'inner/main.tf': 'variable "count" {\n  default = 1\n}\n' }, refused: /module "inner" cannot use \.\/inner: main\.tf:1: the name "count" is reserved/ },
  { name: 'nested-alias', files: { 'main.tf': 'module "inner" {\n  source = "./inner"\n}\n', 'inner/main.tf': PEER }, refused: /module "inner" needs the provider configuration "terraform\.peer"/ },
  { name: 'given-undeclared', files: variable('  default = 1'), inputs: { x: Hcl.reference('var.nope') }, refused: /module "given-undeclared" refers to var\.nope, which nobody declares in root module "given-undeclared"/ },
  { name: 'given-unknown-output', files: variable('  default = 1'), declare: (root, source) => { call(root, source); root.addOutput('y', { description: 'x', value: Hcl.reference(`module.${root.name}.y`) }); }, refused: /output "y" refers to module\.given-unknown-output\.y, which nobody declares in root module "given-unknown-output"/ },
  { name: 'given-declared', files: variable('  default = 1'), declare: (root, source) => { root.addBlock(new HclBlock('locals', [], { a: 1 })); call(root, source, { x: Hcl.call('max', Hcl.reference('local.a'), 2) }); } },
  { name: 'given-by-own-file', files: variable('  default = 1'), inputs: { x: Hcl.reference('local.a') }, own: { 'own.tf': 'locals {\n  a = 1\n}\n' } },
  {
    name: 'raw-sensitive-output',
    files: main(`${SECRET}output "password" {\n  value = var.password\n}\n`),
    declare: (root, source) => { root.addBlock(new HclBlock('output', ['again'], { value: call(root, source).output('password') })); },
    refused: /root module "raw-sensitive-output": output "again" has a value that is sensitive: add sensitive = true/,
  },
  {
    name: 'raw-hidden-output',
    files: main(`${SECRET}output "password" {\n  value = var.password\n}\n`),
    declare: (root, source) => { root.addBlock(new HclBlock('output', ['again'], { value: call(root, source).output('password'), sensitive: true })); },
  },
  { name: 'own-sensitive-output', files: main(`${SECRET}output "password" {\n  value = var.password\n}\n`), own: { 'own.tf': 'output "again" {\n  value = module.own-sensitive-output.password\n}\n' }, refused: /own\.tf:1: output "again" has a value that is sensitive/ },

  { name: 'own-sensitive-variable', files: main('variable "x" {}\noutput "x" {\n  value = var.x\n}\n'), inputs: { x: Hcl.reference('var.secret') }, own: { 'own.tf': 'variable "secret" {\n  default   = "a"\n  sensitive = true\n}\n' } },
  { name: 'unknown-block', files: main('foo "x" {\n}\n'), refused: /there is no block "foo" in Terraform/ },
  { name: 'no-block', files: main('x = 1\n'), refused: /"x" is set outside of a block/ },
  { name: 'one-label', files: main('resource "terraform_data" {\n}\n'), refused: /a resource block has two labels/ },
  { name: 'import-inside', files: main('import {\n  to = terraform_data.a\n  id = "x"\n}\nresource "terraform_data" "a" {}\n'), refused: /an "import" block is for root modules only/ },
  { name: 'moved-inside', files: main('moved {\n  from = terraform_data.b\n  to   = terraform_data.a\n}\nremoved {\n  from = terraform_data.c\n  lifecycle {\n    destroy = false\n  }\n}\nresource "terraform_data" "a" {}\ncheck "c" {\n  assert {\n    condition     = terraform_data.a.id != ""\n    error_message = "x"\n  }\n}\n') },

  // Versions
  { name: 'version-too-new', files: main('terraform {\n  required_version = ">= 99.0"\n}\n'), refused: /requires Terraform ">= 99\.0"/ },
  { name: 'version-too-old', files: main('terraform {\n  required_version = "~> 1.5.0"\n}\n'), refused: /requires Terraform "~> 1\.5\.0"/ },
  { name: 'version-fine', files: main('terraform {\n  required_version = ">=1.0,<v2.0"\n}\n') },
  { name: 'version-broken', files: main('terraform {\n  required_version = ">= x"\n}\n'), refused: /">= x" is not a version constraint/ },
  { name: 'provider-version-broken', files: main('terraform {\n  required_providers {\n    random = "~> x"\n  }\n}\n'), refused: /"~> x" is not a version constraint/ },
  { name: 'provider-source-broken', files: main('terraform {\n  required_providers {\n    random = {\n      source = "a/b/c/d"\n    }\n  }\n}\n'), refused: /which is not of the form \[host\/\]\[namespace\/\]name/ },
  { name: 'provider-extra', files: main('terraform {\n  required_providers {\n    random = {\n      region = "x"\n    }\n  }\n}\n'), refused: /is required with "region"/ },
];

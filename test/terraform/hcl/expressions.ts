/** Variables that the expressions refer to, with their types and values in HCL. */
export const VARIABLES: Readonly<Record<string, { readonly type: string; readonly value: string }>> = {
  name: { type: 'string', value: '"web-1"' },
  none: { type: 'string', value: 'null' },
  size: { type: 'number', value: '25' },
  half: { type: 'number', value: '0.5' },
  on: { type: 'bool', value: 'true' },
  names: { type: 'list(string)', value: '["b", "a", "a"]' },
  empty: { type: 'list(string)', value: '[]' },
  nothing: { type: 'list(string)', value: 'null' },
  zones: { type: 'set(string)', value: '["z2", "z1"]' },
  numbers: { type: 'list(number)', value: '[3, 1, 2]' },
  tags: { type: 'map(string)', value: '{ b = 1, a = "x" }' },
  node: { type: 'object({ name = string, size = optional(number, 60 * 60), note = optional(string) })', value: '{ name = "n" }' },
  nodes: {
    type: 'list(object({ name = string, cidr = string, ports = optional(list(number), []) }))',
    value: '[{ name = "one", cidr = "10.0.0.0/24", ports = [80, 443] }, { name = "two", cidr = "10.0.1.7/24" }]',
  },
  pools: { type: 'map(object({ min = number, max = number }))', value: '{ a = { min = 1, max = 3 }, b = { min = 4, max = 2 } }' },
  anything: { type: 'any', value: '[1, "a"]' },
  anyList: { type: 'list(any)', value: '[1, "a", true]' },
  pair: { type: 'tuple([string, number])', value: '["x", "7"]' },
};

/** What conditions of real modules are made of, and what is odd about the language. */
export const EXPRESSIONS: readonly string[] = [
  // Values, operators and their order
  '1 + 2 * 3', '(1 + 2) * 3', '7 / 2', '7 % 3', '-7 % 3', '7 % -3', '-7 / 2', '- -1', '!true', '!"true"', '1 / 0', '1e3', '0.5 * 4', '0.1 + 0.2 == 0.3', '60 * 60', '5 - - 5', '2 + "3"', '"a" + 1',
  '1 == 1.0', '"1" == 1', 'true == "true"', 'null == null', 'null == ""', '"5" > 1', '"a" > 1', 'null > 1', 'true && null', 'true || null', '1 < 2 == true', '!false && false', 'true || false && false',
  'true ? 1 : "a"', 'false ? 1 : null', 'true ? null.x : 1', 'false ? null.x : 1', 'null ? 1 : 2', '"true" ? 1 : 2', 'var.on ? "on" : "off"', 'true ? "a" : [1]', 'true ? 1 : true', '1 == 2 ? "x" : 2 == 2 ? "y" : "z"',
  'true ? var.names : ["z"]', 'false ? var.names : [1, "z"]', 'true ? var.numbers : ["z"]', 'length(var.empty) > 0 ? var.empty : [for n in var.nodes : n.name]', 'true ? [] : var.names', 'false ? var.nodes : [{ name = "x", cidr = "y", ports = [] }]',
  'false ? var.nodes : [{ name = "x" }]', 'true ? var.tags : {}', 'false ? var.tags : { c = 1 }', 'true ? {} : var.pools', 'false ? var.pools : { c = { min = 1, max = "2" } }', '(true ? var.tags : { c = 1 }) == var.tags', 'true ? var.tags : { c = [1] }', 'true ? var.zones : ["z3"]',
  // Names of all kinds
  'var.name', 'var.node.name', 'var.node.size', 'var.node.note', 'var.node["name"]', 'var.node.nope', 'var.tags.a', 'var.tags["b"]', 'var.tags.nope', 'var.names[0]', 'var.names[9]', 'var.names[-1]', 'var.names.1',
  'var.names["0"]', 'var.zones[0]', 'var.none.x', 'var.nothing[0]', 'var.pair[1]', 'var.anything[0]', 'var.anything', 'var.anyList', 'var.names[0.5]', 'var.tags[null]',
  // Equality of collections
  '[1] == [1]', 'tolist([1]) == [1]', 'var.empty == []', 'var.names == ["b", "a", "a"]', 'toset([1, 2]) == toset([2, 1])', '{ a = 1 } == { a = 1 }', '{ a = 1 } == tomap({ a = 1 })', 'var.nothing == null', 'var.zones == toset(["z1", "z2"])', '[] == []', '{} == {}',
  '[1, "a"] == [1, "a"]', 'var.names != null', 'var.node == null',
  // Templates
  '"a${var.size}b"', '"${var.size}"', '"a${null}"', '"${null}"', '"a${[1]}"', '"$${x}"', '"%%{x}"', '"a\\tb\\u0041"', '"${"${var.name}"}-x"', '"${var.on}-${5.50}"', '"%{ if true }a%{ endif }"', '"a${1 + 1}b${"c"}"',
  // Comprehensions and splats
  '[for x in var.names : upper(x)]', '[for i, x in var.names : "${i}-${x}"]', '[for k, v in var.tags : "${k}=${v}"]', '{ for x in var.zones : x => 1 }', '{ for x in var.names : x => 1 }', '[for x in var.zones : x]', '[for x in var.numbers : x if x > 1]',
  '[for x in var.nothing : x]', '[for x in "abc" : x]', '[for k, p in var.pools : k if p.min <= p.max]', 'var.nodes[*].name', 'var.nodes[*].ports[0]', 'var.none[*]', 'var.name[*]', 'var.nodes.*.name', '[for n in var.nodes : [for p in n.ports : p]]',
  '{ for x in var.numbers : "k${x}" => x... }', '[for x in [1, "a"] : x]', '[for x in var.names : x if null]', 'var.nodes[*].nope', 'var.nothing[*].x', '[for s in var.zones : s if s != "z1"]',
  // can and try
  'can(var.node.nope)', 'can(var.node.name)', 'can(regex("^w", var.name))', 'can(regex("^x", var.name))', 'can(1 / 0)', 'can(tonumber("x"))', 'try(var.node.nope, "d")', 'try(var.none, "d")', 'try(var.none.x, null.y)', 'can(null)', 'can(cidrhost("10.0.0.0/33", 0))',
  // Lengths
  'length("é日")', 'length("")', 'length(var.names)', 'length(var.zones)', 'length(var.tags)', 'length({ a = 1 })', 'length(null)', 'length(var.nothing)', 'length(3)', 'length("👍🏽")', 'length([1, 2])',
  // Quantifiers
  'alltrue([])', 'alltrue([true, "true"])', 'alltrue([true, null])', 'alltrue([true, "x"])', 'anytrue([])', 'anytrue([false, null, true])', 'anytrue([false, null])', 'alltrue(null)', 'alltrue([for n in var.nodes : length(n.name) == 3])', 'alltrue(toset([true]))',
  // Membership
  'contains(["a", "b"], var.name)', 'contains([1, 2], "2")', 'contains(["1"], 1)', 'contains(["a", 1], "b")', 'contains(null, "a")', 'contains(["a"], null)', 'contains(var.zones, "z1")', 'contains([32, 64], var.size)', 'contains(keys(var.tags), "a")', 'contains("abc", "a")',
  'contains([["a"]], ["a"])', 'contains(range(0, 7), 3)', 'contains([null, "a"], "a")', 'contains([for x in [1, 2] : x], 2)', 'index(["a", "b"], "b")', 'index(["a"], "z")', 'contains({ a = "x" }, "x")',
  // Text
  'lower("ABC")', 'upper(var.name)', 'lower(null)', 'startswith("abc", "ab")', 'startswith("abc", "")', 'endswith("abc", "bc")', 'endswith(null, "c")', 'strcontains("abc", "b")', 'trimspace("  a\\n")', 'trimprefix("aab", "a")', 'trimsuffix("abb", "b")', 'trimsuffix("abb", "")',
  'replace("a-b-c", "-", "_")', 'replace("abc", "/b/", "x")', 'split(",", "a,b,")', 'split(",", "")', 'join("-", ["a", 1])', 'join("-", ["a", null])', 'join(",", var.zones)', 'join("-", ["a"], ["b"])', 'substr("hello", 1, 3)', 'substr("hello", 1, -1)', 'lower(5)', 'upper(true)',
  'substr("hello", 2, 99)', 'split("", "abc")', 'join(",", [])', 'join(",", "a")', 'startswith(5, "5")', 'lower([1])',
  // Numbers
  'floor(1.5)', 'floor(-1.5)', 'ceil(1.2)', 'floor("1.5")', 'floor(var.half) == var.half', 'abs(-3)', 'signum(-2)', 'signum(0)', 'max(1, 3, 2)', 'min(3, 1)', 'max()', 'max(var.numbers...)', 'pow(2, 10)', 'pow(2, 0)', 'sum([1, 2])', 'sum([])', 'sum(var.numbers)', 'parseint("12", 10)',
  'parseint("x", 10)', 'parseint("-7", 10)', 'tonumber("abc")', 'tonumber("1_0")', 'tonumber("12.5")', 'tonumber(true)', 'tonumber(null)', 'tonumber("")', 'tonumber(" 1")', 'range(3)', 'range(1, 4)', 'range(0, 10, 5)', 'range(5, 1)', 'range(-2)', 'range(1, 5, -1)', 'range(0)', 'range(1, 1)',
  'floor(null)', 'max("2", 3)', 'tonumber("0x10")', 'tonumber("1e3")', 'tonumber("+5")',
  // Collections
  'keys({ b = 1, a = 2 })', 'keys(var.tags)', 'values({ b = 1, a = 2 })', 'values(var.tags)', 'concat([1], ["a"])', 'concat(var.names, ["z"])', 'concat(null, [1])', 'flatten([[1, [2]], 3])', 'flatten([[], [null]])', 'distinct([1, "1"])', 'distinct(var.names)', 'distinct([])', 'compact(["a", "", null])',
  'compact([1, ""])', 'coalesce("", null, "x")', 'coalesce(null, "")', 'coalesce(null, 0)', 'coalesce(var.none, "none")', 'coalesce(1, "a")', 'reverse([1, 2])', 'reverse(var.names)', 'sort(["b", "a", "B"])', 'sort([10, 9])', 'element(["a", "b"], 3)', 'element([], 0)', 'one([])', 'one([1])', 'one([1, 2])',
  'setintersection(["a", "b"], ["b"])', 'setunion(["a"], ["b", "a"])', 'setsubtract(["a"], [1])', 'setsubtract(["a", "b"], ["a"])', 'setintersection([1], ["1"])', 'length(setintersection(keys(var.tags), ["a", "z"]))', 'lookup(var.tags, "a", "d")', 'lookup(var.tags, "nope", "d")', 'lookup(var.tags, "nope")',
  'merge({ a = 1 }, { b = 2 })', 'merge({ a = 1 }, null)', 'merge(var.tags, { c = "y" })', 'merge()', 'zipmap(["a", "b"], [1, 2])', 'zipmap(["a"], [])', 'tolist(["a", 1])', 'toset(["b", "a", "b"])', 'toset([2, 1])', 'tomap({ a = 1, b = "x" })', 'tostring(5)', 'tostring(null)', 'tobool("true")', 'tobool("yes")', 'tobool(1)',
  'values(var.pools)[*].min', 'length(distinct(var.nodes[*].name)) == length(var.nodes)', 'tolist(var.zones)', 'toset(null)', 'keys(null)', 'keys([1])', 'flatten("a")', 'distinct(null)', 'element(var.names, 1)', 'sum(["1", 2])', 'one(toset(["a"]))', 'toset([])', 'tomap({})', 'sort(var.zones)',
  // Addresses
  'cidrhost("10.0.0.5/16", 0)', 'cidrhost("10.0.0.0/24", 255)', 'cidrhost("10.0.0.0/24", 256)', 'cidrhost("10.0.0.0/24", -1)', 'cidrhost("10.0.0.0/33", 0)', 'cidrhost("10.0.0/24", 0)', 'cidrhost("nope", 0)', 'cidrhost("10.0.0.256/24", 0)', 'cidrhost(null, 0)', 'cidrnetmask("10.0.5.0/16")', 'cidrnetmask("0.0.0.0/0")',
  'cidrsubnet("10.0.0.0/16", 8, 3)', 'cidrsubnet("10.0.0.0/16", 8, 256)', 'cidrsubnet("10.0.0.0/30", 4, 0)', 'cidrhost("10.0.0.0", 0)', 'cidrhost("010.0.0.0/8", 0)', 'cidrhost("fd00::/8", 1)', 'cidrhost("10.0.0.0/8", 1.5)', 'cidrhost("", 0)', 'alltrue([for n in var.nodes : cidrhost(n.cidr, 0) == split("/", n.cidr)[0]])',
  // Patterns
  'regex("[a-z]+", "123abc456")', 'regex("(\\\\d+)-(\\\\d+)", "12-34")', 'regex("(?P<a>\\\\d)x", "5x")', 'regex("(a)|(b)", "b")', 'regex("b", "a")', 'regexall("[a-z]", "a1b")', 'regexall("x", "a")', 'can(regex("(?=a)", "a"))', 'can(regex("(a)\\\\1", "aa"))', 'can(regex("(", "a"))', 'can(regex("[", "a"))',
  'can(regex("^[[:alpha:]]+$", "abc"))', 'can(regex("^[[:^alpha:]]+$", "123"))', 'can(regex("(?i)^ABC$", "abc"))', 'can(regex("^a.c$", "a\\nc"))', 'can(regex("(?s)^a.c$", "a\\nc"))', 'can(regex("^a$", "a\\n"))', 'can(regex("^[\\\\w-]+$", "a-b_c"))', 'can(regex("^[]a]+$", "]a"))', 'can(regex("^[a-z-9]+$", "a-9"))',
  'can(regex("^a{2,3}$", "aaaa"))', 'can(regex("a{1001}", "a"))', 'can(regex("^\\\\pL+$", "é"))', 'can(regex("\\\\bfoo\\\\b", "a foo"))', 'can(regex("^[^/]+$", "a/b"))', 'can(regex("^\\\\S+$", "a b"))', 'can(regex("a**", "a"))', 'can(regex("^[\\\\d.]+$", "1.2"))', 'can(regex("\\\\.", "a"))', 'can(regex("^{a}$", "{a}"))',
  'can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.name))', 'regex("a|ab", "ab")', 'regex("a*?", "aa")', 'regex("(?:a)(b)?", "a")', 'can(regex("", ""))', 'can(regex("^(?:(?:25[0-5]|2[0-4]\\\\d|1?\\\\d?\\\\d)(?:\\\\.|$)){4}$", "10.0.0.1"))', 'can(regex("[z-a]", "b"))', 'can(regex("\\\\Aabc\\\\z", "abc"))', 'can(regex("\\\\Z", "a"))',
  'regexall("a*", "baac")', 'regexall("", "ab")', 'can(regex("^.{1,3}$", "é日x"))', 'can(regex(null, "a"))', 'can(regex("x", null))', 'regex("^(?P<a>.)(.)$", "ab")', 'can(regex("a{,2}", "a{,2}"))', 'can(regex("^\\\\x41$", "A"))', 'can(regex("[\\\\w-.]", "+"))', 'can(regex("+a", "a"))', 'can(regex("^*", "a"))',
  'regexall("[[:punct:]]", "a-b_c!")', 'can(regex("^\\\\D+$", "ab1"))', 'can(regex("(?i:A)b", "ab"))', 'can(regex("\\\\Q.\\\\E", "a"))', 'can(regex("^[a-z]+(-[a-z]+)*$", "a-b-c"))',
  // Others
  'nonsensitive("a")', 'nonsensitive(sensitive("a")) == "a"', 'core::lower("A")', 'nope("a")', 'length(1, 2)', 'lower()', 'contains(["a"])', '{ (var.name) = 1 }', '{ a = 1, a = 2 }', '{ "a" : 1 }', '{ null = 1 }', '[1, 2,]', 'var.pools.b.min > var.pools.b.max', 'var.node.size == 3600',
];

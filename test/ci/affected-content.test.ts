import { spawnSync } from 'child_process';
import * as path from 'path';
import { pathToFileURL } from 'url';
import * as fc from 'fast-check';
import { GitHistory } from './git-history';
import type { GraphJson } from '../../src/ci/graph-json';
import { tokenize } from '../../src/terraform/hcl/lexer';

/** Two texts of a file, and whether they say the same. */
interface Case {
  readonly what: string;
  readonly file: string;
  readonly before?: string;
  readonly after?: string;
  readonly isSame: boolean;
}

const same = (what: string, file: string, before?: string, after?: string): Case => ({ what, file, before, after, isSame: true });
const differs = (what: string, file: string, before?: string, after?: string): Case => ({ what, file, before, after, isSame: false });

const TERRAFORM: readonly Case[] = [
  same('another header', 'main.tf', '# ~~ one\n\na = 1\n', '# ~~ two\n\na = 1\n'),
  same('a comment of each kind', 'main.tf', 'a = 1\n', '// x "\n/* y\n " */ a = 1 # z ${\n'),
  same('another alignment', 'main.tf', 'a=1\nbcd = [1,2]\n', 'a   = 1\nbcd = [\n  1, 2\n]\n'),
  same('other line ends', 'main.tf', 'a = 1\nb = 2\n', 'a = 1\r\nb = 2\r\n'),
  same('a comment in backend.hcl', 'backend.hcl', 'bucket = "b"\n', '# x\nbucket = "b"\n'),
  same('a comment in the values of variables', 'x.auto.tfvars', 'a = 1\n', '# x\na = 1\n'),
  same('a new file of comments', 'notes.tf', undefined, '# nothing yet\n'),
  same('a file of comments that is gone', 'notes.tf', '# nothing yet\n'),
  differs('another README, which Terraform may read as a file', 'README.md', 'a', 'b'),
  differs('a comment in what is no configuration', 'cloud-init.yaml', '#cloud-config\na: 1\n', 'a: 1\n'),
  differs('the layout of JSON that is no configuration', 'x.json', '{"a":1}', '{"a": 1}'),
  differs('a comment in Terraform that is no part of the root module', 'example/main.tf', '# a\n', '# b\n'),
  differs('a comment in Terraform that is not loaded', '.main.tf', '# a\n', '# b\n'),
  differs('a block that has the name of another one in JSON', 'x.tf.json', '{"locals": {"a": 1}, "locals": {"b": 1}}', '{"locals": {"a": 2}, "locals": {"b": 1}}'),
  same('JSON with another layout', 'x.tf.json', '{"a": [1, {"b": "c", "d": null}]}', '{\n  "a": [1, {"d": null, "b": "c"}]\n}\n'),
  differs('another value', 'main.tf', 'a = 1\n', 'a = 2\n'),
  differs('another name', 'main.tf', 'ab = 1\n', 'a-b = 1\n'),
  differs('a name that is cut in two', 'main.tf', 'x ab {}\n', 'x a b {}\n'),
  differs('another operator', 'main.tf', 'a = b - c\n', 'a = b + c\n'),
  differs('a space in a string', 'main.tf', 'a = "x y"\n', 'a = "x  y"\n'),
  differs('a comment mark in a string', 'main.tf', 'a = "x" # y\n', 'a = "x # y"\n'),
  differs('what follows a comment mark in a string', 'main.tf', 'a = "http://x"\n', 'a = "http://y"\n'),
  differs('what follows an escaped quote and a comment mark', 'main.tf', 'a = "\\"# x"\n', 'a = "\\"# y"\n'),
  differs('what follows a string in an interpolation', 'main.tf', 'a = "${b["c"]} # x"\n', 'a = "${b["c"]} # y"\n'),
  differs('what follows a brace in an interpolation', 'main.tf', 'a = "${merge({ b = "}" })}# x"\n', 'a = "${merge({ b = "}" })}# y"\n'),
  differs('what follows an escaped interpolation', 'main.tf', 'a = "$${" # "\nb = "# x"\n', 'a = "$${" # "\nb = "# y"\n'),
  differs('a comment mark in a heredoc', 'main.tf', 'a = <<EOT\n# x\nEOT\n', 'a = <<EOT\n# y\nEOT\n'),
  differs('the indentation in a heredoc', 'main.tf', 'a = <<-EOT\n  x\n    y\n  EOT\n', 'a = <<-EOT\n  x\n  y\n  EOT\n'),
  differs('what follows a heredoc', 'main.tf', 'a = <<-EOT\n  "\n  EOT\nb = 1\n', 'a = <<-EOT\n  "\n  EOT\nb = 2\n'),
  differs('a string without an end', 'main.tf', 'a = "x # y\n', 'a = "x # z\n'),
  differs('a new file', 'extra.tf', undefined, 'locals {}\n'),
  differs('a file that is gone', 'extra.tf', 'locals {}\n'),
  differs('the checksum of a provider', '.terraform.lock.hcl', 'hashes = ["h1:a"]\n', 'hashes = ["h1:b"]\n'),
  differs('another value in JSON', 'x.tfvars.json', '{"a": 1}', '{"a": 2}'),
  differs('a string in the place of a number in JSON', 'x.json', '{"a": 1}', '{"a": "1"}'),
  differs('the order of a list in JSON', 'x.json', '[1, 2]', '[2, 1]'),
  differs('a digit that a double cannot hold', 'x.json', '[12345678901234567890]', '[12345678901234567891]'),
  differs('the layout of broken JSON', 'x.json', '{"a": }', '{"a":  }'),
  differs('a comment in a file of another language', 'user-data.sh', '# a\n', '# b\n'),
  differs('a letter that is not ASCII', 'main.tf', 'a = "\u00e9"\n', 'a = "\u00e8"\n'),
];

const KUBERNETES: readonly Case[] = [
  same('another header', 'x.yaml', '# ~~ one\n\na: 1\n', '# ~~ two\n\na: 1\n'),
  same('a comment and a blank line between entries', 'x.yaml', 'a:\n  b: 1\n  c: "x # y"\n', 'a:\n\n  # why\n  b: 1\n\n\n  c: "x # y"\n'),
  same('white space at the end of a line', 'x.yml', 'a: 1\nb:\n  - 2\n', 'a: 1  \r\nb:\n  - 2\n'),
  same('a blank line below a block scalar', 'x.yaml', 'a: |\n  x\nb: 1\n', 'a: |\n  x\n\n# why\nb: 1\n'),
  same('a new file of comments', 'x.yaml', undefined, '# nothing yet\n'),
  differs('another value', 'x.yaml', 'a: 1\n', 'a: 2\n'),
  differs('another level', 'x.yaml', 'a:\n  b:\nc: 1\n', 'a:\n  b:\n  c: 1\n'),
  differs('what looks like a comment in a block scalar', 'x.yaml', 'a: |\n  #!/bin/sh\n  # x\n', 'a: |\n  #!/bin/sh\n  # y\n'),
  differs('what looks like a comment in a block scalar of a list', 'x.yaml', 'a:\n  - b: >-\n      # x\n    c: 1\n', 'a:\n  - b: >-\n      # y\n    c: 1\n'),
  differs('what looks like a comment in a block scalar that starts with a space', 'x.yaml', 'a: |1\n    x\n  # y\n', 'a: |1\n    x\n  # z\n'),
  differs('a blank line in a block scalar', 'x.yaml', 'a: |\n  x\n  y\n', 'a: |\n  x\n\n  y\n'),
  differs('a blank line at the end of a block scalar that keeps it', 'x.yaml', 'a: |+\n  x\nb: 1\n', 'a: |+\n  x\n\nb: 1\n'),
  differs('a blank line at the end of the last block scalar that keeps it', 'x.yaml', 'a: |+\n  x\n', 'a: |+\n  x\n\n'),
  differs('what looks like a comment in a string of several lines', 'x.yaml', 'a: "x\n  # y\n  z"\n', 'a: "x\n  # z\n  z"\n'),
  differs('a blank line in a string of several lines', 'x.yaml', "a: 'x\n  y'\n", "a: 'x\n\n  y'\n"),
  differs('a blank line in plain text of several lines', 'x.yaml', 'a: x\n  y\n', 'a: x\n\n  y\n'),
  differs('a page of documentation, which may be the content of a ConfigMap', 'page.md', 'a', 'b'),
];

function at(folder: string, cases: readonly Case[], side: 'before' | 'after'): Record<string, string | undefined> {
  return Object.fromEntries(cases.map((one, index) => [`${folder}${index}/${one.file}`, one[side]]));
}

const graph: GraphJson = {
  bootstrap: [],
  environments: [{ name: 'dev', overlay: 'k8s/overlays/dev' }],
  rootModules: TERRAFORM.map((_, index) => ({ name: `m${index}`, dir: `terraform/*/m${index}`, dependsOn: [], moduleDirs: [], providers: [] })),
  services: KUBERNETES.map((_, index) => ({ name: `s${index}`, base: `k8s/base/s${index}`, overlay: `k8s/overlays/*/s${index}` })),
};
const history = GitHistory.of(graph);
history.commit({ ...at('terraform/dev/m', TERRAFORM, 'before'), ...at('k8s/base/s', KUBERNETES, 'before') });
history.commit({ ...at('terraform/dev/m', TERRAFORM, 'after'), ...at('k8s/base/s', KUBERNETES, 'after') });
const { rootModules, overlays } = history.affected();
const planned = new Set(rootModules.map(({ name }) => name));
const deployed = new Set(overlays.flatMap(({ services }) => services));

test.each(TERRAFORM.map((one, index) => [one.isSame ? 'does not plan' : 'plans', one.what, one.file, index] as const))('a root module: %s: %s (%s)', (_, __, ___, index) => {
  expect(planned.has(`m${index}`)).toBe(!TERRAFORM[index].isSame);
});

test.each(KUBERNETES.map((one, index) => [one.isSame ? 'does not deploy' : 'deploys', one.what, one.file, index] as const))('a service: %s: %s (%s)', (_, __, ___, index) => {
  expect(deployed.has(`s${index}`)).toBe(!KUBERNETES[index].isSame);
});

/** Pieces of HCL that are easily taken for one another. */
const PIECES = [
  'a', 'ab', '-', '1', '=', '{', '}', '[', ']', ' ', '\n', '\t', '\r\n', ',', '"', '"x"', '"# x"', '"// y"', '"\\""', '"$${"', '"${a["b"]} # c"', '"%{ if a }b%{ endif }"',
  '# c\n', '// "c\n', '/* c */', '/* " */', '/', '*', '<<EOT\n# x\nEOT\n', '<<-EOT\n  "\n  EOT\n', '<<EOT\n# ${"EOT"}\nEOT\n', '<', 'EOT\n',
];

test('two texts say the same in HCL exactly when the lexer of the generator finds the same tokens in them', () => {
  const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 });
  const twins = fc.tuple(text, fc.nat(), fc.constantFrom(...PIECES)).map(([pieces, random, piece]) => {
    const place = random % (pieces.length + 1);
    return [pieces.join(''), [...pieces.slice(0, place), piece, ...pieces.slice(place)].join('')] as const;
  });
  const pairs = fc.sample(twins, { numRuns: 5_000 }).flatMap(([one, other]) => {
    const [tokens, others] = [tokensOf(one), tokensOf(other)];
    return tokens === undefined || others === undefined ? [] : [{ one, other, isSame: tokens === others }];
  });
  const isSame = compared(pairs);
  expect(pairs.filter((pair, index) => pair.isSame !== isSame[index])).toEqual([]);
  for (const expected of [true, false]) expect(pairs.filter((pair) => pair.isSame === expected).length).toBeGreaterThan(300);
});

function tokensOf(text: string): string | undefined {
  try {
    return JSON.stringify(tokenize(text).filter(({ kind }) => kind !== 'newline').map((token) => token.text));
  } catch {
    return undefined;
  }
}

/** Asks the content module of the script, in a process of its own because it is an ES module. */
function compared(pairs: ReadonlyArray<{ readonly one: string; readonly other: string }>): boolean[] {
  const program = `
    import { contentOf } from ${JSON.stringify(pathToFileURL(path.resolve('src/ci/scripts/all/affected/content.mjs')).href)};
    import { readFileSync } from 'node:fs';
    const content = contentOf('main.tf');
    console.log(JSON.stringify(JSON.parse(readFileSync(0, 'utf-8')).map(({ one, other }) => content(one) === content(other))));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], { input: JSON.stringify(pairs), encoding: 'utf-8', maxBuffer: Infinity });
  expect(stderr).toBe('');
  return JSON.parse(stdout) as boolean[];
}

import * as fs from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';

/** What docs/contributing.md says of additions is tried: with one more name in a union, the compiler asks for the files of the table, and for no other. */

const ROOT = path.join(__dirname, '..');
const PAGE = fs.readFileSync(path.join(ROOT, 'docs/contributing.md'), 'utf-8');

interface Addition {
  /** What is added, as the compiler calls it: a name that nothing else has. */
  readonly name: string;
  /** The file with the union. */
  readonly file: string;
  /** A member of it, behind which the name is added. */
  readonly member: string;
  readonly added: string;
  /** The files that the compiler is to ask for. */
  readonly asked: readonly string[];
}

const ADDITIONS: readonly Addition[] = [
  { name: 'a-cloud', file: 'src/clouds/cloud-name.ts', member: "'tencent'", added: ", 'a-cloud'", asked: filesInTable('Add a cloud') },
  { name: 'A_SYSTEM', file: 'src/estate/ci-system.ts', member: "'azure-pipelines',\n", added: "  A_SYSTEM = 'a-system',\n", asked: filesInTable('Add a CI system') },
  { name: 'A_CONVENTION', file: 'src/estate/convention.ts', member: "PICASSO = 'picasso',\n", added: "  A_CONVENTION = 'a-convention',\n", asked: filesInTable('Add a convention') },
  ...['azure', 'tencent'].map((cloud) => ({
    name: `a-module-of-${cloud}`,
    file: `src/clouds/${cloud}/${cloud}-module-name.ts`,
    member: "  | 'network'\n",
    added: `  | 'a-module-of-${cloud}'\n`,
    asked: [`src/clouds/${cloud}/${cloud}-modules.ts`, `test/terraform/library/${cloud}-calls.ts`],
  })),
];

/** The files that the table of a section names: in one cell, all but the first may go without the folder. */
function filesInTable(section: string): string[] {
  const text = PAGE.split(`## ${section}\n`)[1].split('\n## ')[0];
  return [...text.matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, cell]) => {
    const names = cell.split(', ').map((name) => name.replaceAll('`', ''));
    return names.map((name) => (name.includes('/') ? name : path.posix.join(path.posix.dirname(names[0]), name)));
  });
}

/** What names one of the unions or a table by one. Nothing else outside of the sources depends on their members, and checking it takes as long as the sources do. */
const NAMES_A_UNION = /CloudName|CLOUD_NAMES|PerCloud|CiSystem|Convention|ModuleName|_MODULES/;

/** What the compiler says when all of them are made: the file, and the message. */
function errorsWith(additions: readonly Addition[]): Array<readonly [file: string, message: string]> {
  const { options, fileNames } = ts.getParsedCommandLineOfConfigFile(path.join(ROOT, 'tsconfig.dev.json'), { noEmit: true }, {
    ...ts.sys, onUnRecoverableConfigFileDiagnostic: ({ messageText }) => { throw new Error(String(messageText)); },
  })!;
  const host = ts.createCompilerHost(options);
  const readFile = host.readFile.bind(host);
  host.readFile = (name) => {
    const addition = additions.find(({ file }) => path.resolve(name) === path.join(ROOT, file));
    const text = readFile(name);
    if (addition === undefined || text === undefined) return text;
    expect(text).toContain(addition.member);
    return text.replace(addition.member, `${addition.member}${addition.added}`);
  };
  const sources = path.join(ROOT, 'src/');
  // What a `.d.ts` declares is there for all files.
  const isAsked = (file: string) => file.startsWith(sources) || file.endsWith('.d.ts') || NAMES_A_UNION.test(fs.readFileSync(file, 'utf-8'));
  const asked = fileNames.filter((file) => isAsked(path.normalize(file)));
  const program = ts.createProgram(asked, options, host);
  return asked.flatMap((file) => program.getSemanticDiagnostics(program.getSourceFile(file))).map(({ file, messageText }) => (
    [path.relative(ROOT, file?.fileName ?? '').split(path.sep).join('/'), ts.flattenDiagnosticMessageText(messageText, '\n')] as const
  ));
}

test('whoever adds a cloud, a CI system, a convention or a module is asked by the compiler for what the page says', () => {
  const errors = errorsWith(ADDITIONS);
  const filesOf = (found: typeof errors) => [...new Set(found.map(([file]) => file))].sort();
  expect(filesOf(errors)).toEqual([...new Set(ADDITIONS.flatMap(({ asked }) => asked))].sort());
  for (const { name, asked } of ADDITIONS) {
    const files = filesOf(errors.filter(([, message]) => message.includes(name)));
    expect(asked).toEqual(expect.arrayContaining(files));
    expect(files).not.toEqual([]);
  }
});

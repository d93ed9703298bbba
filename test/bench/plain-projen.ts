/**
 * `plain-projen.ts <estate> <empty directory>`: projen itself writes the files of an estate, in the way in which its users
 * write such files: a `NodeProject` with a `.projenrc.ts`, and the file class of each format.
 */
import * as fs from 'fs';
import * as path from 'path';
import { isDeepStrictEqual } from 'util';
import { JsonFile, LogLevel, TextFile, YamlFile, javascript, typescript } from 'projen';
import { parseAllDocuments } from 'yaml';
import { EstateFile, readEstateFiles } from './estate-files';

const [estateDirectory, outdir] = process.argv.slice(2);

/** What is given to projen, and how what it wrote is compared: data may be formatted in another way. */
interface Given {
  readonly path: string;
  readonly add: (project: javascript.NodeProject) => void;
  readonly isIn: (text: string) => boolean;
}

function given({ path: filePath, bytes, isExecutable: executable }: EstateFile): Given {
  const text = bytes.toString('utf-8');
  const data = dataOf(filePath, text);
  if (data === undefined) {
    const lines = text.split('\n');
    return { path: filePath, add: (project) => new TextFile(project, filePath, { lines, executable }), isIn: (written) => written === text };
  }
  const FileClass = filePath.endsWith('.json') ? JsonFile : YamlFile;
  return {
    path: filePath,
    add: (project) => new FileClass(project, filePath, { obj: data }),
    isIn: (written) => isDeepStrictEqual(dataOf(filePath, written), data),
  };
}

/** Where projen says in JSON that it is generated. */
const JSON_MARKER = '//';

/** The data of a document that projen has a class for; undefined: it is text to projen. */
function dataOf(filePath: string, text: string): object | undefined {
  if (!/\.(ya?ml|json)$/.test(filePath)) return undefined;
  const documents = parseAllDocuments(text);
  const data: unknown = Array.isArray(documents) && documents.length === 1 ? documents[0].toJS() : undefined;
  // projen leaves out what is null.
  if (typeof data !== 'object' || data === null || JSON.stringify(data).includes('null')) return undefined;
  return Array.isArray(data) ? data : { ...data, [JSON_MARKER]: undefined };
}

const files = readEstateFiles(estateDirectory).map(given);

const startedAt = performance.now();
const project = new javascript.NodeProject({
  name: 'bench', outdir, defaultReleaseBranch: 'main', logging: { level: LogLevel.OFF }, projenrcJs: false, jest: false, github: false,
});
new typescript.ProjenrcTs(project);
/** A handful of files that every such project has, with bytes of their own. */
const own = new Set(project.files.map((file) => file.path));
const same = files.filter((file) => !own.has(file.path));
for (const file of same) file.add(project);
const constructedAt = performance.now();
project.synth();
const synthesizedAt = performance.now();

for (const { path: filePath, isIn } of same) {
  if (!isIn(fs.readFileSync(path.join(outdir, filePath), 'utf-8'))) throw new Error(`plain projen wrote something else to ${filePath}`);
}
fs.writeSync(3, JSON.stringify({ plainConstructMs: constructedAt - startedAt, plainSynthMs: synthesizedAt - constructedAt }));

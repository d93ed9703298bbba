import * as fs from 'fs';
import * as path from 'path';
import * as ts from 'typescript';
import { EstateProjenrc } from '../../src/run/estate-projenrc';
import { temporaryDirectory, TestProject, withoutPostSynthesis } from '../synth/test-project';

const USES_NODE = `
import { readFileSync } from 'fs';
const url = new URL('https://example.com');
const answer: Promise<Response> = fetch(url, { headers: new Headers(), signal: AbortSignal.timeout(1000) });
const copy = structuredClone({ text: new TextEncoder().encode(readFileSync('package.json', 'utf-8').at(-1)) });
setTimeout(() => console.log(answer, copy, process.env.HOME, crypto.randomUUID(), performance.now()), 1);
`;

test('what Node has is known to the types, and what only a browser has is not', () => {
  withoutPostSynthesis();
  const outdir = temporaryDirectory();
  const project = new TestProject(outdir);
  new EstateProjenrc(project);
  project.synth();
  fs.writeFileSync(path.join(outdir, '.projenrc.ts'), `${USES_NODE}name;\n`);
  fs.symlinkSync(path.resolve('node_modules'), path.join(outdir, 'node_modules'));
  const settings = ts.readConfigFile(path.join(outdir, 'tsconfig.projen.json'), ts.sys.readFile).config as object;
  const { options, fileNames } = ts.parseJsonConfigFileContent(settings, ts.sys, outdir);
  const found = ts.getPreEmitDiagnostics(ts.createProgram(fileNames, options)).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  expect(found).toEqual(["Cannot find name 'name'."]);
  fs.rmSync(outdir, { recursive: true });
});

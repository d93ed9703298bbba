import * as fs from 'fs';
import * as path from 'path';
import { optionsText, variableName } from '../../../src/synth/files/explanation';
import { FilePlan } from '../../../src/synth/files/file-plan';
import { explanationsOf } from '../../../src/synth/run/explanations';
import { DefaultEstate } from '../../default-estate';
import { askWhy, programLine } from '../ask-why';

describe('every line of every file', () => {
  // Others of its services have the same files.
  const { project } = new DefaultEstate({}, ['api']);
  project.synth();
  const files = project.files
    .filter((file) => FilePlan.of(file)?.isOwn && FilePlan.of(file)!.isManaged && fs.existsSync(file.absolutePath))
    .map((file) => file.path);
  const bySource = new Set<string>();

  test('is one of many', () => {
    expect(files.length).toBeGreaterThan(60);
  });

  test.each(files)('of %s has a reason, which names a place or is a default', (file) => {
    const lines = fs.readFileSync(path.join(project.outdir, file), 'utf-8').trimEnd().split('\n');
    // The command renders the file for each answer, so it is asked for the file and for one line, and its source for all of them.
    for (const line of [undefined, lines.length]) expect(askWhy(project, file, line).length).toBeGreaterThan(0);
    const generated = project.tryFindFile(file)!;
    const reasons = [undefined, ...lines.keys()].map((index) => explanationsOf(generated, index === undefined ? undefined : { lines, index }));
    expect(reasons.filter(({ length }) => length === 0)).toEqual([]);
    for (const what of new Set(reasons.flat().map((reason) => reason.what))) {
      expect(what).not.toMatch(/undefined|an override of the file/);
      if (file !== '.projen/graph.json') expect(what).not.toBe(`the file ${file}`);
    }
    for (const source of new Set(reasons.flat().map((reason) => reason.source))) {
      const place = source?.relativeTo(project.outdir);
      if (place === undefined) continue;
      bySource.add(file);
      expect(programLine(project.outdir, place)).toMatch(/new (FeiyueProject|tencent\.\w+)\(|project\.add(Environment|RootModule|Service)\(|\.override\(|Cloud\.tencent\(/);
    }
  });

  test('names a place in nearly all of them', () => {
    expect(files.filter((file) => !bySource.has(file))).toEqual(['.projen/graph.json', '.projen/state-addresses.json']);
  });

  test('has a reason for the line below the last as well, where an edit may begin', () => {
    for (const file of project.files) {
      const lines = (FilePlan.of(file)?.content ?? '').split('\n');
      expect(explanationsOf(file, { lines, index: lines.length - 1 }).length).toBeGreaterThan(0);
    }
  });
});

test.each([
  ['vpc', 'vpc'],
  ['prod-eu', 'prodEu'],
  ['a_b', 'aB'],
  ['1st-west', '_1stWest'],
])('what is declared as %s is most likely held by %s', (name, variable) => {
  expect(variableName(name)).toBe(variable);
});

test('options are written around the value that is still to be given', () => {
  expect(optionsText(['env', 'LEVEL'])).toBe('{ env: { LEVEL: … } }');
  expect(optionsText(['tags', 'cost center'])).toBe('{ tags: { "cost center": … } }');
});

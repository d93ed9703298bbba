import * as fs from 'fs';
import * as path from 'path';
import { TextFile } from 'projen/lib/textfile';
import { refused } from './refusal';
import { GeneratedText } from '../../src/synth/files/generated-text';
import { GeneratedYaml } from '../../src/synth/files/generated-yaml';
import { SeededText } from '../../src/synth/files/seeded-text';
import { temporaryDirectory, TestProject, tree, withoutPostSynthesis } from '../synth/test-project';

let outdir: string;
beforeAll(withoutPostSynthesis);
beforeEach(() => {
  outdir = temporaryDirectory();
});
afterEach(() => fs.rmSync(outdir, { recursive: true, force: true }));

/** Every way to make a file: our own classes and one of projen's. */
const CLASSES: ReadonlyArray<readonly [string, (project: TestProject, file: string) => void]> = [
  ['GeneratedText', (project, file) => new GeneratedText(project, file, { content: () => 'x' })],
  ['GeneratedYaml', (project, file) => new GeneratedYaml(project, file, { obj: () => ({}) })],
  ['SeededText', (project, file) => new SeededText(project, file, { content: () => 'x' })],
  ['TextFile of projen', (project, file) => new TextFile(project, file, { lines: ['x'] })],
];

function refusal(add: (project: TestProject) => void): string {
  return refused(outdir, () => {
    const project = new TestProject(outdir, { directories: ['k8s'] });
    add(project);
    return project;
  }).join('\n');
}

/** Names that some system does not take, and why. */
const NOWHERE: ReadonlyArray<readonly [file: string, reason: RegExp]> = [
  ['../outside', /leads out of the project/],
  ['k8s/../../outside', /leads out of the project/],
  ['k8s/con', /"con" is a reserved name/],
  ['k8s/PRN.txt', /"PRN.txt" is a reserved name/],
  ['nul/a', /"nul" is a reserved name/],
  ['k8s/lpt9.tar.gz', /"lpt9.tar.gz" is a reserved name/],
  ['k8s/COM¹', /"COM¹" is a reserved name/],
  ['k8s/lpt³.yaml', /"lpt³.yaml" is a reserved name/],
  ['k8s/CONIN$', /"CONIN\$" is a reserved name/],
  ['k8s/conout$.log', /"conout\$.log" is a reserved name/],
  ['k8s/aux .txt', /"aux .txt" is a reserved name/],
  ['k8s/dot./a', /"dot." ends with a dot or a space/],
  ['k8s/space ', /"space " ends with a dot or a space/],
  ['k8s/...', /"..." ends with a dot/],
  ['k8s/a?b', /contains "\?"/],
  ['k8s/a*b', /contains "\*"/],
  ['k8s/a"b', /contains "\\""/],
  ['k8s/a<b', /contains "<"/],
  ['k8s/a|b', /contains "\|"/],
  ['k8s/a\nb', /contains "\\n"/],
  ['k8s/a\0b', /contains "\\u0000"/],
  ['k8s/a\u001bb', /contains "\\u001b"/],
  ['k8s/a\u007fb', /contains/],
  [`k8s/${'é'.repeat(128)}`, /longer than 255 bytes/],
  ['k8s/half\ud83c', /half of a surrogate pair|not well-formed/],
  ['.git/hooks/pre-commit', /"\.git"/],
  ['k8s/.GIT/config', /"\.GIT"/],
];

describe.each(CLASSES)('%s', (_, make) => {
  test.each(NOWHERE)('refuses %j', (file, reason) => {
    const message = refusal((project) => make(project, file));
    expect(message).toMatch(reason);
  });
});

test.each(CLASSES)('%s refuses a path that no system takes as a whole', (_, make) => {
  expect(refusal((project) => make(project, `k8s/${'folder/'.repeat(600)}a`))).toMatch(/longer than|too long/);
});

/** projen itself drops or turns what is harmless here: only our own classes see these as they are written. */
test.each(CLASSES.slice(0, 3))('%s refuses absolute paths, whatever system they are of', (_, make) => {
  for (const file of ['/etc/feiyue', 'C:/feiyue', 'c:feiyue', '//server/share', '\\\\server\\share', 'C:\\feiyue', 'k8s\\..\\..\\a']) {
    expect(refusal((project) => make(project, file))).toMatch(/it is absolute|contains a backslash/);
  }
});

test('an absolute path of a file class of projen never leaves the project', () => {
  const outside = temporaryDirectory();
  expect(refusal((project) => new TextFile(project, path.join(outside, 'a'), { lines: ['x'] }))).toMatch(/cannot write to/);
  expect(tree(outside)).toEqual({});
  fs.rmSync(outside, { recursive: true });
});

describe('one file for some file systems', () => {
  test.each([
    ['letters of another case', 'k8s/README', 'k8s/readme'],
    ['accents in another form', 'k8s/\u00e9', 'k8s/e\u0301'],
    ['accents in another form and case', 'k8s/\u00c9', 'k8s/e\u0301'],
    ['Hangul in another form', 'k8s/\ud55c', 'k8s/\u1112\u1161\u11ab'],
    ['the sign for kelvin', 'k8s/\u212a', 'k8s/k'],
    ['both small letters sigma', 'k8s/ΟΔΟΣ', 'k8s/οδοσ'],
    ['the long s', 'k8s/me\u017f\u017fage', 'k8s/message'],
  ])('%s', (__, one, other) => {
    for (const [, make] of CLASSES) {
      expect(refusal((project) => {
        make(project, one);
        make(project, other);
      })).toMatch(/one file/);
    }
  });

  test('a file and the folder of another', () => {
    expect(refusal((project) => {
      new GeneratedText(project, 'k8s/A', { content: () => '' });
      new GeneratedText(project, 'k8s/a/b', { content: () => '' });
    })).toMatch(/"k8s\/A" is a file, so "k8s\/a\/b" cannot be written below it/);
  });

  test('folders of different files, which would be one folder', () => {
    expect(refusal((project) => {
      new GeneratedText(project, 'terraform/Dev/main.tf', { content: () => '' });
      new GeneratedText(project, 'terraform/dev/variables.tf', { content: () => '' });
    })).toMatch(/"terraform\/Dev" and "terraform\/dev"/);
  });
});

test('a message about a file never tells of anything else, whatever the file is called', () => {
  const names = ['constructor', 'toString', '__proto__'];
  for (const name of names) fs.writeFileSync(path.join(outdir, name), 'mine');
  const message = refusal((project) => names.forEach((name) => new TextFile(project, name, { lines: ['x'] })));
  for (const name of names) expect(message).toContain(`"${name}" exists and is not a generated file. `);
  expect(message).not.toMatch(/function|\[native code\]|\[object/);
});

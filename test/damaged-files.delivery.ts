import * as fs from 'fs';
import * as path from 'path';
import { describeDamagedFiles } from './damaged-files';
import { DefaultEstate } from './default-estate';
import { modeOf, read, temporaryDirectory, write } from './synth/test-project';

describe('in the default estate', () => describeDamagedFiles((outdir) => void new DefaultEstate({ outdir }).project.synth()));

describe('the versions of packages that .projenrc.ts leaves to npm', () => {
  let outdir: string;
  beforeEach(() => {
    outdir = temporaryDirectory();
    synth(outdir);
    const settled = JSON.parse(read(outdir, 'package.json'));
    settled.devDependencies['feiyue-projen'] = '^1.2.3';
    write(outdir, 'package.json', JSON.stringify(settled, undefined, 2));
    synth(outdir);
  });
  afterEach(() => fs.rmSync(outdir, { recursive: true, force: true }));

  const synth = (directory: string, devDeps: string[] = []) => new DefaultEstate({ outdir: directory, devDeps }).project.synth();
  const versions = () => JSON.parse(read(outdir, 'package.json')).devDependencies as Record<string, string>;

  test('come from both sides of a merge conflict, ours first', () => {
    const text = read(outdir, 'package.json');
    const ours = '    "feiyue-projen": "^1.2.3",\n    "only-ours": "^1.0.0",\n';
    const theirs = '    "feiyue-projen": "^1.3.0",\n    "only-theirs": "^2.0.0",\n';
    write(outdir, 'package.json', text.replace('    "feiyue-projen": "^1.2.3",\n', `<<<<<<< HEAD\n${ours}||||||| base\n    "feiyue-projen": "^1.2.3",\n=======\n${theirs}>>>>>>> theirs\n`));
    synth(outdir, ['only-ours', 'only-theirs']);
    expect(versions()).toEqual(expect.objectContaining({ 'feiyue-projen': '^1.2.3', 'only-ours': '^1.0.0', 'only-theirs': '^2.0.0' }));
    expect(modeOf(outdir, 'package.json')).toBe('644');
  });

  test.each([['garbage', Buffer.from([0xff, 0, 0x7b])], ['nothing', ''], ['the half of it', '{ "name": "feiyue-mono", "devDep'], ['no object', '[]']])('come from the lock file when package.json holds %s', (_, content) => {
    write(outdir, 'package-lock.json', JSON.stringify({ packages: { '': { devDependencies: { 'feiyue-projen': '^1.2.3', 'constructs': '^10.5.0' } } } }));
    fs.writeFileSync(path.join(outdir, 'package.json'), content);
    synth(outdir);
    expect(versions()).toEqual(expect.objectContaining({ 'feiyue-projen': '^1.2.3' }));
  });
});

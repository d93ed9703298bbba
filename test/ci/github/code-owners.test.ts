import * as fs from 'fs';
import * as path from 'path';
import { codeOwners } from '../../../src/ci/github/code-owners';
import { DefaultEstate, emptyProject } from '../../default-estate';
import { read, temporaryDirectory, write } from '../../synth/test-project';

const FILE = '.github/CODEOWNERS';

test('each folder has its teams, and the file belongs to all of them', () => {
  expect(codeOwners('feiyue', [
    { dirs: ['terraform/prod', 'k8s/overlays/prod'], teams: ['platform'] },
    { dirs: ['terraform/live'], teams: ['sre', 'platform'] },
  ])).toBe(`/terraform/prod/ @feiyue/platform
/k8s/overlays/prod/ @feiyue/platform
/terraform/live/ @feiyue/sre @feiyue/platform
/.github/CODEOWNERS @feiyue/platform @feiyue/sre
`);
});

test('a path that GitHub would read as something else matches any character there', () => {
  const [line] = codeOwners('feiyue', [{ dirs: ['my infra #1 [eu] !ü@x+y'], teams: ['platform'] }])!.split('\n');
  expect(line).toBe('/my?infra??1??eu???ü@x+y/ @feiyue/platform');
});

test('without teams there is no file', () => {
  expect(codeOwners('feiyue', [])).toBeUndefined();
});

test('an environment with reviewers is owned by them, and one without is not', () => {
  const { project } = new DefaultEstate();
  project.synth();
  expect(read(project.outdir, FILE).split('\n').slice(2)).toEqual([
    '/terraform/prod/ @feiyue/platform', '/k8s/overlays/prod/ @feiyue/platform', '/.github/CODEOWNERS @feiyue/platform', '',
  ]);
});

test('the file goes with the last reviewer, and needs a repository that is known', () => {
  const outdir = temporaryDirectory();
  const declare = (reviewers: string[], repository?: string) => {
    const project = emptyProject({ outdir, repository });
    project.addEnvironment('prod', { reviewers });
    project.synth();
    return fs.existsSync(path.join(outdir, FILE));
  };
  expect(declare(['platform'], 'feiyue/mono')).toBe(true);
  expect(declare([], 'feiyue/mono')).toBe(false);
  expect(declare(['platform'])).toBe(false);
});

test.each([FILE, 'CODEOWNERS', 'docs/CODEOWNERS'])('owners of the user\'s own in %s stay the only ones', (file) => {
  const outdir = temporaryDirectory();
  write(outdir, file, '* @feiyue/everyone\n');
  new DefaultEstate({ outdir }).project.synth();
  expect(read(outdir, file)).toBe('* @feiyue/everyone\n');
  expect(fs.existsSync(path.join(outdir, FILE))).toBe(file === FILE);
});

import * as fs from 'fs';
import * as path from 'path';
import { CiSystem, Hcl, HclBlock } from '../../../src';
import { codeOwners } from '../../../src/ci/github/code-owners';
import type { ProtectedSources } from '../../../src/ci/protected-sources';
import { AzureEstate } from '../../azure-estate';
import { DefaultEstate, emptyProject } from '../../default-estate';
import { writePicassoEstate } from '../../picasso-estate';
import { read, temporaryDirectory, tree, write } from '../../synth/test-project';

const FILE = '.github/CODEOWNERS';

/** The teams that have to be asked for a file: those of the last line that matches. */
function ownersOf(file: string, codeOwnersText: string): string[] {
  const lines = codeOwnersText.split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split(' '));
  return lines.filter(([pattern]) => matches(pattern, file)).at(-1)?.slice(1) ?? [];
}

function matches(pattern: string, file: string): boolean {
  if (pattern === '*') return true;
  const path_ = pattern.slice(1).replace(/[.+]/g, '\\$&').replaceAll('?', '.');
  return new RegExp(`^${path_}${pattern.endsWith('/') ? '' : '(/|$)'}`, 'u').test(file);
}

function sources(environment: string, reviewers: string[], own: string[], shared: string[] = []): ProtectedSources {
  return { environment, reviewers, own, shared };
}

test('what is an environment\'s alone has its teams, what is shared all of them, and the file belongs to all', () => {
  expect(codeOwners('feiyue', [
    sources('prod', ['platform'], ['terraform/prod/', 'k8s/overlays/prod/'], ['terraform/modules/']),
    sources('live', ['sre', 'platform'], ['terraform/live/'], ['ops/scripts/', 'terraform/modules/']),
  ])).toBe(`/.github/CODEOWNERS @feiyue/platform @feiyue/sre
/k8s/overlays/prod/ @feiyue/platform
/ops/scripts/ @feiyue/sre @feiyue/platform
/terraform/live/ @feiyue/sre @feiyue/platform
/terraform/modules/ @feiyue/platform @feiyue/sre
/terraform/prod/ @feiyue/platform
`);
});

test('a folder comes before what is in it, which is told only where others own it', () => {
  const text = codeOwners('feiyue', [
    sources('dev', ['developers'], ['terraform/dev/'], ['terraform/', 'shared/']),
    sources('prod', ['platform'], ['terraform/prod/'], ['shared/a.json', 'terraform/dev/network/b.json', 'terraform/modules/']),
  ]);
  expect(text).toBe(`/.github/CODEOWNERS @feiyue/developers @feiyue/platform
/shared/ @feiyue/developers
/shared/a.json @feiyue/developers @feiyue/platform
/terraform/ @feiyue/developers
/terraform/dev/network/b.json @feiyue/developers @feiyue/platform
/terraform/modules/ @feiyue/developers @feiyue/platform
/terraform/prod/ @feiyue/platform
`);
  // Whoever reads all of a folder does not become an owner of another environment.
  expect(ownersOf('terraform/prod/network/main.tf', text)).toEqual(['@feiyue/platform']);
});

test('an environment that may read any file is made of all of them', () => {
  const text = codeOwners('feiyue', [sources('prod', ['platform'], ['terraform/prod/'], ['.', 'ops/scripts/']), sources('dev', ['developers'], ['terraform/dev/'])]);
  expect(text).toBe(`* @feiyue/platform
/.github/CODEOWNERS @feiyue/platform @feiyue/developers
/terraform/dev/ @feiyue/developers
`);
});

test('a path that GitHub would read as something else matches any character there', () => {
  const text = codeOwners('feiyue', [sources('prod', ['platform'], ['my infra #1 [eu] !ü@x+y/'])]);
  expect(text).toContain('\n/my?infra??1??eu???ü@x+y/ @feiyue/platform\n');
});

test('reviewers of an environment own all that it follows from, and nobody owns what it does not', () => {
  const { project, network } = new DefaultEstate();
  write(project.outdir, 'shared/cidrs.json', '[]');
  network.addBlock(new HclBlock('locals', [], { cidrs: Hcl.raw('jsondecode(file("${path.module}/../../../shared/cidrs.json"))') }));
  project.synth();
  const text = read(project.outdir, FILE);
  expect(text.split('\n').slice(2)).toEqual([
    '.gitattributes', '.github/', '.gitmodules', '.npmrc', '.projen/', '.projenrc.ts', 'images/dev.json', 'images/prod.json', 'k8s/applications/', 'k8s/base/',
    'k8s/overlays/prod/', 'ops/scripts/', 'package-lock.json', 'package.json', 'policies/', 'shared/cidrs.json', 'terraform/bootstrap/',
    'terraform/modules/', 'terraform/prod/', 'tsconfig.dev.json', 'tsconfig.json', 'tsconfig.projen.json',
  ].map((file) => `/${file} @feiyue/platform`).concat(''));
});

/** Files that no deployment reads, whoever wrote them: for people, for tools at a desk, of environments that are not protected. */
const NOBODYS = new RegExp(`^(${[
  'README\\.md', 'LICENSE', '\\.gitignore', '\\.npmignore', '(ops|utils)/estate\\.md', '(ops|utils)/monitoring/', '(ops|utils)/runbooks/',
  'terraform/dev/', 'k8s/overlays/dev/', 'infra/(corp|pme-testing|pme-staging|pme-staging-cn)/', 'clusterfleet/overlays/(china-staging|preview|staging|testing)/',
  // Deployed by hand, or by what builds images.
  'auth0/', 'cloudflare/', 'containers/',
].join('|')})`);

describe('every generated file that the deployment of a protected environment reads has an owner', () => {
  function unowned(outdir: string): string[] {
    const text = read(outdir, FILE);
    return Object.keys(tree(outdir)).filter((file) => !file.endsWith('/') && ownersOf(file, text).length === 0 && !NOBODYS.test(file));
  }

  test('in the default estate', () => {
    const { project } = new DefaultEstate();
    write(project.outdir, '.projenrc.ts', "import { services } from './projenrc/services';\n");
    write(project.outdir, 'projenrc/services.ts', "import * as names from './names.js';\nconst names = readFileSync('../names.json');\n");
    write(project.outdir, 'projenrc/names.ts', '// The end.\n');
    write(project.outdir, 'names.json', '[]\n');
    project.synth();
    expect(unowned(project.outdir)).toEqual([]);
  });

  test('in the estate of Azure', () => {
    const { project } = new AzureEstate();
    project.synth();
    expect(unowned(project.outdir)).toEqual([]);
  });

  test('in the layout of Picasso', () => {
    const outdir = writePicassoEstate({ ciSystem: CiSystem.GITHUB_ACTIONS });
    expect(unowned(outdir)).toEqual([]);
    expect(ownersOf('infra/pme-prod/prod-shared/main.tf', read(outdir, FILE))).not.toEqual([]);
  });
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

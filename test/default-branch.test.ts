import { AzureEstate } from './azure-estate';
import { DefaultEstate } from './default-estate';
import { writePicassoEstate } from './picasso-estate';
import { problemsOf } from './room';
import { ArgoCd, CiSystem, Cloud, FeiyueProject, PlanPolicy } from '../src';
import { tree } from './synth/test-project';

/** Named like nothing else. */
const TRUNK = 'trunk/of-ours';

/** Beside the branch, `main` is a file, a function, an entry of wrangler's, a branch of other repositories and a word in the manifest of an operator. */
const OTHER_MAIN = /\bmain\.[a-z]+\b|\bmain\(|\(title, main\)|^main = "src|\/blob\/main\/|the main tested/gm;

const TENCENT = Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou', registry: 'feiyue.tencentcloudcr.com/feiyue' });

function written(project: FeiyueProject): Readonly<Record<string, string>> {
  project.addPolicy('no-destroy', PlanPolicy.noDestroy());
  project.addContainer('tasks');
  new ArgoCd(project, 'argo-cd');
  project.synth();
  return tree(project.outdir);
}

const ESTATES: ReadonlyArray<[what: string, write: (defaultBranch?: string) => Readonly<Record<string, string>>]> = [
  ['GitHub Actions and Tencent Cloud', (defaultBranch) => written(new DefaultEstate({ defaultBranch, cloud: TENCENT }).project)],
  ['GitHub Actions and Azure', (defaultBranch) => written(new AzureEstate({ defaultBranch }).withChina().project)],
  ['Azure Pipelines', (defaultBranch) => tree(writePicassoEstate({
    ciSystem: CiSystem.AZURE_PIPELINES,
    edit: (text) => (defaultBranch === undefined ? text : text.replace('  repository:', `  defaultBranch: '${defaultBranch}',\n  repository:`)),
  }))],
];

describe.each(ESTATES)('an estate with %s', (_, write) => {
  let main: Readonly<Record<string, string>>;
  let trunk: Readonly<Record<string, string>>;

  beforeAll(() => {
    main = write();
    trunk = write(TRUNK);
  });

  test('deploys main where nothing is said', () => {
    expect(write('main')).toEqual(main);
  });

  test('names its default branch wherever another would name main', () => {
    const lines = Object.entries(trunk).flatMap(([file, text]) => text.replace(OTHER_MAIN, '').split('\n').map((line) => ({ file, line })));
    expect(lines.filter(({ line }) => /\bmain\b/.test(line))).toEqual([]);
    expect(lines.filter(({ line }) => line.includes(TRUNK)).length).toBeGreaterThan(10);
  });

  test('is not changed by it in any other way', () => {
    const renamed = Object.entries(trunk).map(([file, text]) => [file, text.replaceAll(TRUNK, 'main').replaceAll('trunk-of-ours', 'main')]);
    const { '.projen/manifest': __, ...rest } = main;
    expect(Object.fromEntries(renamed.filter(([file]) => file !== '.projen/manifest'))).toEqual(rest);
  });
});

const NO_BRANCHES = [
  '', '-trunk', 'a b', 'feature/*', 'a..b', '/trunk', 'trunk/', 'trunk.', 'trunk.lock', 'refs//x', 'a/.b', '${{ x }}', "it's", 'a~1', '@{u}', 'release.lock/1',
];

test.each(NO_BRANCHES)('%j is refused as the name of a branch', (defaultBranch) => {
  expect(problemsOf(new DefaultEstate({ defaultBranch }, []).project)).toEqual([expect.stringContaining(`defaultBranch ${JSON.stringify(defaultBranch)} is not the name of a branch`)]);
});

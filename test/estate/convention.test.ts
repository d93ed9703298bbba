import * as path from 'path';
import { parse } from '@cdktn/hcl2json';
import { CiSystem, Convention } from '../../src';
import { layoutOf } from '../../src/estate/convention';
import { DefaultEstate } from '../default-estate';
import { describeWithTool, runTool } from '../real-tool';
import { read, tree } from '../synth/test-project';

/** The same estate in a layout, on the same CI system. */
function estateIn(convention: Convention) {
  const estate = new DefaultEstate({ convention, ciSystem: CiSystem.GITHUB_ACTIONS });
  estate.project.synth();
  const { project: { outdir, environments, rootModules, services } } = estate;
  return { outdir, environments, rootModules, services, layout: layoutOf(convention) };
}

type Estate = ReturnType<typeof estateIn>;

const feiyue = estateIn(Convention.FEIYUE);
const picasso = estateIn(Convention.PICASSO);

/** The blocks of every file of a root module, with modules named by what they are instead of where they lie. */
async function rootModule({ outdir, environments, rootModules, layout }: Estate, environment: number, index: number): Promise<object> {
  const dir = layout.rootModuleDir(environments[environment], rootModules[index].name);
  const texts = ['main.tf', 'outputs.tf', 'terraform.tf'].map((file) => [file, read(outdir, `${dir}/${file}`)] as const);
  const parsed = await Promise.all(texts.map(async ([file, text]) => [file, await parse(file, text)] as const));
  const modules = layout.modulesDir.split('/').pop()!;
  return JSON.parse(JSON.stringify(Object.fromEntries(parsed)).replace(new RegExp(`"source":"[./a-z0-9-]*/${modules}/`, 'g'), '"source":"'));
}

const PLACES = feiyue.environments.flatMap((environment, e) => feiyue.rootModules.map((root, r) => [root.name, environment.name, e, r] as const));

test.each(PLACES)('root module %s in %s calls the same modules with the same inputs in both conventions', async (_root, _environment, e, r) => {
  const blocks = await rootModule(feiyue, e, r);
  expect(blocks).toEqual(await rootModule(picasso, e, r));
  expect(JSON.stringify(blocks)).toContain('"source":"');
});

describeWithTool('kustomize', () => {
  test.each(feiyue.environments.map(({ name }, index) => [name, index] as const))('the manifests of %s are the same in both conventions', (_name, index) => {
    const [built, other] = [feiyue, picasso].map(({ outdir, environments, layout }) =>
      runTool('kustomize', ['build', path.join(outdir, layout.environmentOverlayDir(environments[index].overlay))]));
    expect([built.status, built.stderr]).toEqual([0, '']);
    expect(built.stdout).toContain('kind: Deployment');
    expect(other.stdout).toBe(built.stdout);
  });
});

test('each convention has its own folders, and nothing outside of them but what GitHub and projen look for', () => {
  const tops = ({ outdir }: Estate) => [...new Set(Object.keys(tree(outdir)).map((file) => file.split('/')[0]))].filter((name) => !name.includes('.')).sort();
  expect(tops(feiyue)).toEqual(['k8s', 'ops', 'terraform']);
  expect(tops(picasso)).toEqual(['clusterfleet', 'infra', 'modules', 'utils']);
});

test('a folder that is called otherwise is the only one that is', () => {
  const estate = new DefaultEstate({ folders: { scriptsDir: 'bin' } });
  estate.project.synth();
  const files = Object.keys(tree(estate.project.outdir));
  expect(files.filter((file) => file.startsWith('ops/scripts'))).toEqual([]);
  expect(files).toEqual(expect.arrayContaining(['bin/affected.mjs', 'ops/monitoring/api.rules.yaml', 'terraform/dev/network/main.tf']));
});

import type { GraphJson, RootModuleJson } from '../../../src/ci/graph-json';
import { DefaultEstate } from '../../default-estate';
import { read, temporaryDirectory, write } from '../../synth/test-project';

/** How `legacy`, which is written by hand, stands in the graph when it has this in dev. */
function legacyWith(text: string, handWritten = true): readonly RootModuleJson[] {
  const outdir = temporaryDirectory();
  write(outdir, `terraform/dev/legacy/${handWritten ? 'main' : 'extra'}.tf`, text);
  const { project } = new DefaultEstate({ outdir });
  project.addRootModule('legacy', { handWritten });
  project.synth();
  return (JSON.parse(read(outdir, '.projen/graph.json')) as GraphJson).rootModules.filter(({ name }) => name === 'legacy');
}

const state = (config: string) => `data "terraform_remote_state" "x" {\n  backend = "cos"\n  config = {\n${config}  }\n}\n`;
const BUCKET = '    region = "ap-guangzhou"\n    bucket = "feiyue-mono-tfstate-1250000000"\n';

test.each([true, false])('a state that is read by hand makes its root module one that outputs are read of (hand-written: %s)', (handWritten) => {
  expect(legacyWith(state(`${BUCKET}    prefix = "dev/network"\n    key = "terraform.tfstate"\n`), handWritten)).toMatchObject([
    { environments: ['dev'], dependsOn: ['network'] },
    { environments: ['prod'], dependsOn: [] },
  ]);
});

test.each<[what: string, text: string, dependsOn: string[]]>([
  ['of which only the part that tells it apart is given', state('    prefix = "dev/database"\n'), ['database']],
  ['with something of the reader\'s own', state(`${BUCKET}    prefix = "dev/database"\n    profile = "mine"\n`), ['database']],
  ['of another environment', state(`${BUCKET}    prefix = "prod/network"\n`), []],
  ['in another bucket', state('    bucket = "other-1250000000"\n    prefix = "dev/network"\n'), []],
  ['that may be any', state(BUCKET), []],
  ['that is computed', state('    prefix = "dev/${var.name}"\n'), []],
  ['of its own', state('    prefix = "dev/legacy"\n'), []],
  ['twice', state('    prefix = "dev/storage"\n') + state('    prefix = "dev/storage"\n').replace('"x"', '"y"'), ['storage']],
  ['in words only', '# terraform_remote_state\nlocals {}\n', []],
])('a state %s', (_, text, dependsOn) => {
  expect(legacyWith(text)[0].dependsOn).toEqual(dependsOn);
});

test('root modules that read each other\'s states, one of them by hand, are a problem', () => {
  const outdir = temporaryDirectory();
  write(outdir, 'terraform/dev/network/extra.tf', state('    prefix = "dev/database"\n'));
  expect(() => new DefaultEstate({ outdir }).project.synth()).toThrow(/root modules "\w+" and "\w+" need each other/);
});

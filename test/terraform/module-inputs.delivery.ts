import * as path from 'node:path';
import { AZURE_MODULE_INPUTS, InputCases, Inputs } from './azure-module-inputs';
import { TENCENT_MODULE_INPUTS } from './tencent-module-inputs';
import type { CloudName } from '../../src/clouds/cloud-name';
import { describeWithTool, runTool } from '../real-tool';
import { read, temporaryDirectory, write } from '../synth/test-project';

const LIBRARY = path.join(__dirname, '../../src/terraform/modules');

/** By the cloud, and the module of its library. */
const MODULE_INPUTS: Readonly<Record<CloudName, Readonly<Record<string, InputCases>>>> = {
  azure: AZURE_MODULE_INPUTS,
  tencent: TENCENT_MODULE_INPUTS,
};

/** The runs of `terraform test` in the folder above a module: it needs no provider for one that has nothing but variables. */
function testRuns(module: string, { required, taken = [], refused }: InputCases): unknown[] {
  const plan = (inputs: Inputs) => ({ command: 'plan', module: { source: `./${module}` }, variables: { ...required, ...inputs } });
  return [
    ...[{}, ...taken].map((inputs, index) => ({ [`taken_${index}`]: plan(inputs) })),
    ...refused.map(([variable, inputs], index) => ({ [`refused_${index}_${variable}`]: { ...plan(inputs), expect_failures: [`var.${variable}`] } })),
  ];
}

describeWithTool('terraform', () => {
  test.each(Object.entries(MODULE_INPUTS))('each module for %s takes and refuses the inputs that it says', (cloud, modules) => {
    const dir = temporaryDirectory();
    // An empty folder is not initialised.
    write(dir, 'main.tf', 'terraform {}\n');
    for (const [module, cases] of Object.entries(modules)) {
      for (const file of ['variables.tf', ...cases.files ?? []]) write(dir, `${module}/${file}`, read(LIBRARY, `${cloud}/${module}/${file}`));
      write(dir, `${module}.tftest.json`, JSON.stringify({ run: testRuns(module, cases) }));
    }
    expect(runTool('terraform', ['init', '-no-color'], { cwd: dir }).status).toBe(0);
    const { status, stdout, stderr } = runTool('terraform', ['test', '-no-color'], { cwd: dir });
    expect({ status, output: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, output: '' });
    const runs = Object.entries(modules).flatMap(([module, cases]) => testRuns(module, cases));
    expect(stdout).toContain(`Success! ${runs.length} passed, 0 failed.`);
  });
});

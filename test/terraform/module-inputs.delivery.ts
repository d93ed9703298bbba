import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { AZURE_MODULE_INPUTS, InputCases, Inputs } from './azure-module-inputs';
import { TENCENT_MODULE_INPUTS } from './tencent-module-inputs';
import type { CloudName } from '../../src/clouds/cloud-name';
import { describeWithTool, runTool } from '../real-tool';

const LIBRARY = path.join(__dirname, '../../src/terraform/modules');

/** By the cloud, and the module of its library. */
const MODULE_INPUTS: Readonly<Record<CloudName, Readonly<Record<string, InputCases>>>> = {
  azure: AZURE_MODULE_INPUTS,
  tencent: TENCENT_MODULE_INPUTS,
};

const CASES = Object.entries(MODULE_INPUTS).flatMap(([cloud, modules]) =>
  Object.entries(modules).map(([module, cases]): [string, InputCases] => [`${cloud}/${module}`, cases]));

/** The runs of `terraform test`: it needs no provider for a module that has nothing but variables. */
function testRuns({ required, taken = [], refused }: InputCases): unknown[] {
  const plan = (inputs: Inputs) => ({ command: 'plan', variables: { ...required, ...inputs } });
  return [
    ...[{}, ...taken].map((inputs, index) => ({ [`taken_${index}`]: plan(inputs) })),
    ...refused.map(([variable, inputs], index) => ({ [`refused_${index}_${variable}`]: { ...plan(inputs), expect_failures: [`var.${variable}`] } })),
  ];
}

describeWithTool('terraform', () => {
  test.each(CASES)('%s takes and refuses the inputs that it says', (module, cases) => {
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'feiyue-inputs-'));
    try {
      for (const file of ['variables.tf', ...cases.files ?? []]) fs.copyFileSync(path.join(LIBRARY, module, file), path.join(dir, file));
      fs.writeFileSync(path.join(dir, 'inputs.tftest.json'), JSON.stringify({ run: testRuns(cases) }));
      expect(runTool('terraform', ['init', '-no-color'], { cwd: dir }).status).toBe(0);
      const { status, stdout, stderr } = runTool('terraform', ['test', '-no-color'], { cwd: dir });
      expect({ status, output: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, output: '' });
      expect(stdout).toContain(`Success! ${testRuns(cases).length} passed, 0 failed.`);
    } finally {
      fs.rmSync(dir, { recursive: true });
    }
  });
});

import * as fs from 'fs';
import * as path from 'path';
import { testBuiltServices } from './built-services';
import { customSchemas } from './custom-definitions';
import { EveryKindEstate } from './every-kind-estate';
import { build, Builder, BUILDERS, objects } from './kustomize-build';
import { RichEstate } from './rich-estate';
import { SmallEstate } from './small-estate';
import type { EnvironmentOverlay } from '../../src/kubernetes/environment-overlay';
import type { Service } from '../../src/kubernetes/service';
import { describeWithTool, runTool, ToolName } from '../real-tool';

/** Three services that say nothing but their port, as `projen new` leaves them. */
class DefaultEstate {
  public readonly small = new SmallEstate();
  public readonly overlays: EnvironmentOverlay[];
  public readonly services: Service[];

  constructor() {
    const dev = this.small.addEnvironment('dev');
    const prod = this.small.addEnvironment('prod', { promotedFrom: dev.environment });
    this.overlays = [dev, prod];
    this.services = ['api', 'match', 'chat'].map((name) => this.small.addService(name));
    for (const service of this.services) service.override(prod.environment, { replicas: { min: 3, max: 12 } });
  }
}

/** Every folder with a `kustomization.yaml`. */
function kustomizations(root: string): string[] {
  return (fs.readdirSync(path.join(root, 'k8s'), { recursive: true }) as string[])
    .filter((file) => path.basename(file) === 'kustomization.yaml')
    .map((file) => path.join(root, 'k8s', path.dirname(file)))
    .sort();
}

for (const tool of Object.keys(BUILDERS) as Builder[]) {
  describeWithTool(tool, () => {
    test.each([['the default', () => new DefaultEstate()], ['a rich', () => new RichEstate()]])('%s estate has no base or overlay that cannot be built', (_, declare) => {
      const estate = declare();
      const folders = kustomizations(estate.small.write());
      expect(folders).toHaveLength(estate.services.length * 3 + 2);
      for (const folder of folders) expect(objects(build(tool, folder)).length).toBeGreaterThan(0);
    });
  });
}

describeWithTool('kubectl', () => testBuiltServices('kubectl'));

/** The built overlays of an estate, as files. */
function builtOverlays(estate: DefaultEstate | RichEstate | EveryKindEstate = new DefaultEstate()): string[] {
  const root = estate.small.write();
  return estate.overlays.map(({ environment, directory }) => {
    const file = path.join(root, `${environment.name}.yaml`);
    fs.writeFileSync(file, build('kubectl', path.join(root, directory)));
    return file;
  });
}

const UNSAFE = ['readOnlyRootFilesystem: true', 'readOnlyRootFilesystem: false'];
const MISSPELT = ['readOnlyRootFilesystem: true', 'readOnlyRootFileSystem: true'];

/** What judges the built overlays, and a change that it has to notice. */
const CHECKS: Array<[ToolName, string[], string[]]> = [
  ['kube-linter', ['lint'], UNSAFE],
  ['kube-score', ['score', '--exit-one-on-warning'], UNSAFE],
  ['kubeconform', [...customSchemas(), '-strict', '-summary'], MISSPELT],
];

describeWithTool('kubectl', () => {
  for (const [tool, args, [good, bad]] of CHECKS) {
    describeWithTool(tool, () => {
      test('accepts the overlays of an estate with default services, without any exception', () => {
        for (const file of builtOverlays()) {
          const { status, stdout, stderr } = runTool(tool, [...args, file]);
          expect({ status, report: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, report: '' });
          expect(fs.readFileSync(file, 'utf8')).not.toMatch(/kube-score\/ignore|ignore-check\.kube-linter/);
        }
      });

      test('accepts every kind of workload and every option', () => {
        for (const file of builtOverlays(new EveryKindEstate())) {
          const { status, stdout, stderr } = runTool(tool, [...args, file]);
          expect({ status, report: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, report: '' });
        }
      });

      test('refuses the same overlays once they are made worse', () => {
        for (const file of builtOverlays()) {
          fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(good, bad));
          expect(runTool(tool, [...args, file]).status).toBe(1);
        }
      });
    });
  }

  describeWithTool('kubeconform', () => {
    test('knows every field that an option can write', () => {
      for (const file of [new RichEstate(), new EveryKindEstate()].flatMap((estate) => builtOverlays(estate))) {
        const { status, stdout } = runTool('kubeconform', [...customSchemas(), '-strict', file]);
        expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
      }
    });
  });
});

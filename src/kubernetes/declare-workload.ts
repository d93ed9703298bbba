import type { Construct } from 'constructs';
import { addCloudBaseRunFiles } from './cloudbase-run/cloudbase-run-files';
import { checkWorkload } from './workload-checks';
import { WorkloadFiles } from './workload-files';
import { BuiltImages } from './workloads/built-images';
import { isIn } from './workloads/declarations';
import { nameProblem } from './workloads/workload-names';
import type { WorkloadRecord } from './workloads/workload-record';
import { WorkloadRegistry } from './workloads/workload-registry';
import { Estate } from '../estate/estate';
import { Problems } from '../synth/declare/problems';
import type { Kind } from '../synth/declare/register';

/** The construct of a workload: it records what is said, and hands that on. */
export interface WorkloadConstruct extends Construct {
  readonly name: string;
  readonly _workload: WorkloadRecord;
}

/** Declares the files of a workload and the checks of it, as the last step of the constructor of its construct, and signs it in. */
export function declareWorkload<T extends WorkloadConstruct>(construct: T, register: Kind<T>): void {
  const { name, _workload: workload } = construct;
  const { kind, source } = workload;
  const illegal = nameProblem(kind, name);
  if (illegal !== undefined) {
    Problems.of(construct).add(source, illegal);
    return;
  }
  if (!register.isFirst(construct)) return;
  const registry = WorkloadRegistry.of(construct);
  const other = registry.find(name);
  if (other !== undefined) {
    Problems.of(construct).add(source, `${kind.noun} "${name}" has the name of a ${other.kind.noun}, beside which it would run: give it another one`);
    return;
  }
  const files = new WorkloadFiles(construct, workload);
  registry.addWorkload(workload, (environment) => files.addOverlay(environment));
  workload.tell(files);
  files.addBase();
  addCloudBaseRunFiles(construct, workload);
  BuiltImages.of(construct);
  const placesOf = () => Estate.of(construct).overlayEnvironments().filter((environment) => isIn(workload, environment));
  Problems.of(construct).addCheck(() => checkWorkload(construct, workload, placesOf()));
  register.signIn(construct);
  registry.announce(workload);
}

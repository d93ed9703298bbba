import { Construct, IConstruct } from 'constructs';
import { Estate } from '../estate/estate';
import { RecordedOutputs } from '../kubernetes/workloads/recorded-outputs';
import { Problems } from '../synth/declare/problems';
import { SourceLocation } from '../synth/declare/source-location';
import type { Explanation } from '../synth/files/explanation';
import { GeneratedText } from '../synth/files/generated-text';
import { jsonText } from '../text/json-text';
import { shippedText } from '../text/shipped-text';

/** An environment whose outputs are recorded. */
export interface RecordedEnvironment {
  readonly name: string;
  /** The file that they are recorded in, relative to the repository. */
  readonly file: string;
}

/** Which outputs of Terraform are recorded of which environment. */
export const OUTPUTS_FILE = '.projen/outputs.json';

/** The environments of an estate with outputs that are recorded, as they are when it is asked for. */
export function recordedEnvironments(scope: IConstruct): RecordedEnvironment[] {
  const recorded = RecordedOutputs.of(scope);
  if (!recorded.areUsed) return [];
  const { environments, facts: { layout } } = Estate.of(scope);
  return environments.filter((environment) => environment.runsServices && Object.keys(recorded.wanted(environment)).length > 0)
    .map(({ name }) => ({ name, file: layout.outputsFile(name) }));
}

/** What records outputs, where they are recorded: the script, and the file that tells it which. */
export class OutputRecords extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { facts, environments } = Estate.of(this);
    const { layout } = facts;
    const source = SourceLocation.capture();
    const recorded = RecordedOutputs.of(this);
    const explain = (): Explanation[] => [{ what: 'which outputs of Terraform are recorded', source, change: 'recordOutputs of the project, or ArgoCd' }];
    new GeneratedText(this, OUTPUTS_FILE, { content: () => (recorded.areUsed ? jsonText(wanted()) : undefined), explain });
    new GeneratedText(this, `${layout.scriptsDir}/record-outputs.mjs`, {
      executable: true,
      comment: '//',
      content: () => (recorded.areUsed ? shippedText(__dirname, 'scripts/all/record-outputs.mjs') : undefined),
      explain,
    });
    Problems.of(this).addCheck(() => {
      if (!facts.recordsOutputs || wanted().environments.some(({ outputs }) => Object.keys(outputs).length > 0)) return;
      Problems.of(this).add(source, 'recordOutputs records nothing, since no workload takes an output of Terraform: give one to an option of a workload, or take recordOutputs away');
    });

    function wanted() {
      return {
        environments: environments.filter(({ _hasOverlay: hasOverlay }) => hasOverlay)
          .map((environment) => ({ name: environment.name, file: layout.outputsFile(environment.name), outputs: recorded.wanted(environment) })),
      };
    }
  }
}

import type { Artifacts } from './artifacts';
import type { StepLog } from './step-log';
import type { WorkflowEvent } from './workflow-event';

/** What an action finds when a step uses it. */
export interface ActionCall {
  /** Value of each input that the step gives, as text. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Name of the repository at GitHub. */
  readonly repositoryName: string;
  /** Working copy that the run checks out from. */
  readonly repository: string;
  readonly event: WorkflowEvent;
  readonly workspace: string;
  readonly temp: string;
  readonly env: Readonly<Record<string, string>>;
  /** Folders that programs of this machine are looked for in. */
  readonly toolPath: readonly string[];
  readonly artifacts: Artifacts;
  readonly log: StepLog;
  addPath(folder: string): void;
  setOutput(name: string, value: string): void;
  exportVariable(name: string, value: string): void;
}

/** Stands in for an action; a `Failure` fails the step. */
export type Action = (call: ActionCall) => void | Promise<void>;

/** The inputs of a step, after a look that the stand-in knows every one of them. */
export function knownInputs<Name extends string>({ inputs }: ActionCall, names: readonly Name[]): Partial<Record<Name, string>> {
  for (const name of Object.keys(inputs)) {
    if (!names.includes(name as Name)) throw new Error(`the stand-in does not know the input ${name}; it knows ${names.join(', ')}`);
  }
  return inputs as Partial<Record<Name, string>>;
}

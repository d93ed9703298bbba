import type { ValueObject } from './expressions/value';
import type { Annotation } from './step-log';

export type Conclusion = 'success' | 'failure' | 'cancelled' | 'skipped';

/** What became of a run, with all that a person would see of it. */
export interface RunResult {
  readonly conclusion: Conclusion;
  readonly jobs: Readonly<Record<string, JobResult>>;
  /** The summaries of all steps. */
  readonly summary: string;
  /** Folder of each artifact, by its name. */
  readonly artifacts: Readonly<Record<string, string>>;
}

/** What became of a job; of one with a matrix, of all its instances together. */
export interface JobResult {
  readonly conclusion: Conclusion;
  readonly outputs: Readonly<Record<string, string>>;
  /** One for each combination of the matrix; one for a job without; none for a job that was skipped. */
  readonly instances: readonly InstanceResult[];
  /** The steps of all instances, in their order. */
  readonly steps: readonly StepResult[];
}

export interface InstanceResult {
  readonly name: string;
  readonly matrix: ValueObject;
  readonly conclusion: Conclusion;
  readonly outputs: Readonly<Record<string, string>>;
  readonly steps: readonly StepResult[];
  /** Those of the job itself; those of its steps are theirs. */
  readonly annotations: readonly Annotation[];
}

export interface StepResult {
  readonly name: string;
  /** What the job goes on with: a failed step that is continued after counts as a success. */
  readonly conclusion: Conclusion;
  readonly outcome: Conclusion;
  readonly log: string;
  readonly annotations: readonly Annotation[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

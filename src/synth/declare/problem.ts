import type { SourceLocation } from './source-location';

/** One thing that is wrong with the estate, and the declaration that caused it. */
export interface Problem {
  readonly message: string;
  readonly source?: SourceLocation;
}

/** Tells what is wrong with one declaration; the message follows the name of that. */
export type Report = (message: string) => void;

/** Makes a report for what was declared at a place. */
export type ReportAt = (source: SourceLocation) => Report;

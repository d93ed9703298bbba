import type { SourceLocation } from '../declare/source-location';

/** One reason why a file, or a line of it, is as it is. */
export interface Explanation {
  /** What was declared, for instance `replicas of service "api" in prod`. */
  readonly what: string;
  /** Where in `.projenrc.ts`; undefined: nobody said so, it is a default. */
  readonly source?: SourceLocation;
  /** How to say it differently, for instance `api.override(prod, { replicas: … })`. */
  readonly change?: string;
}

/** One line of a file, among the others. */
export interface TextLine {
  /** All lines of the file, as it is generated. */
  readonly lines: readonly string[];
  /** Which one is meant, from 0. */
  readonly index: number;
}

/**
 * Says why a file is as it is, the most telling reason first.
 * @param line the line that is asked about; undefined: the file as a whole
 */
export type Explain = (line?: TextLine) => Explanation[];

/** The variable that most likely holds what was declared under a name: `prodEu` for `prod-eu`. */
export function variableName(name: string): string {
  const [first, ...rest] = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const joined = [first ?? '', ...rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join('');
  return /^[A-Za-z]/.test(joined) ? joined : `_${joined}`;
}

/** Options with one value still to be written: `{ env: { LEVEL: … } }` for the path `env`, `LEVEL`. */
export function optionsText(path: readonly string[]): string {
  return path.reduceRight((value, key) => `{ ${/^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key)}: ${value} }`, '…');
}

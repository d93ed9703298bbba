import * as fs from 'fs';
import * as path from 'path';
import { EstateProject } from '../../src/synth/estate-project';
import { whyText } from '../../src/synth/run/why';

/** One reason that `why` gives. */
export interface Reason {
  readonly what: string;
  readonly change?: string;
  /** The line of the program that is named; undefined: it is a default. */
  readonly declaredBy?: string;
}

/** What `why` says of a file, or of one line of it, in a project that was synthesised. */
export function askWhy(project: EstateProject, file: string, line?: number): Reason[] {
  const operand = line === undefined ? file : `${file}:${line}`;
  const answer = JSON.parse(whyText(project, operand, true)) as { explanations: Array<{ what: string; where?: string; change?: string }> };
  return answer.explanations.map(({ what, where, change }) =>
    ({ what, change, declaredBy: where === undefined ? undefined : programLine(project.outdir, where) }));
}

/** What `why` says of the line that has this text, the first one below the line that has the text `below`. */
export function askWhyText(project: EstateProject, file: string, text: string, below = ''): Reason[] {
  const lines = fs.readFileSync(path.join(project.outdir, file), 'utf-8').split('\n');
  const start = lines.findIndex((line) => line.includes(below));
  const index = lines.findIndex((line, i) => i >= start && line.includes(text));
  if (start < 0 || index < 0) throw new Error(`${file} has no line with ${text} below ${below}:\n${lines.join('\n')}`);
  return askWhy(project, file, index + 1);
}

/** The line of the program at a place, given as `<file>:<line>`. */
export function programLine(outdir: string, where: string): string {
  const [, file, line] = /^(.*):(\d+)$/.exec(where)!;
  return fs.readFileSync(path.resolve(outdir, file), 'utf-8').split('\n')[Number(line) - 1].trim();
}

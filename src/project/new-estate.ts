import * as path from 'path';
import type { LoggerOptions } from 'projen/lib/logger';
import * as api from './initial-estate-api';
import type { FeiyueProjectOptions } from '../estate/feiyue-project-options';
import { declareEstate } from '../new/declare-estate';
import { undoProjenNew } from '../new/undo-projen-new';
import { PROJENRC } from '../run/run-projenrc';
import { EstateError } from '../synth/declare/estate-error';
import { IncompleteRun } from '../synth/declare/incomplete-run';
import { Problems } from '../synth/declare/problems';
import { EstateProject } from '../synth/estate-project';
import { SeededText } from '../synth/files/seeded-text';
import { printError } from '../text/print';
import { Entries } from '../worktree/entries';
import { Transaction } from '../worktree/transaction';

/** What `projen new` is to leave. */
export interface NewEstate {
  /** The text of `.projenrc.ts`. */
  readonly projenrc: string;
  readonly logging?: LoggerOptions;
  /** Whether nothing but `.projenrc.ts` is wanted. */
  readonly isDeclaredOnly: boolean;
}

/** The class of projects that the estate is made with. */
export type EstateClass = new (options: FeiyueProjectOptions) => EstateProject;

/**
 * Writes a new `.projenrc.ts` and what it declares, as one run: all of it, or nothing.
 * @param project what `projen new` has made; it knows what is wrong with the command line
 */
export function createEstate(project: EstateProject, FeiyueProject: EstateClass, { projenrc, logging, isDeclaredOnly }: NewEstate): void {
  const { outdir } = project;
  class Declared extends FeiyueProject {
    constructor(options: FeiyueProjectOptions) {
      super({ ...options, outdir, logging });
      new SeededText(this, PROJENRC, { content: () => projenrc });
    }
  }
  try {
    checkNewEstate(project);
    if (isDeclaredOnly) new Transaction(outdir).run([{ kind: 'write', path: PROJENRC, content: projenrc, mode: 0o644, before: undefined }]);
    else declareEstate(projenrc, path.join(outdir, PROJENRC), { ...api, FeiyueProject: Declared });
  } catch (error) {
    end(error, outdir);
  }
}

function checkNewEstate(project: EstateProject): void {
  const problems = Problems.of(project);
  for (const name of new Entries(project.outdir).list('').keys()) {
    if (/^\.projenrc\.[^.]+$/.test(name)) problems.add(undefined, `"${name}" exists, so this folder is a projen project already: run \`npx projen\` there, or make the estate in another folder.`);
  }
  problems.runChecks();
  problems.throwIfAny(project.outdir);
}

/** A user wants the list of problems, not the stack of the process. */
function end(error: unknown, outdir: string): never {
  const isRefused = error instanceof EstateError;
  if (!isRefused && !(error instanceof IncompleteRun)) throw error;
  printError(`  ${error.message}\n`);
  const left = isRefused ? undoProjenNew(outdir) : undefined;
  if (left !== undefined) printError(`\n  ${left}\n`);
  process.exit(1);
}

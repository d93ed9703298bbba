import * as path from 'path';
import { EstateError } from '../../src/synth/declare/estate-error';

/** What a user saw of a run, and what a shell got. */
export interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program as if it were the `.projenrc.ts` of a directory and was started with these arguments. */
export function asEntryScript(directory: string, args: readonly string[], program: () => void): Ended {
  const { argv } = process;
  const printed = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    jest.spyOn(process[stream], 'write').mockImplementation((text) => (printed[stream] += String(text)) !== '');
  }
  jest.spyOn(process, 'once').mockReturnThis();
  const exit = jest.spyOn(process, 'exit').mockImplementation(() => { throw new Exit(); });
  process.argv = [argv[0], path.join(directory, '.projenrc.ts'), ...args];
  process.exitCode = undefined;
  try {
    program();
    return { ...printed, status: Number(process.exitCode ?? 0) };
  } catch (error) {
    if (error instanceof EstateError) throw new Error(`a user would see the stack of: ${error.message}`);
    if (!(error instanceof Exit)) throw error;
    return { ...printed, status: Number(exit.mock.calls[0][0]) };
  } finally {
    process.argv = argv;
    process.exitCode = undefined;
    jest.restoreAllMocks();
  }
}

class Exit extends Error {}

import * as fs from 'fs';
import * as path from 'path';

/** The parts of the command by which the generated `default` task synthesises. */
export interface SynthesisCommand {
  /** Arguments of `node` that load a module first, for instance `-r`, `feiyue-projen`. */
  readonly preloads: readonly string[];
  /** The rest: flags of V8, and the program that runs `.projenrc.ts`. */
  readonly flags: readonly string[];
}

const PROJENRC = '.projenrc.ts';

/** Reads from an estate how its users run `.projenrc.ts`, so that what is measured is what they run. */
export function synthesisCommandOf(estateDirectory: string): SynthesisCommand {
  const tasks = JSON.parse(fs.readFileSync(path.join(estateDirectory, '.projen/tasks.json'), 'utf-8')) as TasksFile;
  const commands = (tasks.tasks.default?.steps ?? []).flatMap(({ exec }) => exec ?? []);
  const command = commands.find((exec) => exec.startsWith('node ') && exec.endsWith(` ${PROJENRC}`));
  if (command === undefined) throw new Error(`no step of the default task runs ${PROJENRC} with node: ${JSON.stringify(commands)}`);
  return parseSynthesisCommand(command);
}

/** Takes `node <flags> .projenrc.ts` apart. */
export function parseSynthesisCommand(command: string): SynthesisCommand {
  const preloads: string[] = [];
  const flags: string[] = [];
  const words = command.split(' ').slice(1, -1);
  while (words.length > 0) {
    const word = words.shift()!;
    if (word === '-r') preloads.push(word, words.shift()!);
    else flags.push(word);
  }
  return { preloads, flags };
}

interface TasksFile {
  readonly tasks: Readonly<Record<string, { readonly steps?: ReadonlyArray<{ readonly exec?: string }> }>>;
}

import { parseArgs } from 'util';

/** What a run of `.projenrc.ts` is asked to do. All but `write` and `adopt` leave the tree alone. */
export type RunCommandName = 'write' | 'check' | 'preview' | 'why' | 'adopt';

/** A run as it was asked for. */
export interface RunCommand {
  readonly name: RunCommandName;
  /** No report; what went wrong is told all the same. */
  readonly isQuiet: boolean;
  /** The answer as one JSON object. */
  readonly isJson: boolean;
  /** Paths, as they were given. */
  readonly operands: readonly string[];
}

/** What a run does that nobody asked for anything else. */
export const WRITE: RunCommand = { name: 'write', isQuiet: false, isJson: false, operands: [] };

/** Whether the run may change the tree. */
export function isWriting({ name }: RunCommand): boolean {
  return name === 'write' || name === 'adopt';
}

interface CommandSyntax {
  readonly name: RunCommandName;
  readonly operands: string;
  readonly leastOperands: number;
  readonly mostOperands: number;
  readonly options: readonly string[];
}

const COMMANDS: Readonly<Record<string, CommandSyntax>> = {
  check: { name: 'check', operands: '', leastOperands: 0, mostOperands: 0, options: ['quiet', 'json'] },
  preview: { name: 'preview', operands: '', leastOperands: 0, mostOperands: 0, options: ['quiet', 'json'] },
  why: { name: 'why', operands: '<file>[:<line>]', leastOperands: 1, mostOperands: 1, options: ['json'] },
  adopt: { name: 'adopt', operands: '<path>…', leastOperands: 1, mostOperands: Infinity, options: ['quiet'] },
};

/**
 * Reads the arguments of `.projenrc.ts`: `[check | preview | why <file>[:<line>] | adopt <path>…] [--quiet] [--json]`, or
 * `--check` alone.
 * @throws Error that says what may be given
 */
export function parseRunCommand(args: readonly string[]): RunCommand {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { quiet: { type: 'boolean' }, json: { type: 'boolean' }, check: { type: 'boolean' } },
    allowPositionals: true,
  });
  const [word = values.check ? 'check' : undefined, ...operands] = positionals;
  const isQuiet = values.quiet ?? false;
  if (word === undefined && !values.json) return { ...WRITE, isQuiet };

  const command = word === undefined ? undefined : COMMANDS[word];
  if (!command) throw new Error(`unknown arguments: ${args.join(' ')}. There are: ${usage()}`);
  const isAccepted = (values.json === undefined || command.options.includes('json')) && (values.check === undefined || command.name === 'check');
  if (operands.length < command.leastOperands || operands.length > command.mostOperands || !isAccepted) throw new Error(`wrong arguments: ${args.join(' ')}. There are: ${usage()}`);
  return { name: command.name, isQuiet, isJson: values.json ?? false, operands };
}

function usage(): string {
  return Object.entries(COMMANDS)
    .map(([word, { operands, options }]) => [word, operands, ...options.map((option) => `[--${option}]`)].filter((part) => part !== '').join(' '))
    .join(', ');
}

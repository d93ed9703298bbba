/** What the user of the bench asked for. */
export interface BenchArguments {
  /** Print one JSON object instead of tables. */
  readonly isJson: boolean;
  /** End with status 1 when a gate is not met. */
  readonly isCheck: boolean;
  /** Write the tables and the plot into `docs/`. */
  readonly isWritingDocs: boolean;
  /** Where the disk is, instead of the temporary directory. */
  readonly diskDirectory?: string;
}

const USAGE = 'usage: npm run bench -- [--json] [--check] [--write-docs] [--dir <directory on a disk>]';

/** @throws Error with the usage, for anything else */
export function parseArguments(args: readonly string[]): BenchArguments {
  const flags = new Set<string>();
  let diskDirectory: string | undefined;
  for (let n = 0; n < args.length; n++) {
    if (['--json', '--check', '--write-docs'].includes(args[n])) flags.add(args[n]);
    else if (args[n] === '--dir' && args[n + 1] !== undefined) diskDirectory = args[++n];
    else throw new Error(`${args[n]}: ${USAGE}`);
  }
  return {
    isJson: flags.has('--json'),
    isCheck: flags.has('--check'),
    isWritingDocs: flags.has('--write-docs'),
    diskDirectory,
  };
}

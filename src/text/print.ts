import { inert, inertJson } from './inert';

/** Prints an answer or a report. Nothing that this package says has another way to a terminal or a log. */
export function print(text: string): void {
  process.stdout.write(inert(text));
}

/** Prints what went wrong, or what somebody has to know. */
export function printError(text: string): void {
  process.stderr.write(inert(text));
}

/** Prints an answer for programs. */
export function printJson(json: string): void {
  process.stdout.write(inertJson(json));
}

/** Prints what ends the process against all expectation: its message may quote anything. */
export function printCrashes(): void {
  process.on('uncaughtException', (error: unknown) => {
    printError(`${String((error as Partial<Error> | undefined)?.stack ?? error)}\n`);
    process.exit(1);
  });
}

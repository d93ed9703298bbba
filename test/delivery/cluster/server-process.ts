import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Guards against waiting for what never comes, and against nothing else. */
const START_TIMEOUT_SECONDS = 300;

/**
 * Runs a command until it ends or until nobody holds the other end of standard input any more. So a server ends together
 * with the process that started it, even when that one is killed.
 */
const UNTIL_INPUT_ENDS = `
exec 3<&0
"$@" 3<&- </dev/null &
server=$!
(cat <&3 >/dev/null; kill -KILL "$server") &
watcher=$!
wait "$server"
kill "$watcher"
`;

/** A server that others reach over loopback, with its output in a file. */
export class ServerProcess {
  private readonly log: string;
  private readonly shell: ChildProcess;

  /**
   * @param directory where its output goes, into `<name>.log`
   */
  constructor(private readonly name: string, args: readonly string[], directory: string) {
    this.log = join(directory, `${name}.log`);
    // Into a file: nobody reads a pipe while a test waits for a command, and a full pipe stops the server.
    const output = openSync(this.log, 'w');
    this.shell = spawn('sh', ['-c', UNTIL_INPUT_ENDS, 'sh', name, ...args], { cwd: directory, stdio: ['pipe', output, output] });
    closeSync(output);
  }

  /** Returns when the check says yes; an error with what the server printed when it ended before, or took too long. */
  public async ready(check: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + START_TIMEOUT_SECONDS * 1000;
    while (this.isRunning && Date.now() < deadline) {
      if (await check()) return;
      await sleep(50);
    }
    throw new Error(`${this.name} ${this.isRunning ? `is not ready after ${START_TIMEOUT_SECONDS} seconds` : 'ended'}:\n${this.lastOutput}`);
  }

  public async stop(): Promise<void> {
    const ended = this.isRunning ? once(this.shell, 'exit') : undefined;
    this.shell.stdin?.end();
    await ended;
  }

  private get isRunning(): boolean {
    return this.shell.exitCode === null && this.shell.signalCode === null;
  }

  private get lastOutput(): string {
    return readFileSync(this.log, 'utf8').split('\n').slice(-30).join('\n');
  }
}

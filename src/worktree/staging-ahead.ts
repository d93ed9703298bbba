import * as fs from 'fs';
import * as path from 'path';
import { MessageChannel, MessagePort, Worker } from 'worker_threads';
import type { Write } from './change';
import { STAGING_DIR } from './staging';

/** What the thread is told when it starts. */
export interface StagingTask {
  readonly root: string;
  /** Hands over a batch at a time, and `undefined` after the last one. */
  readonly port: MessagePort;
  /** Numbers in the places that `PROGRESS` names. */
  readonly progress: Int32Array;
}

/** Files to write, each with its content and mode. */
export type StagingBatch = ReadonlyArray<readonly [path: string, content: Uint8Array | string, mode: number]>;

/** How many files were written whole, and 1 when nothing more will be written. */
export const PROGRESS = { written: 0, isDone: 1 } as const;

/** Exists in the package as published, not in its sources. */
const THREAD = path.join(__dirname, 'staging-ahead-thread.js');
/** Fewer files are written sooner than a thread is started. */
const FEWEST_FILES = 1_000;
/** Handing over files one by one takes longer than writing them. */
const BATCH_SIZE = 100;
/** A disk that has not taken a single file for so long will take no more. */
const LONGEST_SILENCE_MS = 60_000;

/**
 * Writes new files to the staging directory, in a thread of its own, while others are still being rendered.
 *
 * It is only a head start: nothing is in its place before the transaction puts it there, and what could not be written is
 * written by the transaction again, which says why it fails.
 */
export class StagingAhead {
  /**
   * Empties the staging directory and begins; undefined when that would not pay.
   * @param root the directory that all paths are relative to
   * @param count how many files there will be, about
   */
  public static begin(root: string, count: number): StagingAhead | undefined {
    return count < FEWEST_FILES || !fs.existsSync(THREAD) ? undefined : new StagingAhead(root);
  }

  private readonly progress = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  private readonly port: MessagePort;
  private readonly writes: Write[] = [];
  private sent = 0;
  private isOver = false;

  private constructor(private readonly root: string) {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    const task: StagingTask = { root, port: port2, progress: this.progress };
    // The options of this process would load all of projen there.
    const thread = new Worker(THREAD, { workerData: task, transferList: [port2], execArgv: [], env: {} });
    thread.on('error', () => undefined);
    thread.unref();
  }

  /** Has a file written that is new. Each path may be given once. */
  public add(write: Write): void {
    this.writes.push(write);
    if (this.writes.length - this.sent >= BATCH_SIZE) this.send();
  }

  /**
   * Waits until everything is written. To be called once.
   * @returns what waits in the staging directory now; undefined when something could not be written
   * @throws Error when the disk does not answer
   */
  public finish(): readonly Write[] | undefined {
    this.isOver = true;
    this.send();
    this.port.postMessage(undefined);
    this.wait();
    this.port.close();
    return Atomics.load(this.progress, PROGRESS.written) === this.writes.length ? this.writes : undefined;
  }

  /** Forgets what was written, unless a transaction has taken it over. */
  public abandon(): void {
    if (this.isOver) return;
    try {
      this.finish();
      fs.rmSync(path.join(this.root, STAGING_DIR), { recursive: true, force: true });
    } catch {
      // What stays there goes with the next run.
    }
  }

  private send(): void {
    const batch: StagingBatch = this.writes.slice(this.sent).map(({ path: filePath, content, mode }) => [filePath, content, mode]);
    this.sent = this.writes.length;
    this.port.postMessage(batch);
  }

  private wait(): void {
    let written = -1;
    while (Atomics.wait(this.progress, PROGRESS.isDone, 0, LONGEST_SILENCE_MS) === 'timed-out') {
      const now = Atomics.load(this.progress, PROGRESS.written);
      if (now === written) throw new Error('the disk does not answer');
      written = now;
    }
  }
}

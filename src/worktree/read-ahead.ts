import * as fs from 'fs';
import * as path from 'path';
import { MessageChannel, MessagePort, receiveMessageOnPort, Worker } from 'worker_threads';

/** What a file holds: enough to see that it is as it should be. */
export interface ContentIdentity {
  readonly hash: string;
  /** Permission bits, for instance `0o644`. */
  readonly mode: number;
}

/** What the thread is told. */
export interface ReadAheadTask {
  readonly root: string;
  readonly paths: readonly string[];
  readonly port: MessagePort;
  /** Becomes 1. */
  readonly isDone: Int32Array;
}

/** What the thread answers. */
export interface ReadAheadAnswer {
  /** In the order of the paths, parted by spaces; empty where there is no file that may be read. */
  readonly hashes: string;
  /** In the order of the paths. */
  readonly modes: Uint16Array;
  /** The directories that were listed: those that hold the paths, as far as no link leads there. */
  readonly directories: readonly string[];
  /** The files in them that are none of the paths, by name. */
  readonly others: ReadonlyMap<string, readonly string[]>;
}

/** What is known once the thread is done. */
interface Known {
  readonly identities: ReadonlyMap<string, ContentIdentity>;
  readonly directories: ReadonlySet<string>;
  readonly others: ReadonlyMap<string, readonly string[]>;
}

/** Exists in the package as published, not in its sources. */
const THREAD = path.join(__dirname, 'read-ahead-thread.js');
/** Fewer files are read sooner than a thread is started. */
const FEWEST_FILES = 1_000;
/** A machine that is this slow does better without threads. */
const LONGEST_WAIT_MS = 20_000;

/** Reads the files of a tree, and lists their directories, while the estate is declared: that takes as long as all the rest of a run without changes. */
export class ReadAhead {
  /** Begins to read; undefined when that would not pay. */
  public static begin(root: string, paths: readonly string[]): ReadAhead | undefined {
    return paths.length < FEWEST_FILES || !fs.existsSync(THREAD) ? undefined : new ReadAhead(root, paths);
  }

  private readonly isDone = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  private readonly port: MessagePort;
  private known?: Known;

  private constructor(root: string, private readonly paths: readonly string[]) {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    const task: ReadAheadTask = { root, paths, port: port2, isDone: this.isDone };
    // The options of this process would load all of projen there.
    const thread = new Worker(THREAD, { workerData: task, transferList: [port2], execArgv: [], env: {} });
    // What could not be read ahead is read when it is needed.
    thread.on('error', () => undefined);
    thread.unref();
  }

  /** What a file held when it was read; undefined when that is not known. */
  public identityOf(filePath: string): ContentIdentity | undefined {
    return this.answer.identities.get(filePath);
  }

  /** Whether a path was seen to be a directory, and no link leads there. */
  public isDirectory(directory: string): boolean {
    return this.answer.directories.has(directory);
  }

  /** The files in a directory that are none of the paths, by name; undefined when that is not known. */
  public othersIn(directory: string): readonly string[] | undefined {
    const { directories, others } = this.answer;
    return directories.has(directory) ? others.get(directory) ?? [] : undefined;
  }

  private get answer(): Known {
    this.known ??= this.wait();
    return this.known;
  }

  private wait(): Known {
    const identities = new Map<string, ContentIdentity>();
    Atomics.wait(this.isDone, 0, 0, LONGEST_WAIT_MS);
    const answer = receiveMessageOnPort(this.port)?.message as ReadAheadAnswer | undefined;
    this.port.close();
    const hashes = answer?.hashes.split(' ') ?? [];
    hashes.forEach((hash, index) => {
      if (hash !== '') identities.set(this.paths[index], { hash, mode: answer!.modes[index] });
    });
    return { identities, directories: new Set(answer?.directories), others: answer?.others ?? new Map() };
  }
}

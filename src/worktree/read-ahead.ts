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
  /** Brings a `Listing`, and then `Contents`. */
  readonly port: MessagePort;
  /** How many messages were sent; 2 at the end, also when something failed. */
  readonly progress: Int32Array;
}

/** What the thread answers first. */
export interface Listing {
  /** The directories that were listed: those that hold the paths, as far as no link leads there. */
  readonly directories: readonly string[];
  /** The files in them that are none of the paths, by name. */
  readonly others: ReadonlyMap<string, readonly string[]>;
  /** The links in them, and the directories that hold none of the paths, by name. */
  readonly odd: ReadonlyMap<string, readonly string[]>;
}

/** What the thread answers when it has read everything. */
export interface Contents {
  /** In the order of the paths, parted by spaces; empty where there is no file that may be read. */
  readonly hashes: string;
  /** In the order of the paths. */
  readonly modes: Uint16Array;
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

  private readonly progress = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  private readonly port: MessagePort;
  private directories?: ReadonlySet<string>;
  private others: Listing['others'] = new Map();
  private odd: Listing['odd'] = new Map();
  private identities?: ReadonlyMap<string, ContentIdentity>;
  /** Whether waiting has taken too long once. */
  private isLate = false;

  private constructor(root: string, private readonly paths: readonly string[]) {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    const task: ReadAheadTask = { root, paths, port: port2, progress: this.progress };
    // The options of this process would load all of projen there.
    const thread = new Worker(THREAD, { workerData: task, transferList: [port2], execArgv: [], env: {} });
    // What could not be read ahead is read when it is needed.
    thread.on('error', () => undefined);
    thread.unref();
  }

  /** What a file held when it was read; undefined when that is not known. */
  public identityOf(filePath: string): ContentIdentity | undefined {
    this.identities ??= this.receiveContents();
    return this.identities.get(filePath);
  }

  /** Whether a path was seen to be a directory, and no link leads there. */
  public isDirectory(directory: string): boolean {
    this.directories ??= this.receiveListing();
    return this.directories.has(directory);
  }

  /** The files in a directory that are none of the paths, by name; undefined when that is not known. */
  public othersIn(directory: string): readonly string[] | undefined {
    return this.isDirectory(directory) ? this.others.get(directory) ?? [] : undefined;
  }

  /** The links in a directory, and the directories in it that hold none of the paths, by name; undefined when that is not known. */
  public oddIn(directory: string): readonly string[] | undefined {
    return this.isDirectory(directory) ? this.odd.get(directory) ?? [] : undefined;
  }

  private receiveListing(): ReadonlySet<string> {
    const listing = this.receive<Listing>(1);
    this.others = listing?.others ?? this.others;
    this.odd = listing?.odd ?? this.odd;
    return new Set(listing?.directories);
  }

  private receiveContents(): ReadonlyMap<string, ContentIdentity> {
    this.directories ??= this.receiveListing();
    const contents = this.receive<Contents>(2);
    this.port.close();
    const identities = new Map<string, ContentIdentity>();
    contents?.hashes.split(' ').forEach((hash, index) => {
      if (hash !== '') identities.set(this.paths[index], { hash, mode: contents.modes[index] });
    });
    return identities;
  }

  /** Waits for a message, by its number. */
  private receive<T>(number: number): T | undefined {
    for (let sent = 0; sent < number && !this.isLate; sent = Atomics.load(this.progress, 0)) {
      this.isLate = Atomics.wait(this.progress, 0, sent, LONGEST_WAIT_MS) === 'timed-out';
    }
    if (this.isLate) return undefined;
    return receiveMessageOnPort(this.port)?.message as T | undefined;
  }
}

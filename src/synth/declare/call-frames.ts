import * as fs from 'fs';
import * as nodeModule from 'module';
import { fileURLToPath } from 'url';
import { runInThisContext } from 'vm';

/** One call that was under way. */
export class CallFrame {
  /** Absolute path of the file that runs; undefined for what is built into the engine. */
  public readonly file?: string;
  private known?: { readonly file: string; readonly line: number };

  /** @param prepare what would make a text of the frame, and may know source maps that Node does not */
  constructor(private readonly site: NodeJS.CallSite, private readonly prepare: PrepareStackTrace | undefined) {
    this.file = filePath(site.getFileName());
  }

  /** Whether Node loads a module here: what called for it has called nothing that is in it. */
  public get isLoading(): boolean {
    return this.file?.startsWith('node:internal/modules/') ?? false;
  }

  /** Name of the function; undefined: it has none, or is the text of a module. */
  public get functionName(): string | undefined {
    return this.site.getFunctionName()?.split('.').pop() || undefined;
  }

  /** Whether the function was called with `new`. */
  public get isConstructor(): boolean {
    return this.site.isConstructor();
  }

  /** Where the frame is in the source, as far as source maps tell. */
  public get source(): { readonly file: string; readonly line: number } {
    this.known ??= this.mappedByNode() ?? { file: this.file ?? '', line: this.lineByOthers() ?? this.site.getLineNumber() ?? 0 };
    return this.known;
  }

  private mappedByNode(): { file: string; line: number } | undefined {
    // Stand-ins for this module may lack it.
    const find = (nodeModule as { findSourceMap?: typeof nodeModule.findSourceMap }).findSourceMap;
    const [name, line, column] = [this.site.getFileName(), this.site.getLineNumber(), this.site.getColumnNumber()];
    if (!find || typeof name !== 'string' || this.file === undefined || line === null || column === null) return undefined;
    const entry = (find(name) ?? find(this.file))?.findEntry(line - 1, column - 1);
    if (!entry || !('originalLine' in entry)) return undefined;
    // A transpiler that works in memory names the file that runs, and not always rightly.
    const original = filePath(entry.originalSource);
    return { file: original !== undefined && fs.existsSync(original) ? original : this.file, line: entry.originalLine + 1 };
  }

  private lineByOthers(): number | undefined {
    try {
      const text = String(this.prepare?.(new Error(), [this.site]));
      const start = text.lastIndexOf(`${this.site.getFileName()}:`);
      return start < 0 ? undefined : Number(/^\d+/.exec(text.slice(start + `${this.site.getFileName()}:`.length))?.[0]) || undefined;
    } catch {
      return undefined;
    }
  }
}

/** Deep enough for a call through several of the user's functions, with the frames of three packages between them; each takes its time. */
const MOST_FRAMES = 25;

/** What Node calls with the frames of an error, or what another package has put in its place. */
type PrepareStackTrace = (error: Error, frames: NodeJS.CallSite[]) => unknown;

/** Remembers which calls are under way, which costs little: nothing is looked at before somebody asks. */
export function captureTrace(): Error {
  const limit = Error.stackTraceLimit;
  try {
    Error.stackTraceLimit = MOST_FRAMES;
    return new Error();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/** The calls that were under way when a trace was captured, the innermost first. To be asked once for each trace. */
export function framesOf(trace: Error): CallFrame[] {
  const before = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace');
  // Node asks that of its main context, where this is another one, as in a test of Jest's.
  const prepare: unknown = Error.prepareStackTrace ?? runInThisContext('Error.prepareStackTrace');
  let sites: readonly NodeJS.CallSite[] = [];
  Object.defineProperty(Error, 'prepareStackTrace', {
    configurable: true,
    value: (_: Error, frames: NodeJS.CallSite[]) => {
      sites = frames;
      return '';
    },
  });
  try {
    void trace.stack;
  } finally {
    if (before) Object.defineProperty(Error, 'prepareStackTrace', before);
    else Reflect.deleteProperty(Error, 'prepareStackTrace');
  }
  return sites.map((site) => new CallFrame(site, typeof prepare === 'function' ? (prepare as PrepareStackTrace) : undefined));
}

/** The path of a file, which ECMAScript modules and source maps give as a URL. */
function filePath(name: string | null | undefined): string | undefined {
  if (!name) return undefined;
  if (!name.startsWith('file:')) return name;
  try {
    return fileURLToPath(name);
  } catch {
    return undefined;
  }
}

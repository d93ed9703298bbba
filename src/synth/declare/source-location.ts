import * as fs from 'fs';
import * as path from 'path';
import { CallFrame, captureTrace, framesOf } from './call-frames';

/** Where something was declared, relative to the repository. */
export interface Place {
  /** `file:line` at which the user's program declares it: `.projenrc.ts:21`. */
  readonly where: string;
  /** `file:line` further inside, in a construct or function of the user's that was called there. */
  readonly within?: string;
}

/** This package, compiled or as sources, and the two that it builds on: their frames are never the user's. */
const PACKAGE_ROOT = path.resolve(__dirname, '../../..');
const LIBRARY_FOLDERS = [path.join(PACKAGE_ROOT, 'lib'), path.join(PACKAGE_ROOT, 'src'), ...['projen', 'constructs'].flatMap(folderOfPackage)];

/** What a program begins with is no part of it that anybody wants to hear of. */
const MAIN = 'main';

/**
 * The line of `.projenrc.ts` at which the user declared something.
 *
 * Capturing is cheap (the stack is looked at only when a problem is reported), so every declaration takes one.
 */
export class SourceLocation {
  /** Remembers the place from which the public API was called. */
  public static capture(): SourceLocation {
    return new SourceLocation(captureTrace());
  }

  private frames?: readonly CallFrame[];

  private constructor(private trace: Error | undefined) {}

  /** `file:line (in file:line)`, with files relative to `baseDir`; undefined when no frame belongs to the user. */
  public relativeTo(baseDir: string): string | undefined {
    const place = this.placeIn(baseDir);
    return place && placeText(place);
  }

  /**
   * The line of the user's program in `baseDir`, and the one inside a construct or function of his that was called there;
   * undefined when no frame belongs to the user.
   */
  public placeIn(baseDir: string): Place | undefined {
    const base = realPath(baseDir);
    const own = this.userFrames(base);
    if (own.length === 0) return undefined;
    const text = (frame: CallFrame) => `${path.relative(base, frame.source.file).split(path.sep).join('/')}:${frame.source.line}`;
    const within = text(own[0]);
    const where = text(callersIn(own, base).pop() ?? own[0]);
    return where === within ? { where } : { where, within };
  }

  /** Whether the user's own program called one of these functions here, and not one of projen's classes or a package. */
  public isAskedByUser(baseDir: string, functions: ReadonlySet<string>): boolean {
    const frames = this.framesOnce();
    const isAsked = ({ functionName }: CallFrame) => functionName !== undefined && functions.has(functionName);
    const first = frames.findIndex(isAsked);
    const asker = first < 0 ? undefined : frames.slice(first).find((frame) => !isAsked(frame));
    return asker !== undefined && isOfUser(asker, realPath(baseDir));
  }

  /** The frames of the user's program, the innermost first, up to where a module of it was loaded. */
  private userFrames(base: string): CallFrame[] {
    const frames = this.framesOnce();
    const first = frames.findIndex((frame) => isOfUser(frame, base));
    if (first < 0) return [];
    const loading = frames.findIndex((frame, index) => index > first && frame.isLoading);
    return withoutCallers(frames.slice(first, loading < 0 ? undefined : loading)).filter((frame) => isOfUser(frame, base));
  }

  private framesOnce(): readonly CallFrame[] {
    if (this.trace) this.frames = framesOf(this.trace);
    this.trace = undefined;
    return this.frames ?? [];
  }
}

/** One text for both lines of a place. */
export function placeText({ where, within }: Place): string {
  return within === undefined ? where : `${where} (in ${within})`;
}

/** A function without a name stands where it is called, or is given to `forEach`: the line of the call says nothing more. */
function withoutCallers(frames: readonly CallFrame[]): CallFrame[] {
  // `forEach` itself is built into the engine.
  const inFiles = frames.filter(({ file }) => file !== undefined);
  return inFiles.filter((frame, index) => {
    const inner = inFiles[index - 1];
    return inner?.file !== frame.file || !isPartOfCaller(inner);
  });
}

function isPartOfCaller({ functionName, isConstructor }: CallFrame): boolean {
  return !isConstructor && (functionName === undefined || functionName === MAIN);
}

/** A file outside of the repository is the user's when nothing in it is. */
function callersIn(frames: readonly CallFrame[], base: string): CallFrame[] {
  return frames.filter(({ file }) => isBelow(base, file!));
}

function isOfUser({ file }: CallFrame, base: string): boolean {
  if (file === undefined || !path.isAbsolute(file)) return false;
  if (LIBRARY_FOLDERS.some((folder) => isBelow(folder, file))) return false;
  // The repository may itself lie below a folder of this name.
  return !(isBelow(base, file) ? path.relative(base, file) : file).split(/[\\/]/).includes('node_modules');
}

function isBelow(folder: string, file: string): boolean {
  return file.startsWith(folder.endsWith(path.sep) ? folder : folder + path.sep);
}

/** Node names files by their real paths. */
function realPath(folder: string): string {
  try {
    return fs.realpathSync(folder);
  } catch {
    return folder;
  }
}

function folderOfPackage(name: string): string[] {
  try {
    return [path.dirname(require.resolve(`${name}/package.json`))];
  } catch {
    return [];
  }
}

import * as path from 'path';

/** Folders whose frames are never the user's: this package, and the two it builds on. */
const OWN_ROOT = path.resolve(__dirname, '..');
const LIBRARY = /[\\/]node_modules[\\/](projen|constructs)[\\/]/;
const FRAME = /\(?((?:file:\/\/)?[^()\s][^()]*?):(\d+):\d+\)?$/;

/**
 * The line of `.projenrc.ts` at which the user declared something.
 *
 * Capturing is cheap (the stack is formatted only when a problem is reported), so every declaration takes one.
 */
export class SourceLocation {
  /** Remembers the place from which the public API was called. */
  public static capture(): SourceLocation {
    return new SourceLocation(new Error());
  }

  private constructor(private readonly trace: Error) {}

  /** `file:line`, with the file relative to `baseDir`; undefined when no frame belongs to the user. */
  public relativeTo(baseDir: string): string | undefined {
    for (const line of (this.trace.stack ?? '').split('\n').slice(1)) {
      const frame = FRAME.exec(line.trim().replace(/^at /, ''));
      if (!frame) continue;
      const file = frame[1].replace(/^.* \(/, '').replace(/^file:\/\//, '');
      if (!path.isAbsolute(file) || LIBRARY.test(file) || isBelow(file, OWN_ROOT)) continue;
      return `${path.relative(baseDir, file).split(path.sep).join('/')}:${frame[2]}`;
    }
    return undefined;
  }
}

function isBelow(file: string, dir: string): boolean {
  return file === dir || file.startsWith(dir + path.sep);
}

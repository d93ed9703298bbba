import * as path from 'path';

/** Frames that are never the user's: those of this package, compiled or as its source maps show them, and of the two it builds on. */
const PACKAGE_ROOT = path.resolve(__dirname, '../..');
const OWN_FOLDERS = [path.join(PACKAGE_ROOT, 'lib'), path.join(PACKAGE_ROOT, 'src')];
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
      if (!path.isAbsolute(file) || LIBRARY.test(file) || OWN_FOLDERS.some((folder) => file.startsWith(folder + path.sep))) continue;
      return `${path.relative(baseDir, file).split(path.sep).join('/')}:${frame[2]}`;
    }
    return undefined;
  }
}

import * as fs from 'fs';
import * as path from 'path';
import { isFileSystemError } from './disk';

/** projen lists the generated files of a run here. */
const MANIFEST = '.projen/files.json';

/** What the last synthesis generated in this directory. */
export class PreviousRun {
  /**
   * Reads the list of generated files. When it cannot be read, `onUnreadable` is told: projen would then delete every file
   * that quotes its marker, so nothing may be synthesised.
   */
  public static read(outdir: string, onUnreadable: (message: string) => void): PreviousRun {
    const text = tryRead(path.join(outdir, MANIFEST));
    const files = text === undefined ? [] : parseFiles(text);
    if (files === undefined) {
      onUnreadable(`${MANIFEST}, the list of generated files, cannot be read (a merge conflict?). Take one side of it: git checkout --ours ${MANIFEST}`);
    }
    return new PreviousRun(new Set(files), files !== undefined && files.length > 0);
  }

  private constructor(
    /** The generated files, relative to the project. */
    public readonly files: ReadonlySet<string>,
    /** Whether the list is known. When it is not, no file is known to be ours. */
    public readonly isKnown: boolean,
  ) {}
}

function tryRead(absolutePath: string): string | undefined {
  try {
    return fs.readFileSync(absolutePath, 'utf-8');
  } catch (error) {
    if (isFileSystemError(error, 'ENOENT') || isFileSystemError(error, 'ENOTDIR')) return undefined;
    throw error;
  }
}

function parseFiles(text: string): string[] | undefined {
  try {
    const { files = [] } = JSON.parse(text) as { files?: string[] };
    return Array.isArray(files) && files.every((file) => typeof file === 'string') ? files : undefined;
  } catch {
    return undefined;
  }
}

import * as fs from 'fs';
import * as path from 'path';
import type { PathStart } from './path-pieces';
import { PathRead, Reads, readsOfTemplate } from './path-reads';
import { LARGEST_SEARCHED_BYTES } from '../../worktree/limits';
import { HclSyntaxError } from '../hcl/token';

/** What a root module reads as files. */
export interface FilesRead {
  /** Files and folders that lie neither in its folder nor in that of a module, relative to the repository and sorted. */
  readonly files: readonly string[];
  /** Those that do, and could be taken for configuration there; left out: none. */
  readonly readAsFiles?: readonly string[];
}

/** The whole repository. */
const EVERYTHING = '.';
/** Names that count by what they say in the folder of a root module or module, and not by their bytes. */
const COMPARED_BY_MEANING = /\.(tf|tf\.json|tfvars|tfvars\.json|hcl)$/;
/** A state is written by Terraform, and may be there on one machine alone. */
const STATE = /\.tfstate(\.backup)?$/;
/** What paths are kept in. */
const DATA_FILE = /\.(json|ya?ml|csv|toml|txt|list|conf|properties)$/i;
const LEADS_UP = /(^|[\s"',:=/\\])\.\.([/\\]|$)/m;
/** Nothing but a way up: it may be a part of a path. */
const UPWARDS = /^(\.\.\/?)+$/;
const MOST_READ = 200;

/** A path in the Terraform of a root module or module, as it is seen from the repository. */
interface Located extends PathRead {
  readonly place: string;
}

/** Finds the files that Terraform reads as files, from the paths that are written in it. */
export class ReadFiles {
  private readonly texts = new Map<string, string | undefined>();

  /** @param repository folder of the repository, absolute */
  constructor(private readonly repository: string) {}

  /**
   * @param dir folder of the root module
   * @param moduleDirs folders of the modules that it is built from
   * @param reads what is read in the Terraform of which folder
   */
  public of(dir: string, moduleDirs: readonly string[], reads: ReadonlyArray<readonly [dir: string, reads: Reads]>): FilesRead {
    const isOpen = reads.some(([, some]) => some.isOpen);
    const located = this.withTemplates(dir, reads.flatMap(([from, { paths }]) => paths.flatMap((read) => locate(read, from, dir))));
    const leadsUp = () => located.some((read) => read.start === 'root' && !read.isOpen && UPWARDS.test(read.path)) || this.leadUp(located);
    if (reads.some(([, { isAnything }]) => isAnything) || (isOpen && leadsUp())) return { files: [EVERYTHING] };

    const known = [dir, ...moduleDirs];
    const isKnown = (place: string) => known.some((folder) => place === folder || place.startsWith(`${folder}/`));
    const found = new Set<string>();
    for (const read of located) {
      if (isOutside(read.place)) {
        if (read.isOpen) found.add(EVERYTHING);
        continue;
      }
      if (read.isSource && known.includes(read.place)) continue;
      // What is there may not be written yet.
      if (isKnown(read.place) || this.isThere(read.place)) found.add(read.place);
      // A path may go on where it is used, and it may be used below a folder that is named elsewhere.
      else if (isOpen && this.isThere(path.posix.dirname(read.place))) found.add(path.posix.dirname(read.place));
    }
    if (isOpen) for (const place of this.belowOpen(located)) found.add(place);
    const all = [...found].filter((place) => !STATE.test(place)).sort();
    const readAsFiles = all.filter((place) => isKnown(place) && mayBeConfiguration(place, known, located));
    return { files: all.filter((place) => !isKnown(place)), readAsFiles: readAsFiles.length > 0 ? readAsFiles : undefined };
  }

  /** Paths that lead up, from the folders that paths which go on lead to. */
  private belowOpen(located: readonly Located[]): string[] {
    const folders = [...new Set(located.filter(({ isOpen }) => isOpen).map(({ place }) => place))];
    const leadingUp = located.filter((read) => read.start === 'root' && read.path.startsWith('..') && !read.isSource);
    const relative = [...new Set(leadingUp.map((read) => read.path))];
    const places = folders.flatMap((folder) => relative.map((some) => path.posix.join(folder, some)));
    return places.filter((place) => !isOutside(place) && this.isThere(place));
  }

  /** Functions in a template read files as well, from the folder of the root module. */
  private withTemplates(dir: string, located: readonly Located[]): Located[] {
    const found = [...located];
    for (const read of located) {
      if (!read.isTemplate || isOutside(read.place)) continue;
      for (const file of read.isOpen ? this.filesIn(read.place, read.ending) : [read.place]) {
        const text = this.text(file);
        if (!text?.includes('(')) continue;
        try {
          found.push(...readsOfTemplate(text).paths.flatMap((inner) => locate(inner, dir, dir)));
        } catch (error) {
          // Terraform will say what is wrong with it.
          if (!(error instanceof HclSyntaxError)) throw error;
        }
      }
    }
    return found;
  }

  /** Whether a file that other paths are taken from holds one that leads up. */
  private leadUp(located: readonly Located[]): boolean {
    return located.filter((read) => (read.isData || read.isTemplate) && !isOutside(read.place))
      .flatMap((read) => (read.isOpen ? this.filesIn(read.place, read.ending) : [read.place]).filter((file) => read.isData || DATA_FILE.test(file)))
      .some((file) => LEADS_UP.test(this.text(file) ?? ''));
  }

  private isThere(place: string): boolean {
    return fs.existsSync(path.join(this.repository, place));
  }

  private text(file: string): string | undefined {
    if (!this.texts.has(file)) {
      const absolute = path.join(this.repository, file);
      const stat = fs.existsSync(absolute) ? fs.statSync(absolute) : undefined;
      this.texts.set(file, stat?.isFile() && stat.size <= LARGEST_SEARCHED_BYTES ? fs.readFileSync(absolute, 'utf-8') : undefined);
    }
    return this.texts.get(file);
  }

  private filesIn(folder: string, ending: string): string[] {
    const absolute = path.join(this.repository, folder);
    if (!fs.existsSync(absolute) || !fs.statSync(absolute).isDirectory()) return [];
    return fs.readdirSync(absolute).filter((name) => name.endsWith(ending)).sort().slice(0, MOST_READ).map((name) => path.posix.join(folder, name));
  }
}

function locate(read: PathRead, from: string, dir: string): Located[] {
  return foldersOf(read.start, from, dir).map((folder) => ({ ...read, place: path.posix.join(folder, read.path).replace(/(?<=.)\/$/, '') }));
}

/** `terraform -chdir=…` may be started in the repository, `terraform` in the folder of the root module. */
function foldersOf(start: PathStart, from: string, dir: string): string[] {
  if (start === 'cwd') return [dir, EVERYTHING];
  return [start === 'module' ? from : dir];
}

function isOutside(place: string): boolean {
  return place === '..' || place.startsWith('../');
}

/** Whether a file in the folder of a root module or module, or something in a folder there, could be taken for configuration. */
function mayBeConfiguration(place: string, known: readonly string[], located: readonly Located[]): boolean {
  if (known.includes(place)) {
    return located.some((read) => read.place === place && !read.isSource && (!read.isOpen || read.ending === '' || COMPARED_BY_MEANING.test(read.ending) || isPartOfEnding(read.ending)));
  }
  if (known.some((folder) => folder.startsWith(`${place}/`))) return true;
  return known.includes(path.posix.dirname(place)) && COMPARED_BY_MEANING.test(place);
}

/** Whether a name with this ending may still be one of configuration, such as `f` in `*f`. */
function isPartOfEnding(ending: string): boolean {
  return ['.tf', '.tf.json', '.tfvars', '.tfvars.json', '.hcl'].some((whole) => whole.endsWith(ending));
}

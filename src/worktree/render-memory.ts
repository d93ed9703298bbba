import * as fs from 'fs';
import * as path from 'path';

/** Where tools keep what they may forget at any time: never committed, and gone with the packages. */
const MEMORY_FILE = 'node_modules/.cache/feiyue-projen/rendered.json';

/** Made anew with each build of the package, of all its files; the sources have none. */
const BUILD_ID_FILE = path.join(__dirname, '../build-id');

/** What was made of which inputs. */
interface Rendered {
  readonly inputs: string;
  readonly hash: string;
}

/**
 * Which content the last runs rendered from which inputs: a file whose inputs are the same as then need not be rendered to
 * see that it has not changed. Nothing depends on it: without it, every file is rendered, which takes between a twentieth and
 * a tenth of a whole run of 10,000 files.
 */
export class RenderMemory {
  /** Remembers nothing. */
  public static readonly NONE = new RenderMemory(undefined, '');

  /**
   * The memory of a tree; one of another build of this package is forgotten.
   * @param build what tells builds apart; undefined: the package runs from its sources, which may change at any time
   */
  public static of(root: string, build: string | undefined = buildId()): RenderMemory {
    return build === undefined || !fs.existsSync(path.join(root, 'node_modules')) ? RenderMemory.NONE : new RenderMemory(path.join(root, MEMORY_FILE), build);
  }

  private readonly before: ReadonlyMap<string, Rendered>;
  private readonly now = new Map<string, Rendered>();
  private hasNews = false;

  private constructor(private readonly file: string | undefined, private readonly build: string) {
    this.before = file === undefined ? new Map() : read(file, build);
  }

  /** The hash of the content that was made of these inputs; undefined when that is not known. */
  public hashOf(filePath: string, inputs: string): string | undefined {
    const rendered = this.before.get(filePath);
    if (rendered?.inputs !== inputs) return undefined;
    this.now.set(filePath, rendered);
    return rendered.hash;
  }

  /** Content with this hash was made of these inputs. */
  public remember(filePath: string, inputs: string, hash: string): void {
    this.now.set(filePath, { inputs, hash });
    this.hasNews = true;
  }

  /** Keeps what was used and what is new. That it cannot be kept is no reason to fail. */
  public save(): void {
    if (this.file === undefined || (!this.hasNews && this.now.size === this.before.size)) return;
    const own = `${this.file}.${process.pid}`;
    try {
      fs.mkdirSync(path.dirname(this.file), { recursive: true });
      const files = Object.fromEntries([...this.now].map(([file, { inputs, hash }]) => [file, [inputs, hash]]));
      fs.writeFileSync(own, JSON.stringify({ build: this.build, files }));
      fs.renameSync(own, this.file);
    } catch {
      removeIfPossible(own);
    }
  }
}

function removeIfPossible(file: string): void {
  try {
    fs.rmSync(file, { force: true });
  } catch {
    // It is not there, or stays there: nobody reads it.
  }
}

function read(file: string, build: string): Map<string, Rendered> {
  try {
    const memory = JSON.parse(fs.readFileSync(file, 'utf-8')) as { build: string; files: Record<string, [inputs: string, hash: string]> };
    if (memory.build !== build) return new Map();
    return new Map(Object.entries(memory.files).map(([path_, [inputs, hash]]) => [path_, { inputs, hash }]));
  } catch {
    return new Map();
  }
}

function buildId(): string | undefined {
  try {
    return fs.readFileSync(BUILD_ID_FILE, 'utf-8');
  } catch {
    return undefined;
  }
}

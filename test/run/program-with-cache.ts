import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { CompiledCode, codeFileOf, codeIn } from '../../src/run/code-file';

const COMPILER_OPTIONS = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, esModuleInterop: true };
const SOURCES = ['code-cache', 'code-file', 'code-store', 'compile-hook'];
const OWN_CODE = 'node_modules/feiyue-projen/lib/run';
const CACHE = 'node_modules/.cache/feiyue-projen/code';
/** Newer Nodes would do it themselves. */
const OF_NO_NODE = 'delete require("module").enableCompileCache;';

/** How a program is run. */
export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Of Node. */
  readonly options?: readonly string[];
  /** The module that is loaded before the cache. */
  readonly before?: string;
  /** The modules that are loaded after the cache. */
  readonly after?: readonly string[];
}

/** How a run ended. */
export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder with packages and a program that is run, each time in a new process, after the cache of compiled code was loaded. */
export class ProgramWithCache {
  public readonly root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'code-cache-')));

  /** @param files texts by path; `node_modules/projen` is there anyway */
  constructor(files: Readonly<Record<string, string>>) {
    for (const name of SOURCES) {
      const source = fs.readFileSync(path.join(__dirname, '../../src/run', `${name}.ts`), 'utf-8');
      const { outputText } = transpileModule(source, { compilerOptions: COMPILER_OPTIONS });
      this.write(`${OWN_CODE}/${name}.js`, outputText);
    }
    this.write('node_modules/projen/index.js', '');
    this.write('of-no-node.js', OF_NO_NODE);
    for (const [file, text] of Object.entries(files)) this.write(file, text);
  }

  public write(file: string, text: string): void {
    fs.mkdirSync(path.dirname(path.join(this.root, file)), { recursive: true });
    fs.writeFileSync(path.join(this.root, file), text);
  }

  public run(program = 'program.js', { env, options = [], before = './of-no-node.js', after = [] }: RunOptions = {}): Run {
    const preloads = [before, `./${OWN_CODE}/code-cache`, ...after].flatMap((module) => ['-r', module]);
    const { status, stdout, stderr } = spawnSync(process.execPath, [...options, ...preloads, program], {
      cwd: this.root, encoding: 'utf-8', env: { PATH: process.env.PATH, ...env },
    });
    return { status, stdout, stderr };
  }

  /** A run that has no cache. */
  public runWithoutCache(program?: string): Run {
    return this.run(program, { env: { NODE_DISABLE_COMPILE_CACHE: '1' } });
  }

  /** Changes whenever the file is written. */
  public get generation(): string {
    const { ino, mtimeNs } = fs.statSync(this.cacheFile, { bigint: true });
    return `${ino} ${mtimeNs}`;
  }

  public get cachedFiles(): string[] {
    return this.isCached ? [...this.cache.keys()].map((file) => path.relative(this.root, file)).sort() : [];
  }

  public get isCached(): boolean {
    return fs.existsSync(path.join(this.root, CACHE));
  }

  /** The one file of the cache. */
  public get cacheFile(): string {
    const directory = path.join(this.root, CACHE);
    const files = fs.readdirSync(directory);
    expect(files).toHaveLength(1);
    return path.join(directory, files[0]);
  }

  public get cache(): Map<string, CompiledCode> {
    return codeIn(fs.readFileSync(this.cacheFile));
  }

  public set cache(code: ReadonlyMap<string, CompiledCode>) {
    fs.writeFileSync(this.cacheFile, codeFileOf(code));
  }

  public remove(): void {
    fs.rmSync(this.root, { recursive: true });
  }
}

/**
 * Loaded before all that it is to keep: most of a short run is compiling the JavaScript of this package and of projen, which
 * is the same each time. From then on compiled code is kept beside the packages that it is made of, where whoever can change it can
 * change them too. Newer Nodes keep it themselves. Nothing depends on it.
 */
import * as nodeModule from 'module';
import * as path from 'path';
import * as v8 from 'v8';
import { CodeStore } from './code-store';
import { compileWith } from './compile-hook';

/** What Node 22.1 and later have. */
interface CompileCache {
  enableCompileCache?(directory: string): unknown;
}

const CACHE = '.cache/feiyue-projen/code';
const OWN_CODE = path.join(__dirname, '..') + path.sep;
const PACKAGES = path.sep + 'node_modules' + path.sep;

const directory = isWatched() ? undefined : cacheDirectory();
if (directory !== undefined) {
  const { enableCompileCache } = nodeModule as CompileCache;
  if (enableCompileCache) enableCompileCache(directory);
  else keepCode(directory);
}

/** Who measures coverage or debugs sees code that was really compiled. */
function isWatched(): boolean {
  const { NODE_V8_COVERAGE, NODE_DISABLE_COMPILE_CACHE, NODE_OPTIONS = '' } = process.env;
  return Boolean(NODE_V8_COVERAGE) || Boolean(NODE_DISABLE_COMPILE_CACHE) || [...process.execArgv, NODE_OPTIONS].some((option) => option.includes('--inspect'));
}

/** Beside projen; undefined where no packages are installed. */
function cacheDirectory(): string | undefined {
  try {
    const projen = require.resolve('projen');
    const end = projen.lastIndexOf(PACKAGES);
    return end < 0 ? undefined : path.join(projen.slice(0, end + PACKAGES.length), CACHE);
  } catch {
    return undefined;
  }
}

function keepCode(cache: string): void {
  // V8 refuses data of another version of it, or of other flags.
  const store = new CodeStore(path.join(cache, `${process.version}-${process.arch}-${v8.cachedDataVersionTag()}`));
  compileWith(store, (file) => /\.c?js$/.test(file) && (file.startsWith(OWN_CODE) || file.includes(PACKAGES)));
  // A run that failed has called too few functions to be the model of others.
  process.on('exit', (status) => status === 0 && store.save());
}

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { AZURE_SCRIPTS } from '../../../src/ci/azure/azure-scripts';
import { GITHUB_SCRIPTS } from '../../../src/ci/github/github-scripts';
import { CiSystem } from '../../../src/estate/ci-system';

const SOURCE = resolve(__dirname, '../../../src/ci/scripts');
const SYSTEMS = Object.values(CiSystem);

function filesOf(layer: string): string[] {
  return readdirSync(join(SOURCE, layer), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .map((entry) => relative(join(SOURCE, layer), join(entry.parentPath, entry.name)));
}

/** The scripts of an estate as they lie in the sources, by their path in the estate: those of all, and over them those of its CI system. */
function estateOf(system: CiSystem): Map<string, string> {
  return new Map(['all', system].flatMap((layer) => filesOf(layer).map((file): [string, string] => [file, join(SOURCE, layer, file)])));
}

/** What a script imports of other scripts: names by path. */
function importsOf(file: string, text: string): Array<{ readonly target: string; readonly names: readonly string[] }> {
  return [...text.matchAll(/^import (?:\{([^}]*)\} from )?'(\.[^']*)';$/gm)]
    .map(([, names = '', target]) => ({ target: join(dirname(file), target), names: names.split(',').map((name) => name.trim()).filter((name) => name !== '') }));
}

describe.each(SYSTEMS)('the scripts of an estate on %s', (system) => {
  const estate = estateOf(system);
  const scripts = [...estate].filter(([file]) => file.endsWith('.mjs'));

  test.each(scripts)('%s imports what exists where it lies', (file, source) => {
    const text = readFileSync(source, 'utf-8');
    const imports = importsOf(file, text);
    expect(imports).toHaveLength([...text.matchAll(/\bfrom '\.|\bimport\(|^import '\./gm)].length);
    for (const { target, names } of imports) {
      expect(estate.has(target) ? 'there' : `${file} imports ${target}`).toBe('there');
      const offered = [...readFileSync(estate.get(target)!, 'utf-8').matchAll(/^export (?:async )?(?:function\*?|const|class) (\w+)/gm)].map(([, name]) => name);
      for (const name of names) expect(offered).toContain(name);
    }
  });

  test.each(scripts)('%s is a module of Node', (_, source) => {
    expect(spawnSync(process.execPath, ['--check', source], { encoding: 'utf-8' })).toMatchObject({ status: 0, stderr: '' });
  });
});

test.each([GITHUB_SCRIPTS, AZURE_SCRIPTS])('every script of $system is shipped, and none besides', ({ system, files, proposalFiles }) => {
  expect(Object.keys({ ...files, ...proposalFiles }).sort()).toEqual(filesOf(system).sort());
});

test('no folder is for a CI system that there is not', () => {
  expect(readdirSync(SOURCE, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort()).toEqual(['all', ...SYSTEMS].sort());
  expect(existsSync(join(SOURCE, 'README.md'))).toBe(true);
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from './command';
import { startRegistry, type Registry } from './registry';

let registry: Registry;
let directory: string;

beforeAll(async () => {
  registry = await startRegistry('feiyue-projen');
});

afterAll(async () => registry.stop());

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'feiyue-registry-test-'));
});

afterEach(() => rmSync(directory, { recursive: true }));

function npm(...args: string[]): string {
  return command('npm', args, { cwd: directory, env: registry.env }).trim();
}

function writePackage(contents: object) {
  writeFileSync(join(directory, 'package.json'), JSON.stringify(contents));
}

test('what is published can be installed, and other packages come from upstream', () => {
  for (const version of ['0.1.0', '0.2.0']) {
    writePackage({ name: 'feiyue-projen', version, dependencies: { constructs: '^10.5.0' } });
    npm('publish');
  }
  writePackage({ name: 'consumer', private: true });

  npm('install', 'feiyue-projen');

  const version = (name: string) => JSON.parse(readFileSync(join(directory, 'node_modules', name, 'package.json'), 'utf8')).version;
  expect(version('feiyue-projen')).toBe('0.2.0');
  expect(version('constructs')).toMatch(/^10\./);
});

test('the package under test is never asked of upstream', () => {
  expect(npm('view', 'feiyue-projen', 'versions', '--json')).toBe(JSON.stringify(['0.1.0', '0.2.0'], null, 2));
});

test('npm uses no registry but this one', () => {
  expect(npm('config', 'get', 'registry')).toBe(registry.url);
});

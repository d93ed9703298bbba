import { ContainerRuntime } from './container-options';
import { fillIn } from '../text/fill-in';
import { jsonText } from '../text/json-text';
import { shippedText } from '../text/shipped-text';

/** What the folder of a container begins as: files by path. What they make answers /healthz and stops when it is told to. */
export function containerStarter(runtime: ContainerRuntime, name: string): Readonly<Record<string, string>> {
  const files = ['Dockerfile', '.dockerignore', ...FILES[runtime]];
  return { ...Object.fromEntries(files.map((file) => [file, shipped(runtime, file)])), ...NAMED_FILES[runtime](name) };
}

/** What is shipped in the folder of a runtime below `starters/`, beside the Dockerfile. */
const FILES: Readonly<Record<ContainerRuntime, readonly string[]>> = {
  [ContainerRuntime.NODE]: ['src/server.js'],
  [ContainerRuntime.GO]: ['main.go'],
  [ContainerRuntime.PYTHON]: ['requirements.txt', 'src/server.py'],
};

/** The files with the name of the container in them. */
const NAMED_FILES: Readonly<Record<ContainerRuntime, (name: string) => Readonly<Record<string, string>>>> = {
  [ContainerRuntime.NODE]: (name) => ({
    'package.json': jsonText({ name, version: '0.0.0', private: true, engines: { node: '>=24' } }),
    'package-lock.json': jsonText({
      name, version: '0.0.0', lockfileVersion: 3, requires: true, packages: { '': { name, version: '0.0.0', engines: { node: '>=24' } } },
    }),
  }),
  [ContainerRuntime.GO]: (name) => ({ 'go.mod': fillIn(shipped(ContainerRuntime.GO, 'go.mod'), { __name__: name }) }),
  [ContainerRuntime.PYTHON]: () => ({}),
};

function shipped(runtime: ContainerRuntime, file: string): string {
  return shippedText(__dirname, `starters/${runtime}/${file}`);
}

import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describeWithTool, realTool, runTool } from './real-tool';

const environment = { ...process.env };
let bin: string;

beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), 'real-tool-'));
  process.env.PATH = bin; // and so none of the machine's own tools
  delete process.env.FEIYUE_REQUIRE_TOOLS;
});

afterEach(() => {
  process.env = { ...environment };
  rmSync(bin, { recursive: true });
});

function put(name: string, script: string): string {
  const path = join(bin, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

describe('realTool', () => {
  test('finds a tool with its path and version', () => {
    const path = put('kustomize', 'echo "v5.8.1 ($*)"');

    expect(realTool('kustomize')).toEqual({ path, version: '5.8.1' });
  });

  test('takes the first directory of the PATH that has the tool', () => {
    process.env.PATH = [join(bin, 'nothing'), '', bin].join(delimiter);
    const path = put('kustomize', 'true');

    expect(realTool('kustomize')?.path).toBe(path);
  });

  test('is undefined when there is only a directory or an unexecutable file of that name', () => {
    mkdirSync(join(bin, 'kustomize'));
    chmodSync(put('terraform', 'true'), 0o644);

    expect(realTool('kustomize')).toBeUndefined();
    expect(realTool('terraform')).toBeUndefined();
    expect(realTool('kubectl')).toBeUndefined();
  });

  test('quotes the output of a tool that prints no version', () => {
    put('kustomize', 'echo devel');

    expect(() => realTool('kustomize')?.version).toThrow(/kustomize version prints no version: devel/);
  });
});

describe('runTool', () => {
  test('gives status, output and errors, and passes directory, environment and input on', () => {
    put('kubectl', 'read -r line; echo "$1 $line $GREETING $(pwd)"; echo oops >&2; exit 3');

    expect(runTool('kubectl', ['apply'], { cwd: bin, env: { GREETING: 'hello' }, input: 'document\n' })).toEqual({
      status: 3,
      stdout: `apply document hello ${bin}\n`,
      stderr: 'oops\n',
    });
  });

  test('never waits for a terminal', () => {
    put('terraform', 'read -r line || echo "end of input"');

    expect(runTool('terraform', []).stdout).toBe('end of input\n');
  });

  test('names a missing tool and how to get it', () => {
    expect(() => runTool('promtool', [])).toThrow('promtool is not on the PATH; PATH="$(.ci/tools):$PATH" puts it there');
  });
});

describe('describeWithTool', () => {
  let ran: jest.SpyInstance;
  let skipped: jest.Mock;
  const block = () => undefined;

  beforeEach(() => {
    skipped = jest.fn();
    ran = jest.spyOn(globalThis, 'describe').mockImplementation(() => undefined);
    Object.assign(globalThis.describe, { skip: skipped });
  });

  afterEach(() => jest.restoreAllMocks());

  test('runs the block when the tool is on the PATH', () => {
    put('kustomize', 'true');
    process.env.FEIYUE_REQUIRE_TOOLS = '1';

    describeWithTool('kustomize', block);

    expect(ran).toHaveBeenCalledWith('with kustomize', block);
    expect(skipped).not.toHaveBeenCalled();
  });

  test('skips the block under a title that names the missing tool', () => {
    describeWithTool('kustomize', block);

    expect(skipped).toHaveBeenCalledWith('skipped: kustomize is not on the PATH', block);
    expect(ran).not.toHaveBeenCalled();
  });

  test('fails for a missing tool when the tools are required', () => {
    process.env.FEIYUE_REQUIRE_TOOLS = '1';
    const tests = jest.spyOn(globalThis, 'test').mockImplementation((_name, body) => {
      expect(body).toThrow('kustomize is not on the PATH');
    });
    ran.mockImplementation((_title, body) => body());

    describeWithTool('kustomize', block);

    expect(tests).toHaveBeenCalledTimes(1);
    expect(skipped).not.toHaveBeenCalled();
  });
});

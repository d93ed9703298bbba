import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** How each tool is asked for its version. */
const VERSION_ARGUMENTS = {
  'a0deploy': ['--version'],
  'actionlint': ['-version'],
  'conftest': ['--version'],
  'argo-cd-judge': ['-version'],
  'etcd': ['--version'],
  'hadolint': ['--version'],
  'kube-apiserver': ['--version'],
  'kube-controller-manager': ['--version'],
  'kube-linter': ['version'],
  'kube-score': ['version'],
  'kubeconform': ['-v'],
  'kubectl': ['version', '--client', '--output=json'],
  'kustomize': ['version'],
  'node22': ['--version'],
  'node24': ['--version'],
  'openssl': ['version'],
  'promtool': ['--version'],
  'schema-provider': ['-version'],
  'shellcheck': ['--version'],
  'terraform': ['version', '-json'],
  'tflint': ['--version'],
  'trivy': ['--version'],
  'unzip': ['-v'],
  'wrangler': ['--version'],
  'zizmor': ['--version'],
} as const;

export type ToolName = keyof typeof VERSION_ARGUMENTS;

export interface RealTool {
  readonly path: string;
  /** As `1.2.3`. */
  readonly version: string;
}

export interface RunOptions {
  readonly cwd?: string;
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** What the tool reads from its standard input. */
  readonly input?: string;
}

export interface ToolRun {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The tool on the PATH, or undefined when there is none. */
export function realTool(name: ToolName): RealTool | undefined {
  const path = findOnPath(name);
  if (path === undefined) return undefined;
  return {
    path,
    get version() {
      const { stdout, stderr } = run(path, VERSION_ARGUMENTS[name], {});
      const version = /\d+\.\d+\.\d+/.exec(stdout + stderr);
      if (!version) throw new Error(`${path} ${VERSION_ARGUMENTS[name].join(' ')} prints no version: ${stdout}${stderr}`);
      return version[0];
    },
  };
}

/**
 * Tests that need a tool. Without it they are skipped under a title that names it, or fail when
 * `FEIYUE_REQUIRE_TOOLS=1` says that every tool must be there.
 */
export function describeWithTool(name: ToolName, block: () => void): void {
  if (findOnPath(name) !== undefined) {
    describe(`with ${name}`, block);
  } else if (process.env.FEIYUE_REQUIRE_TOOLS === '1') {
    describe(`with ${name}`, () => {
      test('the tool is on the PATH', () => {
        throw new Error(missing(name));
      });
    });
  } else {
    describe.skip(`skipped: ${name} is not on the PATH`, block);
  }
}

/** Runs a tool to its end; a status other than 0 is for the caller to judge. */
export function runTool(name: ToolName, args: readonly string[], options: RunOptions = {}): ToolRun {
  const path = findOnPath(name);
  if (path === undefined) throw new Error(missing(name));
  return run(path, args, options);
}

function run(path: string, args: readonly string[], { cwd, env, input }: RunOptions): ToolRun {
  const { status, stdout, stderr, error } = spawnSync(path, args, {
    cwd,
    // Terraform otherwise asks over the network whether there is a newer Terraform.
    env: { ...process.env, CHECKPOINT_DISABLE: '1', ...env },
    input: input ?? '',
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  if (error) throw error;
  if (status === null) throw new Error(`${path} ${args.join(' ')} was ended by a signal: ${stderr}`);
  return { status, stdout, stderr };
}

function findOnPath(name: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter((directory) => directory !== '')
    .map((directory) => join(directory, name))
    .find(isExecutableFile);
}

function isExecutableFile(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** What to say of a tool that is not there. */
export function missing(name: ToolName): string {
  return `${name} is not on the PATH; PATH="$(.ci/tools):$PATH" puts it there`;
}

import { spawnSync } from 'child_process';

/** The descriptor on which a child hands back its figures; what it prints is not looked at. */
const FIGURES = 3;

/** Milliseconds, or other numbers, by name. */
export type Figures = Readonly<Record<string, number>>;

/** Runs a program to its end; any status but 0 is an error that shows what it printed. */
export function runChild(program: string, args: readonly string[], cwd: string): void {
  spawn(program, args, cwd, projectEnvironment());
}

/** Runs a Node program that writes its figures to descriptor 3, in a process of its own, so that each one starts cold. */
export function measureChild(args: readonly string[], cwd: string): Figures {
  // What comes after the writing (npm install) is not what is measured.
  const figures = spawn(process.execPath, args, cwd, { ...projectEnvironment(), PROJEN_DISABLE_POST: 'true' });
  return JSON.parse(figures) as Figures;
}

/** How long a program takes, in milliseconds. */
export function timeChild(program: string, args: readonly string[], cwd: string): number {
  const startedAt = performance.now();
  runChild(program, args, cwd);
  return performance.now() - startedAt;
}

/** Whether a program ends with status 0. */
export function succeeds(program: string, args: readonly string[], cwd: string): boolean {
  const { status, error } = spawnSync(program, args, { cwd, env: projectEnvironment(), stdio: 'ignore' });
  if (error) throw error;
  return status === 0;
}

function spawn(program: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): string {
  const { status, signal, error, output } = spawnSync(program, args, {
    cwd,
    env,
    encoding: 'utf-8',
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status ?? signal}:\n${output[1]}${output[2]}`);
  return output[FIGURES] ?? '';
}

/** `npm run` tells its children about this package; the projects that are measured are not part of it. */
function projectEnvironment(): NodeJS.ProcessEnv {
  const env = Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD|PROJEN_)/.test(name));
  return { ...Object.fromEntries(env), npm_config_prefer_offline: 'true', npm_config_audit: 'false' };
}

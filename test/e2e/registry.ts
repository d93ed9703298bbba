import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onFreePort } from '../free-port';

/** Guards against waiting for what never comes, and against nothing else. */
const START_TIMEOUT_SECONDS = 300;

/** A real npm registry on loopback: the given package lives only here, every other one comes from upstream. */
export interface Registry {
  readonly url: string;
  /** The user configuration of npm that points at this registry. */
  readonly npmrc: string;
  /** The environment for commands that are to use this registry and nothing of the user's own npm configuration. */
  readonly env: Readonly<Record<string, string>>;
  /** Ends the registry and removes what it stored. */
  stop(): Promise<void>;
}

export async function startRegistry(packageName: string): Promise<Registry> {
  return onFreePort(async (port) => startOn(port, packageName));
}

async function startOn(port: number, packageName: string): Promise<Registry> {
  const directory = mkdtempSync(join(tmpdir(), 'feiyue-registry-'));
  const url = `http://127.0.0.1:${port}/`;
  const config = join(directory, 'config.yaml');
  const log = join(directory, 'verdaccio.log');
  const npmrc = join(directory, 'npmrc');

  // JSON is YAML.
  writeFileSync(config, JSON.stringify(verdaccioConfig(join(directory, 'storage'), packageName)));
  // npm refuses to publish without a token, even where anybody may.
  writeFileSync(npmrc, [
    `registry=${url}`,
    `//127.0.0.1:${port}/:_authToken=anybody`,
    `cache=${join(directory, 'npm-cache')}`,
    'audit=false',
    'fund=false',
    'update-notifier=false',
    '',
  ].join('\n'));
  mkdirSync(join(directory, 'storage'));

  // Into a file: nobody reads a pipe while a test waits for a command, and a full pipe stops the server.
  const output = openSync(log, 'w');
  const server = spawn(process.execPath, [verdaccio(), '--config', config, '--listen', `127.0.0.1:${port}`], {
    cwd: directory,
    env: { ...process.env, ...extraCertificates() },
    stdio: ['ignore', output, output],
  });
  const end = () => {
    if (isRunning(server)) server.kill();
  };
  process.once('exit', end);

  const stop = async () => {
    process.removeListener('exit', end);
    if (isRunning(server)) {
      const ended = once(server, 'exit');
      server.kill();
      await ended;
    }
    rmSync(directory, { recursive: true, force: true });
  };

  if (!await answers(server, `${url}-/ping`)) {
    const said = readFileSync(log, 'utf8');
    await stop();
    throw new Error(`the registry does not answer at ${url}:\n${said}`);
  }
  return { url, npmrc, env: { ...withoutNpmConfiguration(process.env), NPM_CONFIG_USERCONFIG: npmrc }, stop };
}

function verdaccioConfig(storage: string, packageName: string): unknown {
  return {
    storage,
    uplinks: {
      upstream: {
        url: npmConfig('registry'),
        timeout: '120s',
        // By default two slow answers take the upstream out of service for five minutes.
        max_fails: 1000,
        // By default all that is known of a package, which may be ten megabytes, is asked for again after two minutes.
        maxage: '1h',
      },
    },
    packages: {
      [packageName]: { access: '$all', publish: '$anonymous' },
      '**': { access: '$all', proxy: 'upstream' },
    },
    web: { enable: false },
    log: { type: 'stdout', format: 'pretty', level: 'warn' },
  };
}

/** Verdaccio knows nothing of the certificates that npm is told to trust, and Jest takes those of the machine from all that it starts. */
function extraCertificates(): Record<string, string> {
  const cafile = npmConfig('cafile');
  const file = cafile === 'null' ? process.env.FEIYUE_UPSTREAM_CERTIFICATES : cafile;
  return file === undefined ? {} : { NODE_EXTRA_CA_CERTS: file };
}

function npmConfig(key: string): string {
  return execFileSync('npm', ['config', 'get', key], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

/** `npm run` hands the user's configuration on as `npm_config_*`, which would win over the registry's own file. */
function withoutNpmConfiguration(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => !/^npm_/i.test(entry[0])),
  );
}

function verdaccio(): string {
  return join(dirname(require.resolve('verdaccio/package.json')), 'bin', 'verdaccio');
}

async function answers(server: ChildProcess, url: string): Promise<boolean> {
  const deadline = Date.now() + START_TIMEOUT_SECONDS * 1000;
  while (isRunning(server) && Date.now() < deadline) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return true;
    await sleep(100);
  }
  return false;
}

function isRunning(server: ChildProcess): boolean {
  return server.exitCode === null && server.signalCode === null;
}

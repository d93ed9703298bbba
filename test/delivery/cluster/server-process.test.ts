import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServerProcess } from './server-process';
import { eventually } from '../../eventually';

/** Serves nobody, and writes its process id into a file. */
const SERVER = ['-c', 'echo $$ > pid.new; mv pid.new pid; exec sleep 600'];

let directory: string;

beforeEach(() => { directory = mkdtempSync(join(tmpdir(), 'server-')); });

async function serverId(): Promise<number> {
  const file = join(directory, 'pid');
  await eventually('the server runs', () => existsSync(file));
  return Number(readFileSync(file, 'utf8'));
}

function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}

test('a server runs until it is stopped', async () => {
  const server = new ServerProcess('sh', SERVER, directory);
  const id = await serverId();
  expect(isAlive(id)).toBe(true);
  await server.stop();
  expect(isAlive(id)).toBe(false);
});

test('a server ends with the process that started it, even when that one is killed', async () => {
  const program = `
    const { ServerProcess } = require(${JSON.stringify(join(__dirname, 'server-process'))});
    new ServerProcess('sh', ${JSON.stringify(SERVER)}, ${JSON.stringify(directory)});
  `;
  const parent = spawn(process.execPath, ['-r', 'tsx/cjs', '-e', program], { stdio: 'inherit' });
  const id = await serverId();
  expect(isAlive(id)).toBe(true);
  parent.kill('SIGKILL');
  await eventually('the server has ended', () => !isAlive(id));
});

test('a server that ends before it is ready is an error with what it printed', async () => {
  const server = new ServerProcess('sh', ['-c', 'echo oops; exit 3'], directory);
  await expect(server.ready(async () => false)).rejects.toThrow(/^sh ended:\noops\n/);
  await server.stop();
});

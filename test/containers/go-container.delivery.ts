import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContainerRuntime } from '../../src';
import { containerStarter } from '../../src/containers/container-starter';

test('what a container in Go begins as is formatted, builds as in its Dockerfile, answers /healthz and stops when it is told to', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'container-'));
  for (const [file, text] of Object.entries(containerStarter(ContainerRuntime.GO, 'tasks'))) writeFileSync(join(dir, file), text);
  expect(spawnSync('gofmt', ['-l', dir], { encoding: 'utf-8' }).stdout).toBe('');
  const go = (...args: string[]) => spawnSync('go', args, { cwd: dir, encoding: 'utf-8', env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '' } });
  expect(go('vet', '.').stderr).toBe('');
  expect(go('build', '-trimpath', '-ldflags=-s -w', '-o', join(dir, 'server'), '.')).toMatchObject({ status: 0, stderr: '' });

  const server = spawn(join(dir, 'server'), { env: { PORT: '0' }, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise((resolve) => server.on('exit', (code) => resolve(code)));
  const port = await new Promise((resolve) => server.stderr.on('data', (data) => resolve(/listening on (\d+)/.exec(String(data))?.[1])));
  const health = await fetch(`http://127.0.0.1:${port}/healthz`);
  expect([health.status, await health.text()]).toEqual([200, 'ok\n']);
  expect((await fetch(`http://127.0.0.1:${port}/x`)).status).toBe(404);
  server.kill('SIGTERM');
  expect(await ended).toBe(0);
});

import { execFile } from 'node:child_process';
import { createServer, Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

const MODULE = resolve(__dirname, '../../../src/ci/scripts/all/ci/http.mjs');

/** Asks a server several times, one after the other. Gives the answers, or why there was none. */
async function ask(server: Server, times: number): Promise<unknown> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const program = `
    const { send } = await import(${JSON.stringify(MODULE)});
    const answers = [];
    for (let time = 0; time < ${times}; time++) {
      answers.push(await send('http://127.0.0.1:${port}/', { method: 'POST', body: 'question', timeoutMilliseconds: 600_000 }).then(({ text }) => text, ({ message }) => message));
    }
    console.log(JSON.stringify(answers));
  `;
  try {
    return JSON.parse((await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program])).stdout);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('a connection that the other side closes before it is used again is no answer, and the request is sent on another one', async () => {
  const seen = new Map<Socket, number>();
  const answers = await ask(createServer((request, response) => {
    const before = seen.get(request.socket) ?? 0;
    seen.set(request.socket, before + 1);
    if (before === 1) request.socket.destroy();
    else request.on('end', () => response.end('yes')).resume();
  }), 3);
  expect({ answers, requests: [...seen.values()] }).toEqual({ answers: ['yes', 'yes', 'yes'], requests: [2, 2, 1] });
});

test('a new connection that is closed without an answer is a failure', async () => {
  expect(await ask(createServer((request) => request.socket.destroy()), 1)).toEqual(['socket hang up']);
});

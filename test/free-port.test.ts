import { once } from 'node:events';
import { createServer } from 'node:net';
import { onFreePort } from './free-port';

test('a port that somebody takes before the server does is not used, and any other error is one', async () => {
  const tried: number[] = [];
  const port = await onFreePort(async (free) => {
    const [taken, server] = [createServer(), createServer()];
    // Somebody comes first, once.
    if (tried.push(free) === 1) await once(taken.listen(free, '127.0.0.1'), 'listening');
    try {
      await once(server.listen(free, '127.0.0.1'), 'listening');
      return free;
    } finally {
      server.close();
      taken.close();
    }
  });
  expect(tried).toEqual([expect.any(Number), port]);
  await expect(onFreePort(async () => { throw new Error('no disk'); })).rejects.toThrow('no disk');
});

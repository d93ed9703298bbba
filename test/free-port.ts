import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** So often somebody may take a port that was free a moment ago. */
const MOST_TRIES = 5;

/** Starts something that listens on a port, on another one when somebody takes it before. */
export async function onFreePort<Started>(start: (port: number) => Promise<Started>): Promise<Started> {
  for (let tries = 1; ; tries++) {
    try {
      return await start(await freePort());
    } catch (error) {
      if (tries === MOST_TRIES || !String(error).includes('address already in use')) throw error;
    }
  }
}

/** A port on 127.0.0.1 that nobody listens on. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

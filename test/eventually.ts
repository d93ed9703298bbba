import { setTimeout as sleep } from 'node:timers/promises';

/** Guards against waiting for what never comes, and against nothing else: the slowest machine is done long before. */
const MOST_SECONDS = 300;
const POLL_MILLISECONDS = 50;

/**
 * Returns when the answer is yes.
 * @param what what is waited for, as the error calls it when it never comes
 */
export async function eventually(what: string | (() => string), ask: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + MOST_SECONDS * 1000;
  while (!await ask()) {
    if (performance.now() > deadline) throw new Error(`not so after ${MOST_SECONDS} seconds: ${typeof what === 'string' ? what : what()}`);
    await sleep(POLL_MILLISECONDS);
  }
}

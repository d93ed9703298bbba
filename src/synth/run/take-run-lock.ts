import { printError } from '../../text/print';
import { failureReason } from '../../worktree/file-system-error';
import { LOCK_FILE, LockHolder, RunLock } from '../../worktree/run-lock';
import { EstateError } from '../declare/estate-error';

/**
 * Keeps other runs out of this tree, from before anything is read until everything is written.
 * @throws EstateError that names who is at work, when that lasts too long
 */
export function takeRunLock(outdir: string): RunLock {
  const failure = (message: string) => new EstateError([{ message }], outdir);
  const name = ({ processId, host }: LockHolder) => `process ${processId} on ${host}`;
  const onWait = (holder: LockHolder) => printError(`  another run is at work (${name(holder)}): waiting for it\n`);
  let lock: RunLock | LockHolder;
  try {
    lock = RunLock.acquire(outdir, LONGEST_WAIT_MS, onWait);
  } catch (error) {
    throw failure(`cannot write "${LOCK_FILE}": ${failureReason(error)}.`);
  }
  if (lock instanceof RunLock) return lock;
  throw failure(`another run is still at work (${name(lock)}). Wait for it; if it is not there any more, delete ${LOCK_FILE}.`);
}

/** A second run waits this long for the first, which may be installing packages. */
const LONGEST_WAIT_MS = 120_000;

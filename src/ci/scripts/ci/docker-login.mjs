import { spawnSync } from 'node:child_process';
import { mask, show } from './system.mjs';

/** Logs docker in to a registry. The password travels through a pipe, and is shown nowhere. */
export function dockerLogin(registry, user, password) {
  const { status, stdout, stderr, error } = spawnSync('docker', ['login', registry, '--username', user, '--password-stdin'], { encoding: 'utf8', input: mask(password) });
  show(`${stdout ?? ''}${stderr ?? ''}`);
  if (status !== 0) throw new Error(`docker login ${registry}: ${error?.message ?? 'see above'}`);
}

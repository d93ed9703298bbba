import { ask } from './ask.mjs';
import { mask, show } from './system.mjs';

/** Logs docker in to a registry. The password travels through a pipe, and is shown nowhere. */
export function dockerLogin(registry, user, password) {
  show(ask('docker', ['login', registry, '--username', user, '--password-stdin'], mask(password)));
}

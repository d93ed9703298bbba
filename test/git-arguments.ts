import { join } from 'node:path';

/**
 * Arguments of git that begin a repository, with no hooks that nobody uses. What its files are converted from is not looked at (`info/attributes`), as
 * they are the same bytes either way: git takes them as they are then.
 */
export const INIT = ['init', '--quiet', `--template=${join(__dirname, 'git-template')}`, '--initial-branch=main'];
/** Arguments of git that add everything, in one pack: otherwise each file becomes one of git's, and whoever fetches them has all of them compressed again. */
export const ADD_ALL = ['-c', 'core.bigFileThreshold=1', 'add', '--all'];
/** Arguments of git that commit what was added. What tidies up afterwards is not started: no repository of a test lives that long. */
export const COMMIT = ['-c', 'maintenance.auto=false', 'commit', '--quiet', '--allow-empty', '--no-verify'];

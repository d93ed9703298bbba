import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ADD_ALL, COMMIT, INIT } from '../../git-arguments';

/** A git working copy with one commit per call of `commit`. */
export class SampleRepository {
  constructor(files: Readonly<Record<string, string>> = { 'README.md': 'A sample\n' }, readonly directory = mkdtempSync(join(tmpdir(), 'repository-'))) {
    this.git(...INIT);
    this.commit('Begin', files);
  }

  /** Commits files, and gives the hash. */
  public commit(message: string, files: Readonly<Record<string, string>>): string {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.directory, path)), { recursive: true });
      writeFileSync(join(this.directory, path), text);
    }
    this.git(...ADD_ALL);
    this.git(...COMMIT, `--message=${message}`);
    return this.git('rev-parse', 'HEAD');
  }

  public git(...args: readonly string[]): string {
    const identity = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.com', '-c', 'commit.gpgsign=false'];
    return execFileSync('git', [...identity, ...args], { cwd: this.directory, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  }
}

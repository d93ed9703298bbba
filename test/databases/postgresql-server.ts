import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const SERVER_PROGRAMS = ['initdb', 'pg_ctl', 'psql'];

/** Nobody: PostgreSQL refuses to run as root. */
const NOBODY = 65_534;

/** Whether the programs of a PostgreSQL server are on the PATH. */
export const HAS_POSTGRESQL = SERVER_PROGRAMS.every((name) => spawnSync(name, ['--version']).status === 0);

/** A PostgreSQL server for one test, which listens in a folder of its own and nowhere else. */
export class PostgresqlServer {
  private readonly dir = fs.mkdtempSync(path.join(os.tmpdir(), 'feiyue-postgresql-'));
  private readonly runsAs = process.getuid?.() === 0 ? NOBODY : undefined;

  constructor() {
    if (this.runsAs !== undefined) fs.chownSync(this.dir, this.runsAs, this.runsAs);
    this.run('initdb', ['--pgdata', this.data, '--username', 'postgres', '--auth', 'trust', '--no-sync']);
    this.run('pg_ctl', ['start', '--wait', '--timeout', '600', '--silent', '--pgdata', this.data, '--log', path.join(this.dir, 'log'), '--options', `-k ${this.dir} -h '' -F`]);
  }

  public stop(): void {
    this.run('pg_ctl', ['stop', '--wait', '--silent', '--mode', 'immediate', '--pgdata', this.data]);
    fs.rmSync(this.dir, { recursive: true });
  }

  /** Runs statements as a user, and returns what psql printed: rows of values, and what went wrong. */
  public psql(user: string, input: string, { database = 'postgres', env = {} }: { database?: string; env?: Readonly<Record<string, string>> } = {}): string {
    const { stdout, stderr } = spawnSync('psql', ['--no-psqlrc', '--quiet', '--tuples-only', '--no-align'], {
      env: { PATH: process.env.PATH, PGHOST: this.dir, PGUSER: user, PGDATABASE: database, ...env },
      input,
      encoding: 'utf8',
    });
    return `${stdout}${stderr}`.trim();
  }

  private get data(): string {
    return path.join(this.dir, 'data');
  }

  private run(program: string, args: readonly string[]): void {
    // Its output goes nowhere: the server would keep a pipe open.
    const { status, error } = spawnSync(program, args, { cwd: this.dir, uid: this.runsAs, gid: this.runsAs, stdio: 'ignore' });
    if (error !== undefined || status !== 0) throw new Error(`${program} ${args.join(' ')}: ${error?.message ?? `status ${status}`}`);
  }
}

import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GitHubStandIn } from './github-stand-in';

/** What a ruleset of the default branch answers to a push; it asks for a pull request. */
const UPDATE_HOOK = `#!/bin/sh
[ "$1" != refs/heads/main ] || { echo "error: GH013: Repository rule violations found for $1." >&2; exit 1; }
`;

/** GitHub as far as git itself talks to it: takes a push, over HTTP, of a job whose token may write the contents, but none to the default branch. */
export class GitServer {
  /** @param repository the working copy that stands for the repository */
  public static async start(repository: string, github: GitHubStandIn): Promise<GitServer> {
    const server = new GitServer(repository, github);
    github.pullRequests.directory = repository;
    await new Promise<void>((resolve) => server.server.listen(0, '127.0.0.1', resolve));
    const { port } = server.server.address() as AddressInfo;
    writeFileSync(server.configuration, `[url "http://127.0.0.1:${port}/"]\n\tinsteadOf = https://github.com/\n`);
    return server;
  }

  private readonly directory = mkdtempSync(join(tmpdir(), 'git-server-'));
  private readonly server: Server;

  private constructor(private readonly repository: string, private readonly github: GitHubStandIn) {
    this.server = createServer((request, response) => this.serve(request, response));
    writeFileSync(join(this.directory, 'update'), UPDATE_HOOK);
    chmodSync(join(this.directory, 'update'), 0o755);
  }

  /** What git needs in its environment to find this under the name of GitHub. */
  public get env(): Record<string, string> {
    return { GIT_CONFIG_GLOBAL: this.configuration };
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    rmSync(this.directory, { recursive: true });
  }

  private get configuration(): string {
    return join(this.directory, 'gitconfig');
  }

  private serve(request: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://git');
    const [, password = ''] = Buffer.from(request.headers.authorization?.replace(/^Basic /, '') ?? '', 'base64').toString().split(':');
    const isPush = pathname.endsWith('/git-receive-pack') || searchParams.get('service') === 'git-receive-pack';
    if (!this.github.mayUse(password, 'contents', isPush ? 'write' : 'read')) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="GitHub"' }).end();
      return;
    }
    // What refuses a push to the branch that is checked out is the rule, and not git.
    const configuration = { 'core.hooksPath': this.directory, 'http.receivepack': 'true', 'receive.denyCurrentBranch': 'ignore' };
    const settings = Object.fromEntries(Object.entries(configuration).flatMap(([name, value], index) => [[`GIT_CONFIG_KEY_${index}`, name], [`GIT_CONFIG_VALUE_${index}`, value]]));
    const child = spawn('git', ['http-backend'], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: {
        PATH: process.env.PATH,
        GIT_PROJECT_ROOT: this.repository,
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: pathname.replace(`/${this.github.repository}`, '/.git'),
        QUERY_STRING: searchParams.toString(),
        REQUEST_METHOD: request.method,
        CONTENT_TYPE: request.headers['content-type'],
        HTTP_CONTENT_ENCODING: request.headers['content-encoding'],
        ...settings,
        GIT_CONFIG_COUNT: String(Object.keys(configuration).length),
      },
    });
    request.pipe(child.stdin);
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('close', () => answer(Buffer.concat(chunks), response));
  }
}

/** Hands on what a CGI program printed: headers, an empty line, and the body. */
function answer(printed: Buffer, response: ServerResponse): void {
  const end = printed.indexOf('\r\n\r\n');
  const headers = printed.subarray(0, end).toString().split('\r\n').map((line) => line.split(': ', 2));
  const status = headers.find(([name]) => name === 'Status')?.[1] ?? '200';
  response.writeHead(Number.parseInt(status, 10), Object.fromEntries(headers.filter(([name]) => name !== 'Status')) as Record<string, string>);
  response.end(printed.subarray(end + 4));
}

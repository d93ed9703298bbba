import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { createInterface } from 'node:readline';
import type { Certificates } from './certificates';

export interface Answer {
  readonly status: number;
  readonly body: any;
}

/** Talks to an API server as its administrator. */
export class KubernetesClient {
  private readonly agent: Agent;

  constructor(private readonly url: string, { authority, admin }: Certificates) {
    this.agent = new Agent({
      keepAlive: true,
      ca: readFileSync(authority.certificate),
      cert: readFileSync(admin.certificate),
      key: readFileSync(admin.key),
    });
  }

  /** What stands at a path; undefined when there is nothing. */
  public async find(path: string): Promise<any> {
    const { status, body } = await this.send('GET', path);
    if (status === 404) return undefined;
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  }

  /** Sends a request; a status that is no success is for the caller to judge. */
  public async send(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, content?: object): Promise<Answer> {
    const body = content === undefined ? '' : JSON.stringify(content);
    return new Promise((resolve, reject) => {
      const call = request(`${this.url}${path}`, {
        method,
        agent: this.agent,
        headers: {
          'Accept': 'application/json',
          'Content-Type': method === 'PATCH' ? 'application/strategic-merge-patch+json' : 'application/json',
          'Content-Length': Buffer.byteLength(body),
        },
      }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => { text += chunk; });
        response.on('error', reject);
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: parsed(text) }));
      });
      // A connection that was idle for long, because this process was busy, is closed by the server: then there is another one.
      call.on('error', (error: NodeJS.ErrnoException) => {
        if (call.reusedSocket && ['ECONNRESET', 'EPIPE'].includes(error.code ?? '')) resolve(this.send(method, path, content));
        else reject(error);
      });
      call.end(body);
    });
  }

  /** Calls back with each event of a watch, and when it has ended: at the latest with this client. */
  public watch(path: string, onEvent: (event: any) => void, onEnd: () => void): void {
    const call = request(`${this.url}${path}`, { agent: this.agent }, (response) => {
      const lines = createInterface({ input: response });
      lines.on('line', (line) => onEvent(JSON.parse(line))).on('error', onEnd).on('close', onEnd);
    });
    call.on('error', onEnd);
    call.end();
  }

  public close(): void {
    this.agent.destroy();
  }
}

/** Objects are JSON, the answers to health checks are words. */
function parsed(text: string): unknown {
  return text.startsWith('{') ? JSON.parse(text) : text;
}

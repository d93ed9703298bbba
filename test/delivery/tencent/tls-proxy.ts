import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createProxy, IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';

export interface TlsProxyOptions {
  /** Names that the certificate is for, such as `*.tencentcloudapi.com`. */
  readonly hosts: readonly string[];
  /** Answers what arrives for any host; `request.headers.host` says for which. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
}

/**
 * A proxy on loopback behind which there is no network: it answers for every host itself. So programs that insist on
 * HTTPS and on the names of a cloud can be tested with nothing but their environment changed.
 */
export class TlsProxy {
  public static async start({ hosts, handle }: TlsProxyOptions): Promise<TlsProxy> {
    const directory = mkdtempSync(join(tmpdir(), 'feiyue-tls-'));
    const certificate = join(directory, 'certificate.pem');
    const key = join(directory, 'key.pem');
    // Signed by itself, so that it is its own authority.
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=feiyue-projen test',
      '-addext', `subjectAltName=${hosts.map((host) => `DNS:${host}`).join(',')}`, '-keyout', key, '-out', certificate], { stdio: ['ignore', 'ignore', 'pipe'] });

    const terminated = createTlsServer({ cert: readFileSync(certificate), key: readFileSync(key) }, handle);
    const proxy = createProxy(handle);
    const tunnels = new Set<Duplex>();
    proxy.on('connect', (_request, socket: Duplex, head: Buffer) => {
      tunnels.add(socket);
      socket.on('close', () => tunnels.delete(socket)).on('error', () => socket.destroy());
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      socket.unshift(head);
      terminated.emit('connection', socket);
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    return new TlsProxy(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, certificate, async () => {
      for (const socket of tunnels) socket.destroy();
      proxy.closeAllConnections();
      await new Promise((resolve) => proxy.close(resolve));
      rmSync(directory, { recursive: true });
    });
  }

  private constructor(
    public readonly url: string,
    /** File with the certificate that clients have to trust. */
    public readonly certificate: string,
    public readonly stop: () => Promise<void>,
  ) {}

  /** What sends Go programs and curl through the proxy, all but what goes to this machine. Go reads `SSL_CERT_FILE` on Linux only. */
  public get env(): Record<string, string> {
    const names = { HTTPS_PROXY: this.url, HTTP_PROXY: this.url, NO_PROXY: '127.0.0.1,localhost' };
    const lower = Object.entries(names).map(([name, value]) => [name.toLowerCase(), value]);
    return { ...names, ...Object.fromEntries(lower) as Record<string, string>, SSL_CERT_FILE: this.certificate };
  }
}

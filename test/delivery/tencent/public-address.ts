import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A public address on loopback, with TLS: what is asked there, and with which status it answers. */
export interface PublicAddress {
  /** Host and port. */
  readonly address: string;
  /** What a program of Node.js needs in its environment to trust it. */
  readonly env: Readonly<Record<string, string>>;
  readonly paths: string[];
  /** Status of the answers. */
  status: () => number;
  stop(): Promise<void>;
}

/** Opens one. */
export async function openAddress(): Promise<PublicAddress> {
  const directory = mkdtempSync(join(tmpdir(), 'feiyue-address-'));
  const [certificate, key] = ['certificate.pem', 'key.pem'].map((name) => join(directory, name));
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=feiyue-projen test',
    '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', certificate], { stdio: ['ignore', 'ignore', 'pipe'] });
  const paths: string[] = [];
  const server = createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (request, response) => {
    paths.push(request.url ?? '');
    response.writeHead(opened.status()).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const opened: PublicAddress = {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    env: { NODE_EXTRA_CA_CERTS: certificate },
    paths,
    status: () => 200,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(directory, { recursive: true });
    },
  };
  return opened;
}

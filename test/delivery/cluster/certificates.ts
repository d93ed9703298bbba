import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Paths of a certificate and its private key. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

/** Everything that proves who is who in a cluster. */
export interface Certificates {
  readonly authority: KeyPair;
  readonly server: KeyPair;
  /** A client that may do everything. */
  readonly admin: KeyPair;
  /** Signs the tokens of service accounts. */
  readonly serviceAccounts: KeyPair;
}

const CONFIGURATION = `
[req]
distinguished_name = name
[name]
[authority]
basicConstraints = critical, CA:TRUE
[leaf]
basicConstraints = critical, CA:FALSE
subjectAltName = IP:127.0.0.1, DNS:localhost
`;

/** Makes new keys and certificates, good for a day, in a directory. */
export function makeCertificates(directory: string): Certificates {
  const configuration = join(directory, 'openssl.cnf');
  writeFileSync(configuration, CONFIGURATION);
  const make = (name: string, subject: string, extensions: string, authority?: KeyPair): KeyPair => {
    const pair = { certificate: join(directory, `${name}.crt`), key: join(directory, `${name}.key`) };
    const signer = authority === undefined ? [] : ['-CA', authority.certificate, '-CAkey', authority.key];
    execFileSync('openssl', [
      'req', '-x509', '-config', configuration, '-extensions', extensions, '-subj', subject, '-days', '1', ...signer,
      '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', pair.key, '-out', pair.certificate,
    ], { stdio: 'pipe' });
    return pair;
  };
  const authority = make('authority', '/CN=authority', 'authority');
  return {
    authority,
    server: make('server', '/CN=kube-apiserver', 'leaf', authority),
    admin: make('admin', '/O=system:masters/CN=admin', 'leaf', authority),
    serviceAccounts: make('service-accounts', '/CN=service-accounts', 'leaf', authority),
  };
}

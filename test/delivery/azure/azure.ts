import type { IncomingMessage, ServerResponse } from 'node:http';
import { BlobReply, BlobStorage } from './blob-storage';
import { Credential, Entra } from './entra';
import { readLiteral } from '../../../src/terraform/hcl/literal';
import { parseBody } from '../../../src/terraform/hcl/parser';
import { GITHUB_ISSUER, identityToken } from '../tencent/identity-token';
import { TlsProxy } from '../tencent/tls-proxy';

/** Where a job asks GitHub for its token. */
export const IDENTITY_URL = 'https://pipelines.actions.githubusercontent.com/idtoken?api-version=2.0';

/** What a bootstrap is given, as far as it decides who reaches what. */
interface BootstrapVariables {
  readonly cloud: 'public' | 'china';
  readonly tenant_id: string;
  readonly storage_account_name: string;
  readonly environments: Readonly<Record<string, { readonly container: string }>>;
  readonly identities: Readonly<Record<string, BootstrapIdentity>>;
}

interface BootstrapIdentity {
  readonly environment: string;
  readonly writes: boolean;
  readonly credentials: Readonly<Record<string, Credential>>;
}

/** Hosts of each cloud, and the audience of the tokens that it exchanges. */
const CLOUDS = {
  public: { login: 'login.microsoftonline.com', blobs: 'blob.core.windows.net', audience: 'api://AzureADTokenExchange' },
  china: { login: 'login.chinacloudapi.cn', blobs: 'blob.core.chinacloudapi.cn', audience: 'api://AzureADTokenExchangeChina' },
} as const;

/**
 * A stand-in for what Terraform's `azurerm` backend reaches of Azure, and for the identity tokens of GitHub, on loopback:
 * made of what a bootstrap is given. Programs reach it by the own host names of the cloud, and no other host.
 */
export interface Azure {
  /** What a program needs in its environment to reach the stand-in. */
  readonly env: Readonly<Record<string, string>>;
  /** The value of the variable AZURE_CLIENT_IDS. */
  readonly clientIds: string;
  /** What a job presents from now on. */
  subject: string;
  /** Every request so far, as `<method> <host> <status>`, with the name of the identity that it was made by. */
  readonly requests: readonly string[];
  /** Every blob, by `<container>/<blob>`. */
  blobs(): Record<string, string>;
  stop(): Promise<void>;
}

/** @param tfvars the variables of the bootstrap */
export async function startAzure(tfvars: string): Promise<Azure> {
  const { cloud, tenant_id: tenant, storage_account_name: account, environments, identities } = variablesIn(tfvars);
  const { login, blobs, audience } = CLOUDS[cloud];
  const clients = Object.fromEntries(Object.keys(identities).map((name, index) => [name, `00000000-0000-0000-0000-${String(index + 1).padStart(12, '0')}`]));
  const entra = new Entra(tenant, audience, Object.fromEntries(Object.entries(identities).map(([name, { credentials }]) => [
    name, { clientId: clients[name], credentials: Object.values(credentials) },
  ])));
  const storage = new BlobStorage();
  const requests: string[] = [];

  const rightsOf = ({ environment, writes }: BootstrapIdentity) => ({ container: environments[environment].container, writes });
  const reply = ({ method = '', headers }: IncomingMessage, url: URL, body: Buffer): BlobReply => {
    if (url.host === new URL(IDENTITY_URL).host) {
      const claims = { iss: GITHUB_ISSUER, sub: azure.subject, aud: url.searchParams.get('audience') ?? 'none' };
      return { status: 200, body: JSON.stringify({ value: identityToken(claims) }) };
    }
    if (url.host === login) return { headers: { 'content-type': 'application/json' }, ...entra.token(url.pathname, new URLSearchParams(body.toString())) };
    if (url.host === `${account}.${blobs}`) {
      const identity = entra.identityOf(headers.authorization);
      return storage.reply({ method, url, headers, body, by: identity === undefined ? undefined : rightsOf(identities[identity]) });
    }
    return { status: 502, body: `there is no ${url.host} behind this proxy\n` };
  };
  const answer = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk as Buffer);
    const url = new URL(message.url ?? '/', `https://${message.headers.host}`);
    const { status, headers, body } = reply(message, url, Buffer.concat(chunks));
    requests.push([message.method, url.host, status, entra.identityOf(message.headers.authorization) ?? ''].join(' ').trim());
    response.writeHead(status, headers).end(body);
  };
  const proxy = await TlsProxy.start({
    hosts: [login, `${account}.${blobs}`, new URL(IDENTITY_URL).host],
    handle: (message, response) => {
      answer(message, response).catch((error: Error) => response.writeHead(500).end(error.stack));
    },
  });
  const azure: Azure = {
    env: proxy.env,
    clientIds: JSON.stringify(clients),
    subject: 'nobody',
    requests,
    blobs: () => storage.texts(),
    stop: proxy.stop,
  };
  return azure;
}

function variablesIn(tfvars: string): BootstrapVariables {
  const { attributes } = parseBody(tfvars);
  return Object.fromEntries([...attributes].map(([name, { expression }]) => [name, readLiteral(expression)])) as unknown as BootstrapVariables;
}

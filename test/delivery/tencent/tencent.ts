import type { IncomingMessage, ServerResponse } from 'node:http';
import { Account, IdentityProvider } from './account';
import { CloudBaseRunApi } from './cloudbase-run';
import { Networks, Vpc } from './networks';
import { Bucket, ObjectStorage, StoredObject } from './object-storage';
import { Registries, Registry } from './registries';
import type { Role } from './role';
import { SecurityTokens } from './security-tokens';
import type { Asked, Service, ServiceReply, ServiceRequest } from './service';
import { Tags } from './tags';
import { TlsProxy } from './tls-proxy';

export interface TencentOptions {
  /** Buckets that exist. */
  readonly buckets: readonly Bucket[];
  /** OIDC providers of CAM. */
  readonly identityProviders?: readonly IdentityProvider[];
  readonly roles: readonly Role[];
  /** Networks that exist. */
  readonly vpcs?: readonly Vpc[];
  /** Registries of containers that exist. */
  readonly registries?: readonly Registry[];
}

/** A request that reached the cloud, and what came of it. */
export interface TencentRequest extends Asked {
  /** HTTP status of the reply. The APIs (`tag`, `sts`) answer an error with 200: see `error`. */
  readonly status: number;
}

/** A state as Terraform stores it, in the parts that tests ask for. */
export interface State {
  readonly serial: number;
  readonly lineage: string;
  readonly outputs: Readonly<Record<string, { readonly value: unknown }>>;
  readonly resources: ReadonlyArray<Readonly<Record<string, unknown>>>;
}

/**
 * A stand-in for COS, STS, the Tag API, the login of TCR, CloudBase Run and the little of the VPC API that plans read, of Tencent Cloud, on loopback.
 *
 * Terraform's `cos` backend and the login step of workflows are run against it unchanged: with `env` in their environment,
 * they reach it by the cloud's own host names. Keys are given out by STS alone, or by `keysOf`; each request is allowed
 * or refused by the policies of the role that its keys are of. No other host can be reached.
 *
 * @example
 * const tencent = await startTencent({ buckets: [bucket], ...estateRoles({ projectName, repository, environments, bucket }) });
 * start('terraform', ['plan'], { cwd, env: { ...tencent.env, ...tencent.keysOf('shop-dev-plan') } });
 * tencent.states()['shop-tfstate-1250000000/dev/network/terraform.tfstate'].outputs;
 * await tencent.stop();
 */
export interface Tencent {
  /** What a program needs in its environment to reach the stand-in. Holds no keys. */
  readonly env: Readonly<Record<string, string>>;
  /** What runs in CloudBase Run. */
  readonly cloudBaseRun: CloudBaseRunApi;
  /** Every request so far, in order. */
  readonly requests: readonly TencentRequest[];
  /** Called before each request is answered, which waits for it: to end a program at a known point. */
  before?: (asked: Pick<ServiceRequest, 'method' | 'host' | 'url' | 'headers'>) => Promise<void>;
  /** Variables with fresh keys of a role, as the login step exports them. */
  keysOf(role: string): Record<string, string>;
  /** Every state, by `<bucket>/<prefix>/<key>`. */
  states(): Record<string, State>;
  /** Puts a state with nothing but outputs there, for others to read. */
  putOutputs(bucket: string, key: string, outputs: Readonly<Record<string, unknown>>): void;
  /** Every object, by `<bucket>/<key>`: states, and the lock files beside them. */
  objects(): ReadonlyMap<string, StoredObject>;
  /** Every tag, as `<key>=<value>`: the cos backend has one while it takes a lock. */
  tags(): ReadonlySet<string>;
  /** Whether the registry of a host takes a password. */
  registryAccepts(host: string, password: string): boolean;
  stop(): Promise<void>;
}

/** Starts the stand-in. @throws Error when a role has a document that CAM would not take */
export async function startTencent({ buckets, identityProviders = [], roles, vpcs = [], registries = [] }: TencentOptions): Promise<Tencent> {
  const account = new Account(identityProviders, roles);
  const storage = new ObjectStorage(account, buckets);
  const tags = new Tags(account);
  const containers = new Registries(account, registries);
  const cloudBaseRun = new CloudBaseRunApi(account);
  const services: Service[] = [storage, tags, new SecurityTokens(account), new Networks(account, vpcs), containers, cloudBaseRun];
  const requests: TencentRequest[] = [];

  const answer = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await received(message);
    await tencent.before?.(request);
    const { asked, status, headers, body } = services.find((service) => service.answers(request.host))?.reply(request) ?? unknownHost(request);
    requests.push({ ...asked, status });
    response.writeHead(status, headers).end(body);
  };
  const proxy = await TlsProxy.start({
    hosts: ['*.tencentcloudapi.com', ...new Set(buckets.map(({ region }) => `*.cos.${region}.myqcloud.com`))],
    handle: (message, response) => {
      answer(message, response).catch((error: Error) => response.writeHead(500).end(error.stack));
    },
  });
  const tencent: Tencent = {
    // The fetch of Node.js knows no proxy, so what uses it is told another address.
    env: { ...proxy.env, TCR_URL: `${proxy.url}/${containers.host}/`, TCBR_URL: `${proxy.url}/${cloudBaseRun.host}/` },
    cloudBaseRun,
    requests,
    keysOf: (name) => {
      const role = account.role(account.arn('roleName', name));
      if (!role) throw new Error(`the account has no role ${name}`);
      const { secretId, secretKey, token } = account.issueKeys(role, 3600);
      return { TENCENTCLOUD_SECRET_ID: secretId, TENCENTCLOUD_SECRET_KEY: secretKey, TENCENTCLOUD_SECURITY_TOKEN: token };
    },
    putOutputs: (bucket, key, outputs) => storage.put(bucket, key, Buffer.from(JSON.stringify(stateWith(outputs)))),
    objects: () => storage.all(),
    states: () => Object.fromEntries([...storage.all()].filter(([key]) => key.endsWith('.tfstate')).map(([key, { body }]) => [key, JSON.parse(body.toString()) as State])),
    tags: () => tags.all(),
    registryAccepts: (host, password) => containers.accepts(host, password),
    stop: proxy.stop,
  };
  return tencent;
}

/** A state in the form of Terraform's version 4, whose outputs are strings or lists of them. */
function stateWith(outputs: Readonly<Record<string, unknown>>): object {
  const typed = Object.entries(outputs).map(([name, value]) => [name, { value, type: Array.isArray(value) ? ['list', 'string'] : 'string' }]);
  return { version: 4, terraform_version: '1.11.4', serial: 1, lineage: 'put-by-the-test', outputs: Object.fromEntries(typed) as object, resources: [] };
}

async function received(message: IncomingMessage): Promise<ServiceRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const [, direct] = /^\/([\w.-]+\.tencentcloudapi\.com)\//.exec(message.url ?? '') ?? [];
  const host = direct ?? message.headers.host ?? '';
  // To a proxy, a plain request comes with its whole address.
  const url = new URL(message.url ?? '/', `https://${host}`);
  return { method: message.method ?? '', host, url, headers: message.headers, body: Buffer.concat(chunks) };
}

function unknownHost({ method, host }: ServiceRequest): ServiceReply {
  return { status: 502, body: `there is no ${host} behind this proxy\n`, asked: { service: 'other', operation: method, resource: host, error: 'UnknownHost' } };
}

import type { Account } from './account';
import { isAllowed } from './cam';
import { crc64 } from './crc64';
import type { TrustedRole } from './role';
import { Refusal, Service, ServiceReply, ServiceRequest } from './service';

export interface Bucket {
  /** `<name>-<APPID>`. */
  readonly name: string;
  readonly region: string;
}

export interface StoredObject {
  readonly body: Buffer;
  /** How it was written: `x-cos-meta-*`, which is handed back as it came, `x-cos-acl` and `x-cos-server-side-encryption`. */
  readonly headers: Readonly<Record<string, string>>;
}

const HOST = /^(?<bucket>[a-z0-9-]+)\.cos\.(?<region>[a-z0-9-]+)\.myqcloud\.com$/;
const KEPT_HEADER = /^x-cos-(meta-|server-side-encryption$|acl$)/;
/** Objects of one answer to a list; the cos backend never asks for the next. */
const PAGE = 1000;

/**
 * COS, as far as Terraform's `cos` backend uses it: an object is read, written and deleted, a bucket is listed.
 *
 * Source: https://www.tencentcloud.com/document/product/436/7749 (PUT Object), 7753 (GET Object), 7743 (DELETE Object), 7734 (GET Bucket), 7730 (errors)
 */
export class ObjectStorage implements Service {
  private readonly objects = new Map<string, Map<string, StoredObject>>();

  constructor(private readonly account: Account, private readonly buckets: readonly Bucket[]) {
    for (const { name } of buckets) this.objects.set(name, new Map());
  }

  public answers(host: string): boolean {
    return HOST.test(host);
  }

  /** Every object, by `<bucket>/<key>`. */
  public all(): Map<string, StoredObject> {
    return new Map([...this.objects].flatMap(([bucket, objects]) => [...objects].map(([key, object]) => [`${bucket}/${key}`, object] as const)));
  }

  public reply(request: ServiceRequest): ServiceReply {
    const { bucket, region } = HOST.exec(request.host)!.groups!;
    const key = decodeURIComponent(request.url.pathname.slice(1));
    const asked = { service: 'cos', operation: operationOf(request, key), resource: `${bucket}/${key}` } as const;
    let by: string | undefined;
    try {
      const role = this.roleOf(request);
      by = role.name;
      const appId = bucket.slice(bucket.lastIndexOf('-') + 1);
      const isWelcome = isAllowed(role.permissions, {
        action: `cos:${asked.operation}`,
        resource: `qcs::cos:${region}:uid/${appId}:${bucket}/${key}`,
        context: { 'cos:prefix': request.url.searchParams.get('prefix') ?? '' },
      });
      if (!isWelcome) throw new Refusal(403, 'AccessDenied', 'Access Denied.');
      const objects = this.objects.get(bucket);
      if (!objects || !this.buckets.some(({ name, region: home }) => name === bucket && home === region)) {
        throw new Refusal(404, 'NoSuchBucket', 'The specified bucket does not exist.');
      }
      return { ...serve(asked.operation, objects, key, request), asked: { ...asked, by } };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { status, code, message } = error;
      return { status, ...xml('Error', { Code: code, Message: message, Resource: `${request.host}/${key}`, RequestId: 'r', TraceId: 't' }), asked: { ...asked, by, error: code } };
    }
  }

  private roleOf({ headers }: ServiceRequest): TrustedRole {
    const secretId = /(?:^|&)q-ak=([^&]*)/.exec(headers.authorization ?? '')?.[1];
    const role = this.account.identify(secretId, single(headers['x-cos-security-token']));
    switch (role) {
      case 'unknown': throw new Refusal(403, 'InvalidAccessKeyId', 'The Access Key Id you provided does not exist in our records.');
      case 'wrong token': throw new Refusal(403, 'InvalidAccessKeyId', 'The security token does not belong to the Access Key Id you provided.');
      case 'expired': throw new Refusal(403, 'ExpiredToken', 'The security token has expired.');
      default: return role;
    }
  }
}

/** CAM's name of what is asked for, which is also COS's name without spaces. */
function operationOf({ method }: ServiceRequest, key: string): string {
  const verb = { GET: 'Get', PUT: 'Put', DELETE: 'Delete', HEAD: 'Head' }[method] ?? method;
  return `${verb}${key === '' ? 'Bucket' : 'Object'}`;
}

function serve(operation: string, objects: Map<string, StoredObject>, key: string, request: ServiceRequest): Omit<ServiceReply, 'asked'> {
  const object = objects.get(key);
  switch (operation) {
    case 'GetBucket':
      return { status: 200, ...xml('ListBucketResult', listing(objects, request.url.searchParams.get('prefix') ?? '')) };
    case 'PutObject':
      objects.set(key, { body: request.body, headers: keptHeaders(request.headers) });
      return { status: 200, headers: { 'x-cos-hash-crc64ecma': crc64(request.body) } };
    case 'DeleteObject':
      objects.delete(key);
      return { status: 204 };
    case 'GetObject':
    case 'HeadObject':
      if (!object) throw new Refusal(404, 'NoSuchKey', 'The specified key does not exist.');
      return { status: 200, headers: object.headers, body: operation === 'GetObject' ? object.body : undefined };
    default:
      throw new Refusal(405, 'MethodNotAllowed', `The stand-in knows no ${operation}.`);
  }
}

function keptHeaders(headers: ServiceRequest['headers']): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (KEPT_HEADER.test(name) ? [[name, single(value)!]] : [])));
}

function listing(objects: ReadonlyMap<string, StoredObject>, prefix: string): Record<string, XmlValue> {
  const found = [...objects].filter(([key]) => key.startsWith(prefix)).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    Prefix: prefix,
    MaxKeys: String(PAGE),
    IsTruncated: String(found.length > PAGE),
    Contents: found.slice(0, PAGE).map(([key, { body }]) => ({ Key: key, Size: String(body.length), StorageClass: 'STANDARD' })),
  };
}

type XmlValue = string | Array<Record<string, string>>;

function xml(root: string, content: Readonly<Record<string, XmlValue>>): Pick<ServiceReply, 'headers' | 'body'> {
  const render = (fields: Readonly<Record<string, XmlValue>>): string => Object.entries(fields).map(([name, value]) =>
    (typeof value === 'string' ? [value.replace(/&/g, '&amp;').replace(/</g, '&lt;')] : value.map(render)).map((inner) => `<${name}>${inner}</${name}>`).join('')).join('');
  return { headers: { 'content-type': 'application/xml' }, body: `<?xml version="1.0" encoding="UTF-8"?><${root}>${render(content)}</${root}>` };
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

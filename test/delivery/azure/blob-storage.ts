import { randomUUID } from 'node:crypto';

/** An identity, as far as blobs are concerned. */
export interface BlobRights {
  /** The container that it reaches. */
  readonly container: string;
  readonly writes: boolean;
}

export interface BlobRequest {
  readonly method: string;
  /** Its path is `/<container>/<blob>`. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  /** Undefined: it came with no token that is valid. */
  readonly by?: BlobRights;
}

export interface BlobReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

interface Blob {
  body: Buffer;
  metadata: Record<string, string>;
  lease?: string;
}

/**
 * The blobs of a storage account without shared keys, as far as Terraform's backend uses them.
 *
 * Source: https://learn.microsoft.com/rest/api/storageservices/blob-service-rest-api
 */
export class BlobStorage {
  private readonly blobs = new Map<string, Blob>();

  /** The content of every blob, by `<container>/<blob>`. */
  public texts(): Record<string, string> {
    return Object.fromEntries([...this.blobs].map(([path, { body }]) => [path, body.toString()]));
  }

  public reply(request: BlobRequest): BlobReply {
    const { method, url, by } = request;
    const path = url.pathname.slice(1);
    if (by === undefined) return failure(401, 'NoAuthenticationInformation');
    const isReading = method === 'GET' || method === 'HEAD';
    if (by.container !== path.split('/')[0] || (!isReading && !by.writes)) return failure(403, 'AuthorizationPermissionMismatch');
    if (url.searchParams.get('comp') === 'list') return { status: 200, headers: { 'content-type': 'application/xml' }, body: this.listed(path, url.searchParams.get('prefix') ?? '') };
    if (method === 'PUT' && !url.searchParams.has('comp')) return this.put(path, request);
    const blob = this.blobs.get(path);
    if (blob === undefined) return failure(404, 'BlobNotFound');
    switch (`${method} ${url.searchParams.get('comp') ?? ''}`) {
      case 'GET ': return { status: 200, headers: headersOf(blob), body: blob.body };
      case 'HEAD ': return { status: 200, headers: { ...headersOf(blob), 'content-length': String(blob.body.length) } };
      case 'PUT lease': return lease(blob, request);
      case 'PUT metadata': return this.metadata(blob, request);
      default: return failure(400, `the stand-in knows no ${method} ${url.search}`);
    }
  }

  private put(path: string, request: BlobRequest): BlobReply {
    const known = this.blobs.get(path);
    if (known?.lease !== undefined && known.lease !== request.headers['x-ms-lease-id']) return failure(412, 'LeaseIdMissing');
    this.blobs.set(path, { body: request.body, metadata: metadataIn(request), lease: known?.lease });
    return { status: 201, headers: { etag: '"1"' } };
  }

  private metadata(blob: Blob, request: BlobRequest): BlobReply {
    if (blob.lease !== undefined && blob.lease !== request.headers['x-ms-lease-id']) return failure(412, 'LeaseIdMissing');
    blob.metadata = metadataIn(request);
    return { status: 200, headers: { etag: '"1"' } };
  }

  private listed(container: string, prefix: string): string {
    const names = [...this.blobs.keys()].filter((path) => path.startsWith(`${container}/${prefix}`)).map((path) => path.slice(container.length + 1));
    const blobs = names.map((name) => `<Blob><Name>${name}</Name><Properties /></Blob>`).join('');
    return `<?xml version="1.0" encoding="utf-8"?><EnumerationResults><Prefix>${prefix}</Prefix><Blobs>${blobs}</Blobs><NextMarker /></EnumerationResults>`;
  }
}

function lease(blob: Blob, { headers }: BlobRequest): BlobReply {
  if (headers['x-ms-lease-action'] === 'acquire') {
    if (blob.lease !== undefined) return failure(409, 'LeaseAlreadyPresent');
    blob.lease = String(headers['x-ms-proposed-lease-id'] ?? randomUUID());
    return { status: 201, headers: { 'etag': '"1"', 'x-ms-lease-id': blob.lease } };
  }
  if (blob.lease !== headers['x-ms-lease-id']) return failure(409, 'LeaseIdMismatchWithLeaseOperation');
  blob.lease = undefined;
  return { status: 200, headers: { etag: '"1"' } };
}

function headersOf({ metadata, lease: held }: Blob): Record<string, string> {
  return {
    'content-type': 'application/json',
    'etag': '"1"',
    'last-modified': 'Mon, 23 Nov 2026 00:00:00 GMT',
    'x-ms-blob-type': 'BlockBlob',
    'x-ms-lease-state': held === undefined ? 'available' : 'leased',
    'x-ms-lease-status': held === undefined ? 'unlocked' : 'locked',
    ...Object.fromEntries(Object.entries(metadata).map(([name, value]) => [`x-ms-meta-${name}`, value])),
  };
}

function metadataIn({ headers }: BlobRequest): Record<string, string> {
  const prefix = 'x-ms-meta-';
  const own = Object.entries(headers).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length), String(value)]));
}

function failure(status: number, code: string): BlobReply {
  return {
    status,
    headers: { 'content-type': 'application/xml', 'x-ms-error-code': code },
    body: `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`,
  };
}

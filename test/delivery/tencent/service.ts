import type { IncomingHttpHeaders } from 'node:http';

export interface ServiceRequest {
  readonly method: string;
  readonly host: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface ServiceReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** What was asked for, for the record. */
  readonly asked: Asked;
}

/** What a request asks for, by the words of the cloud's documentation. */
export interface Asked {
  readonly service: 'cos' | 'tag' | 'sts' | 'vpc' | 'tcr' | 'tcbr' | 'other';
  /** Such as `PutObject`. */
  readonly operation: string;
  /** What it is about: `<bucket>/<key>` of an object, `<bucket>/` of a list, the value of a tag, a role's name, or a host. */
  readonly resource: string;
  /** The role whose keys came with it; undefined: none that are valid. */
  readonly by?: string;
  /** Code of the error in the reply. */
  readonly error?: string;
}

/** One service of the cloud: the hosts that it answers for, and how. */
export interface Service {
  answers(host: string): boolean;
  reply(request: ServiceRequest): ServiceReply;
}

/** A request that the cloud refuses. */
export class Refusal extends Error {
  constructor(public readonly status: number, public readonly code: string, message: string) {
    super(message);
  }
}

import { createHash, generateKeyPairSync, KeyObject, sign } from 'node:crypto';
import type { JobIdentity } from './job-identity';

/** Numbers of the owner and the repository, which subjects of the immutable form hold. */
export interface RepositoryIds {
  readonly owner: number;
  readonly repository: number;
}

const ISSUER = 'https://token.actions.githubusercontent.com';
const LIFETIME_SECONDS = 300;

/** What GitHub says in its tokens who a job is: its environment if it has one, else a pull request or the ref. */
export function subject(repository: string, { environment, eventName, ref }: Pick<JobIdentity, 'environment' | 'eventName' | 'ref'>, ids?: RepositoryIds): string {
  const [owner, name] = repository.split('/');
  const who = ids === undefined ? repository : `${owner}@${ids.owner}/${name}@${ids.repository}`;
  if (environment !== undefined) return `repo:${who}:environment:${environment.replaceAll(':', '%3A')}`;
  return `repo:${who}:${eventName === 'pull_request' ? 'pull_request' : `ref:${ref}`}`;
}

/** Signs the identity tokens of jobs. */
export class IdentityTokens {
  /** Made when it is first needed, which takes a while. */
  private pair?: { readonly publicKey: KeyObject; readonly privateKey: KeyObject };

  constructor(private readonly repository: string, private readonly ids?: RepositoryIds) {}

  /** Public part of the key, to verify tokens with. */
  public get publicKey(): KeyObject {
    return this.keyPair.publicKey;
  }

  /** Keys as the issuer of the tokens publishes them. */
  public get keys(): { readonly keys: readonly object[] } {
    return { keys: [{ ...this.publicKey.export({ format: 'jwk' }), kid: this.keyId, use: 'sig', alg: 'RS256' }] };
  }

  public issue(job: JobIdentity, audience: string): string {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: ISSUER,
      aud: audience,
      sub: subject(this.repository, job, this.ids),
      repository: this.repository,
      repository_owner: this.repository.split('/')[0],
      ...this.ids === undefined ? {} : { repository_id: String(this.ids.repository), repository_owner_id: String(this.ids.owner) },
      ref: job.ref,
      sha: job.sha,
      event_name: job.eventName,
      workflow: job.workflow,
      run_id: String(job.runId),
      ...job.environment === undefined ? {} : { environment: job.environment },
      iat: now,
      nbf: now,
      exp: now + LIFETIME_SECONDS,
    };
    const text = [{ alg: 'RS256', typ: 'JWT', kid: this.keyId }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    return `${text}.${sign('sha256', Buffer.from(text), this.keyPair.privateKey).toString('base64url')}`;
  }

  private get keyPair(): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } {
    this.pair ??= generateKeyPairSync('rsa', { modulusLength: 2048 });
    return this.pair;
  }

  private get keyId(): string {
    return createHash('sha256').update(this.publicKey.export({ format: 'der', type: 'spki' })).digest('hex').slice(0, 16);
  }
}

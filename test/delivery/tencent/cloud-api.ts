import type { Account } from './account';
import { isAllowed } from './cam';
import type { TrustedRole } from './role';
import { Refusal, Service, ServiceReply, ServiceRequest } from './service';

/** One call of an API of `*.tencentcloudapi.com`. */
export interface ApiCall {
  readonly action: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** @throws Refusal when it is not signed with keys of a role that may do this to a resource */
  authorize(resource: string): void;
}

export interface ApiAnswer {
  readonly resource: string;
  /** Fields of `Response`. @throws Refusal */
  readonly fields: () => Readonly<Record<string, unknown>>;
}

/**
 * What the APIs of Tencent Cloud have in common: the action is a header, parameters and reply are JSON, and an error comes
 * with the status 200. Signatures are not verified; the keys that they name are.
 *
 * Source: https://www.tencentcloud.com/document/api/1150/49457 (signature v3), 49459 (errors)
 */
export abstract class CloudApi implements Service {
  constructor(protected readonly account: Account, private readonly name: 'tag' | 'sts' | 'vpc' | 'tcr' | 'tcbr') {}

  public get host(): string {
    return `${this.name}.tencentcloudapi.com`;
  }

  public answers(host: string): boolean {
    return host === this.host;
  }

  public reply({ headers, body }: ServiceRequest): ServiceReply {
    const action = String(headers['x-tc-action']);
    const asked = { service: this.name, operation: action };
    let by: string | undefined;
    let resource = '';
    try {
      const call = {
        action,
        parameters: JSON.parse(body.toString() || '{}') as Record<string, unknown>,
        authorize: (target: string) => {
          const role = this.signerOf(headers);
          by = role.name;
          if (isAllowed(role.permissions, { action: `${this.name}:${action}`, resource: target })) return;
          throw new Refusal(200, 'AuthFailure.UnauthorizedOperation', `The request is not authorized: you are not allowed to perform ${this.name}:${action} on ${target}.`);
        },
      };
      const answer = this.answer(call);
      resource = answer.resource;
      const fields = answer.fields();
      return { ...json(fields), asked: { ...asked, resource, by } };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { ...json({ Error: { Code: error.code, Message: error.message } }), asked: { ...asked, resource, by, error: error.code } };
    }
  }

  protected abstract answer(call: ApiCall): ApiAnswer;

  private signerOf(headers: ServiceRequest['headers']): TrustedRole {
    const secretId = /^TC3-HMAC-SHA256 Credential=([^/]*)\/.*, Signature=[\da-f]{64}$/.exec(headers.authorization ?? '')?.[1];
    const role = this.account.identify(secretId, headers['x-tc-token'] as string | undefined);
    switch (role) {
      case 'unknown': throw new Refusal(200, 'AuthFailure.SecretIdNotFound', 'The SecretId is not found, please ensure that your SecretId is correct.');
      case 'wrong token': throw new Refusal(200, 'AuthFailure.TokenFailure', 'The token does not belong to the SecretId.');
      case 'expired': throw new Refusal(200, 'AuthFailure.TokenFailure', 'The token has expired.');
      default: return role;
    }
  }
}

function json(fields: Readonly<Record<string, unknown>>): Omit<ServiceReply, 'asked'> {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ Response: { ...fields, RequestId: '00000000-0000-0000-0000-000000000000' } }) };
}

import { randomBytes } from 'node:crypto';
import { Account, ACCOUNT_UIN } from './account';
import { ApiAnswer, ApiCall, CloudApi } from './cloud-api';
import { Refusal } from './service';

/** An enterprise instance of the container registry. */
export interface Registry {
  readonly id: string;
  /** First part of its host. */
  readonly name: string;
}

/**
 * The TCR API, as far as a job logs in with it: an instance is looked up by its name, and a temporary password is given out.
 *
 * Source: https://www.tencentcloud.com/document/api/1051 (DescribeInstances, CreateInstanceToken)
 */
export class Registries extends CloudApi {
  private readonly passwords = new Map<string, string>();

  constructor(account: Account, private readonly registries: readonly Registry[]) {
    super(account, 'tcr');
  }

  /** Whether somebody with this password may push to a host. */
  public accepts(host: string, password: string): boolean {
    return this.passwords.get(password) === host;
  }

  protected answer({ action, parameters, authorize }: ApiCall): ApiAnswer {
    const { RegistryId: id } = parameters as { RegistryId?: string };
    return {
      resource: id ?? '*',
      fields: () => {
        authorize(`qcs::tcr::uin/${ACCOUNT_UIN}:instance/${id ?? '*'}`);
        switch (action) {
          case 'DescribeInstances': return this.find(parameters as { Filters?: Filter[] });
          case 'CreateInstanceToken': return this.issuePassword(parameters as { RegistryId?: string; TokenType?: string });
          default: throw new Refusal(200, 'InvalidAction', `The stand-in knows no ${action}.`);
        }
      },
    };
  }

  private find({ Filters: filters = [] }: { Filters?: Filter[] }): Readonly<Record<string, unknown>> {
    const found = this.registries.filter(({ name }) => filters.every(({ Name, Values }) => Name === 'RegistryName' && Values.includes(name)));
    return { TotalCount: found.length, Registries: found.map(({ id, name }) => ({ RegistryId: id, RegistryName: name, Status: 'Running' })) };
  }

  private issuePassword({ RegistryId: id, TokenType: type }: { RegistryId?: string; TokenType?: string }): Readonly<Record<string, unknown>> {
    const registry = this.registries.find((candidate) => candidate.id === id);
    if (registry === undefined) throw new Refusal(200, 'ResourceNotFound', `There is no registry ${id}.`);
    if (type !== 'temp') throw new Refusal(200, 'InvalidParameter', 'A long-lived password is none for CI.');
    const password = randomBytes(48).toString('base64url');
    this.passwords.set(password, `${registry.name}.tencentcloudcr.com`);
    return { Username: ACCOUNT_UIN, Token: password, ExpTime: Date.now() + 3_600_000 };
  }
}

interface Filter {
  readonly Name: string;
  readonly Values: readonly string[];
}

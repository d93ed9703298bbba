import { Account, ACCOUNT_UIN } from './account';
import { ApiAnswer, ApiCall, CloudApi } from './cloud-api';
import { Refusal } from './service';

/** A network that exists, as far as plans ask for it. */
export interface Vpc {
  readonly id: string;
  readonly cidrBlock: string;
}

/**
 * The VPC API, as far as data sources of the module library read it.
 *
 * Source: https://www.tencentcloud.com/document/api/215 (DescribeVpcs, DescribeSubnets)
 */
export class Networks extends CloudApi {
  constructor(account: Account, private readonly vpcs: readonly Vpc[]) {
    super(account, 'vpc');
  }

  protected answer({ action, authorize }: ApiCall): ApiAnswer {
    return {
      resource: '*',
      fields: () => {
        authorize(`qcs::vpc::uin/${ACCOUNT_UIN}:*`);
        switch (action) {
          case 'DescribeVpcs': return { TotalCount: this.vpcs.length, VpcSet: this.vpcs.map(described) };
          case 'DescribeSubnets': return { TotalCount: 0, SubnetSet: [] };
          default: throw new Refusal(200, 'InvalidAction', `The stand-in knows no ${action}.`);
        }
      },
    };
  }
}

function described({ id, cidrBlock }: Vpc): object {
  return {
    VpcId: id,
    VpcName: id,
    CidrBlock: cidrBlock,
    IsDefault: false,
    EnableMulticast: false,
    CreatedTime: '2026-01-01 00:00:00',
    DnsServerSet: [],
    DomainName: '',
    DhcpOptionsId: '',
    EnableDhcp: true,
    TagSet: [],
    AssistantCidrSet: [],
  };
}

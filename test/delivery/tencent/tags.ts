import { Account, ACCOUNT_UIN } from './account';
import { isAllowed } from './cam';
import { ApiAnswer, ApiCall, CloudApi } from './cloud-api';
import { Refusal } from './service';

/**
 * The Tag API, which Terraform's `cos` backend uses as a mutex of its locks: a tag can be made only once.
 *
 * Source: https://www.tencentcloud.com/document/api/651 (CreateTag, DeleteTag, DescribeTags)
 */
export class Tags extends CloudApi {
  private readonly tags = new Set<string>();

  constructor(account: Account) {
    super(account, 'tag');
  }

  /** Every tag, as `<key>=<value>`. */
  public all(): ReadonlySet<string> {
    return this.tags;
  }

  protected answer({ action, parameters, signer }: ApiCall): ApiAnswer {
    const { TagKey: key, TagValue: value } = parameters as Record<string, string>;
    return {
      resource: value,
      fields: () => {
        const resource = `qcs::tag::uin/${ACCOUNT_UIN}:tag/${key}/${value}`;
        if (!isAllowed(signer().permissions, { action: `tag:${action}`, resource })) {
          throw new Refusal(200, 'AuthFailure.UnauthorizedOperation', `The request is not authorized: you are not allowed to perform tag:${action} on ${resource}.`);
        }
        return this.perform(action, key, value);
      },
    };
  }

  private perform(action: string, key: string, value: string): Record<string, unknown> {
    const tag = `${key}=${value}`;
    const isThere = this.tags.has(tag);
    switch (action) {
      case 'CreateTag':
        if (isThere) throw new Refusal(200, 'ResourceInUse.TagDuplicate', 'The tag already exists.');
        this.tags.add(tag);
        return {};
      case 'DeleteTag':
        if (!isThere) throw new Refusal(200, 'ResourceNotFound.TagNonExist', 'The tag does not exist.');
        this.tags.delete(tag);
        return {};
      case 'DescribeTags':
        return { TotalCount: isThere ? 1 : 0, Offset: 0, Limit: 15, Tags: isThere ? [{ TagKey: key, TagValue: value, CanDelete: 1 }] : [] };
      default:
        throw new Refusal(200, 'InvalidAction', `The stand-in knows no ${action}.`);
    }
  }
}

import { IConstruct } from 'constructs';
import type { Auth0TenantOptions } from './auth0-tenant-options';
import { keywordUses } from './keywords';
import { findSecrets } from '../secrets/find-secrets';
import { SecretFindings } from '../synth/declare/secret-findings';
import type { SourceLocation } from '../synth/declare/source-location';

/** Notes what looks like a secret in the options of a tenant, all of which are committed; `secrets` are names alone. */
export function findTenantSecrets(tenant: Tenant, { secrets: _, ...options }: Auth0TenantOptions): void {
  const isReference = (value: string) => keywordUses(value).some(({ mark, isWhole }) => mark === '@@' && isWhole);
  for (const [option, value] of Object.entries(options)) {
    // The secrets of an action are names, too.
    const data = option === 'actions' ? options.actions?.map(({ secrets: __, ...action }) => action) : value;
    SecretFindings.of(tenant).add(findSecrets(data, { name: option, isReference }), {
      scope: tenant,
      source: tenant._source,
      subject: `auth0 tenant "${tenant.name}"`,
      place: option,
      wayOut: 'name an environment variable in `secrets`, and write "@@<NAME>@@" here',
    });
  }
}

/** Whose options they are. */
interface Tenant extends IConstruct {
  readonly name: string;
  readonly _source: SourceLocation;
}

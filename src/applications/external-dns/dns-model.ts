import type { ProviderSite } from './dns-provider';
import { DnsSource, ExternalDnsOptions } from './external-dns-options';

/** Everything that the renderers need to know of external-dns. */
export interface DnsModel extends Required<Omit<ExternalDnsOptions, 'environments' | 'sources'>> {
  readonly name: string;
  /** Name of the project that it belongs to. */
  readonly partOf: string;
  readonly namespace: string;
  readonly sources: readonly DnsSource[];
  readonly site: ProviderSite;
}

/** Its flags and options are those of this release. */
const IMAGE = 'registry.k8s.io/external-dns/external-dns:v0.22.0';

/** The options with what nobody said. */
export function resolveDns(identity: Pick<DnsModel, 'name' | 'partOf' | 'namespace'>, options: ExternalDnsOptions, azure: ProviderSite['azure']): DnsModel {
  const { provider, zones, sources = [DnsSource.GATEWAY], removesRecords = false, ownerId = `${identity.partOf}-${identity.name}`, image = IMAGE } = options;
  return { ...identity, provider, zones, sources, removesRecords, ownerId, image, site: { zones, azure } };
}

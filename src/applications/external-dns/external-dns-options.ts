import type { DnsProvider } from './dns-provider';
import type { ApplicationPlacement } from '../application-options';

/** Objects in which external-dns finds hosts. */
export enum DnsSource {
  /** Routes of gateways: HTTPRoute and GRPCRoute. The definitions of Gateway API have to be in the cluster. */
  GATEWAY = 'gateway',
  /** Ingresses. */
  INGRESS = 'ingress',
}

/** How external-dns is set up. */
export interface ExternalDnsOptions extends ApplicationPlacement {
  /** Who serves the zones. */
  readonly provider: DnsProvider;

  /** Zones that it may write to: `example.com`. Hosts elsewhere it passes over. */
  readonly zones: string[];

  /**
   * Where it finds hosts.
   * @default [DnsSource.GATEWAY]
   */
  readonly sources?: DnsSource[];

  /**
   * Whether it removes the records of hosts that are gone, of those that it made, by the TXT record beside each. With the same `ownerId` in two
   * clusters each would remove what the other one made, so `environments` has to name one then, and each cluster needs an external-dns of its own.
   * @default false: it adds and changes
   */
  readonly removesRecords?: boolean;

  /**
   * The name by which it knows its own records, in the TXT record beside each.
   * @default - the names of the project and of the application: `shop-external-dns`
   */
  readonly ownerId?: string;

  /**
   * Image of external-dns, such as one in a mirror.
   * @default 'registry.k8s.io/external-dns/external-dns:v0.22.0'
   */
  readonly image?: string;
}

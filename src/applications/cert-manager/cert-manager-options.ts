import type { ApplicationPlacement } from '../application-options';

/** How cert-manager is set up. */
export interface CertManagerOptions extends ApplicationPlacement {
  /**
   * Name of the ClusterIssuer that gets certificates of Let's Encrypt, by which gateways and Ingresses ask for them
   * (`cert-manager.io/cluster-issuer`).
   * @default 'letsencrypt'
   */
  readonly issuerName?: string;

  /**
   * Address to which Let's Encrypt writes about the account. It writes no reminders of certificates that expire.
   * @default - none
   */
  readonly email?: string;

  /**
   * Whether certificates come from Let's Encrypt's staging environment: browsers do not trust them, and its limits are far wider.
   * @default false
   */
  readonly staging?: boolean;

  /**
   * Class of the Ingresses by which Let's Encrypt reaches the proof that a host is yours, at port 80: `webapprouting.kubernetes.azure.com`.
   * @default - gateways: each proves its own hosts, by Gateway API
   */
  readonly ingressClassName?: string;
}

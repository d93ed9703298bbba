import type { ApplicationPlacement } from '../application-options';

/** The OAuth client of Tailscale that trusts the tokens of the cluster. */
export interface TailscaleWorkloadIdentity {
  /** Id of the client. */
  readonly clientId: string;

  /** Whom the tokens are for, as the client says. */
  readonly audience: string;
}

/** How the Tailscale operator is set up. */
export interface TailscaleOperatorOptions extends ApplicationPlacement {
  /**
   * The OAuth client that the operator is, by the tokens of its service account. Nothing is kept secret then.
   * @default - the client in the Secret `operator-oauth` of the namespace `tailscale`, with the keys `client_id` and
   * `client_secret`, which a vault or a person puts there
   */
  readonly workloadIdentity?: TailscaleWorkloadIdentity;

  /**
   * Name of the operator in the tailnet.
   * @default 'tailscale-operator'
   */
  readonly hostname?: string;

  /**
   * Tags of the operator in the tailnet, which its client has to own.
   * @default ['tag:k8s-operator']
   */
  readonly tags?: string[];

  /**
   * Tags of the proxies that the operator makes, which its own tags have to own.
   * @default ['tag:k8s']
   */
  readonly proxyTags?: string[];
}

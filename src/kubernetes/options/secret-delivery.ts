import type { SecretStore } from './secret-store';

/** How sensitive outputs of Terraform get into the Secrets of workloads. */
export class SecretDelivery {
  /** The deployment reads them from the states, and writes the Secrets. So it is when nothing is said. */
  public static deployment(): SecretDelivery {
    return new SecretDelivery();
  }

  /**
   * Terraform writes them to a store of secrets of the cloud, and External Secrets makes the Secrets of that. Their versions are recorded in
   * the repository, so that pods get another Secret, and not the same with another content, when a value changes.
   */
  public static externalSecrets(store: SecretStore): SecretDelivery {
    return new SecretDelivery(store);
  }

  private constructor(
    /** Undefined: the deployment delivers. @internal */
    public readonly _store?: SecretStore,
  ) {}
}

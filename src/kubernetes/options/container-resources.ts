/** Amounts of compute in the notation of Kubernetes. */
export interface ResourceQuantities {
  /**
   * Processor time in cores: `'250m'` is a quarter of a core, `'2'` are two.
   * @default - requests: `100m`, limits: `500m`
   */
  readonly cpu?: string;

  /**
   * Memory in bytes with a unit: `'256Mi'`, `'1Gi'`.
   * @default - requests: `128Mi`, limits: `256Mi`
   */
  readonly memory?: string;

  /**
   * Disk for logs and `/tmp`, in bytes with a unit: `'1Gi'`.
   * @default - requests: `64Mi`, limits: `256Mi`
   */
  readonly ephemeralStorage?: string;
}

/** What a container is promised and what it may use at most. */
export interface ContainerResources {
  /**
   * What the scheduler reserves for each pod.
   * @default - `100m` of cpu, `128Mi` of memory, `64Mi` of ephemeral storage
   */
  readonly requests?: ResourceQuantities;

  /**
   * What each pod may use at most.
   * @default - `500m` of cpu, `256Mi` of memory, `256Mi` of ephemeral storage
   */
  readonly limits?: ResourceQuantities;
}

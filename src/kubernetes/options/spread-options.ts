/** How the pods of a workload are kept apart. */
export enum PodSpread {
  /** On different nodes and in different zones, as far as there are any. */
  PREFERRED = 'preferred',
  /** On different nodes, or not at all, and evenly over the zones: a pod that finds no place waits. */
  REQUIRED = 'required',
  /** Wherever there is room. */
  NONE = 'none',
}

/** What may be said of pods that run beside each other. */
export interface SpreadOptions {
  /**
   * How the pods are kept apart.
   * @default PodSpread.PREFERRED
   */
  readonly spread?: PodSpread;
}

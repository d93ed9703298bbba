/** How much pods may ask of their node: the levels of the Pod Security Standards of Kubernetes. */
export enum PodSecurity {
  /** No privileges, no root, no host: what well-made applications need. */
  RESTRICTED = 'restricted',
  /** No known way to gain privileges; root is allowed. */
  BASELINE = 'baseline',
  /** Everything is allowed. Only for what manages the nodes or their network. */
  PRIVILEGED = 'privileged',
}

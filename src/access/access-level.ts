/** What somebody may do in the namespaces of an environment. */
export enum AccessLevel {
  /** Look at everything but the values of Secrets. */
  VIEW = 'view',
  /** Change workloads and configuration, Secrets included. */
  EDIT = 'edit',
  /** As EDIT, and give others the rights in the namespace that one has oneself. */
  ADMIN = 'admin',
  /** Everything in the whole cluster, for the hour in which nothing else helps. Give it to a group that is empty on other days. */
  BREAK_GLASS = 'break-glass',
}

/** From where a persistent volume can be used at a time, as Kubernetes names it. */
export enum AccessMode {
  /** From one node, such as a disk of the cloud: the pods of a Deployment cannot share it. */
  READ_WRITE_ONCE = 'ReadWriteOnce',
  /** From one pod alone. */
  READ_WRITE_ONCE_POD = 'ReadWriteOncePod',
  /** From many nodes, such as a file share. */
  READ_WRITE_MANY = 'ReadWriteMany',
  /** From many nodes, by which nothing is written. */
  READ_ONLY_MANY = 'ReadOnlyMany',
}

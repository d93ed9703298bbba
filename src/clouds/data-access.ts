/** What a workload may do with the data of something that it is granted. */
export enum DataAccess {
  /** Read what is there; of a queue or a stream: receive. */
  READ = 'read',
  /** Add and change, and not read; of a queue or a stream: send. Only where the cloud has a role that does no more. */
  WRITE = 'write',
  /** Read, add, change and remove. */
  READ_WRITE = 'read-write',
}

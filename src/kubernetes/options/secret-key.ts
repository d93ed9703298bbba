/** One value inside a Kubernetes Secret. The Secret itself is not generated: an operator or a vault puts it there. */
export interface SecretKey {
  /** Name of the Secret, in the namespace of the environment. */
  readonly secret: string;
  /** Key inside the Secret. */
  readonly key: string;
}

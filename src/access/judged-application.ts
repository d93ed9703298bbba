/** An application whose rights are held against the rules, as those of overlays are. */
export interface JudgedApplication {
  /** Its folder, relative to the repository. */
  readonly folder: string;
  /** Its own namespace, in which it may give rights whatever runs there. */
  readonly namespace: string;
  /** Objects that may break the rules, and why, by kind and name: `ClusterRole argocd-server`. */
  readonly accepted: Readonly<Record<string, string>>;
}

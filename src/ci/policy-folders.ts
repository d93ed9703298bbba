/** Where the policies of an estate are, and what they judge beside plans and overlays, relative to the repository. */
export interface PolicyFolders {
  /** Those that plans are held against; undefined: there are none. */
  readonly plan?: string;
  /** Those that rights in a cluster are held against; undefined: nobody is given any. */
  readonly access?: string;
  /**
   * Applications whose rights are held against those, too.
   * @default - none
   */
  readonly applications?: readonly string[];
}

/** A script that only estates with one CI system have. */
export interface CiScript {
  /** Path below the folder of the scripts. */
  readonly file: string;
  /** Path below the scripts of this package. */
  readonly source: string;
  /** What it is, for those who ask why it is there. */
  readonly what: string;
}

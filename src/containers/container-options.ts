/** What the source of a container is written in. */
export enum ContainerRuntime {
  /** Node.js. */
  NODE = 'node',
  /** Go: an image with nothing but the program. */
  GO = 'go',
  /** Python. */
  PYTHON = 'python',
}

/** A container image that is built from this repository. */
export interface ContainerOptions {
  /**
   * What the Dockerfile and the source begin as. It counts for the first run only: both are yours from then on.
   * @default ContainerRuntime.NODE
   */
  readonly runtime?: ContainerRuntime;

  /**
   * Whether CI builds the image on every push that changes its folder, with SBOM and provenance, and pushes it.
   * @default true
   */
  readonly isBuilt?: boolean;

  /**
   * The image without tag and digest.
   * @default - of the name of the container, in the registry of the cloud
   */
  readonly repository?: string;
}

/** An image that is built from this repository, for the service of its name or by itself. */
export interface ServiceBuild {
  readonly name: string;
  /** Folder, relative to the repository. */
  readonly context: string;
  /** Path of the Dockerfile, relative to the repository. */
  readonly dockerfile: string;
  /** The image without tag and digest. */
  readonly repository: string;
}

/** The images that are built from this repository. */
export interface ImageBuilds {
  readonly builds: readonly ServiceBuild[];
  /** The environments that run what was built as soon as it was, with the file that says so. */
  readonly environments: ReadonlyArray<{ readonly name: string; readonly imagesFile: string }>;
}

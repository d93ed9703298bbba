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

/** The words of FILES as arguments; they are paths of the convention with names of environments, so none has a space. */
export const FILE_ARGUMENTS: readonly string[] = ['files=()', 'for file in ${FILES}; do files+=(--file "${file}"); done'];

import { Project } from 'projen/lib/project';

/**
 * The directories that are generated as a whole, so that `.gitignore` and `.gitattributes` need one line for each of them
 * instead of one for every file.
 */
export class GeneratedDirectories {
  /** The generated directories of a project. */
  public static of(project: Project): GeneratedDirectories {
    let directories = GeneratedDirectories.byProject.get(project);
    if (!directories) {
      directories = new GeneratedDirectories();
      GeneratedDirectories.byProject.set(project, directories);
    }
    return directories;
  }

  /** Not a field of the project: the constructor of its base class already asks, before fields exist. */
  private static readonly byProject = new WeakMap<Project, GeneratedDirectories>();

  private readonly paths = new Set<string>();

  /** Adds a directory; false when it is covered already. */
  public add(directory: string): boolean {
    if (this.covers(directory)) return false;
    this.paths.add(directory);
    return true;
  }

  /** Whether this path is one of the directories or lies below one. */
  public covers(filePath: string): boolean {
    if (this.paths.has(filePath)) return true;
    for (let end = filePath.lastIndexOf('/'); end > 0; end = filePath.lastIndexOf('/', end - 1)) {
      if (this.paths.has(filePath.slice(0, end))) return true;
    }
    return false;
  }
}

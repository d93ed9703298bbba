import type { DeclaredText, VolumeContent } from '../options/volume';

/**
 * The texts that a volume holds because the estate says so, by the names of their files.
 * @param fileText text of a file in the repository, by its path
 */
export function declaredTexts(mountPath: string, content: VolumeContent, fileText: (path: string) => string): Readonly<Record<string, string>> {
  const textOf = ({ text, path }: DeclaredText) => text ?? fileText(path!);
  if (content.kind === 'file') return { [nameOf(mountPath)]: textOf(content.file) };
  if (content.kind !== 'files') return {};
  return Object.fromEntries(Object.entries(content.files).map(([name, file]) => [name, textOf(file)]));
}

/** The files of the repository that a volume holds. */
export function repositoryPaths(content: VolumeContent): string[] {
  const files = content.kind === 'file' ? [content.file] : content.kind === 'files' ? Object.values(content.files) : [];
  return files.flatMap(({ path }) => path ?? []);
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

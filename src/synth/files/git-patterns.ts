/**
 * A path as a pattern of `.gitignore` and `.gitattributes` that means exactly it, but for the kind of its white space.
 *
 * Without backslashes, which projen turns into slashes, and without quotes, which would sort in front of other patterns:
 * the last one that matches decides. All else that means something in a pattern is illegal in a path.
 */
export function pathPattern(filePath: string): string {
  return filePath.replace(/\[/g, '[[]').replace(/ /g, '[[:space:]]');
}

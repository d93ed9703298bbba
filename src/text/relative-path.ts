const SLASH = '/'.charCodeAt(0);

/**
 * The way from one folder of the repository to another, both in the form that `pathProblem` accepts. That of `path` asks for
 * the working directory each time, which takes many times as long.
 */
export function relativePath(from: string, to: string): string {
  let shared = 0;
  // Where the first folder begins that is not the same: at the end of the shorter one, as well.
  for (let index = 0; index <= from.length && index <= to.length; index++) {
    const isEnd = (index === from.length || from.charCodeAt(index) === SLASH) && (index === to.length || to.charCodeAt(index) === SLASH);
    if (isEnd) shared = index + 1;
    // Behind the end both are NaN, which differs from all.
    if (from.charCodeAt(index) !== to.charCodeAt(index)) break;
  }
  const up = '../'.repeat(shared > from.length ? 0 : from.slice(shared).split('/').length);
  return shared > to.length ? up.slice(0, -1) : up + to.slice(shared);
}

/**
 * The way from one folder of the repository to another, both in the form that `pathProblem` accepts. That of `path` asks for
 * the working directory each time, which takes many times as long.
 */
export function relativePath(from: string, to: string): string {
  let shared = 0;
  // Where the first folder begins that is not the same: at the end of the shorter one, as well.
  for (let index = 0; index <= from.length && index <= to.length; index++) {
    const isEnd = (index === from.length || from[index] === '/') && (index === to.length || to[index] === '/');
    if (isEnd) shared = index + 1;
    if (from[index] !== to[index]) break;
  }
  const up = '../'.repeat(shared > from.length ? 0 : from.slice(shared).split('/').length);
  return shared > to.length ? up.slice(0, -1) : up + to.slice(shared);
}

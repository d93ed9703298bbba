/**
 * The way from one folder of the repository to another, both in the form that `pathProblem` accepts. That of `path` asks for
 * the working directory each time, which takes many times as long.
 */
export function relativePath(from: string, to: string): string {
  const start = from.split('/');
  const target = to.split('/');
  let shared = 0;
  while (shared < start.length && shared < target.length && start[shared] === target[shared]) shared++;
  return [...start.slice(shared).fill('..'), ...target.slice(shared)].join('/');
}

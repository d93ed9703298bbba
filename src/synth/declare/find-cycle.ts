/**
 * A cycle in a directed graph as the list of its nodes, the first repeated at the end; undefined when there is none.
 * Linear in nodes and edges; the answer depends only on the order of `nodes` and of each node's edges.
 */
export function findCycle(nodes: readonly string[], edges: (node: string) => readonly string[]): string[] | undefined {
  const finished = new Set<string>();
  for (const start of nodes) {
    if (finished.has(start)) continue;
    const path: Array<{ node: string; rest: string[] }> = [{ node: start, rest: [...edges(start)].reverse() }];
    const onPath = new Set([start]);
    while (path.length > 0) {
      const top = path[path.length - 1];
      const next = top.rest.pop();
      if (next === undefined) {
        path.pop();
        onPath.delete(top.node);
        finished.add(top.node);
      } else if (onPath.has(next)) {
        const names = path.map((p) => p.node);
        return [...names.slice(names.indexOf(next)), next];
      } else if (!finished.has(next)) {
        path.push({ node: next, rest: [...edges(next)].reverse() });
        onPath.add(next);
      }
    }
  }
  return undefined;
}

/** The shortest way from `start` back to itself, `start` once and first; undefined where there is none. */
export function shortestLoop(
  start: string,
  next: ReadonlyMap<string, readonly string[]>,
): string[] | undefined {
  const before = new Map<string, string>();
  const queue = [start];
  for (const id of queue) {
    for (const to of next.get(id) ?? []) {
      if (to === start) return wayTo(id, before);
      if (before.has(to)) continue;
      before.set(to, id);
      queue.push(to);
    }
  }
  return undefined;
}

function wayTo(end: string, before: ReadonlyMap<string, string>): string[] {
  const way = [end];
  for (let at = before.get(end); at !== undefined; at = before.get(at)) way.push(at);
  return way.reverse();
}

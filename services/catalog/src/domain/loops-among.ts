/** Of nodes with those that replace them, which lead back to themselves. Tarjan's strongly connected components. */
export function loopsAmong(nodes: ReadonlyMap<string, readonly string[]>): string[] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const looped = new Set<string>();

  for (const root of nodes.keys()) {
    if (index.has(root)) continue;
    const open: { id: string; at: number }[] = [];
    enter(root, open);
    for (let frame = open.at(-1); frame !== undefined; frame = open.at(-1)) {
      const next = nodes.get(frame.id)?.[frame.at];
      frame.at += 1;
      if (next === undefined) leave(frame.id, open);
      else if (nodes.has(next)) follow(frame.id, next, open);
    }
  }
  return [...nodes.keys()].filter((id) => looped.has(id));

  function enter(id: string, open: { id: string; at: number }[]): void {
    index.set(id, index.size);
    low.set(id, index.size - 1);
    stack.push(id);
    onStack.add(id);
    open.push({ id, at: 0 });
  }

  function follow(from: string, to: string, open: { id: string; at: number }[]): void {
    if (to === from) looped.add(from);
    else if (!index.has(to)) enter(to, open);
    else if (onStack.has(to)) lower(from, index.get(to) ?? 0);
  }

  function leave(id: string, open: { id: string; at: number }[]): void {
    open.pop();
    const parent = open.at(-1);
    if (parent !== undefined) lower(parent.id, low.get(id) ?? 0);
    if (low.get(id) !== index.get(id)) return;
    const component = stack.splice(stack.indexOf(id));
    for (const each of component) {
      onStack.delete(each);
      if (component.length > 1) looped.add(each);
    }
  }

  function lower(id: string, value: number): void {
    low.set(id, Math.min(low.get(id) ?? value, value));
  }
}

/** A part with the parts that replace it and those that it replaces, as far as they are known. */
export interface SupersessionNode {
  partId: string;
  /** Successors; undefined where the number named is no visible part. */
  next: readonly { partId: string | undefined; effectiveDate: string }[];
}

/**
 * Ids of the parts at which the chain ends on `today` (YYYY-MM-DD): what to buy instead of `start`. A replacement that
 * lies in the future doesn't hold yet. None where every way ends in an unknown number or a loop.
 */
export function currentParts(
  start: string,
  nodes: ReadonlyMap<string, SupersessionNode>,
  today: string,
): string[] {
  const ends: string[] = [];
  const seen = new Set([start]);
  for (const partId of seen) {
    const inForce = (nodes.get(partId)?.next ?? []).filter((edge) => edge.effectiveDate <= today);
    if (inForce.length === 0) ends.push(partId);
    for (const edge of inForce) if (edge.partId !== undefined) seen.add(edge.partId);
  }
  return ends;
}

/** Ids of the parts from which the chain leads back to themselves. Tarjan's strongly connected components. */
export function loopParts(nodes: ReadonlyMap<string, SupersessionNode>): string[] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const looped = new Set<string>();

  for (const root of nodes.keys()) {
    if (index.has(root)) continue;
    const open: { partId: string; at: number }[] = [];
    enter(root, open);
    for (let frame = open.at(-1); frame !== undefined; frame = open.at(-1)) {
      const edge = nodes.get(frame.partId)?.next[frame.at];
      frame.at += 1;
      if (edge === undefined) leave(frame.partId, open);
      else if (edge.partId !== undefined && nodes.has(edge.partId)) follow(frame.partId, edge.partId, open);
    }
  }
  return [...nodes.keys()].filter((partId) => looped.has(partId));

  function enter(partId: string, open: { partId: string; at: number }[]): void {
    index.set(partId, index.size);
    low.set(partId, index.size - 1);
    stack.push(partId);
    onStack.add(partId);
    open.push({ partId, at: 0 });
  }

  function follow(from: string, to: string, open: { partId: string; at: number }[]): void {
    if (to === from) looped.add(from);
    else if (!index.has(to)) enter(to, open);
    else if (onStack.has(to)) lower(from, index.get(to) ?? 0);
  }

  function leave(partId: string, open: { partId: string; at: number }[]): void {
    open.pop();
    const parent = open.at(-1);
    if (parent !== undefined) lower(parent.partId, low.get(partId) ?? 0);
    if (low.get(partId) !== index.get(partId)) return;
    const component = stack.splice(stack.indexOf(partId));
    for (const each of component) {
      onStack.delete(each);
      if (component.length > 1) looped.add(each);
    }
  }

  function lower(partId: string, value: number): void {
    low.set(partId, Math.min(low.get(partId) ?? value, value));
  }
}

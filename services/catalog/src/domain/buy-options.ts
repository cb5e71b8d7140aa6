/** What replaces a node in one step: all the members together, so many pieces of each. */
export interface SuccessorGroup {
  members: readonly { id: string; quantity: number }[];
}

/** A part, or a number that no known part has, with what replaces it on the day in question. */
export interface SuccessorNode {
  id: string;
  groups: readonly SuccessorGroup[];
}

export interface BuyItem {
  id: string;
  quantity: number;
  /** From the start to this one, both included. */
  path: readonly string[];
}

/** What to buy instead of the start: all items of any one option. */
export interface BuyOptions {
  options: BuyItem[][];
  /** False where there is more than was looked through. */
  complete: boolean;
}

const MAX_OPTIONS = 50;
const MAX_STEPS = 5_000;
/** More pieces than anybody means. */
const MAX_PIECES = 1e9;

/**
 * Follows the replacements to where they end. An option makes one choice for each part that is replaced, the same wherever
 * that part comes up, so that it never leads back to a part that it replaced; a way that can only go round in a loop is
 * none. A node without groups, or that isn't among `nodes`, is an end. Shortest ways first.
 */
export function buyOptions(start: string, nodes: ReadonlyMap<string, SuccessorNode>): BuyOptions {
  const ways = waysOut(nodes);
  const options = new Map<string, BuyItem[]>();
  const chosen = new Map<string, SuccessorGroup>();
  let steps = 0;
  let complete = true;

  function search(): void {
    const open = firstOpen(start, chosen, ways);
    if (open === undefined) {
      const items = itemsOf(start, chosen);
      if (items.some(({ quantity }) => quantity > MAX_PIECES)) complete = false;
      else {
        const name = JSON.stringify(items.map(({ id, quantity }) => [id, quantity]).sort());
        if (!options.has(name)) options.set(name, items);
      }
      return;
    }
    for (const group of ways.get(open) ?? []) {
      if (steps >= MAX_STEPS || options.size >= MAX_OPTIONS) {
        complete = false;
        return;
      }
      steps += 1;
      if (group.members.some(({ id }) => id === open || leadsTo(id, open, chosen))) continue;
      chosen.set(open, group);
      search();
      chosen.delete(open);
    }
  }

  search();
  return { options: [...options.values()], complete };
}

/**
 * Of each node that is replaced the groups all of whose members lead to an end, those nearest to one first: whoever
 * always takes the first one gets there. Nodes that are ends aren't in it; one that only leads round has no group left.
 */
function waysOut(nodes: ReadonlyMap<string, SuccessorNode>): Map<string, SuccessorGroup[]> {
  const ranks = new Map<string, number>();
  const rankOf = (id: string): number => {
    const node = nodes.get(id);
    return node === undefined || node.groups.length === 0 ? 0 : (ranks.get(id) ?? Number.POSITIVE_INFINITY);
  };
  const rankOfGroup = ({ members }: SuccessorGroup): number =>
    members.reduce((rank, { id }) => Math.max(rank, rankOf(id) + 1), 0);
  for (let changed = true; changed; ) {
    changed = false;
    for (const { id, groups } of nodes.values()) {
      if (groups.length === 0) continue;
      const rank = groups.reduce(
        (least, group) => Math.min(least, rankOfGroup(group)),
        Number.POSITIVE_INFINITY,
      );
      if (rank >= (ranks.get(id) ?? Number.POSITIVE_INFINITY)) continue;
      ranks.set(id, rank);
      changed = true;
    }
  }
  const ways = new Map<string, SuccessorGroup[]>();
  for (const { id, groups } of nodes.values()) {
    if (groups.length === 0) continue;
    const ranked = groups.map((group) => ({ group, rank: rankOfGroup(group) }));
    const leading = ranked.filter(({ rank }) => Number.isFinite(rank)).sort((a, b) => a.rank - b.rank);
    ways.set(
      id,
      leading.map(({ group }) => group),
    );
  }
  return ways;
}

/** A replaced node that is reached and for which nothing is chosen yet. */
function firstOpen(
  start: string,
  chosen: ReadonlyMap<string, SuccessorGroup>,
  ways: ReadonlyMap<string, SuccessorGroup[]>,
): string | undefined {
  const reached = new Set([start]);
  for (const id of reached) {
    const group = chosen.get(id);
    if (group === undefined && ways.has(id)) return id;
    for (const member of group?.members ?? []) reached.add(member.id);
  }
  return undefined;
}

function leadsTo(from: string, to: string, chosen: ReadonlyMap<string, SuccessorGroup>): boolean {
  const reached = new Set([from]);
  for (const id of reached) {
    if (id === to) return true;
    for (const member of chosen.get(id)?.members ?? []) reached.add(member.id);
  }
  return false;
}

/** The ends of what was chosen, which has no loop, and how many pieces of each it takes. */
function itemsOf(start: string, chosen: ReadonlyMap<string, SuccessorGroup>): BuyItem[] {
  const paths = new Map<string, readonly string[]>([[start, [start]]]);
  for (const [id, path] of paths)
    for (const member of chosen.get(id)?.members ?? [])
      if (!paths.has(member.id)) paths.set(member.id, [...path, member.id]);
  // Each node after all that it replaces.
  const waiting = new Map<string, number>();
  for (const id of paths.keys())
    for (const member of chosen.get(id)?.members ?? [])
      waiting.set(member.id, (waiting.get(member.id) ?? 0) + 1);
  const pieces = new Map([[start, 1]]);
  const ready = [start];
  const items: BuyItem[] = [];
  for (const id of ready) {
    const quantity = pieces.get(id) ?? 0;
    const group = chosen.get(id);
    if (group === undefined) items.push({ id, quantity, path: paths.get(id) ?? [id] });
    for (const member of group?.members ?? []) {
      pieces.set(
        member.id,
        Math.min((pieces.get(member.id) ?? 0) + quantity * member.quantity, 2 * MAX_PIECES),
      );
      const left = (waiting.get(member.id) ?? 1) - 1;
      waiting.set(member.id, left);
      if (left === 0) ready.push(member.id);
    }
  }
  return items;
}

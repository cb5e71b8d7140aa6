import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type BuyItem, buyOptions, type SuccessorGroup, type SuccessorNode } from './buy-options.ts';

/** `A>B+2*C|D B>E`: A is replaced by B and two C together, or by D. */
function graph(text: string): Map<string, SuccessorNode> {
  const nodes = new Map<string, SuccessorNode>();
  for (const node of text.split(' ')) {
    const [id = '', groups = ''] = node.split('>');
    nodes.set(id, {
      id,
      groups: groups
        .split('|')
        .filter((group) => group !== '')
        .map((group) => ({
          members: group.split('+').map((member) => {
            const [pieces = '', name] = member.split('*');
            return name === undefined ? { id: pieces, quantity: 1 } : { id: name, quantity: Number(pieces) };
          }),
        })),
    });
  }
  return nodes;
}

const shown = (options: readonly BuyItem[][]): string[] =>
  options.map((items) =>
    items
      .map(({ id, quantity }) => (quantity === 1 ? id : `${quantity}*${id}`))
      .sort()
      .join('+'),
  );

it.each([
  ['A', ['A']],
  ['A>B B>C C', ['C']],
  ['A>B|C B>D C>D D', ['D']],
  ['A>B|C', ['B', 'C']],
  ['A>B+C', ['B+C']],
  ['A>B+2*C C>3*D|E', ['6*D+B', '2*E+B']],
  ['A>B+C B>D C>D', ['2*D']],
  ['A>B B>A', []],
  ['A>A', []],
  ['A>B B>C C>B|D', ['D']],
  // One of two that belong together only leads round: neither is told.
  ['A>B+C C>A', []],
  ['A>B+C|D C>A', ['D']],
  ['A>B|C B>A C>B|D', ['D']],
  // Who is replaced is replaced by the same wherever it comes up.
  ['A>B+C B>D C>D D>E|F', ['2*E', '2*F']],
])('%s', (text, expected) => {
  const { options, complete } = buyOptions('A', graph(text));
  expect(shown(options).sort()).toEqual([...expected].sort());
  expect(complete).toBe(true);
});

it('tells the way to each part', () => {
  const [items] = buyOptions('A', graph('A>B+C B>D')).options;
  expect(items?.map(({ path }) => path.join('')).sort()).toEqual(['ABD', 'AC']);
});

/** Every way to choose one group for each replaced node, each carried out: slow and obvious. */
function oracle(nodes: ReadonlyMap<string, SuccessorNode>): Set<string> {
  const replaced = [...nodes.values()].filter(({ groups }) => groups.length > 0);
  const outcomes = new Set<string>();
  const ways = replaced.reduce((count, { groups }) => count * groups.length, 1);
  for (let way = 0; way < ways; way += 1) {
    let rest = way;
    const choice = new Map<string, SuccessorGroup>();
    for (const { id, groups } of replaced) {
      const group = groups[rest % groups.length];
      if (group !== undefined) choice.set(id, group);
      rest = Math.floor(rest / groups.length);
    }
    const needed = new Map<string, number>();
    const take = (id: string, pieces: number, above: readonly string[]): boolean => {
      if (above.includes(id)) return false;
      const group = choice.get(id);
      if (group === undefined) needed.set(id, (needed.get(id) ?? 0) + pieces);
      return (group?.members ?? []).every((each) => take(each.id, pieces * each.quantity, [...above, id]));
    };
    if (!take('0', 1, [])) continue;
    outcomes.add(JSON.stringify([...needed].sort(([a], [b]) => (a < b ? -1 : 1))));
  }
  return outcomes;
}

const member = fc.record({
  id: fc.integer({ min: 0, max: 6 }).map(String),
  quantity: fc.integer({ min: 1, max: 3 }),
});
const group = fc.record({
  members: fc.uniqueArray(member, { minLength: 1, maxLength: 2, selector: ({ id }) => id }),
});
const randomGraph = fc
  .array(fc.array(group, { maxLength: 3 }), { minLength: 1, maxLength: 6 })
  .map((all) => new Map(all.map((groups, at) => [`${at}`, { id: `${at}`, groups }] as const)));

it('finds the same as trying every choice, on random graphs with loops, branches and merges', () => {
  fc.assert(
    fc.property(randomGraph, (nodes) => {
      const { options, complete } = buyOptions('0', nodes);
      const found = options.map((items) =>
        JSON.stringify(
          items.map(({ id, quantity }) => [id, quantity] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
        ),
      );
      expect(new Set(found).size).toBe(found.length);
      if (complete) expect(new Set(found)).toEqual(oracle(nodes));
      else for (const each of found) expect(oracle(nodes)).toContain(each);
    }),
    { numRuns: 2_000 },
  );
});

it('looks through so much of a graph in which everything replaces everything, finds the way out, and says that there is more', () => {
  const size = 200;
  const nodes = new Map(
    Array.from({ length: size }, (_, at) => {
      const groups = Array.from({ length: size }, (_each, to) => ({
        members: [{ id: `${to}`, quantity: 1 }],
      }));
      if (at === size - 1) groups.push({ members: [{ id: 'end', quantity: 1 }] });
      return [`${at}`, { id: `${at}`, groups }] as const;
    }),
  );
  const { options, complete } = buyOptions('0', nodes);
  expect(shown(options)).toEqual(['end']);
  expect(complete).toBe(false);
});

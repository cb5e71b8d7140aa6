import { expect, it } from 'vitest';
import { currentParts, loopParts, type SupersessionNode } from './supersession-graph.ts';

/** `A>B,C@2027-01-01 B>?`: ? is a number that is no known part. */
function graph(text: string): Map<string, SupersessionNode> {
  const nodes = new Map<string, SupersessionNode>();
  for (const node of text.split(' ')) {
    const [partId = '', edges = ''] = node.split('>');
    const next = edges.split(',').filter((edge) => edge !== '');
    nodes.set(partId, {
      partId,
      next: next.map((edge) => {
        const [to = '', effectiveDate = ''] = edge.split('@');
        return { partId: to === '?' ? undefined : to, effectiveDate };
      }),
    });
  }
  return nodes;
}

it.each([
  ['A', ['A'], []],
  ['A>B B>C C', ['C'], []],
  ['A>B,C B>D C>D D', ['D'], []],
  ['A>B,C B C', ['B', 'C'], []],
  ['A>B B>A', [], ['A', 'B']],
  ['A>A', [], ['A']],
  ['A>B B>C C>B,D D', ['D'], ['B', 'C']],
  ['A>?', [], []],
  ['A>?,B B', ['B'], []],
  ['A>B@2026-11-02 B', ['A'], []],
  ['A>B@2026-11-01 B', ['B'], []],
  ['A>B B>C C>D D>B E>E', [], ['B', 'C', 'D', 'E']],
  ['A>B,E B>C C>A E>F F>E', [], ['A', 'B', 'C', 'E', 'F']],
])('%s', (text, current, loops) => {
  const nodes = graph(text);
  expect(currentParts('A', nodes, '2026-11-01')).toEqual(current);
  expect(loopParts(nodes)).toEqual(loops);
});

it('walks ten thousand steps without running out of stack', () => {
  const nodes = graph(Array.from({ length: 10_000 }, (_, at) => `${at}>${at + 1}`).join(' '));
  nodes.set('10000', { partId: '10000', next: [{ partId: '0', effectiveDate: '' }] });
  expect(loopParts(nodes)).toHaveLength(10_001);
});

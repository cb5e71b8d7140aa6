import { expect, it } from 'vitest';
import { loopsAmong } from './loops-among.ts';

/** `A>B,C B>?`: ? is nothing that is known. */
function graph(text: string): Map<string, string[]> {
  return new Map(
    text.split(' ').map((node) => {
      const [id = '', next = ''] = node.split('>');
      return [id, next.split(',').filter((each) => each !== '')];
    }),
  );
}

it.each([
  ['A', []],
  ['A>B B>C C', []],
  ['A>B,C B>D C>D D', []],
  ['A>B B>A', ['A', 'B']],
  ['A>A', ['A']],
  ['A>B B>C C>B,D D', ['B', 'C']],
  ['A>?,B B', []],
  ['A>B B>C C>D D>B E>E', ['B', 'C', 'D', 'E']],
  ['A>B,E B>C C>A E>F F>E', ['A', 'B', 'C', 'E', 'F']],
])('%s', (text, loops) => {
  expect(loopsAmong(graph(text))).toEqual(loops);
});

it('walks ten thousand steps without running out of stack', () => {
  const nodes = graph(Array.from({ length: 10_000 }, (_, at) => `${at}>${at + 1}`).join(' '));
  nodes.set('10000', ['0']);
  expect(loopsAmong(nodes)).toHaveLength(10_001);
});

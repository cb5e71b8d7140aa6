import { expect, test } from 'vitest';
import { itemTurns } from './item-turns.ts';

test('each has its turn after those who came before for one of its items', async () => {
  const turns = itemTurns();
  const order: string[] = [];
  const work = async (name: string, ids: string[]) => {
    using turn = await turns.take(ids, 1_000);
    expect(turn).toBeDefined();
    order.push(`+${name}`);
    await new Promise(setImmediate);
    order.push(`-${name}`);
  };
  await Promise.all([
    work('a', ['x', 'y']),
    work('b', ['y', 'z', 'y']),
    work('c', ['z', 'x']),
    work('d', ['w']),
  ]);
  expect(order.filter((each) => !each.endsWith('d'))).toEqual(['+a', '-a', '+b', '-b', '+c', '-c']);
  expect(order.slice(0, 2)).toEqual(['+a', '+d']);
});

test('who waits in vain leaves, and is in nobody’s way', async () => {
  const turns = itemTurns();
  const first = await turns.take(['x'], 10);
  expect(await turns.take(['x', 'y'], 10)).toBeUndefined();
  expect(await turns.take(['y'], 10)).toBeDefined();
  first?.[Symbol.dispose]();
  using again = await turns.take(['x'], 10);
  expect(again).toBeDefined();
});

import { expect, test } from 'vitest';
import { random } from '../contract/parts.ts';
import { staticOrder } from './static-order.ts';

test('equals a sort of everything, however the documents come and move', () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const next = random(seed);
    const keys: number[] = [];
    const compare = (a: number, b: number): number => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b;
    const order = staticOrder(compare);
    for (let round = 0; round < 20; round += 1) {
      for (let i = 0; i < 15; i += 1) {
        const isNew = keys.length === 0 || next() < 0.5;
        const document = isNew ? keys.length : Math.floor(next() * keys.length);
        keys[document] = Math.floor(next() * 20);
        order.moved(document);
      }
      order.settle();
      const expected = [...keys.keys()].sort(compare);
      expect([...order.order]).toEqual(expected);
      expect(expected.map((document) => order.place[document])).toEqual([...expected.keys()]);
    }
  }
});

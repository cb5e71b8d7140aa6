import fc from 'fast-check';
import { expect, it } from 'vitest';
import { allowances } from './allowances.ts';

function bench(most: number, secondsEach: number) {
  let now = 1_000_000;
  const held = allowances({ most, secondsEach }, { now: () => new Date(now) });
  const pass = (seconds: number) => {
    now += seconds * 1_000;
  };
  return { held, pass };
}

it('lets through what it says at once, then one each so many seconds', () => {
  const { held, pass } = bench(3, 10);
  for (let time = 0; time < 3; time += 1) {
    expect(held.wait('a')).toBe(0);
    held.take('a');
  }
  expect(held.wait('a')).toBe(10);
  expect(held.wait('b')).toBe(0);
  pass(9);
  expect(held.wait('a')).toBe(1);
  pass(1);
  expect(held.wait('a')).toBe(0);
});

it('has who took more than there was wait the longer, and never saves up more than it lets through at once', () => {
  const { held, pass } = bench(3, 10);
  held.take('a', 5);
  expect(held.wait('a')).toBe(30);
  pass(1_000_000);
  held.give('a', 50);
  held.take('a', 3);
  expect(held.wait('a')).toBe(10);
});

it('never lets more through than it says, whatever is taken in whatever order', () => {
  const steps = fc.array(
    fc.record({ key: fc.nat({ max: 3 }), pause: fc.nat({ max: 30 }), count: fc.nat({ max: 9 }) }),
    {
      maxLength: 200,
    },
  );
  fc.assert(
    fc.property(
      steps,
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 20 }),
      (taken, most, each) => {
        const { held, pass } = bench(most, each);
        let seconds = 0;
        let through = 0;
        for (const { key, pause, count } of taken) {
          pass(pause);
          seconds += pause;
          if (held.wait(String(key)) > 0) continue;
          held.take(String(key), count);
          if (key === 0) through += count;
        }
        // The last that was let through may have taken more than there was.
        expect(through).toBeLessThanOrEqual(most + seconds / each + 9);
      },
    ),
  );
});

it('remembers the keys of late ones alone', () => {
  const { held } = bench(1, 60);
  held.take('first');
  for (let key = 0; key < 10_000; key += 1) held.take(`further ${key}`);
  expect(held.wait('first')).toBe(0);
  expect(held.wait('further 9999')).toBe(60);
});

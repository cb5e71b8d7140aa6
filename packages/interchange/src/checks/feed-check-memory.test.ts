import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import type { CheckedApp } from './checked-app.ts';
import { createFeedCheck } from './feed-check.ts';

const PIECES = 200;
const PIECE_CHARACTERS = 500_000;

/** What is still in use, once all that isn't has been given back. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

/** An app whose texts are cut from a piece of a file, as those of a reader are. */
function appOf(at: number): CheckedApp {
  const piece = Buffer.alloc(PIECE_CHARACTERS, `text number ${at} of a long file; `).toString('latin1');
  const text = (from: number) => piece.slice(from, from + 25);
  return {
    ...{
      record: text(1),
      line: at + 1,
      action: 'add',
      partType: text(2),
      positions: at % 2 === 0 ? [] : ['1'],
    },
    vehicle: { kind: 'base-vehicle', key: text(3), make: '', model: '', years: undefined },
    ...{ attributes: [], notes: [text(4), `{0} ${text(5)}`], part: { brand: text(6), number: text(7) } },
    qualifiers: [{ id: '', params: [], text: text(8) }],
    // No number, so that each has an example.
    ...{ quantity: text(9), mfrLabel: text(10), asset: text(11), validate: true },
  };
}

it('keeps nothing of the pieces of a file that its texts come from', () => {
  using check = createFeedCheck({ maxFindings: 1000 });
  const before = heapInUse();
  for (let at = 0; at < PIECES; at += 1) check.add(appOf(at));
  const kept = heapInUse() - before;
  expect(kept).toBeLessThan((PIECES * PIECE_CHARACTERS) / 5);
  expect(check.finish().findings.find(({ code }) => code === 'quantity-invalid')?.count).toBe(PIECES);
});

import { setImmediate as nextTurn } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packed } from './file-pieces.ts';

const PIECES = 40;
/** More than the packer takes at once. */
const PIECE = 'A line of a file that is packed.\n'.repeat(2_000);

let warnings: Error[];
const heard = (warning: Error) => void warnings.push(warning);
beforeEach(() => {
  warnings = [];
  process.on('warning', heard);
});
afterEach(() => process.off('warning', heard));

async function* pieces(atEnd: () => void) {
  try {
    for (let at = 0; at < PIECES; at += 1) yield PIECE;
  } finally {
    atEnd();
  }
}

test('a long file is packed whole, and leaves nothing behind for each of its pieces', async () => {
  const chunks = await Array.fromAsync(packed(pieces(() => {})));
  expect(gunzipSync(Buffer.concat(chunks)).toString()).toBe(PIECE.repeat(PIECES));
  // Of too many listeners Node tells a turn later.
  await nextTurn();
  expect(warnings.map(({ message }) => message)).toEqual([]);
});

test('what goes wrong with the pieces is what is told, and who reads no further ends them', async () => {
  const failing = pieces(() => {
    throw new RangeError('a piece is not to be had');
  });
  await expect(Array.fromAsync(packed(failing))).rejects.toThrow(RangeError);

  const ended = Promise.withResolvers<void>();
  for await (const chunk of packed(pieces(ended.resolve))) {
    expect(chunk.length).toBeGreaterThan(0);
    break;
  }
  await ended.promise;
});

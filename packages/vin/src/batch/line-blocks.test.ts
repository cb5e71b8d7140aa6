import { expect, test } from 'vitest';
import { randomOf } from '../testing/random.ts';
import { type LineBlock, LineBlocks, MAX_LINE_BYTES } from './line-blocks.ts';

function cut(pieces: Iterable<Uint8Array>, blockBytes: number): LineBlock[] {
  const lines = new LineBlocks(blockBytes);
  const blocks: LineBlock[] = [];
  for (const piece of pieces) blocks.push(...lines.add(piece));
  blocks.push(...lines.end());
  return blocks;
}

const textOf = (blocks: readonly LineBlock[]): string =>
  Buffer.concat(blocks.map(({ bytes }) => bytes)).toString('latin1');

test('a file comes out as it went in, however it is cut, with its line numbers', () => {
  const seed = 3;
  const random = randomOf(seed);
  for (let round = 0; round < 1_000; round += 1) {
    const lines = Array.from({ length: random(40) }, () =>
      'x'.repeat(random(4) === 0 ? random(200) : random(20)),
    );
    const file = Buffer.from(lines.join('\n') + (random(2) === 0 ? '\n' : ''));
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < file.length; ) {
      const size = 1 + random(random(2) === 0 ? 5 : 300);
      pieces.push(file.subarray(at, at + size));
      at += size;
    }
    const blocks = cut(pieces, 64);
    expect(textOf(blocks), `seed ${seed}, round ${round}`).toBe(file.toString('latin1'));
    let line = 1;
    for (const { bytes, firstLine } of blocks) {
      expect(firstLine).toBe(line);
      const text = Buffer.from(bytes).toString('latin1');
      line += text.split('\n').length - 1;
      expect(text.length <= 64 || text.indexOf('\n') >= text.length - 1 || !text.includes('\n')).toBe(true);
    }
  }
});

test('what has come is given out before more comes', () => {
  const lines = new LineBlocks(1_000);
  expect(textOf([...lines.add(Buffer.from('a\nb\nc'))])).toBe('a\nb\n');
  expect(textOf([...lines.add(Buffer.from('\n'))])).toBe('c\n');
  expect([...lines.end()]).toEqual([]);
});

test('of a line over the limit only that is kept', () => {
  const most = 'y'.repeat(MAX_LINE_BYTES);
  for (const size of [1, 100, 4_096, 5_000_000]) {
    const file = Buffer.from(`a\n${'x'.repeat(5_000)}\n${most}\n${'z'.repeat(6_000)}`);
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < file.length; at += size) pieces.push(file.subarray(at, at + size));
    const blocks = cut(pieces, 16_384);
    const lines = textOf(blocks).split('\n');
    expect(lines.map(({ length }) => length)).toEqual([
      1,
      MAX_LINE_BYTES + 1,
      MAX_LINE_BYTES,
      MAX_LINE_BYTES + 1,
    ]);
    expect(lines[2]).toBe(most);
  }
  const endless = new LineBlocks(16_384);
  for (let at = 0; at < 200; at += 1) expect([...endless.add(new Uint8Array(50_000).fill(120))]).toEqual([]);
  expect([...endless.end()].map(({ bytes }) => bytes.length)).toEqual([MAX_LINE_BYTES + 1]);
});

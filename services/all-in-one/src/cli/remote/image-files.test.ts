import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, test } from 'vitest';
import { imageFiles, imageNameOf, readingsOf } from './image-files.ts';

test.each([
  [
    'WBKD-1',
    [
      ['WBKD-1', 0],
      ['WBKD', 1],
    ],
  ],
  ['90915-YZZE1', [['90915-YZZE1', 0]]],
  [
    '90915-YZZE1-2',
    [
      ['90915-YZZE1-2', 0],
      ['90915-YZZE1', 2],
    ],
  ],
  [
    '90915-YZZE1_02',
    [
      ['90915-YZZE1_02', 0],
      ['90915-YZZE1', 2],
    ],
  ],
  [
    'W 712_52 (3)',
    [
      ['W 712_52 (3)', 0],
      ['W 712_52', 3],
    ],
  ],
  [
    '90915-YZZE1 - 2',
    [
      ['90915-YZZE1 - 2', 0],
      ['90915-YZZE1', 2],
    ],
  ],
  [
    'W 712 _03',
    [
      ['W 712 _03', 0],
      ['W 712', 3],
    ],
  ],
  ['0986494123', [['0986494123', 0]]],
  ['X-0', [['X-0', 0]]],
  ['-1', [['-1', 0]]],
])('%j', (stem, expected) => {
  expect(readingsOf(stem).map(({ number, place }) => [number, place])).toEqual(expected);
});

test.each([
  ['WBKD-1.jpg', 'WBKD-1.jpg'],
  ['正面 (1).PNG', '正面 -1-.PNG'],
  ['<b>"x".webp', 'b-x-.webp'],
])('%j is called %j', (file, name) => {
  expect(imageNameOf(file)).toBe(name);
});

it('gives names that the platform takes, and bears any', () => {
  let state = 20_261_122;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state;
  };
  const odd = ['-', '_', '(', ')', ' ', '.', '1', '0', 'A', '机', '\ud800', '\0', '/', '<', 'é', '👍'];
  for (let round = 0; round < 3_000; round += 1) {
    const stem = Array.from({ length: next() % 120 }, () =>
      next() % 4 === 0 ? String.fromCharCode(next() % 0xffff) : odd[next() % odd.length],
    ).join('');
    const name = imageNameOf(`${stem}.jpg`);
    expect(name, JSON.stringify(stem)).toMatch(/^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._-]*\.jpg$/u);
    expect(name.length).toBeLessThanOrEqual(80);
    expect(readingsOf(stem).length).toBeLessThanOrEqual(2);
  }
});

it('finds the pictures of a folder and the folders in it, and says what else is there', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'qipei-images-'));
  try {
    mkdirSync(join(folder, 'Ketto/new'), { recursive: true });
    mkdirSync(join(folder, '.cache'));
    for (const file of ['B10.jpg', 'B9.JPEG', 'Ketto/new/A.webp', 'Thumbs.db', '.hidden.png', '.cache/x.png'])
      writeFileSync(join(folder, file), '');
    symlinkSync(join(folder, 'B10.jpg'), join(folder, 'link.jpg'));
    const { images, others } = await imageFiles(folder);
    expect(images.map(({ file, folders }) => [file, folders])).toEqual([
      ['B9.JPEG', []],
      ['B10.jpg', []],
      ['Ketto/new/A.webp', ['new', 'Ketto']],
    ]);
    expect(others).toEqual(['link.jpg', 'Thumbs.db']);
    // Pictures alone count.
    expect((await imageFiles(folder, 3)).images).toHaveLength(3);
    await expect(imageFiles(folder, 2)).rejects.toThrow('has 3 pictures: at most 2');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

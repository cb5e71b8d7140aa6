import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { constants, deflateRawSync, gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { PART, read, text, valuesOf } from './whole-file.fixture.ts';
import { handMade, header, inline } from './workbook.fixture.ts';
import { zipOf } from './zip-bytes.fixture.ts';

const FILE = `partNumber,name,quantity\n${Array.from({ length: 2_000 }, (_, i) => `A${i},名称 ${i},${i % 7}\n`).join('')}`;
const NUMBERS = Array.from({ length: 2_000 }, (_, i) => `A${i}`);
const numbers = (found: Awaited<ReturnType<typeof read>>) =>
  found.rows.map(({ values }) => values.partNumber);
const zipped = (files: Record<string, string | Uint8Array>) =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, body]) => [name, typeof body === 'string' ? strToU8(body) : body]),
    ),
  );
const WORKBOOK = handMade({
  rows: `${header('partNumber', 'name')}<row r="2">${inline('A2', 'A1')}${inline('B2', 'x')}</row>`,
});

describe('a packed file is read as it was before', () => {
  test.each<[string, () => Uint8Array, string]>([
    ['gzip', () => gzipSync(FILE), 'gzip'],
    ['gzip of several members', () => gzipParts(FILE, 777), 'gzip'],
    ['gzip with zeros behind it', () => Buffer.concat([gzipSync(FILE), Buffer.alloc(600)]), 'gzip'],
    [
      'gzip with members without content',
      () => Buffer.concat([gzipSync(''), gzipSync(FILE), gzipSync('')]),
      'gzip',
    ],
    ['a zip of one file, whatever it is called', () => zipped({ 'x.bin': FILE }), 'zip'],
    [
      'a zip in folders',
      () => zipped({ 'a/b/parts.csv': FILE, '__MACOSX/a/b/._parts.csv': 'x', 'a/.DS_Store': 'y' }),
      'zip',
    ],
    ['a zip of one file of a known extension', () => zipped({ 'logo.png': 'x', 'parts.CSV': FILE }), 'zip'],
    ['a stored zip', () => zipSync({ 'parts.csv': [strToU8(FILE), { level: 0 }] }), 'zip'],
    ['a zip of 64-bit sizes', () => zipOf([{ name: 'parts.csv', content: FILE, zip64: true }]), 'zip'],
  ])('%s', async (_, file, packing) => {
    for (const format of ['csv', 'auto'] as const) {
      for (const chunk of [1_000, 65_536]) {
        const found = await read(file(), PART, { format, chunk });
        expect(found.error).toBeUndefined();
        expect(numbers(found)).toEqual(NUMBERS);
        expect(found.notes).toContainEqual({ code: 'packing', value: packing });
      }
    }
  });

  test('gzip members end wherever chunks are cut', async () => {
    const file = gzipParts(FILE.slice(0, 400), 90);
    const whole = await read(FILE.slice(0, 400), PART);
    for (let chunk = 1; chunk <= 64; chunk += 1)
      expect(valuesOf(await read(file, PART, { chunk }))).toEqual(valuesOf(whole));
  });

  test('property: the same rows, however a file is packed and cut', async () => {
    const row = fc.stringMatching(/^[a-z0-9]{1,12}$/);
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 200 }),
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 50 }),
        async (parts, chunk, member) => {
          const file = `partNumber\n${parts.join('\n')}\n`;
          for (const packed of [gzipParts(file, member), zipped({ 'a.csv': file })]) {
            const found = await read(packed, PART, { chunk, format: 'auto' });
            expect(found.error).toBeUndefined();
            expect(numbers(found)).toEqual(parts);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test('what a file is, is found by looking at it', async () => {
    const line = `${JSON.stringify({ partNumber: 'A1' })}\n`;
    const utf16 = Buffer.from('\uFEFFpartNumber\nA1\n', 'utf16le');
    for (const [file, format] of [
      [`partNumber\nA1\n`, 'csv'],
      [utf16, 'csv'],
      [`\uFEFF  ${line}`, 'ndjson'],
      [gzipSync(line), 'ndjson'],
      [zipped({ 'a.txt': line }), 'ndjson'],
      [WORKBOOK, 'xlsx'],
      [gzipSync(WORKBOOK), 'xlsx'],
      [zipped({ 'parts.xlsx': WORKBOOK, 'read me.md': 'x' }), 'xlsx'],
    ] as const) {
      const found = await read(file, PART, { format: 'auto' });
      expect(found.error).toBeUndefined();
      expect(found.notes).toContainEqual({ code: 'format', value: format });
      expect(numbers(found)).toEqual(['A1']);
    }
    expect((await read('<?xml version="1.0"?><rss/>', PART, { format: 'auto' })).error).toMatchObject({
      code: 'format-unknown',
    });
  });

  test('tells how much of what was sent has been read', async () => {
    const file = gzipSync(FILE);
    const sizes: number[] = [];
    const { readRows } = await import('./index.ts');
    async function* source() {
      for (let at = 0; at < file.length; at += 1_000) yield file.subarray(at, at + 1_000);
    }
    for await (const batch of readRows({
      source: source(),
      format: 'csv',
      columns: PART,
      limits: { batchRows: 100 },
    }))
      sizes.push(batch.bytesRead);
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
    expect(sizes.at(-1)).toBe(file.length);
  });
});

describe('a packed file that can’t be trusted is refused', () => {
  test('a truncated gzip gives what was read before, and fails', async () => {
    const noise = Array.from({ length: 30_000 }, (_, i) => `P${Math.imul(i + 1, 0x9e3779b1) >>> 0},n,1\n`);
    const file = gzipSync(`partNumber,name,quantity\n${noise.join('')}`);
    const before: number[] = [];
    for (const part of [0.2, 0.5, 0.9, 0.999]) {
      const found = await read(file.subarray(0, Math.floor(file.length * part)), PART, { chunk: 5_000 });
      expect(found.error).toMatchObject({ code: 'gzip-truncated' });
      expect(found.rows.length).toBeGreaterThan(30_000 * part * 0.8);
      before.push(found.rows.length);
    }
    expect(before).toEqual(before.toSorted((a, b) => a - b));
    const cut = await read(file.subarray(0, -3), PART);
    expect([cut.error?.code, cut.rows.length]).toEqual(['gzip-truncated', 30_000]);
    expect((await read(file.subarray(0, 5), PART)).error).toMatchObject({ code: 'gzip-truncated' });
  });

  test('garbage behind or within a gzip', async () => {
    const file = gzipSync(FILE);
    const behind = await read(Buffer.concat([file, Buffer.from('and more')]), PART);
    expect([behind.error?.code, behind.rows.length]).toEqual(['gzip-damaged', 2_000]);
    const within = Buffer.from(file);
    within.fill(0x55, 4_000, 4_100);
    expect((await read(within, PART)).error).toMatchObject({ code: 'gzip-damaged' });
    const checksum = Buffer.from(file);
    checksum[file.length - 6] = (checksum[file.length - 6] ?? 0) ^ 1;
    expect((await read(checksum, PART)).error).toMatchObject({ code: 'gzip-damaged' });
  });

  test('a gzip that grows without measure', async () => {
    const bomb = gzipSync('partNumber\n'.repeat(9 << 20));
    expect(bomb.length).toBeLessThan(400_000);
    const found = await read(bomb, PART);
    expect(found.error).toMatchObject({ code: 'gzip-bomb' });
  });

  test('what is larger than may be once it is unpacked', async () => {
    for (const file of [gzipSync(FILE), zipped({ 'a.csv': FILE })]) {
      const found = await read(file, PART, { limits: { unpackedBytes: 10_000 } });
      expect(found.error).toMatchObject({ code: 'unpacked-too-large', details: { maxBytes: 10_000 } });
    }
  });

  test.each<[string, () => Uint8Array, string]>([
    ['two files', () => zipped({ 'a.csv': FILE, 'b.csv': FILE }), 'zip-ambiguous'],
    ['two files of no known extension', () => zipped({ 'a.dat': FILE, 'b.dat': FILE }), 'zip-ambiguous'],
    ['nothing but folders', () => zipOf([{ name: 'a/', content: '' }]), 'empty-file'],
    ['no entry at all', () => zipSync({}), 'empty-file'],
    ['a zip within a zip', () => zipped({ 'a.csv': zipped({ 'b.csv': FILE }) }), 'packed-twice'],
    ['a gzip within a zip', () => zipped({ 'a.csv': gzipSync(FILE) }), 'packed-twice'],
    ['a gzip within a gzip', () => gzipSync(gzipSync(FILE)), 'packed-twice'],
    ['a zip within a gzip', () => gzipSync(zipped({ 'b.csv': FILE })), 'packed-twice'],
    [
      'a way out of the archive',
      () => zipOf([{ name: '../../etc/cron.d/x.csv', content: FILE }]),
      'zip-unsafe',
    ],
    ['a way out by backslashes', () => zipOf([{ name: '..\\..\\x.csv', content: FILE }]), 'zip-unsafe'],
    ['an absolute name', () => zipOf([{ name: '/tmp/x.csv', content: FILE }]), 'zip-unsafe'],
    ['a drive', () => zipOf([{ name: 'C:\\x.csv', content: FILE }]), 'zip-unsafe'],
    ['a link', () => zipOf([{ name: 'x.csv', content: '/etc/passwd', mode: 0o120777 }]), 'zip-unsafe'],
    ['a password', () => zipOf([{ name: 'x.csv', content: FILE, flags: 1 }]), 'zip-encrypted'],
    [
      'entries that share bytes',
      () =>
        zipOf([
          { name: 'a.csv', content: FILE },
          { name: 'b.csv', content: FILE, sharesWith: 0 },
        ]),
      'zip-damaged',
    ],
    [
      'one name twice',
      () =>
        zipOf([
          { name: 'a.csv', content: FILE },
          { name: 'a.csv', content: 'x' },
        ]),
      'zip-damaged',
    ],
    [
      'a size that is too small',
      () => zipOf([{ name: 'a.csv', content: FILE, claimed: 100 }]),
      'zip-damaged',
    ],
    [
      'a size that is too large',
      () => zipOf([{ name: 'a.csv', content: FILE, claimed: 9_999_999 }]),
      'zip-damaged',
    ],
    ['another checksum', () => zipOf([{ name: 'a.csv', content: FILE, checksum: 7 }]), 'zip-damaged'],
    ['half an archive', () => zipped({ 'a.csv': FILE }).subarray(0, 3_000), 'zip-damaged'],
    ['nothing behind the mark', () => Buffer.from('PK\u0003\u0004rest'), 'zip-damaged'],
    ['a bomb', () => zipped({ 'a.csv': 'partNumber\n'.repeat(9 << 20) }), 'zip-bomb'],
    ['a workbook that is said to be CSV', () => WORKBOOK, 'not-text'],
  ])('%s', async (_, file, code) => {
    const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('qipei-zip-'));
    const before = new Set(left());
    const found = await read(file(), PART, { format: 'csv' });
    expect(found.error).toMatchObject({ code });
    expect(found.error?.message.length).toBeLessThan(700);
    expect(left().filter((name) => before.has(name)).length).toBeLessThanOrEqual(before.size);
  });

  test('property: bytes that were changed on their way never pass for others', async () => {
    const plain = valuesOf(await read(FILE.slice(0, 3_000), PART));
    const files = [gzipSync(FILE.slice(0, 3_000)), Buffer.from(zipped({ 'a.csv': FILE.slice(0, 3_000) }))];
    await fc.assert(
      fc.asyncProperty(
        fc.nat(1),
        fc.nat(2_000),
        fc.integer({ min: 1, max: 255 }),
        async (which, at, flip) => {
          const file = Buffer.from(files[which] ?? Buffer.alloc(0));
          const place = at % file.length;
          file[place] = (file[place] ?? 0) ^ flip;
          const found = await read(file, PART);
          if (found.error === undefined) expect(valuesOf(found)).toEqual(plain);
        },
      ),
      { numRuns: 300 },
    );
  });
});

test('memory stays flat over a long gzip', async () => {
  const line = Buffer.from(`A1,${'name '.repeat(10)},3\n`.repeat(4_000));
  const member = gzipSync(
    Buffer.concat(Array.from({ length: 16 }, (_, i) => Buffer.from(line).fill(97 + i, 3, 8))),
    {
      level: constants.Z_BEST_SPEED,
    },
  );
  const inflatedBytes = gunzipSync(member).length;
  const members = Math.ceil(2 ** 28 / inflatedBytes);
  async function* source() {
    yield gzipSync('partNumber,name,quantity\n');
    for (let i = 0; i < members; i += 1) {
      yield member;
      // Beside what inflates well, so that the whole is no bomb.
      yield gzipSync(`A1,${deflateRawSync(Buffer.from(String(i))).toString('hex')},3\n`);
    }
  }
  const { readRows } = await import('./index.ts');
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let rows = 0;
  let batches = 0;
  const held: number[] = [];
  for await (const batch of readRows({ source: source(), format: 'csv', columns: [text('partNumber')] })) {
    rows += batch.rows.length;
    batches += 1;
    if (batches % 400 !== 0) continue;
    collect();
    held.push(process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers);
  }
  expect(rows).toBe(members * 64_000 + members);
  expect(held.length).toBeGreaterThan(8);
  const middle = Math.floor(held.length / 2);
  expect((Math.max(...held.slice(middle)) - Math.max(...held.slice(0, middle))) / 2 ** 20).toBeLessThan(10);
});

function gzipParts(file: string, bytes: number): Buffer {
  const all = Buffer.from(file);
  const members: Buffer[] = [];
  for (let at = 0; at < all.length; at += bytes) members.push(gzipSync(all.subarray(at, at + bytes)));
  return Buffer.concat(members);
}

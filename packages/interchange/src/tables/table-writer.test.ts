import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CellValue, ColumnSpec } from '../columns.ts';
import { guardFormula, withoutGuard } from '../formula-guard.ts';
import { readRows } from '../read-rows.ts';
import { type TableFormat, type TableRow, tableWriter } from './table-writer.ts';

const COLUMNS: readonly ColumnSpec[] = [
  { name: 'partNumber', type: 'text', required: true },
  { name: 'note', type: 'text' },
  { name: 'quantity', type: 'integer' },
  { name: 'oeNumbers', type: 'list' },
  { name: 'supersededBy', type: 'list', objects: true },
  { name: 'attributes', type: 'attributes' },
];
const FORMATS: readonly TableFormat[] = ['csv', 'ndjson', 'xlsx'];

async function bytesOf(format: TableFormat, rows: readonly TableRow[], bom = false): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const piece of tableWriter({ format, columns: COLUMNS, bom }).write(rows))
    chunks.push(typeof piece === 'string' ? Buffer.from(piece) : Buffer.from(piece));
  return Buffer.concat(chunks);
}

async function readBack(format: TableFormat, file: Buffer) {
  const rows: Record<string, CellValue>[] = [];
  const faults: unknown[] = [];
  const source = (async function* () {
    yield file;
  })();
  for await (const batch of readRows({ source, format, columns: COLUMNS })) {
    rows.push(...batch.rows.map(({ values }) => present(values)));
    faults.push(...batch.faults);
  }
  return { rows, faults };
}

const present = (values: TableRow) =>
  Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== ''),
  ) as Record<string, CellValue>;

/** As the catalogue holds texts: trimmed, composed, without control characters. */
const text = fc
  .string({ unit: 'grapheme', maxLength: 30 })
  .map((value) => value.trim().replace(/\s+/g, ' ').normalize('NFC'))
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what no text here has
  .filter((value) => !/[\u0000-\u001f\u007f-\u009f\ufffd\ufffe\uffff]/.test(value) && value.isWellFormed());
const sign = fc.constantFrom(
  ...['=1+1', "'=x", "''-5", '+49 30', '-', '@A1', 'a;b', 'x；y', '["a"]', '[1', '{"a":"b"}', '{', 'a=b'],
  ...['_x0041_', '"', '""', ',', "'", '<&>]]>', '合计', 'Total', '00123', '1E05', 'TRUE', '＝1'],
);
const said = fc.oneof(text, sign).filter((value) => value !== '');
const row = fc.record(
  {
    partNumber: fc.oneof(said, fc.constant('A1')),
    note: said,
    quantity: fc.integer({ min: -1e9, max: 1e9 }),
    oeNumbers: fc.array(said, { minLength: 1, maxLength: 4 }),
    supersededBy: fc.array(fc.oneof(said, fc.constant('{"brand":"B;C","partNumber":"1"}')), {
      minLength: 1,
      maxLength: 3,
    }),
    attributes: fc.dictionary(
      said.filter((name) => name !== '__proto__' && name.length <= 200),
      said,
      { minKeys: 1, maxKeys: 4, noNullPrototype: true },
    ),
  },
  { requiredKeys: ['partNumber'] },
);

it.each(FORMATS)('%s: what is written is read as it was', { timeout: 180_000 }, async (format) => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
      const { rows: read, faults } = await readBack(format, await bytesOf(format, rows));
      expect(faults).toEqual([]);
      expect(read).toEqual(rows.map(present));
    }),
    { numRuns: 150 },
  );
});

it('no cell of a CSV file is a formula', async () => {
  const file = (
    await bytesOf('csv', [{ partNumber: '=cmd|x', note: '+1', oeNumbers: ['-1', '@x'] }])
  ).toString();
  expect(file.split('\r\n')[1]).toBe("'=cmd|x,'+1,,'-1; @x,,");
});

it('a guard is taken off as it was put on', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), sign), (value) => {
      expect(withoutGuard(guardFormula(value))).toBe(value);
      expect(guardFormula(value)).not.toMatch(/^[=+\-@\t\r\n]/);
    }),
  );
});

it('a byte order mark leads a CSV file where it is asked for, and is read past', async () => {
  const file = await bytesOf('csv', [{ partNumber: '机油' }], true);
  expect(file.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  expect((await readBack('csv', file)).rows).toEqual([{ partNumber: '机油' }]);
});

it.each(FORMATS)('%s: thousands of rows come in pieces', async (format) => {
  const rows = Array.from({ length: 3_000 }, (_, at) => ({ partNumber: `P${at}`, quantity: at }));
  let pieces = 0;
  let bytes = 0;
  for await (const piece of tableWriter({ format, columns: COLUMNS }).write(rows)) {
    pieces += 1;
    bytes += piece.length;
  }
  expect(pieces).toBeGreaterThan(1);
  expect((await readBack(format, await bytesOf(format, rows))).rows).toEqual(rows);
  expect(bytes).toBeGreaterThan(10_000);
});

it('a failure of what the rows come from is the file’s', async () => {
  async function* broken() {
    yield { partNumber: 'A' };
    throw new Error('the source is gone');
  }
  for (const format of FORMATS)
    await expect(async () => {
      for await (const _ of tableWriter({ format, columns: COLUMNS }).write(broken()));
    }).rejects.toThrow('the source is gone');
});

it('the cell of a workbook that is longer than one may be is told', async () => {
  const losses: string[] = [];
  const writer = tableWriter({
    ...{ format: 'xlsx', columns: COLUMNS },
    onLoss: ({ column }) => losses.push(column),
  });
  for await (const _ of writer.write([{ partNumber: 'A', note: 'x'.repeat(40_000) }]));
  expect(losses).toEqual(['note']);
});

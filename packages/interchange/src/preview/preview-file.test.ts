import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { ColumnSpec } from '../columns.ts';
import { readFileMapping } from '../file-mapping.ts';
import { read, text } from '../whole-file.fixture.ts';
import { handMade, inline, number } from '../workbook.fixture.ts';
import { headingsFingerprint } from './headings-fingerprint.ts';
import { type PreviewOptions, previewFile } from './preview-file.ts';
import { sampleTable } from './table-sample.ts';

const COLUMNS: ColumnSpec[] = [
  text('brand', { required: true, synonyms: ['品牌'] }),
  text('partNumber', { required: true, synonyms: ['零件号', '配件编码'] }),
  text('nameZh', { synonyms: ['名称'] }),
  { name: 'oeNumbers', type: 'list', synonyms: ['oe', 'oe号'] },
  { name: 'gtin', type: 'text' },
  { name: 'price', type: 'decimal-text', synonyms: ['价格', '单价'] },
  { name: 'currency', type: 'text', synonyms: ['币种'] },
  { name: 'yearFrom', type: 'integer' },
  { name: 'quantity', type: 'integer', synonyms: ['数量'] },
];

const preview = (file: string | Uint8Array, options: Partial<PreviewOptions> = {}) =>
  previewFile(Buffer.from(file), {
    ...{ format: 'auto', columns: COLUMNS, mapping: '', whole: true, profileFor: async () => undefined },
    ...options,
  });
const fieldsOf = ({ headings }: Awaited<ReturnType<typeof preview>>) => headings.map(({ field }) => field);

test('a quote that is never closed ends what is looked at', async () => {
  const bytes = Buffer.from(`brand,partNumber\nK,A1\n"${'x\n'.repeat(900_000)}`);
  async function* source() {
    yield bytes;
  }
  const known = new Map<string, number>();
  const options = { known, delimiter: undefined, encoding: undefined, sheet: '' };
  const { rows } = await sampleTable(source(), 'csv', options);
  expect(rows.map(({ cells }) => cells)).toEqual([
    ['brand', 'partNumber'],
    ['K', 'A1'],
  ]);
});

describe('what a heading may mean', () => {
  test.each<[string, string, string]>([
    ['partNumber', 'partNumber', 'name'],
    ['Part Number', 'partNumber', 'name'],
    ['零件号', 'partNumber', 'synonym'],
    ['零件号（必填）', 'partNumber', 'synonym'],
    ['*配件编码', 'partNumber', 'synonym'],
    ['配件 编码', 'partNumber', 'synonym'],
    ['Part No.', 'partNumber', 'synonym'],
    ['Artikelnummer', 'partNumber', 'synonym'],
    ['partNumbr', 'partNumber', 'spelling'],
    ['partNmuber', 'partNumber', 'spelling'],
    ['рartNumber', 'partNumber', 'name'],
    ['Hersteller', 'brand', 'synonym'],
    ['产品零件号', 'partNumber', 'part-of-heading'],
    ['OE号 1', 'oeNumbers', 'part-of-heading'],
    ['含税单价(元)', 'price', 'part-of-heading'],
    ['库存数量', 'quantity', 'synonym'],
    ['Stock qty', 'quantity', 'part-of-heading'],
    ['备用', '', ''],
    ['__proto__', '', ''],
    ['=HYPERLINK("x")', '', ''],
  ])('%j: %s by %s', async (heading, field, reason) => {
    const found = await preview(
      `${/[",]/.test(heading) ? `"${heading.replaceAll('"', '""')}"` : heading};x;y\na;b;c\n`,
    );
    expect(found.headings[0]).toMatchObject({ heading, field, reason });
  });

  test('is told by the values where the heading says nothing', async () => {
    const rows = Array.from(
      { length: 20 },
      (_, i) => `${['4006381333931', '96385074'][i % 2]};CNY;2${`00${i % 10}`};KB-${1000 + i}A;${i}.50`,
    );
    const found = await preview(`a1;b1;c1;d1;e1\n${rows.join('\n')}\n`);
    expect(fieldsOf(found)).toEqual(['gtin', 'currency', 'yearFrom', 'partNumber', 'price']);
    expect(found.headings.map(({ reason }) => reason)).toEqual(Array(5).fill('values'));
    expect(found.missingFields).toEqual(['brand']);
    const branded = await preview('w;x\nKetto;1\nBosch;2\n', { knownBrands: new Set(['ketto', 'bosch']) });
    expect(branded.headings[0]).toMatchObject({ field: 'brand', evidence: 'brand' });
  });

  test('one field goes to one heading, a list to several', async () => {
    const found = await preview('品牌;Hersteller;OE号;OE No;零件号\nK;L;O1;O2;A1\n');
    expect(fieldsOf(found)).toEqual(['brand', '', 'oeNumbers', 'oeNumbers', 'partNumber']);
    expect(found.rows[0]?.values).toEqual({ brand: 'K', partNumber: 'A1', oeNumbers: ['O1', 'O2'] });
  });
});

describe('a preview', () => {
  const HEAD = '目录;;;\n生产厂家;产品型号;售价;名称\n';
  const ROWS = Array.from({ length: 60 }, (_, i) => `Ketto;KT-${i};1.234,5${i % 10};滤清器\n`).join('');

  test('reads the first rows by what it proposes, and an import by that mapping reads the same', async () => {
    const found = await preview(HEAD + ROWS);
    expect(found).toMatchObject({
      format: 'csv',
      encoding: 'utf-8',
      delimiter: ';',
      headerRow: 2,
      failure: '',
    });
    expect(found.rows).toHaveLength(20);
    expect(found.rows[1]?.values).toEqual({
      brand: 'Ketto',
      partNumber: 'KT-1',
      price: '1234.51',
      nameZh: '滤清器',
    });
    const whole = await read(HEAD + ROWS, COLUMNS, { mapping: readFileMapping(found.mapping) });
    expect(whole.error).toBeUndefined();
    expect(whole.rows.slice(0, 20)).toEqual(found.rows);
    expect(whole.rows).toHaveLength(60);
  });

  test('is the same of a packed file, and of its first part', async () => {
    const plain = await preview(HEAD + ROWS);
    const packed = gzipSync(HEAD + ROWS);
    for (const [file, packing, whole] of [
      [packed, 'gzip', true],
      [packed.subarray(0, packed.length - 9), 'gzip', false],
      [zipSync({ 'a.csv': strToU8(HEAD + ROWS) }), 'zip', true],
    ] as const) {
      const found = await preview(file, { whole });
      expect(found).toMatchObject({ packing, failure: '', rows: plain.rows, mapping: plain.mapping });
    }
    const cut = await preview((HEAD + ROWS).slice(0, 500), { whole: false });
    expect([cut.failure, cut.mapping]).toEqual(['', plain.mapping]);
  });

  test('of a workbook names its sheets', async () => {
    const rows = `<row r="1">${inline('A1', '价目表')}</row><row r="3">${['生产厂家', '产品型号', '售价'].map((name, at) => inline(`${'ABC'[at]}3`, name)).join('')}</row><row r="4">${inline('A4', 'K')}${inline('B4', 'A1')}${number('C4', '7.5')}</row>`;
    const found = await preview(handMade({ rows }));
    expect(found).toMatchObject({ format: 'xlsx', sheet: 'One', sheets: ['One'], headerRow: 3 });
    expect(found.rows[0]?.values).toEqual({ brand: 'K', partNumber: 'A1', price: '7.5' });
  });

  test('of NDJSON goes by its keys', async () => {
    const found = await preview(
      '{"hersteller":"K","artikelnummer":"A1"}\n{"artikelnummer":"A2","x":{"y":1}}\n',
    );
    expect(found).toMatchObject({ format: 'ndjson', headerRow: 0, headingCount: 3 });
    expect(fieldsOf(found)).toEqual(['brand', 'partNumber', '']);
    expect(found.faults.map(({ row, column, code }) => [row, column, code])).toEqual([
      [2, 'brand', 'required'],
    ]);
  });

  test('uses the profile that was saved for the same headings', async () => {
    const fingerprint = headingsFingerprint(['名称', ' 生产厂家', '产品 型号', '售价']);
    const mapping = '{"columns":{"生产厂家":"brand","产品型号":"partNumber"},"headerRow":2}';
    const found = await preview(HEAD + ROWS, {
      profileFor: async (asked) => (asked === fingerprint ? { name: 'p', mapping } : undefined),
    });
    expect(found.profile).toBe('p');
    expect(found.headings[0]).toMatchObject({ field: 'brand', reason: 'mapping', confidence: 1 });
    const told = await preview(HEAD + ROWS, {
      mapping,
      profileFor: async () => ({ name: 'p', mapping: '{}' }),
    });
    expect([told.profile, told.headings[1]?.reason]).toEqual(['', 'mapping']);
  });

  test('says what is wrong with the file as a whole', async () => {
    for (const [file, code] of [
      ['', 'empty-file'],
      ['PK\u0003\u0004', 'zip-damaged'],
      ['<html/>', 'format-unknown'],
      [Buffer.from([0xff, 0xfe, 0, 0]), 'unknown-encoding'],
      ['品牌;品牌;零件号\na;b;c\n', 'duplicate-column'],
    ] as const)
      expect((await preview(file)).failure.split(':')[0], code).toBe(code);
  });

  test('property: any table is answered, and its mapping can be read', async () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('品牌', 'brand', '__proto__', '12,5', '合计', ''),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 8 }), { maxLength: 12 }),
        fc.constantFrom(',', ';', '\t', '|'),
        async (rows, delimiter) => {
          const file = rows.map((cells) => cells.join(delimiter)).join('\n');
          const found = await preview(file);
          expect(() => readFileMapping(found.mapping)).not.toThrow();
          expect(found.rows.length).toBeLessThanOrEqual(20);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('10,000 headings take no longer than a moment and are counted', async () => {
    const headings = Array.from({ length: 10_000 }, (_, at) => `spalte ${at} artikelbezeichnung`);
    const found = await preview(`${headings.join()}\n${','.repeat(9_999)}\n`);
    expect([found.headingCount, found.headings.length]).toEqual([10_000, 500]);
  });
});

test('what is packed is looked at up to a bound, also where it never comes to a row', async () => {
  const table = 'brand,partNumber\nKetto,KT-1\n';
  const blank = '\n'.repeat(300_000);
  const seen = await preview(gzipSync(blank + table), { maxUnpackedBytes: 100_000 });
  expect(seen.failure).toMatch(/^unpacked-too-large: /);
  const whole = await preview(gzipSync(table + blank), { maxUnpackedBytes: 400_000 });
  expect(whole.failure).toBe('');
});

describe('a file that is long before it says anything', () => {
  /** How often other work got its turn meanwhile. */
  async function turnsDuring(work: Promise<unknown>): Promise<number> {
    let turns = 0;
    let over = false;
    const tick = () => {
      turns += 1;
      if (!over) setImmediate(tick);
    };
    setImmediate(tick);
    await work;
    over = true;
    return turns;
  }

  test.each([
    ['blank lines', '\n'.repeat(1_000_000)],
    ['lines of blanks', ' \r\n'.repeat(300_000)],
    ['blank lines of JSON', '\n'.repeat(1_000_000)],
    ['lines that are no JSON', '{\n'.repeat(500_000)],
  ])('%s: other work comes in between', async (what, file) => {
    const format = what.endsWith('JSON') ? 'ndjson' : 'csv';
    expect(await turnsDuring(preview(file, { format }))).toBeGreaterThan(10);
  });

  test('its table is found below, whatever the slices cut apart', async () => {
    const head = '\n'.repeat(40_000);
    const rows = Array.from({ length: 30 }, (_, at) => `Acme,"P-${at}\n${'x'.repeat(1_500)}",名称${at}`);
    const found = await preview(`${head}brand,partNumber,nameZh\n${rows.join('\n')}\n`);
    expect(found.headerRow).toBe(40_001);
    expect(found.rows).toHaveLength(20);
    expect(found.rows[19]?.values.nameZh).toBe('名称19');
    expect(fieldsOf(found)).toEqual(['brand', 'partNumber', 'nameZh']);
  });

  test('a quote that is never closed is read once, not again for each slice', async () => {
    const found = await preview(`brand,partNumber\nAcme,P1\nAcme,"${'x'.repeat(1_500_000)}`);
    expect(found.rows).toHaveLength(1);
    expect(fieldsOf(found)).toEqual(['brand', 'partNumber']);
  });
});

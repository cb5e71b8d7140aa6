import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import writeXlsx from 'write-excel-file/node';
import { type ColumnSpec, readFileMapping } from './index.ts';
import { read as readFile, text, valuesOf } from './whole-file.fixture.ts';
import { handMade, header, inline, number } from './workbook.fixture.ts';

const COLUMNS: ColumnSpec[] = [
  text('partNumber', { synonyms: ['零件号'] }),
  text('name', { synonyms: ['名称'] }),
  { name: 'quantity', type: 'integer', synonyms: ['数量'] },
  { name: 'price', type: 'decimal-text', synonyms: ['价格'] },
];

const read = (file: Uint8Array, options: Parameters<typeof readFile>[2] = {}) =>
  readFile(file, COLUMNS, { format: 'xlsx', ...options });

/** Of cells as the writer takes them. */
const written = async (rows: readonly (readonly unknown[])[]): Promise<Buffer> =>
  await writeXlsx(rows as never, {} as never).toBuffer();

describe('workbooks of a writer', () => {
  test('texts, numbers, dates and blanks come as people see them', async () => {
    const file = await written([
      [{ value: '零件号' }, { value: '名称' }, { value: '数量' }, { value: '价格' }],
      [
        { value: '00123' },
        { value: new Date(Date.UTC(2005, 2, 1)), format: 'yyyy-mm' },
        { value: 4 },
        { value: 12.5 },
      ],
      [{ value: 123, format: '00000' }, { value: true }, null, { value: 0.1 + 0.2 }],
      [
        { value: 'a "b" & <c>\n第二行' },
        { value: new Date(Date.UTC(2005, 2, 1, 13, 30)), format: 'dd/mm/yyyy hh:mm' },
        null,
        null,
      ],
      [null, null, null, null],
      [{ value: 90915 }, { value: '滤清器' }, { value: 0 }, { value: 1e-7 }],
    ]);
    const found = await read(file);
    expect(found.error).toBeUndefined();
    expect(found.faults).toEqual([]);
    expect(valuesOf(found)).toEqual([
      { partNumber: '00123', name: '2005-03', quantity: 4, price: '12.5' },
      { partNumber: '00123', name: 'true', quantity: null, price: '0.3' },
      { partNumber: 'a "b" & <c> 第二行', name: '2005-03-01T13:30:00', quantity: null, price: null },
      { partNumber: '90915', name: '滤清器', quantity: 0, price: '0.0000001' },
    ]);
    expect(found.rows.map(({ row, line }) => [row, line])).toEqual([
      [1, 2],
      [2, 3],
      [3, 4],
      [4, 6],
    ]);
  });

  test('any table of texts comes back as it was, read from any row on', async () => {
    // The writer looks texts up in an object, where some names are there from the start.
    const cell = fc
      .string({ maxLength: 12 })
      .filter(
        (value) =>
          /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(value) && !value.includes('_x') && !(value in {}),
      );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }),
        fc.nat(5),
        async (rows, skipRows) => {
          const file = await written([
            [{ value: 'name' }, { value: 'partNumber' }],
            ...rows.map((row) => row.map((value) => ({ value, type: String }))),
          ]);
          const found = await read(file, { skipRows });
          expect(valuesOf(found)).toEqual(
            rows.slice(skipRows).map(([name, partNumber]) => ({ name, partNumber })),
          );
          if (rows.length > skipRows) expect(found.rowsRead).toBe(rows.length);
        },
      ),
      { numRuns: 25, endOnFailure: true },
    );
  });
});

describe('sheets and headers', () => {
  test('the header may stand below a title; a mapping may name it, the sheet and the headings', async () => {
    const rows = [
      [{ value: '2026 年价格表' }, null],
      [{ value: '编号 A' }, { value: '名称' }],
      [{ value: 'X1' }, { value: '滤' }],
    ];
    expect(valuesOf(await read(await written(rows)))).toEqual([{ name: '滤' }]);
    const mapping = readFileMapping(
      '{"columns":{"编号 A":"partNumber"},"constants":{"quantity":"7"},"headerRow":2}',
    );
    expect(valuesOf(await read(await written(rows), { mapping }))).toEqual([
      { partNumber: 'X1', name: '滤', quantity: 7 },
    ]);
    const missing = await read(await written(rows), { mapping: readFileMapping('{"sheet":"价格"}') });
    expect(missing.error).toMatchObject({ code: 'sheet-missing' });
  });

  test('hidden and empty sheets are passed over', async () => {
    const file = handMade({
      rows: `${header('partNumber')}<row r="2"/>`,
      workbook: `<workbook xmlns:r="x"><sheets><sheet name="a" sheetId="1" state="hidden" r:id="r1"/></sheets></workbook>`,
    });
    expect((await read(file)).error).toMatchObject({ code: 'empty-file' });
    const named = await read(file, { mapping: readFileMapping('{"sheet":"A"}') });
    expect([named.error, named.rows]).toEqual([undefined, []]);
  });

  test.each([
    [header('x', 'y'), 'missing-column'],
    [header('partNumber', '零件号'), 'duplicate-column'],
    ['', 'empty-file'],
  ])('%#: %s', async (rows, code) => expect((await read(handMade({ rows }))).error).toMatchObject({ code }));
});

describe('cells', () => {
  const cells = async (cell: string, more: Partial<Parameters<typeof handMade>[0]> = {}) => {
    const found = await read(
      handMade({ rows: `${header('partNumber', 'quantity')}<row r="2">${cell}</row>`, ...more }),
    );
    expect(found.error).toBeUndefined();
    return found.faults.length > 0
      ? found.faults.map(({ column, code, value }) => [column, code, value])
      : valuesOf(found)[0];
  };
  const styles =
    '<numFmts><numFmt numFmtId="200" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/>' +
    '<numFmt numFmtId="201" formatCode="00000-00000"/><numFmt numFmtId="202" formatCode="[$-804]&quot;KD-&quot;0000"/>' +
    '<numFmt numFmtId="203" formatCode="00&quot;件&quot;"/><numFmt numFmtId="204" formatCode="&quot;¥&quot;00"/></numFmts>' +
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="11"/><xf numFmtId="14"/><xf numFmtId="200"/><xf numFmtId="21"/>' +
    '<xf numFmtId="201"/><xf numFmtId="202"/><xf numFmtId="203"/><xf numFmtId="204"/></cellXfs>';

  test.each<[string, string, unknown]>([
    ['an error is the row’s', '<c r="A2" t="e"><v>#N/A</v></c>', [['partNumber', 'malformed', '#N/A']]],
    [
      'a formula is what it came to',
      '<c r="A2" t="str"><f>A1&amp;"x"</f><v>abc</v></c>',
      { partNumber: 'abc', quantity: null },
    ],
    [
      'a formula without a value is blank',
      `<c r="A2"><f>NOW()</f></c>${inline('B2', '3')}`,
      { partNumber: null, quantity: 3 },
    ],
    ['a code that became a number', number('A2', '100000', 1), [['partNumber', 'malformed', '1e+5']]],
    [
      'a number with an exponent is one where numbers are wanted',
      number('B2', '1E+2', 1),
      { partNumber: null, quantity: 100 },
    ],
    [
      'digits that are lost',
      number('A2', '1234567890123456'),
      [['partNumber', 'malformed', '1234567890123456']],
    ],
    ['a day', number('A2', '38412', 2), { partNumber: '2005-03-01', quantity: null }],
    ['a month', number('A2', '38412', 3), { partNumber: '2005-03', quantity: null }],
    ['a time', number('A2', '0.5', 4), { partNumber: '12:00:00', quantity: null }],
    [
      'the day before the one that never was',
      number('A2', '59', 2),
      { partNumber: '1900-02-28', quantity: null },
    ],
    [
      'zeros in front, in groups',
      number('A2', '415237010', 5),
      { partNumber: '04152-37010', quantity: null },
    ],
    ['a code with letters in front', number('A2', '12', 6), { partNumber: 'KD-0012', quantity: null }],
    [
      'more digits than its format shows',
      number('A2', '123456', 6),
      { partNumber: 'KD-123456', quantity: null },
    ],
    ['a unit behind a number', number('B2', '5', 7), { partNumber: null, quantity: 5 }],
    ['money', number('B2', '5', 8), { partNumber: null, quantity: 5 }],
    ['no number', number('A2', '12x'), [['partNumber', 'malformed', '12x']]],
    ['no such text', '<c r="A2" t="s"><v>99</v></c>', [['partNumber', 'malformed', '99']]],
    [
      'rich text, without its reading aid',
      '<c r="A2" t="inlineStr"><is><r><t>刹</t></r><r><t>车</t></r><rPh><t>sha</t></rPh></is></c>',
      { partNumber: '刹车', quantity: null },
    ],
    ['an escaped character', inline('A2', 'a_x0041_b'), { partNumber: 'aAb', quantity: null }],
  ])('%s', async (_, cell, expected) => expect(await cells(cell, { styles })).toEqual(expected));

  test('shared texts, plain and rich', async () => {
    const sharedStrings = '<si><t>one</t></si><si><r><t>tw</t></r><r><t xml:space="preserve">o </t></r></si>';
    expect(await cells('<c r="A2" t="s"><v>1</v></c>', { sharedStrings })).toEqual({
      partNumber: 'two',
      quantity: null,
    });
  });

  test('days since 1904', async () => {
    const workbook =
      '<workbook xmlns:r="x"><workbookPr date1904="1"/><sheets><sheet name="a" r:id="r1"/></sheets></workbook>';
    expect(await cells(number('A2', '36950', 2), { styles, workbook })).toMatchObject({
      partNumber: '2005-03-01',
    });
  });
});

describe('merged cells', () => {
  const sheet = (rows: string, ranges: readonly string[], more = '') =>
    `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData>` +
    `<mergeCells count="${ranges.length}">${ranges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>${more}</worksheet>`;
  const row = (line: number, ...texts: readonly string[]) =>
    `<row r="${line}">${texts.map((each, at) => (each === '' ? '' : inline(`${'ABCD'[at]}${line}`, each))).join('')}</row>`;
  const found = async (rows: string, ranges: readonly string[]) => {
    const parts = { 'xl/worksheets/sheet1.xml': sheet(rows, ranges) };
    const { error, faults, notes, ...rest } = await read(handMade({ rows: '', parts }), { chunk: 100 });
    expect([error, faults]).toEqual([undefined, []]);
    return { values: valuesOf({ ...rest, error, faults, notes }), notes };
  };

  test('a value that is merged downwards is that of each row', async () => {
    const rows =
      row(1, 'partNumber', 'name', 'price') +
      row(2, 'A1', 'filter', '10') +
      row(3, 'A2', '', '') +
      row(4, 'A3', '', '12') +
      row(5, 'A4', '', '');
    expect(await found(rows, ['B2:B4', 'C2:C3'])).toEqual({
      values: [
        { partNumber: 'A1', name: 'filter', price: '10' },
        { partNumber: 'A2', name: 'filter', price: '10' },
        { partNumber: 'A3', name: 'filter', price: '12' },
        { partNumber: 'A4', name: null, price: null },
      ],
      notes: [{ code: 'merged', value: '3' }],
    });
  });

  test('titles, headings of two lines, blocks and rows without a value of their own stay as they are', async () => {
    const rows =
      row(1, 'Price list') +
      row(2, 'partNumber', 'name', 'price') +
      row(4, 'A1', 'one', '') +
      row(5, 'A2', '', '1');
    const { values, notes } = await found(rows, ['A1:D1', 'A2:A3', 'B4:C6', 'D4:D9']);
    expect(values).toEqual([
      { partNumber: 'A1', name: 'one', price: null },
      { partNumber: 'A2', name: 'one', price: '1' },
    ]);
    expect(notes).toEqual([{ code: 'merged', value: '1' }]);
  });

  test('of ranges that overlap the first holds, and the others are told', async () => {
    const rows =
      row(1, 'partNumber', 'name', 'price') +
      row(2, 'A1', 'one', '1') +
      row(3, 'A2', 'two', '') +
      row(4, 'A3', '', '') +
      row(5, 'A4', '', '');
    const hostile = ['B2:B4', ...Array.from({ length: 20_000 }, () => 'B3:B1048576'), 'C3:D4', 'XFE2:XFE5'];
    const { values, notes } = await found(rows, hostile);
    expect(values.map(({ name, price }) => [name, price])).toEqual([
      ['one', '1'],
      ['two', null],
      ['one', null],
      [null, null],
    ]);
    expect(notes).toEqual([
      { code: 'merged', value: '1, 20000 merged ranges passed over that overlap others' },
    ]);
  });

  test('any ranges, wherever the file is cut, fill as the slow way does', async () => {
    const range = fc.tuple(fc.nat(2), fc.integer({ min: 2, max: 30 }), fc.integer({ min: 1, max: 6 }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(range, { maxLength: 12 }),
        fc.array(fc.boolean(), { minLength: 90, maxLength: 90 }),
        async (given, filled) => {
          // Merged cells never overlap.
          const taken = new Set<string>();
          const ranges = given.filter(([column, from, more]) => {
            const cells = Array.from({ length: more + 1 }, (_, at) => `${column}:${from + at}`);
            if (cells.some((cell) => taken.has(cell))) return false;
            for (const cell of cells) taken.add(cell);
            return true;
          });
          const own = Array.from({ length: 30 }, (_, at) =>
            [0, 1, 2].map((column): string => (filled[at * 3 + column] ? `${column}x${at + 2}` : '')),
          );
          for (const cells of own) if (cells.join('') === '') cells[2] = 'z';
          const wanted = own.map((cells) => [...cells]);
          for (const [column, from, more] of ranges)
            for (let line = from + 1; line <= Math.min(from + more, 31); line += 1) {
              const cells = wanted[line - 2] as string[];
              if (cells[column] === '') cells[column] = own[from - 2]?.[column] ?? '';
            }
          const rows =
            row(1, 'partNumber', 'name', 'price') + own.map((cells, at) => row(at + 2, ...cells)).join('');
          const names = ranges.map(
            ([column, from, more]) => `${'ABC'[column]}${from}:${'ABC'[column]}${from + more}`,
          );
          const parts = { 'xl/worksheets/sheet1.xml': sheet(rows, names) };
          const columns = [text('partNumber'), text('name'), text('price')];
          const all = await readFile(handMade({ rows: '', parts }), columns, { format: 'xlsx', chunk: 64 });
          expect(valuesOf(all).map((values) => Object.values(values).map((each) => each ?? ''))).toEqual(
            wanted,
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('hostile files', () => {
  const codeOf = async (file: Uint8Array) => (await read(file)).error?.code;
  const good = handMade({ rows: `${header('partNumber')}<row r="2">${inline('A2', 'x')}</row>` });

  test.each<[string, () => Uint8Array, string]>([
    ['no zip', () => Buffer.from('partNumber\nA1\n'), 'not-a-workbook'],
    [
      'a zip of something else',
      () => handMade({ rows: '', parts: { '_rels/.rels': '<a/>', 'xl/workbook.xml': '' } }),
      'xml-malformed',
    ],
    ['cut off', () => good.slice(0, good.length - 40), 'zip-damaged'],
    [
      'a document type',
      () =>
        handMade({
          rows: '',
          parts: { 'xl/worksheets/sheet1.xml': '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' },
        }),
      'xml-malformed',
    ],
    [
      'an entity',
      () => handMade({ rows: `${header('partNumber')}<row r="2">${inline('A2', '&b;')}</row>` }),
      'xml-malformed',
    ],
    ['deep nesting', () => handMade({ rows: '<a>'.repeat(10_000) }), 'xml-malformed'],
    [
      'a text without an end',
      () =>
        handMade({
          rows: `${header('partNumber')}<row r="2"><c r="A2" t="str"><v>${'a'.repeat(12_000_000)}`,
        }),
      'xml-malformed',
    ],
    ['rows out of order', () => handMade({ rows: `${header('partNumber')}<row r="1"/>` }), 'xml-malformed'],
    [
      'no cell',
      () => handMade({ rows: `<row r="1">${inline('ZZZZ1', 'partNumber')}</row>` }),
      'xml-malformed',
    ],
    [
      'a name that leaves the archive',
      () => handMade({ rows: '', parts: { '../../evil': 'x' } }),
      'zip-unsafe',
    ],
    [
      'a broken part',
      () => handMade({ rows: '', parts: { 'xl/worksheets/sheet1.xml': '<worksheet><row>' } }),
      'xml-malformed',
    ],
  ])('%s', async (_, file, code) => expect(await codeOf(file())).toBe(code));

  test('what inflates to far more than it is, is refused, whatever the directory claims', {
    timeout: 180_000,
  }, async () => {
    const blanks = new Uint8Array(128 * 1024 ** 2).fill(32);
    const bomb = handMade({ rows: '', parts: { 'xl/worksheets/sheet1.xml': blanks } });
    expect(bomb.length).toBeLessThan(200_000);
    expect(await codeOf(bomb)).toBe('xml-malformed');
    const rows = header('partNumber') + `<x>${'a'.repeat(100_000)}</x>`.repeat(700);
    expect(await codeOf(handMade({ rows }))).toBe('zip-bomb');
  });

  test('any bytes, and any damage to a good file, give an answer', async () => {
    for (let round = 0; round < 60; round += 1) {
      const damaged = Uint8Array.from(good);
      for (const byte of randomBytes(4)) damaged[(byte * 7919 + round * 104_729) % damaged.length] = byte;
      const found = await read(damaged);
      if (found.error === undefined) expect(found.rowsRead).toBeLessThanOrEqual(1);
      await read(randomBytes(200));
    }
  });
});

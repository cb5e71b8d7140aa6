import { promisify } from 'node:util';
// @ts-expect-error It has no types.
import csvSpectrum from 'csv-spectrum';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { codes, PART, read, text, valuesOf, type WholeFile } from './whole-file.fixture.ts';

const spectrum: { name: string; csv: Buffer; json: Buffer }[] = await promisify(csvSpectrum)();

describe('csv', () => {
  test.each(spectrum)('csv-spectrum: $name', async ({ name, csv, json }) => {
    const wanted = [JSON.parse(json.toString())].flat() as Record<string, string>[];
    const columns = Object.keys(wanted[0] ?? {}).map((heading) => text(heading));
    for (const chunk of [1, 7, 65_536]) {
      const found = await read(csv, columns, { chunk });
      // `location_coordinates` holds replacement characters: what stood there is lost.
      if (name === 'location_coordinates') {
        expect(codes(found)).toEqual([[1, 2, 'Location Coordinates', 'malformed']]);
        continue;
      }
      expect(found.faults).toEqual([]);
      // Line breaks within a cell are read as a blank, and a blank cell as null.
      const expected = wanted.map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([key, value]) => [key, value.replace(/[\r\n]+/g, ' ').trim() || null]),
        ),
      );
      expect(valuesOf(found)).toEqual(expected);
    }
  });

  test('headings are found whatever their case, blanks, language and width', async () => {
    for (const heading of [
      'partNumber',
      'part_number',
      'Part Number',
      'PART-NUMBER',
      '零件号',
      '"Part\nNumber"',
      'Ｐart number',
    ]) {
      const found = await read(`${heading},Colour\nA1,red\n`, PART);
      expect(valuesOf(found)).toEqual([{ partNumber: 'A1' }]);
      expect(found.notes).toEqual([
        { code: 'encoding', value: 'utf-8' },
        { code: 'unknown-column', value: 'Colour' },
      ]);
    }
  });

  test.each([',', ';', '\t', '|'])('delimiter %j and every line end', async (delimiter) => {
    for (const newline of ['\n', '\r\n', '\r']) {
      const lines = [
        ['part number', 'name', 'quantity'],
        ['A1', '"x, y; z"', '3'],
        [],
        ['A2', '"say ""hi"""', ''],
      ];
      const file = lines.map((cells) => cells.join(delimiter)).join(newline);
      for (const chunk of [1, 2, 65_536]) {
        const found = await read(file + newline, PART, { chunk });
        expect(found.faults).toEqual([]);
        expect(found.rows).toEqual([
          { row: 1, line: 2, values: { partNumber: 'A1', name: 'x, y; z', quantity: 3 } },
          { row: 2, line: 4, values: { partNumber: 'A2', name: 'say "hi"', quantity: null } },
        ]);
      }
    }
  });

  test('sep= names the delimiter', async () => {
    const found = await read('sep=;\r\npartNumber;a,b,c\r\nA1;x\r\n', PART);
    expect(found.rows).toEqual([{ row: 1, line: 3, values: { partNumber: 'A1' } }]);
  });

  test('a blank before a quote does not make the quote part of the value', async () => {
    const found = await read('partNumber, name\nA1, "x y"\n', PART);
    expect(valuesOf(found)).toEqual([{ partNumber: 'A1', name: 'x y' }]);
  });

  test('whole files at fault', async () => {
    expect((await read('', PART)).error).toMatchObject({ code: 'empty-file' });
    expect((await read('\n \n', PART)).error).toMatchObject({ code: 'empty-file' });
    expect((await read('name,quantity\nx,1\n', PART)).error).toMatchObject({
      code: 'missing-column',
      line: 1,
    });
    expect((await read('partNumber,Part Number\nx,1\n', PART)).error).toMatchObject({
      code: 'duplicate-column',
    });
    expect((await read('"partNumber,name\nx,1\n', PART)).error).toMatchObject({ code: 'header-malformed' });
    expect((await read('partNumber', PART)).error).toBeUndefined();
    const optional = [text('brand'), text('name')];
    for (const file of ['Kettelby,KB-1\n', 'brand^name\nx^y\n', '\u0001\u0002']) {
      const { error } = await read(file, optional);
      expect(error).toMatchObject({ code: 'missing-column', line: 1 });
      expect(error?.message).toContain("'brand'");
    }
  });

  test('a row with too few or too many columns is an error of that row', async () => {
    const found = await read('partNumber,name\nA1\nA2,x\nA3,x,y\n,\nA4,y\n', PART);
    expect(codes(found)).toEqual([
      [1, 2, '', 'column-count'],
      [3, 4, '', 'column-count'],
    ]);
    expect(found.rows.map(({ row, line }) => [row, line])).toEqual([
      [2, 3],
      [4, 6],
    ]);
  });

  test('blank cells behind the last heading are none', async () => {
    const found = await read('partNumber,name\nA1,x,\nA2,y, ,\nA3,,\nA4,z,,w\n', PART);
    expect(codes(found)).toEqual([[4, 5, '', 'column-count']]);
    expect(valuesOf(found)).toEqual([
      { partNumber: 'A1', name: 'x' },
      { partNumber: 'A2', name: 'y' },
      { partNumber: 'A3', name: null },
    ]);
  });

  test('a broken quote costs its row only', async () => {
    const file = [
      'partNumber,name',
      'A1,"5" disc',
      'A2,x',
      'A3,"5" disc"',
      'A4,y',
      'A5,"open',
      'A6,z',
      '',
    ].join('\n');
    for (const chunk of [1, 5, 65_536]) {
      const found = await read(file, PART, { chunk });
      expect(codes(found)).toEqual([
        [1, 2, '', 'malformed'],
        [3, 4, '', 'malformed'],
        [5, 6, '', 'malformed'],
      ]);
      expect(found.rows.map(({ row, line, values }) => [row, line, values.partNumber])).toEqual([
        [2, 3, 'A2'],
        [4, 5, 'A4'],
        [6, 7, 'A6'],
      ]);
    }
  });

  test('a quote that is never closed is bounded, and so are fields and rows', async () => {
    const lines = Array.from({ length: 5000 }, (_, i) => `B${i},plain`);
    const file = [
      'partNumber,name',
      'A1,"open',
      ...lines,
      `A2,${'x'.repeat(1500)}`,
      `A3,${'x'.repeat(30_000)}`,
      'A4,y',
    ].join('\n');
    for (const chunk of [999, 65_536]) {
      const found = await read(file, PART, { chunk, limits: { rowLength: 20_000, fieldLength: 1000 } });
      expect(codes(found)).toEqual([
        [1, 2, '', 'field-too-large'],
        [5002, 5003, 'name', 'field-too-large'],
        [5003, 5004, '', 'field-too-large'],
      ]);
      expect(found.rows).toHaveLength(5001);
      expect(found.rows.at(-1)).toEqual({ row: 5004, line: 5005, values: { partNumber: 'A4', name: 'y' } });
    }
  });

  test('a file made of open quotes ends', async () => {
    const found = await read(`partNumber,name\n${'A1,"x\n'.repeat(20_001)}`, PART);
    expect(found.rowsRead).toBeGreaterThan(10_000);
    // Each quote is closed by the next line's, wrongly.
    const hostile = await read(`partNumber\n"${'""\n'.repeat(200_000)}`, PART, {
      limits: { rowLength: 100_000 },
    });
    expect(hostile.rowsRead > 0 || hostile.error !== undefined).toBe(true);
  });

  test('property: what is written comes back, however it is cut', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'B', '"', ',', ';', ' ', '\n', '\r\n', '汉', 'é', '7'),
      maxLength: 12,
    });
    const columns = [text('p'), text('q'), text('r')];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell, cell), { maxLength: 30 }),
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 60 }),
        async (cells, delimiter, newline, chunk) => {
          const file = Papa.unparse([['p', 'q', 'r'], ...cells], { delimiter, newline, quotes: true });
          const clean = (value: string) => {
            const padded = /^ \s*"(.*)"\s*$/s.exec(value)?.[1];
            return (padded ?? value).trim().replace(/[\r\n]+/g, ' ');
          };
          const expected = cells
            .map((row) => row.map(clean))
            .filter((row) => row.some((value) => value !== ''))
            .map(([p, q, r]) => ({ p: p || null, q: q || null, r: r || null }));
          const found = await read(file, columns, { chunk });
          expect(found.faults).toEqual([]);
          expect(valuesOf(found)).toEqual(expected);
          expect(found).toEqual(await read(file, columns));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('where the header lacks what it must have nothing below it is a row, however much there is', async () => {
    for (const rows of [3, 49, 50, 400]) {
      const below = Array.from({ length: rows }, (_, at) => `A${at},"x`).join('\n');
      const found = await read(`sku,name\n${below}\n`, PART, { chunk: 100 });
      expect(found.error?.code, String(rows)).toBe('missing-column');
      expect([found.rows, found.faults, found.rowsRead]).toEqual([[], [], 0]);
    }
  });

  test('property: any text is read to its end, the same way in any chunks, and goes on after any row', async () => {
    const piece = fc.constantFrom('a', '1', '"', '""', ',', ' ', '\n', '\n', '\r\n', '"x"', 'A1,b\n');
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 120 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 20 }),
        async (parts, chunk, skipRows) => {
          const file = `partNumber,name\n${parts.join('')}`;
          const limits = { rowLength: 40, fieldLength: 20 };
          const whole = await read(file, PART, { limits });
          const cut = await read(file, PART, { limits, chunk });
          // Which of the two faults of a row is told first may depend on the cut.
          const withoutReason = (found: WholeFile) => ({
            ...found,
            faults: found.faults.map(({ row, line }) => [row, line]),
          });
          expect(withoutReason(cut)).toEqual(withoutReason(whole));
          expect(whole.error).toBeUndefined();
          expect(new Set([...whole.rows, ...whole.faults].map(({ row }) => row)).size).toBe(whole.rowsRead);
          const rest = await read(file, PART, { limits, chunk, skipRows });
          expect(rest.rows).toEqual(whole.rows.filter(({ row }) => row > skipRows));
        },
      ),
      { numRuns: 500 },
    );
  });
});

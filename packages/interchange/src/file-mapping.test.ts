import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ColumnSpec, readFileMapping } from './index.ts';
import { codes, read, text, valuesOf } from './whole-file.fixture.ts';

const COLUMNS: ColumnSpec[] = [
  text('make', { required: true, synonyms: ['品牌'] }),
  {
    name: 'powerKw',
    type: 'integer',
    units: { ps: (value) => String(Math.round(Number(value) * 0.73549875)) },
  },
  { name: 'ids', type: 'list' },
];
const rowsOf = async (file: string, mapping: object, format: 'csv' | 'ndjson' = 'csv') =>
  await read(file, COLUMNS, { format, mapping: readFileMapping(JSON.stringify(mapping)) });

test('headings mean what the mapping says, in the unit and with the prefix that it names', async () => {
  const columns = {
    厂家: 'make',
    功率: { field: 'powerKw', unit: 'PS' },
    A: { field: 'ids', prefix: 'a:' },
    B: { field: 'ids', prefix: 'b:' },
  };
  const found = await rowsOf('厂家,功率,A,B\n吉利,109,1;2,3\n,109,,\n', { columns });
  expect(valuesOf(found)).toEqual([{ make: '吉利', powerKw: 80, ids: ['a:1', 'a:2', 'b:3'] }]);
  expect(codes(found)).toEqual([[2, 3, 'make', 'required']]);
  const line = JSON.stringify({ 厂家: '吉利', 功率: 109, A: ['1'], B: 2 });
  expect(valuesOf(await rowsOf(line, { columns }, 'ndjson'))).toEqual([
    { make: '吉利', powerKw: 80, ids: ['a:1', 'b:2'] },
  ]);
});

test('a heading that is mapped elsewhere doesn’t mean its own name; constants stand in for blanks', async () => {
  const mapping = { columns: { 品牌: 'ids' }, constants: { make: '吉利', powerKw: '80' } };
  expect(valuesOf(await rowsOf('品牌,powerKw\nx,\n,90\n', mapping))).toEqual([
    { ids: ['x'], powerKw: 80, make: '吉利' },
    { ids: null, powerKw: 90, make: '吉利' },
  ]);
});

test.each([
  [{ columns: { x: 'wheels' } }, 'There is no field'],
  [{ columns: { x: { field: 'make', unit: 'ps' } } }, 'units that it can be given in'],
  [{ constants: { wheels: '4' } }, 'There is no field'],
])('%j is refused when the file is read', async (mapping, message) => {
  const { error } = await rowsOf('x\n1\n', mapping);
  expect([error?.code, error?.message]).toEqual(['mapping-invalid', expect.stringContaining(message)]);
});

test.each([
  '[]',
  '{"columns":[]}',
  '{"columns":{"a":1}}',
  '{"columns":{"a":{"field":"make","colour":"red"}}}',
  '{"columns":{"a b":"make","a_b":"make"}}',
  '{"columns":{"a":"make","a":"ids"}}',
  '{"constants":{"make":1}}',
  '{"headerRow":-1}',
  '{"sheets":"x"}',
  'x'.repeat(20_000),
])('%.40s is no mapping', (mapping) => {
  expect(() => readFileMapping(mapping)).toThrow(expect.objectContaining({ code: 'mapping-invalid' }));
});

test('any JSON is a mapping or refused as none', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      try {
        readFileMapping(JSON.stringify(value));
      } catch (error) {
        expect(error).toMatchObject({ code: 'mapping-invalid' });
      }
    }),
  );
});

import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { ColumnSpec } from './index.ts';
import { codes, read as readFile, text, valuesOf } from './whole-file.fixture.ts';

const COLUMNS: ColumnSpec[] = [
  text('level'),
  text('make'),
  text('model'),
  { name: 'modelYear', type: 'integer', min: 1886, max: 2100 },
  { name: 'externalIds', type: 'list' },
];

/** Invented rows, in the form of the export. */
function tables(delimiter: string, header: boolean, more: Record<string, string> = {}): Uint8Array {
  const table = (names: string[], ...rows: string[][]) =>
    [...(header ? [names] : []), ...rows].map((row) => row.join(delimiter)).join('\r\n');
  const files: Record<string, string> = {
    'VCdb/Make.txt': table(['MakeID', 'MakeName'], ['9001', 'Honda'], ['9002', '"Zephyr & Söhne"']),
    'VCdb/Model.txt': table(
      ['ModelID', 'ModelName', 'VehicleTypeID'],
      ['801', 'Accord', '5'],
      ['802', 'Nowhere', '5'],
    ),
    'VCdb/BaseVehicle.txt': table(
      ['BaseVehicleID', 'YearID', 'MakeID', 'ModelID'],
      ['700001', '2005', '9001', '801'],
      ['700002', '1999', '9002', '802'],
      ['700003', '2005', '9009', '801'],
      ['x', '2005', '9001', '801'],
      ['700004', '205', '9001', '801'],
    ),
    ...more,
  };
  return zipSync(
    Object.fromEntries(Object.entries(files).map(([name, content]) => [name, strToU8(content)])),
  );
}

const read = (file: Uint8Array) => readFile(file, COLUMNS, { format: 'vcdb' });

test.each([
  ['|', true],
  ['^', true],
  ['^', false],
  ['|', false],
])('tables with %s, header: %s', async (delimiter, header) => {
  const found = await read(tables(delimiter, header));
  expect(found.error).toBeUndefined();
  const [level, model, modelYear] = ['make', null, null];
  expect(valuesOf(found)).toEqual([
    { level, make: 'Honda', model, modelYear, externalIds: ['vcdb.make:9001'] },
    { level, make: 'Zephyr & Söhne', model, modelYear, externalIds: ['vcdb.make:9002'] },
    { level: 'model', make: 'Honda', model: 'Accord', modelYear, externalIds: ['vcdb.model:801'] },
    { level: 'model', make: 'Zephyr & Söhne', model: 'Nowhere', modelYear, externalIds: ['vcdb.model:802'] },
    {
      level: 'base-vehicle',
      make: 'Honda',
      model: 'Accord',
      modelYear: 2005,
      externalIds: ['vcdb.baseVehicle:700001'],
    },
    {
      level: 'base-vehicle',
      make: 'Zephyr & Söhne',
      model: 'Nowhere',
      modelYear: 1999,
      externalIds: ['vcdb.baseVehicle:700002'],
    },
  ]);
  const first = header ? 4 : 3;
  expect(codes(found)).toEqual([
    [7, first, '', 'malformed'],
    [8, first + 1, '', 'malformed'],
    [9, first + 2, 'modelYear', 'out-of-range'],
  ]);
});

test('the number of a model that several makes have names no model', async () => {
  const shared = {
    'VCdb/BaseVehicle.txt': 'BaseVehicleID|YearID|MakeID|ModelID\n1|2005|9001|801\n2|2005|9002|801\n',
  };
  const found = valuesOf(await read(tables('|', true, shared)));
  expect(found.map(({ level }) => level)).toEqual(['make', 'make', 'base-vehicle', 'base-vehicle']);
});

test('a zip without the tables, or with others under their names, is refused with what is missing', async () => {
  const none = zipSync({ 'readme.txt': strToU8('hello') });
  expect((await read(none)).error).toMatchObject({ code: 'table-missing' });
  const other = tables('|', true, { 'VCdb/BaseVehicle.txt': 'BaseVehicleID|Year\n1|2\n' });
  expect((await read(other)).error?.message).toContain('YearID, MakeID, ModelID');
  expect((await read(Buffer.from('no zip'))).error).toMatchObject({ code: 'zip-damaged' });
});

test('a line without an end is refused', async () => {
  const endless = tables('|', true, { 'VCdb/Make.txt': 'x'.repeat(1_000_000) });
  expect((await read(endless)).error).toMatchObject({ code: 'zip-damaged' });
});

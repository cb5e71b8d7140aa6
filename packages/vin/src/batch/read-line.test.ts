import { describe, expect, test } from 'vitest';
import { csvFormatOf, lineFormatOf, VinColumnUnknown } from './line-format.ts';
import { type LineFormat, readLine } from './read-line.ts';

const NDJSON: LineFormat = { kind: 'ndjson', member: 'vin', strict: true };
const VIN = '1HGCM82633A004352';

describe('a line of NDJSON', () => {
  test('is a text, or an object with a reference', () => {
    expect(readLine(`"${VIN}"\r`, 1, NDJSON)).toEqual({ vin: VIN, ref: undefined });
    expect(readLine(`{"ref":7,"vin":"${VIN}"}`, 1, NDJSON)).toEqual({ vin: VIN, ref: 7 });
    expect(readLine('{"vin":"","ref":null}', 1, NDJSON)).toEqual({ vin: '', ref: undefined });
    expect(readLine('  \r', 1, NDJSON)).toBeUndefined();
  });

  test.each([
    ['{"vin":"A","vin":"B"}', 'member-repeated'],
    ['{"vin":"A","\\u0076in":"B"}', 'member-repeated'],
    ['{"vin":"A","plate":"B"}', 'unknown-member'],
    ['{"vin":"A","__proto__":"B"}', 'unknown-member'],
    ['{"ref":"A"}', 'vin-missing'],
    ['{"vin":null}', 'vin-missing'],
    ['{"vin":17}', 'type-invalid'],
    ['{"vin":"A","ref":{}}', 'type-invalid'],
    ['[]', 'type-invalid'],
    ['null', 'type-invalid'],
    ['17', 'type-invalid'],
    ['1HGCM82633A004352', 'json-invalid'],
    ['{"vin":"A"', 'json-invalid'],
    ['{"vin":"A"}{"vin":"B"}', 'json-invalid'],
    ['['.repeat(4_000), 'json-invalid'],
    ['['.repeat(2_000) + ']'.repeat(2_000), 'type-invalid'],
    [`${'{"a":'.repeat(500)}1${'}'.repeat(500)}`, 'unknown-member'],
  ])('%.40s is %s', (text, fault) => {
    expect(readLine(text, 1, NDJSON)).toMatchObject({ fault, message: expect.any(String) });
  });
});

describe('the form of a file', () => {
  test('is told by its first lines', () => {
    expect(lineFormatOf([`"${VIN}"`])).toMatchObject({ kind: 'ndjson', member: 'vin', strict: false });
    expect(lineFormatOf(['{"fin": "x"}'], 'fin')).toMatchObject({ kind: 'ndjson', member: 'fin' });
    expect(lineFormatOf(['', VIN])).toEqual({ kind: 'text' });
    expect(lineFormatOf(['客户;车架号;x', `a;${VIN};b`])).toEqual({
      ...{ kind: 'csv', column: 1, delimiter: ';', heading: true },
    });
    expect(lineFormatOf([`1\t${VIN}`, `2\t${VIN}`])).toMatchObject({
      column: 1,
      delimiter: '\t',
      heading: false,
    });
    expect(lineFormatOf(['nr,底盘', `1,${VIN}`])).toMatchObject({ column: 1, heading: true });
    expect(lineFormatOf(['a,b', `${VIN},x`], 'B')).toMatchObject({ column: 1, heading: true });
    expect(() => lineFormatOf(['a,b', '1,2'])).toThrow(VinColumnUnknown);
    expect(() => lineFormatOf(['a,b', '1,2'], 'c')).toThrow(/c/);
  });

  test('of a CSV body is told by its first line alone', () => {
    expect(csvFormatOf('\uFEFFid,VIN Code')).toMatchObject({ column: 1, heading: true });
    expect(csvFormatOf(VIN)).toMatchObject({ column: 0, heading: false });
  });

  test('cells may be quoted', () => {
    const csv: LineFormat = { kind: 'csv', column: 1, delimiter: ',', heading: false };
    expect(readLine(`"a ""x"", b","${VIN}"`, 2, csv)).toEqual({ vin: VIN, ref: undefined });
    expect(readLine(`a`, 2, csv)).toMatchObject({ fault: 'vin-missing' });
    expect(readLine(`"a,${VIN}`, 2, csv)).toMatchObject({ fault: 'vin-missing' });
  });
});

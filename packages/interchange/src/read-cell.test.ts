import { describe, expect, test } from 'vitest';
import type { CellValue, ColumnSpec } from './columns.ts';
import { cellReader } from './read-cell.ts';

function readAs(column: Omit<ColumnSpec, 'name'>, raw: unknown): CellValue | `!${string}` {
  const faults: string[] = [];
  const value = cellReader({ name: 'c', ...column })(raw, (code) => faults.push(code));
  expect(faults.length === 0 || value === null).toBe(true);
  return faults.length > 0 ? `!${faults.join(' ')}` : value;
}

describe('integer', () => {
  test.each<[unknown, CellValue]>([
    ['12', 12],
    [' 12 ', 12],
    ['007', 7],
    ['+5', 5],
    ['-3', -3],
    ['-0', 0],
    ['１２', 12],
    [12, 12],
    [12.0, 12],
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', '!out-of-range'],
    [9007199254740992, '!malformed'],
    ['1.5', '!not-a-whole-number'],
    ['12.0', '!not-a-whole-number'],
    [1.5, '!not-a-whole-number'],
    ['1e3', '!not-a-whole-number'],
    [1e3, 1000],
    ['1,000', '!not-a-whole-number'],
    ['1.000', '!not-a-whole-number'],
    ['1 000', '!not-a-whole-number'],
    ["1'000", '!not-a-whole-number'],
    ['0x10', '!not-a-whole-number'],
    ['−3', '!not-a-whole-number'],
    ['many', '!not-a-whole-number'],
    ['Infinity', '!not-a-whole-number'],
    ['', null],
    ['  ', null],
    [null, null],
    [true, '!malformed'],
    [[1], '!malformed'],
  ])('%j', (raw, wanted) => {
    expect(readAs({ type: 'integer' }, raw)).toEqual(wanted);
  });

  test('bounds', () => {
    expect(readAs({ type: 'integer', min: 0, max: 10 }, '-1')).toBe('!out-of-range');
    expect(readAs({ type: 'integer', min: 0, max: 10 }, '11')).toBe('!out-of-range');
    expect(readAs({ type: 'integer', min: 0, max: 10 }, 10)).toBe(10);
  });
});

describe('decimal-text', () => {
  test.each<[unknown, CellValue]>([
    ['12.50', '12.50'],
    ['+12', '12'],
    ['-0.5', '-0.5'],
    ['１２．５', '12.5'],
    [12.5, '12.5'],
    [0.1, '0.1'],
    ['0.12345678901234567890', '0.12345678901234567890'],
    [0.30000000000000004, '!malformed'],
    [1e21, '!malformed'],
    [Number.POSITIVE_INFINITY, '!malformed'],
    ['12,50', '!malformed'],
    ['1,234.50', '!malformed'],
    ['1e3', '!malformed'],
    ['.5', '!malformed'],
    ['5.', '!malformed'],
    ['NaN', '!malformed'],
    ['¥5', '!malformed'],
    ['1'.repeat(41), '!too-long'],
  ])('%j', (raw, wanted) => {
    expect(readAs({ type: 'decimal-text' }, raw)).toEqual(wanted);
  });
});

describe('text', () => {
  test.each<[unknown, CellValue]>([
    ['  a b  ', 'a b'],
    ['\u3000a\u00a0', 'a'],
    ['e\u0301', 'é'],
    ['one\r\ntwo\tthree', 'one two three'],
    [42, '42'],
    [false, '!malformed'],
    ['a\u0000b', '!control-character'],
    ['\u0000', '!control-character'],
    ['a\u001b[31m', '!control-character'],
    ['a\u0085b', '!control-character'],
    ['a\u007f', '!control-character'],
    ['a\uFFFDb', '!malformed'],
    ['a\ud800', '!malformed'],
    ['__proto__', '__proto__'],
    ['123456', '!too-long'],
  ])('%j', (raw, wanted) => {
    expect(
      readAs({ type: 'text', maxLength: 5 + (typeof raw === 'string' && raw.length > 6 ? 20 : 0) }, raw),
    ).toEqual(wanted);
  });

  test('a required cell that is blank is one fault, and a faulty one is not called blank', () => {
    expect(readAs({ type: 'text', required: true }, ' ')).toBe('!required');
    expect(readAs({ type: 'text', required: true }, null)).toBe('!required');
    expect(readAs({ type: 'integer', required: true }, 'x')).toBe('!not-a-whole-number');
  });
});

describe('enum, list and attributes', () => {
  test.each<[Omit<ColumnSpec, 'name'>, unknown, CellValue]>([
    [{ type: 'enum', values: ['Front', 'Rear'] }, 'front', 'Front'],
    [{ type: 'enum', values: ['Front', 'Rear'] }, 'ＲＥＡＲ', 'Rear'],
    [{ type: 'enum', values: ['Front', 'Rear'] }, 'left', '!not-allowed'],
    [{ type: 'enum', values: ['set', 'delete'], valueSynonyms: { 删除: 'delete' } }, '删除', 'delete'],
    [{ type: 'enum', values: ['set', 'delete'], valueSynonyms: { 删除: 'delete' } }, '清空', '!not-allowed'],
    [{ type: 'enum', values: ['Front'] }, 'constructor', '!not-allowed'],
    [{ type: 'list' }, 'a; b ;;c', ['a', 'b', 'c']],
    [{ type: 'list' }, 'a；b', ['a', 'b']],
    [{ type: 'list' }, ['a', 1, ' '], ['a', '1']],
    [{ type: 'list' }, 7, ['7']],
    [{ type: 'list' }, ' ; ', null],
    [{ type: 'list' }, [], null],
    [{ type: 'list' }, ['a', null], '!malformed'],
    [{ type: 'list' }, ['a', ['b']], '!malformed'],
    [{ type: 'list' }, { a: 1 }, '!malformed'],
    [{ type: 'list', max: 1 }, 'a;b', '!out-of-range'],
    [{ type: 'list', maxLength: 2 }, 'a;bcd', '!too-long'],
    [{ type: 'list' }, 'a;b\u0000', '!control-character'],
    [{ type: 'attributes' }, 'width=5 mm; 厚度＝3', { width: '5 mm', 厚度: '3' }],
    [{ type: 'attributes' }, { width: 5, vented: true, gone: null }, { width: '5', vented: 'true' }],
    [{ type: 'attributes' }, 'width', '!malformed'],
    [{ type: 'attributes' }, 'a=1;a=2', '!malformed'],
    [{ type: 'attributes' }, { a: { b: 1 } }, '!malformed'],
    [{ type: 'attributes' }, JSON.parse('{"__proto__":"x"}'), '!malformed'],
    [{ type: 'attributes' }, 'constructor=x', { constructor: 'x' }],
    [{ type: 'attributes' }, ['a=1'], '!malformed'],
    [{ type: 'attributes', max: 1 }, 'a=1;b=2', '!out-of-range'],
  ])('%j %j', (column, raw, wanted) => {
    expect(readAs(column, raw)).toEqual(wanted);
  });
});

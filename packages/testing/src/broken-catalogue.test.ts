import { partType } from '@qipei/part-type';
import { expect, test } from 'vitest';
import { brokenPartsCsv } from './broken-catalogue.ts';
import { PART_COLUMNS } from './demo-catalogue/rows.ts';

const faulty = brokenPartsCsv({ rows: 10_000, broken: 50 });

test('says which row is broken in which way', () => {
  expect(faulty.expected).toHaveLength(50);
  expect(new Set(faulty.expected.map(({ row }) => row)).size).toBe(50);
  expect(new Set(faulty.expected.map(({ column, code }) => `${column} ${code}`)).size).toBeGreaterThanOrEqual(
    10,
  );
  for (const { row } of faulty.expected) {
    expect(row).toBeGreaterThanOrEqual(1);
    expect(row).toBeLessThanOrEqual(10_000);
  }
});

test('has the header and that many rows, the same each time', () => {
  const text = [...faulty.csv].join('');
  expect([...faulty.csv].join('')).toBe(text);
  const lines = text.trimEnd().split('\r\n');
  expect(lines).toHaveLength(10_001);
  expect(lines[0]).toBe(PART_COLUMNS.join(','));
});

test('breaks those rows and no others', () => {
  const lines = [...faulty.csv].join('').trimEnd().split('\r\n').slice(1);
  const unbroken = [...brokenPartsCsv({ rows: 10_000, broken: 0 }).csv]
    .join('')
    .trimEnd()
    .split('\r\n')
    .slice(1);
  const broken = new Set(faulty.expected.map(({ row }) => row));
  lines.forEach((line, at) => {
    expect(line === unbroken[at], `row ${at + 1}`).toBe(!broken.has(at + 1));
  });
  for (const line of unbroken) expect(partType(line.split(',')[2] ?? '')).toBeDefined();
});

test('refuses to break more rows than there are', () => {
  expect(() => brokenPartsCsv({ rows: 3, broken: 4 })).toThrow(RangeError);
});

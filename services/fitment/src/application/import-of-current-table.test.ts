import type { ImportKind } from '@qipei/import-job';
import { expect, test } from 'vitest';
import { importOfCurrentTable } from './import-of-current-table.ts';

interface Table {
  name: string;
}

test('a batch is applied by the table that it was prepared with, the next one by the next', async () => {
  const applied: string[] = [];
  const made: string[] = [];
  const outcome = { created: 1, updated: 0, unchanged: 0, deleted: 0, errors: [] };
  const kindOf = ({ name }: Table): ImportKind<string> => {
    made.push(name);
    return {
      kind: 'fitments',
      columns: [],
      prepare: async (rows) => `${rows.length} rows by ${name}`,
      apply(prepared) {
        applied.push(`${prepared}, applied by ${name}`);
        return outcome;
      },
    };
  };
  let current: Table = { name: 'January' };
  const kind = importOfCurrentTable(() => current, kindOf);
  const signal = new AbortController().signal;
  const context = { tenant: 'acme', jobId: 'fitments_1', rowsBefore: 0, traceparent: '', signal };
  const first = await kind.prepare([], context);
  const second = await kind.prepare([], context);
  current = { name: 'February' };
  const third = await kind.prepare([], context);
  for (const prepared of [first, second, third]) expect(kind.apply(prepared, context)).toBe(outcome);
  expect(applied).toEqual([
    '0 rows by January, applied by January',
    '0 rows by January, applied by January',
    '0 rows by February, applied by February',
  ]);
  expect(made).toEqual(['January', 'February']);
});

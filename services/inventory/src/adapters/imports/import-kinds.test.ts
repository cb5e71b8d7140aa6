import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvelope } from '@qipei/contracts';
import { systemClock } from '@qipei/kernel';
import { sqliteOutbox } from '@qipei/sqlite';
import { expect, test } from 'vitest';
import { jobId } from '../../application/inventory-store.contract.ts';
import { openSqliteFixture } from '../sqlite/sqlite-inventory.fixture.ts';
import { offerImportKind } from './offer-import-kind.ts';
import { stockImportKind } from './stock-import-kind.ts';

test('what an import changes is told of in its trace', async () => {
  await using opened = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'qipei-inventory-'));
  opened.defer(() => rmSync(folder, { recursive: true }));
  const inventory = opened.use(openSqliteFixture(join(folder, 'inventory.sqlite')));
  const parts = {
    resolve: async (_: string, references: readonly { partNumber: string }[]) =>
      references.map(({ partNumber }) => `part_${partNumber}`),
  };
  const traces = ['1', '2'].map((digit) => `00-${digit.repeat(32)}-b7ad6b7169203331-01`);
  const values = {
    brand: 'B',
    partNumber: '1',
    warehouse: 'north',
    quantity: 3,
    price: '1.50',
    currency: 'CNY',
  };
  for (const [at, kindOf] of [stockImportKind, offerImportKind].entries()) {
    const warehouses = inventory.store.warehouses;
    const kind = kindOf({ importer: inventory, warehouses, parts, clock: systemClock });
    const context = { tenant: 'acme', jobId: jobId(), rowsBefore: 0, traceparent: traces[at] ?? '' };
    const row = { row: 1, line: 2, values: { ...values, action: 'set' } };
    const prepared = await kind.prepare([row], { ...context, signal: new AbortController().signal });
    expect(await kind.apply(prepared, context)).toMatchObject({ created: 1, errors: [] });
  }
  const events = sqliteOutbox(inventory.db).read(10);
  expect(events.map(({ value }) => readEnvelope(value).traceparent)).toEqual(traces);
});

test('an import says which warehouses it has made, and makes none where it is told so', async () => {
  await using opened = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'qipei-inventory-'));
  opened.defer(() => rmSync(folder, { recursive: true }));
  const inventory = opened.use(openSqliteFixture(join(folder, 'inventory.sqlite')));
  const parts = {
    resolve: async (_: string, references: readonly { partNumber: string }[]) =>
      references.map(({ partNumber }) => (partNumber === 'gone' ? undefined : `part_${partNumber}`)),
  };
  const { warehouses } = inventory.store;
  const kind = stockImportKind({ importer: inventory, warehouses, parts, clock: systemClock });
  async function take(
    rows: readonly [partNumber: string, warehouse: string][],
    rowsBefore: number,
    settings = {},
  ) {
    const context = { tenant: 'acme', jobId: jobId(), rowsBefore, traceparent: '', settings };
    const read = rows.map(([partNumber, warehouse], at) => ({
      ...{ row: rowsBefore + at + 1, line: rowsBefore + at + 2 },
      values: { brand: 'B', partNumber, warehouse, quantity: 3 },
    }));
    const prepared = await kind.prepare(read, { ...context, signal: new AbortController().signal });
    return await kind.apply(prepared, context);
  }
  const first = await take(
    [
      ['1', 'north'],
      ['gone', 'south'],
      ['2', 'N0RTH'],
      ['3', 'north'],
    ],
    0,
  );
  expect(first.errors.map(({ row, code }) => [row, code])).toEqual([[2, 'part-unknown']]);
  expect(first.sightings).toEqual([
    { code: 'warehouse-new', value: 'north', row: 1, rows: 2, begins: true },
    { code: 'warehouse-new', value: 'N0RTH', row: 3, rows: 1, begins: true },
  ]);
  // A row that is refused makes none.
  expect((await warehouses('acme')).map(({ warehouseId }) => warehouseId)).toEqual(['N0RTH', 'north']);
  const second = await take([['4', 'north']], 4);
  expect(second.sightings).toEqual([
    { code: 'warehouse-new', value: 'north', row: 5, rows: 1, begins: false },
  ]);
  const refused = await take(
    [
      ['1', 'NORTH'],
      ['1', 'north'],
    ],
    0,
    { newWarehouses: 'refuse' },
  );
  expect(refused).toMatchObject({
    unchanged: 1,
    errors: [{ row: 1, column: 'warehouse', code: 'warehouse-unknown' }],
  });
  expect(await warehouses('acme')).toHaveLength(2);
});

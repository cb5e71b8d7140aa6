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
    const kind = kindOf({ importer: inventory, parts, clock: systemClock });
    const context = { tenant: 'acme', jobId: jobId(), rowsBefore: 0, traceparent: traces[at] ?? '' };
    const row = { row: 1, line: 2, values: { ...values, action: 'set' } };
    const prepared = await kind.prepare([row], { ...context, signal: new AbortController().signal });
    expect(await kind.apply(prepared, context)).toMatchObject({ created: 1, errors: [] });
  }
  const events = sqliteOutbox(inventory.db).read(10);
  expect(events.map(({ value }) => readEnvelope(value).traceparent)).toEqual(traces);
});

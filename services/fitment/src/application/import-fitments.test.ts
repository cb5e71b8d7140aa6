import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvelope } from '@qipei/contracts';
import { systemClock } from '@qipei/kernel';
import { openDatabase, sqliteOutbox } from '@qipei/sqlite';
import { expect, test } from 'vitest';
import { FITMENT_MIGRATIONS } from '../adapters/sqlite/fitment-migrations.ts';
import { sqlitePartFitmentsWriter } from '../adapters/sqlite/sqlite-part-fitments.ts';
import { sqliteUnresolvedFitments } from '../adapters/sqlite/sqlite-unresolved-fitments.ts';
import { fitmentImport } from './import-fitments.ts';
import { rememberingPrivate } from './told-private.ts';

/** A vehicle table of one model. */
const vehicles = {
  years: () => [2003, 2004],
  vehicles: () => [],
  findMake: () => ({ makeId: 'mk1' }),
  findModel: () => ({ modelId: 'md1' }),
};

test('what an import changes is told of in its trace', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'qipei-fitment-'));
  await using opened = new AsyncDisposableStack();
  opened.defer(() => rmSync(folder, { recursive: true }));
  const db = openDatabase({ file: join(folder, 'fitment.sqlite'), migrations: FITMENT_MIGRATIONS });
  opened.defer(() => void db.close());
  const fitments = sqlitePartFitmentsWriter(db, systemClock);
  const kind = fitmentImport({
    vehicles: vehicles as never,
    ...{ fitments, told: rememberingPrivate(fitments) },
    unresolved: sqliteUnresolvedFitments(db),
    clock: systemClock,
    parts: {
      resolve: async (_, references) =>
        references.map(({ partNumber }) => ({ partId: `part_${partNumber}`, own: true, public: true })),
    },
  });
  const vehicle = { make: 'Honda', model: 'Accord', yearFrom: 2003, yearTo: 2004 };
  const engine = { displacementL: '', cylinders: 0, fuel: '', body: '' };
  const rest = { qualifiers: [], note: '', action: 'set', position: '', quantity: 1 };
  const rows = ['W1', 'W2'].map((partNumber, at) => ({
    row: at + 1,
    line: at + 2,
    values: { brand: 'MANN', partNumber, ...vehicle, ...engine, ...rest },
  }));
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const context = { tenant: 'acme', jobId: `fitments_${'1'.repeat(26)}`, rowsBefore: 0, traceparent };
  const prepared = await kind.prepare(rows, { ...context, signal: new AbortController().signal });
  expect(kind.apply(prepared, context)).toMatchObject({ created: 2, errors: [] });
  const events = sqliteOutbox(db).read(10);
  expect(events.map(({ value }) => readEnvelope(value).traceparent)).toEqual([traceparent, traceparent]);
});

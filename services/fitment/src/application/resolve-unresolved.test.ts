import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Row } from '@qipei/interchange';
import { systemClock } from '@qipei/kernel';
import { openDatabase } from '@qipei/sqlite';
import { afterAll, expect, it, vi } from 'vitest';
import { FITMENT_MIGRATIONS } from '../adapters/sqlite/fitment-migrations.ts';
import {
  sqlitePartFitmentsReader,
  sqlitePartFitmentsWriter,
} from '../adapters/sqlite/sqlite-part-fitments.ts';
import { sqliteUnresolvedFitments } from '../adapters/sqlite/sqlite-unresolved-fitments.ts';
import type { PartReference } from '../domain/part-resolver.ts';
import { unknownPartId } from '../domain/unknown-part.ts';
import { fitmentImport } from './import-fitments.ts';
import {
  resolveParts,
  resolveUnknownParts,
  resolveUnresolved,
  resolveWithTable,
  takeBackLeft,
} from './resolve-unresolved.ts';
import { rememberingPrivate } from './told-private.ts';
import { unresolvedRow } from './unresolved-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'qipei-resolve-'));
afterAll(() => rmSync(folder, { recursive: true }));
const { signal } = new AbortController();
const TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

/** A vehicle table that knows these models, each of 2003 and 2004. */
const knowing = (...names: string[]) => ({
  years: () => [2003, 2004],
  vehicles: () => [],
  findMake: (name: string) => (name === 'Honda' ? { makeId: 'mk1' } : undefined),
  findModel: (_: string, name: string) => (names.includes(name) ? { modelId: `md-${name}` } : undefined),
});

function opened(name: string) {
  const db = openDatabase({ file: join(folder, `${name}.sqlite`), migrations: FITMENT_MIGRATIONS });
  const unresolved = sqliteUnresolvedFitments(db);
  const fitments = sqlitePartFitmentsWriter(db, systemClock);
  const reader = sqlitePartFitmentsReader(db);
  /** Numbers of parts that the catalogue doesn't have. */
  const missing = new Set<string>();
  const parts = {
    resolve: async (tenant: string, all: readonly PartReference[]) =>
      all.map(({ partNumber }) =>
        missing.has(partNumber)
          ? undefined
          : { partId: `part_${partNumber}`, own: tenant === 'acme', public: true },
      ),
  };
  const kindOf = (table: ReturnType<typeof knowing>, onlyNew = false) =>
    fitmentImport({
      ...{ vehicles: table as never, fitments, unresolved, told: rememberingPrivate(fitments) },
      ...{ clock: systemClock, onlyNew },
      parts,
    });
  let job = 0;
  return {
    unresolved,
    missing,
    parts,
    kindOf,
    async import(table: ReturnType<typeof knowing>, ...rows: object[]) {
      job += 1;
      const context = { tenant: 'acme', jobId: `fitments_${job}`, rowsBefore: 0, traceparent: TRACE };
      const kind = kindOf(table);
      return await kind.apply(await kind.prepare(rows.map(rowOf), { ...context, signal }), context);
    },
    resolve: (table: ReturnType<typeof knowing>) =>
      resolveUnresolved({ unresolved, kind: kindOf(table, true), signal }),
    /** A row of that job that waits for a vehicle. */
    async keep(source: string, quantity: number) {
      const row = rowOf({ model: 'Future', quantity }, 0);
      const fault = { ...row, column: 'model', code: 'model-unknown', value: '', message: '' };
      const of = { publisher: 'acme', partId: 'part_W1', source, dataSet: '', since: new Date(0) };
      await unresolved.settle('acme', [unresolvedRow(row, fault, of)], () => []);
    },
    async fitments(partId = 'part_W1') {
      const found = (await reader.find('acme', [partId])).get(partId)?.fitments ?? [];
      return found.map(({ selector, quantity, source }) => `${selector.modelId} ${quantity} ${source}`);
    },
    waiting: async () =>
      (await unresolved.list('acme', undefined, 99)).map(({ code, source }) => [code, source]),
    [Symbol.dispose]: () => void db.close(),
  };
}

function rowOf(values: object, at: number): Row {
  const usual = { brand: 'MANN', partNumber: 'W1', make: 'Honda', model: 'Accord', yearFrom: 2003 };
  return { row: at + 1, line: at + 2, values: { ...usual, action: 'set', ...values } as Row['values'] };
}

it('keeps rows of unknown vehicles beside their errors, and takes them in when the table knows them', async () => {
  using store = opened('kept');
  const outcome = await store.import(
    knowing('Accord'),
    { model: 'Accord' },
    { model: 'Future', quantity: 2, qualifiers: ['带涡轮'] },
    { make: 'Nobody', model: 'Future' },
    { model: 'Accord', yearFrom: 1950 },
    { model: 'Accord', yearFrom: 2005, yearTo: 2004 },
  );
  expect(outcome).toMatchObject({ created: 1 });
  expect(outcome.errors.map(({ code }) => code)).toEqual([
    'model-unknown',
    'make-unknown',
    'vehicle-unknown',
    'out-of-range',
  ]);
  // What no vehicle table can mend isn't waited for.
  const three = [
    ['make-unknown', 'fitments_1#3'],
    ['model-unknown', 'fitments_1#2'],
    ['vehicle-unknown', 'fitments_1#4'],
  ];
  expect((await store.waiting()).sort()).toEqual(three);
  expect(await store.resolve(knowing('Accord'))).toBe(0);
  expect((await store.waiting()).sort()).toEqual(three);
  expect(await store.resolve(knowing('Accord', 'Future'))).toBe(1);
  expect(await store.fitments()).toEqual(['md-Accord 1 fitments_1#1', 'md-Future 2 fitments_1#2']);
  expect((await store.waiting()).sort()).toEqual([three[0], three[2]]);
  expect(await store.resolve(knowing('Accord', 'Future'))).toBe(0);
});

it('forgets a row that a later import resolves or deletes, and overwrites nothing with an older one', async () => {
  using store = opened('later');
  await store.import(knowing(), { model: 'Future', quantity: 2 }, { model: 'Gone' });
  await store.import(knowing(), { model: 'Future', quantity: 3 }, { model: 'Gone', action: 'delete' });
  expect(await store.waiting()).toEqual([['model-unknown', 'fitments_2#1']]);
  await store.import(knowing('Future'), { model: 'Future', quantity: 4 });
  expect([await store.waiting(), await store.fitments()]).toEqual([[], ['md-Future 4 fitments_3#1']]);
  // As if they had been written under a name that only a later table knows to be the same model.
  await store.keep('fitments_3#2', 5);
  expect(await store.resolve(knowing('Future'))).toBe(1);
  expect([await store.waiting(), await store.fitments()]).toEqual([[], ['md-Future 4 fitments_3#1']]);
  // What was said later counts, also where it waited.
  await store.keep('fitments_4#1', 6);
  expect(await store.resolve(knowing('Future'))).toBe(1);
  expect([await store.waiting(), await store.fitments()]).toEqual([[], ['md-Future 6 fitments_4#1']]);
});

it('keeps rows of unknown parts, and takes them in when the part comes, or comes again', async () => {
  using store = opened('parts');
  store.missing.add('W1').add('W9');
  const outcome = await store.import(
    knowing('Accord'),
    { model: 'Accord' },
    { model: 'Accord', partNumber: 'W1', qualifiers: ['带涡轮'], position: 'front' },
    { model: 'Future' },
    { model: 'Accord', partNumber: 'W9' },
    { model: 'Accord', yearFrom: 2005, yearTo: 2004 },
    { model: 'Accord', partNumber: 'W2' },
  );
  expect(outcome).toMatchObject({ created: 1 });
  expect(outcome.errors.map(({ code }) => code).sort()).toEqual([
    ...['model-unknown', 'out-of-range'],
    ...Array<string>(5).fill('part-unknown'),
  ]);
  expect(await store.waiting()).toHaveLength(4);
  const w1 = unknownPartId({ brand: 'mann', partNumber: 'w-1' });
  const resolving = { unresolved: store.unresolved, kind: store.kindOf(knowing('Accord'), true), signal };
  // A sweep finds nothing; what is told of another part changes nothing.
  await resolveUnknownParts({ ...resolving, parts: store.parts });
  await resolveParts('acme', [unknownPartId({ brand: 'MANN', partNumber: 'W77' })], resolving);
  expect(await store.waiting()).toHaveLength(4);
  store.missing.delete('W1');
  await resolveParts('acme', [w1], resolving);
  expect((await store.fitments()).sort()).toEqual(['md-Accord 1 fitments_1#1', 'md-Accord 1 fitments_1#2']);
  // One waits for its vehicle now, by its part.
  expect((await store.waiting()).sort()).toEqual([
    ['model-unknown', 'fitments_1#3'],
    ['part-unknown', 'fitments_1#4'],
  ]);
  expect((await store.unresolved.ofParts('acme', ['part_W1'])).map(({ code }) => code)).toEqual([
    'model-unknown',
  ]);
  // Withdrawn: rows that come meanwhile wait for it, and those that are there stay.
  store.missing.add('W1');
  await store.import(knowing('Accord', 'Future'), { model: 'Future' }, { model: 'Accord', quantity: 7 });
  await store.import(knowing('Accord', 'Future'), { model: 'Accord', quantity: 8 });
  await store.import(knowing('Accord', 'Future'), { model: 'Accord', position: 'rear' });
  await store.import(knowing('Accord', 'Future'), { model: 'Accord', position: 'rear', action: 'delete' });
  expect(await store.waiting()).toHaveLength(4);
  store.missing.clear();
  await resolveUnknownParts({
    ...resolving,
    kind: store.kindOf(knowing('Accord', 'Future')),
    parts: store.parts,
  });
  expect((await store.waiting()).sort()).toEqual([]);
  expect((await store.fitments()).sort()).toEqual([
    'md-Accord 1 fitments_1#2',
    'md-Accord 8 fitments_3#1',
    'md-Future 1 fitments_2#1',
  ]);
});

it('takes in thousands in pages, and what is anyone’s only as that one', async () => {
  using store = opened('many');
  const rows = Array.from({ length: 2_500 }, (_, at) => ({
    model: 'Future',
    partNumber: `W${at}`,
    quantity: 1,
  }));
  await store.import(knowing(), ...rows);
  expect(await store.unresolved.count('acme')).toBe(2_500);
  expect(await store.resolve(knowing('Future'))).toBe(2_500);
  expect(await store.fitments('part_W2499')).toEqual(['md-Future 1 fitments_1#2500']);
});

it('looks at the start, at every new table and when it is woken, one at a time, and again after a failure', async () => {
  let table = 1;
  const seen: number[] = [];
  const failures: unknown[] = [];
  const resolver = resolveWithTable({
    current: () => table,
    everyMs: 5,
    onError: (error) => failures.push(error),
    async resolve() {
      seen.push(table);
      if (seen.length === 1) throw new Error('the catalogue is away');
    },
  });
  await vi.waitUntil(() => seen.length === 2, 30_000);
  table = 2;
  await vi.waitUntil(() => seen.length === 3, 30_000);
  resolver.wake();
  await vi.waitUntil(() => seen.length === 4, 30_000);
  await resolver[Symbol.asyncDispose]();
  table = 3;
  resolver.wake();
  expect([seen, failures.length]).toEqual([[1, 1, 2, 2], 1]);
});

it('takes back what is left of others where it fails for one publisher', async () => {
  const taken: string[] = [];
  const kind = {
    prepare: async (_: unknown, { tenant }: { tenant: string }) => {
      if (tenant === 'acme') throw new Error('away');
      return tenant;
    },
    apply: (tenant: string) => void taken.push(tenant),
  };
  const unresolved = { publishersOfLeft: async () => ['acme', 'globex'], partsOfLeft: async () => [] };
  const left = takeBackLeft({ unresolved: unresolved as never, kind: kind as never, signal });
  await expect(left).rejects.toMatchObject({ errors: [new Error('away')] });
  expect(taken).toEqual(['globex']);
});

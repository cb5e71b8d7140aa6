import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvelope, TOPICS } from '@qipei/contracts';
import { newId, systemClock } from '@qipei/kernel';
import { openMongo } from '@qipei/mongo';
import { type MongoServer, startMongo } from '@qipei/testing/mongo-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fitmentImport } from '../../application/import-fitments.ts';
import { rememberingPrivate } from '../../application/told-private.ts';
import {
  batch,
  deciding,
  PART_FITMENTS_CONTRACT,
  set,
} from '../../domain/part-fitments-repository.contract.ts';
import type { SharedParts } from '../../domain/shared-parts.ts';
import { openMongoFitments } from './open-mongo-fitments.ts';

let folder: string;
let server: MongoServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-fitment-mongo-'));
  server = await startMongo({ folder });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const open = (storage: string, sharedParts?: SharedParts) =>
  openMongoFitments(`${server.url}/${storage}`, {
    ...{ clock: systemClock, upload: {}, onCommit: () => {} },
    ...(sharedParts !== undefined && { sharedParts }),
  });

test.each(Object.entries(PART_FITMENTS_CONTRACT))('MongoDB %s', async (_, holds) => {
  await holds(async (storage, sharedParts) => {
    const store = await open(storage, sharedParts);
    return {
      ...store,
      events: async () =>
        (await store.outbox.read(100)).map(({ key, type, value, topic }) => {
          const { tenant, payload, aggregateId } = readEnvelope(value);
          expect([topic, aggregateId]).toEqual([TOPICS.fitmentPart, key]);
          return { key, type, tenant, payload: Buffer.from(payload).toString() };
        }),
      [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
    };
  }, assert);
});

/** A vehicle table of one model, and a catalogue that knows every number as a part of the asking tenant. */
const vehicles = {
  years: () => [2003, 2004],
  vehicles: () => [],
  findMake: () => ({ makeId: 'mk1' }),
  findModel: () => ({ modelId: 'md1' }),
};
const parts = {
  resolve: async (_: string, references: readonly { partNumber: string }[]) =>
    references.map(({ partNumber }) => ({ partId: `part_${partNumber}`, own: true, public: true })),
};

function rowsOf(count: number, from = 0) {
  return Array.from({ length: count }, (_, at) => ({
    row: from + at + 1,
    line: from + at + 2,
    values: {
      ...{
        brand: 'MANN',
        partNumber: `W${at % 7}`,
        make: 'Honda',
        model: 'Accord',
        yearFrom: 2003,
        yearTo: 2004,
      },
      ...{ displacementL: '', cylinders: 0, fuel: '', body: '', qualifiers: [], note: '', action: 'set' },
      position: `position ${at % 5}`,
      quantity: (at % 3) + 1,
    },
  }));
}

const TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

test('a batch that comes again counts what it counted, and writes and tells nothing twice', async () => {
  await using store = await open(randomUUID());
  const { writer: fitments, unresolved } = store;
  const kind = fitmentImport({
    ...{ parts, vehicles: vehicles as never, fitments, unresolved, clock: systemClock },
    told: rememberingPrivate(store.visibility),
  });
  const context = { tenant: 'acme', jobId: newId('fitments'), rowsBefore: 0, traceparent: TRACE };
  const { signal } = new AbortController();
  const partIds = Array.from({ length: 7 }, (_, i) => `part_W${i}`);
  const all = await kind.prepare(rowsOf(100), { ...context, signal });
  // As it is when the process was killed when it had written some of the parts.
  const someRows = rowsOf(100).filter((_, at) => at % 7 < 3);
  const some = await kind.apply(await kind.prepare(someRows, { ...context, signal }), context);
  expect(some).toMatchObject({ created: 15, updated: 29, unchanged: 0 });
  const before = await store.reader.find('acme', partIds);
  const whole = await kind.apply(all, context);
  expect(whole).toMatchObject({ created: 35, updated: 65, unchanged: 0 });
  const after = await store.reader.find('acme', partIds);
  expect([...after.keys()].sort()).toEqual(partIds);
  for (const [partId, found] of before) expect(after.get(partId)).toEqual(found);
  expect(await kind.apply(all, context)).toEqual(whole);
  expect(await store.reader.find('acme', partIds)).toEqual(after);
  const waiting = await store.outbox.read(100);
  expect(waiting.map(({ value }) => readEnvelope(value).traceparent)).toEqual(Array(7).fill(TRACE));
  // Told by another job the same rows change nothing.
  const next = { ...context, jobId: newId('fitments') };
  const again = rowsOf(100).slice(-35);
  expect(await kind.apply(await kind.prepare(again, { ...next, signal }), next)).toMatchObject({
    unchanged: 35,
  });
});

test('two runners with the same batch at the same moment write it once, and count the same', async () => {
  const storage = randomUUID();
  await using one = await open(storage);
  await using two = await open(storage);
  for (let round = 0; round < 10; round += 1) {
    const context = { tenant: 'acme', jobId: newId('fitments'), rowsBefore: 0, traceparent: TRACE };
    const outcomes = await Promise.all(
      [one, two].map(async ({ writer: fitments, unresolved, visibility }) => {
        const kind = fitmentImport({
          ...{ parts, vehicles: vehicles as never, fitments, unresolved, clock: systemClock },
          told: rememberingPrivate(visibility),
        });
        const rows = rowsOf(30).map((row) => ({ ...row, values: { ...row.values, quantity: round + 1 } }));
        const { signal } = new AbortController();
        return kind.apply(await kind.prepare(rows, { ...context, signal }), context);
      }),
    );
    expect(outcomes[0]).toEqual(outcomes[1]);
    expect(outcomes[0]?.[round === 0 ? 'created' : 'updated']).toBe(30);
    const found = await one.reader.find('acme', ['part_W0', 'part_W6']);
    expect([...found.values()].map(({ version }) => version)).toEqual([round + 1, round + 1]);
    expect(await one.outbox.length()).toBe(7);
    await one.outbox.remove((await one.outbox.read(100)).map(({ sequence }) => sequence));
  }
});

test('a visibility that is told of while fitments change is not overwritten', async () => {
  await using store = await open(randomUUID());
  for (let round = 1; round <= 20; round += 1) {
    const jobId = newId('fitments');
    const hidden = { publisher: 'acme', partId: 'p1', public: round % 2 === 0, partVersion: round };
    await Promise.all([
      store.writer.change({ ...batch, jobId }, ['p1'], deciding([set('a', round)], true)),
      store.visibility.setVisibility([hidden]),
    ]);
    await store.visibility.setVisibility([hidden]);
    expect((await store.reader.find('acme', ['p1'])).get('p1')).toMatchObject({
      ...{ version: round, partVersion: round, public: round % 2 === 0 },
    });
    // The relay's work: a document holds no more than some events.
    await store.outbox.remove((await store.outbox.read(100)).map(({ sequence }) => sequence));
  }
});

test('while the log takes no events the changes of a part have to wait', async () => {
  await using store = await open(randomUUID());
  const change = (quantity: number) =>
    store.writer.change({ ...batch, jobId: newId('fitments') }, ['p1'], deciding([set('a', quantity)]));
  for (let quantity = 1; quantity <= 8; quantity += 1) await change(quantity);
  await expect(change(9)).rejects.toMatchObject({ code: 'outbox-full', kind: 'unavailable' });
  await store.outbox.remove((await store.outbox.read(100)).map(({ sequence }) => sequence));
  await change(9);
});

test('has the declared indexes and no others', async () => {
  const storage = randomUUID();
  await using _ = await open(storage);
  const connection = await openMongo({ url: server.url, database: `${storage}-fitment` });
  const indexes = await connection.collection('part_fitments').indexes();
  await connection.close();
  expect(indexes.map(({ name }) => name).sort()).toEqual([
    '_id_',
    'locked',
    'of-publisher',
    'outbox-since',
    'replaced',
  ]);
});

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@qipei/kernel';
import { databaseName, migrateMongo, openMongo } from '@qipei/mongo';
import { type MongoServer, startMongo } from '@qipei/testing/mongo-server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { UNRESOLVED_CONTRACT, unresolvedRow } from '../../domain/unresolved-fitments.contract.ts';
import type { UnresolvedFitment } from '../../domain/unresolved-fitments.ts';
import { UNRESOLVED_MONGO_MIGRATION } from './mongo-unresolved-fitments.ts';
import { openMongoFitments } from './open-mongo-fitments.ts';

const folder = mkdtempSync(join(tmpdir(), 'qipei-unresolved-'));
let server: MongoServer;
beforeAll(async () => {
  server = await startMongo({ folder });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const open = (storage: string) =>
  openMongoFitments(`${server.url}/unresolved-${storage}`, {
    ...{ clock: systemClock, upload: {}, onCommit: () => {} },
  });

it.each(Object.entries(UNRESOLVED_CONTRACT))('MongoDB %s', async (_, holds) => {
  await holds(open, assert);
});

it('takes over rows of before, which were documents of their own, also those that come late', async () => {
  const url = `${server.url}/unresolved-before`;
  const connection = await openMongo({ url, database: databaseName(url, 'fitment') });
  await migrateMongo(connection, [UNRESOLVED_MONGO_MIGRATION]);
  const before = connection.collection<{ _id: string }>('unresolved_fitments');
  const rows = Array.from({ length: 1_700 }, (_, at): UnresolvedFitment => {
    const publisher = at % 3 === 0 ? 'globex' : 'acme';
    const row = unresolvedRow(`p${at % 250}`, `k${String(at).padStart(4, '0')}`, publisher);
    return { ...row, dataSet: at % 2 === 0 ? 'second' : '' };
  });
  const inOrder = (a: UnresolvedFitment, b: UnresolvedFitment) => (a.key < b.key ? -1 : 1);
  // Another start finds them taken over; then some come late, which are of parts that have others.
  for (const [from, to] of [
    [0, 1_500],
    [1_500, 1_500],
    [1_500, 1_700],
  ] as const) {
    const some = rows.slice(from, to).map(({ cells, dataSet, ...row }) => ({
      ...{ _id: `${row.publisher}/${row.partId}/${row.key}`, ...row, cells: JSON.stringify(cells) },
      ...(dataSet !== '' && { dataSet }),
    }));
    if (some.length > 0) await before.insertMany(some);
    await using opened = await open('before');
    for (const publisher of ['acme', 'globex']) {
      const own = rows.slice(0, to).filter((row) => row.publisher === publisher);
      const found = await opened.unresolved.list(publisher, undefined, 9_999);
      expect(found.toSorted(inOrder)).toEqual(own.toSorted(inOrder));
    }
    expect(await before.countDocuments()).toBe(0);
  }
  await connection.close();
});

it('takes over while it runs what a replica of the version before adds, but nothing that has been said anew', async () => {
  const url = `${server.url}/unresolved-late`;
  await using opened = await openMongoFitments(url, {
    ...{ clock: systemClock, upload: {}, onCommit: () => {}, takeOverMs: 20 },
  });
  const newer = unresolvedRow('p1', 'k1');
  await opened.unresolved.settle('acme', [newer], () => []);
  const connection = await openMongo({ url, database: databaseName(url, 'fitment') });
  const before = connection.collection<{ _id: string }>('unresolved_fitments');
  const late = unresolvedRow('p1', 'k2');
  const old = [late, { ...newer, source: 'old#1', cells: { make: 'Old' } }];
  await before.insertMany(
    old.map(({ cells, ...row }) => ({
      ...{ _id: `acme/${row.partId}/${row.key}`, ...row, cells: JSON.stringify(cells) },
    })),
  );
  await expect.poll(() => before.countDocuments()).toBe(0);
  expect(await opened.unresolved.list('acme', undefined, 9)).toEqual([newer, late]);
  await connection.close();
});

it('keeps very many rows of one part, and says where there are too many', async () => {
  await using opened = await open('many');
  const rows = (count: number, cell: () => string) =>
    Array.from({ length: count }, (_, at) => ({
      ...unresolvedRow('unknown_a', `k${String(at).padStart(6, '0')}`),
      cells: {
        make: cell(),
        model: `model ${at}`,
        note: 'an application that waits for its part '.repeat(4),
      },
    }));
  const many = rows(60_000, () => 'Honda');
  await opened.unresolved.settle('acme', many, () => []);
  expect(await opened.unresolved.count('acme')).toBe(60_000);
  const last = await opened.unresolved.list('acme', many.at(-3), 9);
  expect(last).toEqual(many.slice(-2));
  const noise = () => Array.from({ length: 40 }, () => Math.random().toString(36).slice(2)).join('');
  await expect(opened.unresolved.settle('acme', rows(12_000, noise), () => [])).rejects.toMatchObject({
    code: 'part-too-large',
  });
  expect(await opened.unresolved.count('acme')).toBe(60_000);
});

it('leaves out what doesn’t fit of one part, and nothing of another, and nothing that waited before', async () => {
  await using opened = await open('full');
  const { unresolved } = opened;
  const noise = () => randomBytes(1_100).toString('base64');
  const rows = (partId: string, from: number, count: number) =>
    Array.from({ length: count }, (_, at) => ({
      ...unresolvedRow(partId, `k${String(from + at).padStart(6, '0')}`),
      ...{ source: `fitments_b#${from + at}`, cells: { model: noise() } },
    }));
  const before = rows('p1', 0, 600);
  expect(await unresolved.settleWhatFits('acme', before, () => [])).toEqual([]);
  const more = [...rows('p1', 600, 4_000), ...rows('p2', 0, 10)];
  const resolved = () => [{ partId: 'p1', key: before[0]?.key ?? '' }];
  const refused = await unresolved.settleWhatFits('acme', more, resolved);
  expect(refused.length).toBeGreaterThan(500);
  expect(refused.length).toBeLessThan(4_000);
  // The first of them fit, in the order of the file.
  const fitting = more.slice(0, 4_000 - refused.length);
  expect(refused).toEqual(more.slice(fitting.length, 4_000));
  expect(await unresolved.list('acme', undefined, 20_000)).toEqual([
    ...before.slice(1),
    ...fitting,
    ...more.slice(4_000),
  ]);
  expect(await unresolved.settleWhatFits('acme', more, resolved)).toEqual(refused);
  // What is new of a part that is full is refused; what waits of it may still be another, and makes place when it goes.
  const newer = rows('p1', 9_000, 10);
  expect(await unresolved.settleWhatFits('acme', newer, () => [])).toEqual(newer);
  const said = { ...(before[1] as UnresolvedFitment), source: 'fitments_c#1' };
  expect(await unresolved.settleWhatFits('acme', [said], () => [])).toEqual([]);
  expect((await unresolved.list('acme', undefined, 1))[0]?.source).toBe('fitments_c#1');
  const gone = before.slice(300).map(({ partId, key }) => ({ partId, key }));
  expect(await unresolved.settleWhatFits('acme', newer, () => gone)).toEqual([]);
  await using again = await open('full');
  expect(await again.unresolved.settleWhatFits('acme', newer, () => [])).toEqual([]);
});

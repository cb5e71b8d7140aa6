import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type MongoServer, startMongo } from '@qipei/testing/mongo-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BRAND_NAMES_CONTRACT } from '../../domain/brand-names.contract.ts';
import { HELD_GRANTS_CONTRACT } from '../../domain/held-grants.contract.ts';
import { openMongoSearch } from './open-mongo-search.ts';

let folder: string;
let server: MongoServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-search-mongo-'));
  server = await startMongo({ folder });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

test.each(Object.entries(BRAND_NAMES_CONTRACT))('MongoDB %s', async (_, holds) => {
  await holds((storage) => openMongoSearch(`${server.url}/${storage}`), assert);
});

test.each(Object.entries(HELD_GRANTS_CONTRACT))('MongoDB grants: %s', async (_, holds) => {
  await holds((storage, clock) => openMongoSearch(`${server.url}/g-${storage}`, clock), assert);
});

test('only one replica at a time has its turn, and each has it', async () => {
  await using one = await openMongoSearch(`${server.url}/turns`);
  await using two = await openMongoSearch(`${server.url}/turns`);
  const locks = [one, two, one].map((each) => each.writerLock({ index: 'parts' }));
  let inside = 0;
  const turns = Array.from({ length: 30 }, (_, i) =>
    locks[i % 3]?.exclusive(async (held) => {
      inside += 1;
      expect(inside).toBe(1);
      await pause(2);
      held();
      inside -= 1;
      if (i % 7 === 0) throw new Error('failed work gives its turn back');
      return i;
    }),
  );
  const done = await Promise.allSettled(turns);
  expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(25);
});

test('the turn of a replica that is gone is taken over when its lease is over', async () => {
  const one = await openMongoSearch(`${server.url}/gone`);
  await using two = await openMongoSearch(`${server.url}/gone`);
  const options = { index: 'parts', leaseMs: 600, marginMs: 200 };
  const taken = Promise.withResolvers<void>();
  const over = Promise.withResolvers<void>();
  const stuck = one.writerLock(options).exclusive(async (held) => {
    held();
    await one[Symbol.asyncDispose]();
    taken.resolve();
    await over.promise;
    expect(held).toThrow(expect.objectContaining({ code: 'writer-lease-lost' }));
  });
  await taken.promise;
  await two.writerLock(options).exclusive(async (held) => {
    held();
    over.resolve();
    await stuck;
    await pause(300);
    held();
  });
});

test('a lease is kept up while the work lasts', async () => {
  await using one = await openMongoSearch(`${server.url}/kept`);
  await using two = await openMongoSearch(`${server.url}/kept`);
  const options = { index: 'parts', leaseMs: 1_200, marginMs: 300 };
  const order: string[] = [];
  const first = one.writerLock(options).exclusive(async (held) => {
    await pause(2_000);
    held();
    order.push('first');
  });
  await pause(50);
  await two.writerLock(options).exclusive(async () => void order.push('second'));
  await first;
  expect(order).toEqual(['first', 'second']);
});

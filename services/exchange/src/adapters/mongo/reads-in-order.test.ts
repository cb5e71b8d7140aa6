import { startScriptedMongo } from '@qipei/testing/scripted-mongo';
import { mongo } from 'mongoose';
import { expect, test } from 'vitest';
import { partSaved, testClock } from '../../application/exchange-contract.fixture.ts';
import { openMongoExchange } from './open-mongo-exchange.ts';

const { Long, Timestamp } = mongo.BSON;
const PAGE = { tenant: 's1', types: ['parts'], after: 0, began: 0, limit: 10 } as const;

/** A primary over whose feed time goes on with each answer. */
async function openFeed() {
  let time = 0;
  let headReadAt = 0;
  const head = {
    ...{ _id: 'head', storeId: '00112233445566ff', block: 3, sequence: 1, generation: 'g' },
    ...{ at: new Date(0), grantsAt: new Date(0) },
  };
  const entity = {
    ...{ _id: '1 a', publisher: 'p1', brandId: 'b', isPublic: true, gone: false, version: 1, block: 2 },
    ...{ eventType: '', bytes: 1, data: Buffer.from('a') },
    views: { Kg: { audience: '*', sequence: 1, gone: false } },
  };
  const change = {
    ...{ _id: '1 * a', audience: '*', type: 1, sequence: 1, gone: false, id: 'a', publisher: 'p1' },
    ...{ version: 1, at: new Date(0), bytes: 1, block: 2 },
  };
  const documents: Record<string, object[]> = { feed_head: [head], entity: [entity], change: [change] };
  const answer = (command: Record<string, unknown>) => {
    time += 1;
    const now = new Timestamp({ t: time, i: 1 });
    const signature = { hash: Buffer.alloc(20), keyId: Long.fromNumber(0) };
    const times = { operationTime: now, $clusterTime: { clusterTime: now, signature }, ok: 1 };
    if ('find' in command) {
      if (command.find === 'feed_head') headReadAt = time;
      const isGone = (command.filter as { gone?: boolean }).gone === true;
      const firstBatch = isGone ? [] : (documents[String(command.find)] ?? []);
      return { ...times, cursor: { id: Long.fromNumber(0), ns: `x.${command.find}`, firstBatch } };
    }
    return { ...times, n: 1, nModified: 1, value: head };
  };
  const server = await startScriptedMongo({ bson: mongo.BSON, answer });
  const exchange = await openMongoExchange(server.url, { clock: testClock() });
  server.commands.length = 0;
  const finds = () => server.commands.filter((command) => 'find' in command) as unknown as Find[];
  return {
    ...{ ...exchange, server, finds, headReadAt: () => headReadAt },
    async [Symbol.asyncDispose]() {
      await exchange[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

interface Find {
  find: string;
  lsid: { id: mongo.BSON.UUID };
  readConcern: { level: string; afterClusterTime?: mongo.BSON.Timestamp };
}

/** Seconds of the time that a read waits for. */
const waitsFor = ({ readConcern }: Find) => readConcern.afterClusterTime?.getHighBits();

test('a page is read in one session, each read of what those before it have seen', async () => {
  await using opened = await openFeed();
  const { entries } = await opened.feed.page(PAGE);
  expect(entries.map(({ id }) => id)).toEqual(['a']);
  const finds = opened.finds();
  expect(finds.map(({ find }) => find)).toEqual(['feed_head', 'change', 'change', 'opening', 'entity']);
  expect(new Set(finds.map(({ lsid }) => lsid.id.toString())).size).toBe(1);
  for (const { readConcern } of finds) expect(readConcern.level).toBe('majority');
  const [head, ...others] = finds.map(waitsFor);
  expect(head).toBeUndefined();
  // Whoever answers has to have what the head was read of; the entities what their places were read of.
  const read = opened.headReadAt();
  for (const time of others) expect(time).toBeGreaterThanOrEqual(read);
  expect(others.at(-1)).toBeGreaterThan(read);
});

test('what a block is made of is read so, too', async () => {
  await using opened = await openFeed();
  await opened.writer.apply([partSaved('a', 1)]);
  const finds = opened.finds();
  expect(finds.map(({ find }) => find).slice(0, 2)).toEqual(['feed_head', 'entity']);
  expect(new Set(finds.map(({ lsid }) => lsid.id.toString())).size).toBe(1);
  const [, ...behind] = finds.map(waitsFor);
  for (const time of behind) expect(time).toBeGreaterThanOrEqual(opened.headReadAt());
});

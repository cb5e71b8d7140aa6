import { startScriptedMongo } from '@qipei/testing/scripted-mongo';
import { type Model, mongo } from 'mongoose';
import { expect, test } from 'vitest';
import { type Connection, openMongo } from './connection.ts';
import { DatabaseUnavailable, isDuplicateKey, withDatabaseErrors } from './errors.ts';
import { type Ledger, ledgerEvent, ledgerModel } from './ledger.fixture.ts';
import { migrateMongo } from './migrations.ts';
import { newOutbox } from './outbox-schema.ts';
import { writeVersioned } from './versioned-write.ts';
import { insertMissing } from './whole-collections.ts';

const DONE = { ok: 1, n: 1, nModified: 1, value: { _id: 'a' } };
const WRITES = ['insert', 'update', 'delete', 'findAndModify'];
const ledger = (_id: string) => ({ _id, total: 0, version: 1, outbox: newOutbox([]) });

async function open(answer: Parameters<typeof startScriptedMongo>[0]['answer'], operationMs?: number) {
  await using opened = new AsyncDisposableStack();
  const server = opened.use(await startScriptedMongo({ bson: mongo.BSON, answer }));
  const limit = operationMs === undefined ? {} : { operationMs };
  const connection = await openMongo({ url: server.url, database: 'bounded', ...limit });
  opened.defer(() => connection.close());
  const resources = opened.move();
  const writes = () => server.commands.filter((command) => WRITES.some((name) => name in command));
  return { server, connection, writes, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}

/** Everything by which services write. */
const WAYS: Record<string, (model: Model<Ledger>, connection: Connection) => Promise<unknown>> = {
  create: (model) => model.create(ledger('a')),
  insertMany: (model) => model.insertMany([ledger('a')]),
  updateOne: (model) => model.updateOne({ _id: 'a' }, { $set: { total: 1 } }),
  updateMany: (model) => model.updateMany({}, { $set: { total: 1 } }),
  deleteOne: (model) => model.deleteOne({ _id: 'a' }),
  deleteMany: (model) => model.deleteMany({}),
  findOneAndUpdate: (model) => model.findOneAndUpdate({ _id: 'a' }, { $set: { total: 1 } }).lean(),
  findOneAndDelete: (model) => model.findOneAndDelete({ _id: 'a' }).lean(),
  'a bulk write': (model) =>
    model.bulkWrite([
      { insertOne: { document: ledger('a') } },
      { updateOne: { filter: { _id: 'a' }, update: { $set: { total: 1 } } } },
      { deleteOne: { filter: { _id: 'a' } } },
    ]),
  'a versioned write': (model) =>
    writeVersioned(model, { _id: 'a' }, 1, { set: { total: 1 }, events: [ledgerEvent('a', 'e')] }),
  'what is missing': (model) => insertMissing(model, [ledger('a')]),
  'the driver itself': (_, { db }) => db?.collection('raw').insertOne({}) ?? Promise.reject(),
  GridFS: async (_, { db }) => {
    const bucket = new mongo.GridFSBucket(db as mongo.Db, { bucketName: 'files' });
    const file = bucket.openUploadStream('f');
    await new Promise((done, failed) => file.on('error', failed).on('finish', done).end('text'));
  },
};

test.each(Object.entries(WAYS))('%s tells the server when to give up', async (_, write) => {
  await using opened = await open((command) => ('find' in command ? NOTHING_FOUND : DONE));
  const { connection, writes } = opened;
  await write(ledgerModel(connection), connection);
  expect(writes()).not.toEqual([]);
  for (const command of writes())
    expect(command).toMatchObject({ maxTimeMS: 8_000, writeConcern: { w: 'majority', wtimeout: 8_000 } });
});

const NOTHING_FOUND = { ok: 1, cursor: { id: mongo.Long.ZERO, ns: 'bounded.x', firstBatch: [] } };

test('a write keeps a time of its own', async () => {
  await using opened = await open(() => DONE);
  await ledgerModel(opened.connection).deleteMany({}, { maxTimeMS: 60_000 });
  expect(opened.writes()).toMatchObject([{ maxTimeMS: 60_000 }]);
});

const CUT_OFF = { ok: 0, code: 50, codeName: 'MaxTimeMSExpired', errmsg: 'time' };

/** Ends no write to all at once, and finds 1,200 documents. */
function slowWithMany(command: Record<string, unknown>) {
  const documents = Array.from({ length: 1_200 }, (_, at) => ({ _id: `d${at}` }));
  if ('find' in command)
    return { ok: 1, cursor: { id: mongo.Long.ZERO, ns: 'bounded.ledger', firstBatch: documents } };
  const [write] = (command.deletes ?? command.updates ?? []) as { q: Record<string, unknown> }[];
  const ids = idsOf(write);
  return ids === undefined ? CUT_OFF : { ok: 1, n: ids.length, nModified: ids.length };
}

function idsOf(write: { q: Record<string, unknown> } | undefined): string[] | undefined {
  const [, page] = (write?.q.$and ?? []) as { _id: { $in: string[] } }[];
  return page?._id.$in;
}

test.each([
  ['deleteMany', (model: Model<Ledger>) => model.deleteMany({ total: 1 }), { deletedCount: 1_200 }],
  [
    'updateMany',
    (model: Model<Ledger>) => model.updateMany({ total: 1 }, { $set: { total: 2 } }),
    { modifiedCount: 1_200 },
  ],
])('a %s that the server cuts off is gone on with in pages', async (_, write, counts) => {
  await using opened = await open(slowWithMany, 100);
  expect(await write(ledgerModel(opened.connection))).toMatchObject(counts);
  const pages = opened.writes().map(({ deletes, updates }) => {
    const [one] = (deletes ?? updates) as { q: Record<string, unknown> }[];
    return idsOf(one)?.length;
  });
  expect(pages).toEqual([undefined, 500, 500, 200]);
  for (const command of opened.writes()) expect(command).toMatchObject({ maxTimeMS: 100 });
});

test('an update that isn’t the same when it is done twice is cut off, and so says', async () => {
  await using opened = await open(slowWithMany, 100);
  const { write } = withDatabaseErrors({
    write: () =>
      ledgerModel(opened.connection)
        .updateMany({}, { $inc: { total: 1 } })
        .exec(),
  });
  await expect(write()).rejects.toBeInstanceOf(DatabaseUnavailable);
});

test('a migration has the time that it takes', async () => {
  const late = new Set<string>();
  await using opened = await open((command) => {
    if ('find' in command) return NOTHING_FOUND;
    if (command.update !== 'all' && command.createIndexes !== 'all') return DONE;
    late.add('update' in command ? 'update' : 'createIndexes');
    // Longer than any other operation of this connection would be waited for.
    return new Promise((answer) => setTimeout(() => answer(DONE), 2_400));
  }, 100);
  await migrateMongo(opened.connection, [
    {
      id: '001-all',
      async up(db) {
        await Promise.all([
          db.collection('all').updateMany({}, { $set: { a: 1 } }),
          db.collection('all').createIndexes([{ name: 'a', key: { a: 1 } }]),
        ]);
      },
    },
  ]);
  expect([...late].sort()).toEqual(['createIndexes', 'update']);
  const asked = opened.server.commands.filter((command) => command.update === 'all');
  expect(asked).toHaveLength(1);
  expect(asked[0]).not.toHaveProperty('maxTimeMS');
});

test('a write that is never answered ends, and may have been done', async () => {
  await using opened = await open((command) => ('update' in command ? undefined : DONE), 100);
  const model = ledgerModel(opened.connection);
  const { write } = withDatabaseErrors({ write: () => model.updateOne({ _id: 'a' }, { total: 1 }).exec() });
  await expect(write()).rejects.toBeInstanceOf(DatabaseUnavailable);
  // Asked once more, as the same write to the server: it is done once.
  const asked = opened.writes().map(({ lsid, txnNumber }) => JSON.stringify([lsid, txnNumber]));
  expect(asked).toHaveLength(2);
  expect(new Set(asked).size).toBe(1);
});

test.each([
  ['the time is over', { ok: 0, code: 50, codeName: 'MaxTimeMSExpired', errmsg: 'time' }],
  [
    'the time is over while a majority is waited for',
    { ...DONE, writeConcernError: { code: 50, errmsg: 't' } },
  ],
  [
    'the time is over behind what was there',
    {
      ...{ ok: 1, n: 0 },
      writeErrors: [
        { index: 0, code: 11_000, errmsg: 'E11000' },
        { index: 1, code: 50, errmsg: 'time' },
      ],
    },
  ],
])('that %s is a database that isn’t available, and no duplicate', async (_, answer) => {
  await using opened = await open((command) => ('insert' in command ? answer : DONE));
  const model = ledgerModel(opened.connection);
  const insert = () =>
    model.bulkWrite(
      ['a', 'b'].map((id) => ({ insertOne: { document: ledger(id) } })),
      { ordered: false },
    );
  const error: unknown = await insert().catch((reason: unknown) => reason);
  expect(isDuplicateKey(error)).toBe(false);
  await expect(withDatabaseErrors({ insert }).insert()).rejects.toBeInstanceOf(DatabaseUnavailable);
});

test('that a server begun again amid a reading doesn’t know its cursor is a database that isn’t available', async () => {
  await using opened = await open((command) => {
    if ('getMore' in command) return { ok: 0, code: 43, codeName: 'CursorNotFound', errmsg: 'cursor id 7' };
    return {
      ok: 1,
      cursor: { id: mongo.Long.fromNumber(7), ns: 'bounded.ledger', firstBatch: [{ _id: 'a' }] },
    };
  });
  const { read } = withDatabaseErrors({ read: () => ledgerModel(opened.connection).find().lean() });
  await expect(read()).rejects.toBeInstanceOf(DatabaseUnavailable);
});

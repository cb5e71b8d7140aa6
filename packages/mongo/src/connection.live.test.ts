import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMongo } from './connection.ts';
import { DatabaseUnavailable, DatabaseUnusable } from './errors.ts';
import { ledgerModel, openLedgers, startTestMongo, type TestMongo } from './ledger.fixture.ts';
import { createIndexes, type MongoMigration, migrateMongo } from './migrations.ts';
import { OUTBOX_INDEX } from './outbox-schema.ts';

let mongo: TestMongo;
beforeAll(async () => {
  mongo = await startTestMongo();
});
afterAll(() => mongo[Symbol.asyncDispose]());

test('sends the concerns with every read and write, whatever the URL says', async () => {
  const url = `${mongo.server.url}/?w=1&journal=false&readConcernLevel=local&monitorCommands=true`;
  const connection = await openMongo({ url, database: 'concerns' });
  try {
    const sent: Record<string, unknown>[] = [];
    connection.getClient().on('commandStarted', ({ command }) => sent.push(command));
    // A migration has a client of its own.
    const indexes: MongoMigration['up'] = async (db) => {
      db.client.on('commandStarted', ({ command }) => sent.push(command));
      await createIndexes('ledger', [OUTBOX_INDEX])(db);
    };
    await migrateMongo(connection, [{ id: '001-ledger', up: indexes }]);
    const model = await openLedgers(connection, ['a']);
    await model.findOneAndUpdate({ _id: 'a' }, { $set: { total: 1 } });
    await model.findById('a').lean();
    const of = (name: string) => sent.filter((command) => name in command && command[name] === 'ledger');
    for (const name of ['insert', 'findAndModify', 'createIndexes']) {
      expect(of(name), name).not.toEqual([]);
      for (const command of of(name))
        expect(command.writeConcern, name).toMatchObject({
          w: 'majority',
          ...(name === 'createIndexes' ? {} : { j: true }),
        });
    }
    for (const command of of('find')) expect(command.readConcern).toMatchObject({ level: 'majority' });
    expect(of('find')).toHaveLength(1);
  } finally {
    await connection.close();
  }
});

test('refuses fields that the schema doesn’t know, in filters too', async () => {
  const model = await openLedgers(await mongo.connect('strict'), ['a']);
  const unknown = { tennant: 'acme' } as never;
  await expect(model.find(unknown).lean()).rejects.toThrow(/strict/i);
  await expect(model.updateOne({ _id: 'a' }, { $set: unknown })).rejects.toThrow(/strict/i);
  await expect(model.create({ _id: 'b', total: 1, version: 1, ...(unknown as object) })).rejects.toThrow();
});

test('runs each migration once, in order, also where several start at the same moment', async () => {
  const calls: string[] = [];
  const step = (id: string): MongoMigration => ({
    id,
    async up(db) {
      calls.push(id);
      await createIndexes('ledger', [{ name: id, key: { total: 1, [id]: 1 } }])(db);
    },
  });
  const connection = await mongo.connect('migrations');
  await migrateMongo(connection, [step('1')]);
  await migrateMongo(connection, [step('1'), step('2')]);
  expect(calls).toEqual(['1', '2']);
  const others = await Promise.all([1, 2, 3].map(() => mongo.connect('migrations')));
  await Promise.all(others.map((each) => migrateMongo(each, [step('1'), step('2'), step('3')])));
  const indexes = await connection.collection('ledger').indexes();
  expect(indexes.map(({ name }) => name).sort()).toEqual(['1', '2', '3', '_id_']);
  await expect(migrateMongo(connection, [step('1')])).rejects.toMatchObject({ code: 'database-newer' });
  await expect(migrateMongo(connection, [step('1'), step('1')])).rejects.toThrow(TypeError);
});

test('records no migration that failed, and runs it again', async () => {
  const connection = await mongo.connect('failing');
  let broken = true;
  const migration: MongoMigration = {
    id: '1',
    async up() {
      if (broken) throw new Error('not now');
    },
  };
  await expect(migrateMongo(connection, [migration])).rejects.toThrow(DatabaseUnusable);
  broken = false;
  await migrateMongo(connection, [migration]);
  const applied = await connection.collection('schema_migration').find().toArray();
  expect(applied.map(({ _id }) => _id)).toEqual(['1']);
});

test('makes no index and no collection by itself', async () => {
  const connection = await mongo.connect('untouched');
  const model = ledgerModel(connection);
  await model.find().lean();
  expect(await connection.listCollections()).toEqual([]);
});

test('says within seconds that nobody listens, without the URL', async () => {
  const port = await unusedPort();
  const url = `mongodb://somebody:secret@127.0.0.1:${port}`;
  const begun = Date.now();
  const error: unknown = await openMongo({ url, database: 'x' }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(DatabaseUnavailable);
  expect(Date.now() - begun).toBeLessThan(20_000);
  expect(String(error)).not.toContain('secret');
}, 180_000);

async function unusedPort(): Promise<number> {
  for (let port = 39_000; ; port += 1) {
    const taken = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.on('connect', () => {
        socket.destroy();
        resolve(true);
      });
      socket.on('error', () => resolve(false));
    });
    if (!taken) return port;
  }
}

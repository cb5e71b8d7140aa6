import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MongoServer, startMongo } from '@qipei/testing/mongo-server';
import { type Model, Schema } from 'mongoose';
import { type Connection, openMongo } from './connection.ts';
import { createIndexes, migrateMongo } from './migrations.ts';
import { type HasOutbox, newOutbox, OUTBOX_INDEX, type OutboxEvent, outboxSchema } from './outbox-schema.ts';
import type { Versioned } from './versioned-write.ts';

/** The smallest aggregate with an outbox: a total that each write raises by one and tells of. */
export interface Ledger extends HasOutbox, Versioned {
  _id: string;
  total: number;
}

const ledgerSchema = new Schema<Ledger>(
  {
    _id: { type: String, required: true },
    total: { type: Number, required: true },
    version: { type: Number, required: true },
    outbox: { type: outboxSchema, required: true },
  },
  { versionKey: false, strict: 'throw', collection: 'ledger' },
);

export function ledgerModel(connection: Connection): Model<Ledger> {
  return connection.model('Ledger', ledgerSchema);
}

export interface TestMongo extends AsyncDisposable {
  server: MongoServer;
  /** A connection to a database of its own; closed with the server. */
  connect(database: string): Promise<Connection>;
}

export async function startTestMongo(): Promise<TestMongo> {
  const folder = mkdtempSync(join(tmpdir(), 'qipei-mongo-'));
  const opened = new AsyncDisposableStack();
  opened.defer(() => rmSync(folder, { recursive: true, force: true }));
  const server = opened.use(await startMongo({ folder }));
  return {
    server,
    async connect(database) {
      const connection = await openMongo({ url: server.url, database });
      opened.defer(() => connection.close());
      return connection;
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

export async function openLedgers(connection: Connection, ids: readonly string[]): Promise<Model<Ledger>> {
  await migrateMongo(connection, [{ id: '001-ledger', up: createIndexes('ledger', [OUTBOX_INDEX]) }]);
  const model = ledgerModel(connection);
  await addLedgers(model, ids);
  return model;
}

export async function addLedgers(model: Model<Ledger>, ids: readonly string[]): Promise<void> {
  await model.insertMany(ids.map((_id) => ({ _id, total: 0, version: 1, outbox: newOutbox([]) })));
}

export function ledgerEvent(key: string, id: string): OutboxEvent {
  return { topic: 'ledgers', key, id, type: 'qipei.test.v1.Raised', value: Buffer.from(id) };
}

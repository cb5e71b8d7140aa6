import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Connection, migrateMongo, openMongo } from '@qipei/mongo';
import { type MongoServer, startMongo } from '@qipei/testing/mongo-server';
import {
  IMPORT_ENDED_MONGO_MIGRATION,
  IMPORT_JOB_MONGO_MIGRATION,
  IMPORT_UPLOAD_MONGO_MIGRATION,
} from './index.ts';

export interface TestMongo extends AsyncDisposable {
  server: MongoServer;
  /** A connection of its own to a database that has the migrations. */
  connect(database: string): Promise<Connection>;
}

export async function startTestMongo(): Promise<TestMongo> {
  const folder = mkdtempSync(join(tmpdir(), 'import-mongo-'));
  const opened = new AsyncDisposableStack();
  opened.defer(() => rmSync(folder, { recursive: true, force: true }));
  const server = opened.use(await startMongo({ folder }));
  return {
    server,
    async connect(database) {
      const connection = await openMongo({ url: server.url, database });
      opened.defer(() => connection.close());
      await migrateMongo(connection, [
        IMPORT_JOB_MONGO_MIGRATION,
        IMPORT_UPLOAD_MONGO_MIGRATION,
        IMPORT_ENDED_MONGO_MIGRATION,
      ]);
      return connection;
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

import { setTimeout as pause } from 'node:timers/promises';
import {
  IMPORT_ENDED_MONGO_MIGRATION,
  IMPORT_JOB_MONGO_MIGRATION,
  IMPORT_UPLOAD_MONGO_MIGRATION,
  importOutbox,
} from '@qipei/import-job/mongo';
import {
  type Connection,
  databaseName,
  type MongoOutbox,
  migrateMongo,
  mongoOutbox,
  openMongo,
} from '@qipei/mongo';
import type { RowImporter } from '../../application/row-step.ts';
import type { InventoryStore } from '../../domain/inventory-store.ts';
import { INVENTORY_MONGO_MIGRATIONS, type InventoryModels, inventoryModels } from './inventory-schema.ts';
import { LEASE_MS, type Pace } from './item-locks.ts';
import { mongoInventoryStore } from './mongo-inventory-store.ts';
import { mongoRowImporter } from './mongo-row-importer.ts';
import { stepDocuments } from './step-documents.ts';
import { recoverSteps } from './step-recovery.ts';

export interface MongoInventory extends AsyncDisposable {
  connection: Connection;
  models: InventoryModels;
  store: InventoryStore;
  importer: RowImporter;
  outbox: MongoOutbox;
  /** Brings to its end what others left behind that died. Returns how much. */
  recover(): Promise<number>;
  /** The same however young it is: for who knows that nobody else is at work. */
  recoverAll(): Promise<void>;
}

const PACE: Pace = { now: Date.now, pause: async (ms) => void (await pause(ms)) };

/** Connects, brings the database up to date and gives its stock. `onCommit` is told of every write. */
export async function openMongoInventory(url: string, onCommit: () => void): Promise<MongoInventory> {
  await using opened = new AsyncDisposableStack();
  const connection = await openMongo({ url, database: databaseName(url, 'inventory') });
  opened.defer(() => connection.close());
  await migrateMongo(connection, [
    ...INVENTORY_MONGO_MIGRATIONS,
    IMPORT_JOB_MONGO_MIGRATION,
    IMPORT_UPLOAD_MONGO_MIGRATION,
    IMPORT_ENDED_MONGO_MIGRATION,
  ]);
  const models = inventoryModels(connection);
  const documents = stepDocuments(models);
  const shared = { documents, pace: PACE, onCommit };
  const resources = opened.move();
  return {
    ...{ connection, models },
    store: mongoInventoryStore({ ...shared, models }),
    importer: mongoRowImporter(shared),
    outbox: mongoOutbox(models.items, importOutbox(connection)),
    recover: () => recoverSteps(documents, new Date(PACE.now() - LEASE_MS)),
    async recoverAll() {
      while ((await recoverSteps(documents, new Date(PACE.now() + 1))) > 0) {
        // One round is bounded.
      }
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testClock } from '../../application/exchange-contract.fixture.ts';
import { readersWaiting } from '../../application/read-feed.ts';
import { storeSignal } from '../store-signal.ts';
import { openExchangeStore } from './open-exchange-store.ts';
import { sqliteDeliveryQueue } from './sqlite-delivery-queue.ts';
import { sqliteFeedReader } from './sqlite-feed-reader.ts';
import { sqliteFeedWriter } from './sqlite-feed-writer.ts';
import { sqliteWebhookStore } from './sqlite-webhook-store.ts';

/** A store in a folder of its own, as the service opens it. */
export function openTestStore({ clock = testClock(), file = '' } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'qipei-exchange-'));
  const path = file === '' ? join(folder, 'exchange.sqlite') : file;
  const db = openExchangeStore(path);
  const signal = storeSignal(path);
  const feed = sqliteFeedReader(db);
  return {
    ...{ file: path, folder, db, signal, clock, feed },
    writer: sqliteFeedWriter(db, { clock }),
    webhooks: sqliteWebhookStore(db, { clock }),
    queue: sqliteDeliveryQueue(db, { clock, chance: () => 0.5 }),
    reading: { feed, clock, changed: signal.changed, waiting: readersWaiting(2) },
    [Symbol.dispose]() {
      signal[Symbol.dispose]();
      db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
export type TestStore = ReturnType<typeof openTestStore>;

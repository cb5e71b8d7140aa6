import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readersWaiting } from '../../application/read-feed.ts';
import type { FitmentsSaved, PartSaved } from '../../domain/feed-change.ts';
import type { Grant } from '../../domain/grant.ts';
import { openExchangeStore } from './open-exchange-store.ts';
import { sqliteDeliveryQueue } from './sqlite-delivery-queue.ts';
import { sqliteFeedReader } from './sqlite-feed-reader.ts';
import { sqliteFeedWriter } from './sqlite-feed-writer.ts';
import { sqliteWebhookStore } from './sqlite-webhook-store.ts';
import { storeSignal } from './store-signal.ts';

export function testClock(start = Date.parse('2026-11-01T00:00:00Z')) {
  let now = start;
  return {
    now: () => new Date(now),
    forward(ms: number) {
      now += ms;
    },
  };
}

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

export function partSaved(partId: string, version: number, of: Partial<PartSaved> = {}): PartSaved {
  const data = Buffer.from(`${partId} v${version}`);
  return {
    ...{ kind: 'part-saved', partId, version, data, publisher: 'p1', brandId: 'b1', isPublic: true },
    ...of,
  };
}

export function fitmentsSaved(
  partId: string,
  version: number,
  of: Partial<FitmentsSaved> = {},
): FitmentsSaved {
  const data = Buffer.from(`fitments of ${partId} v${version}`);
  return { ...{ kind: 'fitments-saved', partId, version, data, publisher: 'p1' }, ...of };
}

export function grantOf(grantId: string, version: number, of: Partial<Grant> = {}): Grant {
  return {
    ...{ grantId, version, publisher: 'p1', subscriber: 's1', brands: 'all', revoked: false },
    ...{ from: undefined, until: undefined },
    ...of,
  };
}

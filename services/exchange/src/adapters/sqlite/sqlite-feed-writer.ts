import type { Clock } from '@qipei/kernel';
import { type Database, immediateTransaction } from '@qipei/sqlite';
import { type FeedTables, followGrants, type KeptEntity, takeIn } from '../../application/take-in.ts';
import type { FeedWriter } from '../../domain/feed-store.ts';
import { TYPE_NUMBER } from './exchange-schema.ts';
import { grantTable } from './sqlite-grant-table.ts';

interface EntityRow {
  publisher: string;
  brand_id: string;
  is_public: number;
  gone: number;
  version: number;
}

const NO_DATA = null;
/** Parts that one transaction looks through for grants. */
const WALK = 500;

/** One transaction at a time writes, so that who has a lower sequence is never committed after who has a higher. */
export function sqliteFeedWriter(db: Database, { clock }: { clock: Clock }): FeedWriter {
  const grants = grantTable(db);
  const find = db.prepare<[number, string], EntityRow>(
    'SELECT publisher, brand_id, is_public, gone, version FROM entity WHERE type = ? AND id = ?',
  );
  const save = db.prepare(
    `INSERT INTO entity (type, id, publisher, brand_id, is_public, gone, version, event_type, data)
     VALUES (?, ?, ?, ?, ?, ?, ?, '', ?)
     ON CONFLICT (type, id) DO UPDATE SET publisher = excluded.publisher, brand_id = excluded.brand_id,
       is_public = excluded.is_public, gone = excluded.gone, version = excluded.version,
       event_type = excluded.event_type, data = excluded.data`,
  );
  const addEvent = db.prepare(
    `INSERT INTO entity (type, id, publisher, brand_id, is_public, gone, version, event_type, data)
     VALUES (${TYPE_NUMBER.events}, ?, ?, '', 0, 0, 1, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const views = db.prepare<[number, string], { audience: string; gone: number }>(
    'SELECT audience, gone FROM change WHERE type = ? AND id = ?',
  );
  const forget = db.prepare('DELETE FROM change WHERE type = ? AND id = ? AND audience = ?');
  // The row that was there goes, and its place with it: the new one has a sequence of its own.
  const tell = db.prepare(
    `INSERT OR REPLACE INTO change (audience, type, id, publisher, version, gone, at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const privateParts = db
    .prepare<[string, string, number], string>(
      `SELECT id FROM entity WHERE publisher = ? AND id > ? AND type = 1 AND is_public = 0 AND gone = 0
       ORDER BY id LIMIT ?`,
    )
    .pluck();
  const forgetEventChanges = db.prepare(
    `DELETE FROM change WHERE type = ${TYPE_NUMBER.events} AND sequence <= (
       SELECT coalesce(max(sequence), 0) FROM change WHERE type = ${TYPE_NUMBER.events} AND at < ?)`,
  );
  const forgetEvents = db.prepare(
    `DELETE FROM entity WHERE type = ${TYPE_NUMBER.events} AND NOT EXISTS (
       SELECT 1 FROM change WHERE change.type = entity.type AND change.id = entity.id)`,
  );

  const tables: FeedTables = {
    find(type, id) {
      const row = find.get(TYPE_NUMBER[type], id);
      return row === undefined ? undefined : entityOf(row);
    },
    save(type, id, { publisher, brandId, isPublic, gone, version }, data) {
      const flags = [isPublic ? 1 : 0, gone ? 1 : 0];
      save.run(TYPE_NUMBER[type], id, publisher, brandId, ...flags, version, data ?? NO_DATA);
    },
    addEvent({ eventId, tenant, eventType, data }) {
      if (addEvent.run(eventId, tenant, eventType, Buffer.from(JSON.stringify(data))).changes === 0) return;
      tell.run(tenant, TYPE_NUMBER.events, eventId, tenant, 1, 0, clock.now().getTime());
    },
    views: (type, id) => views.all(TYPE_NUMBER[type], id).map((view) => ({ ...view, gone: view.gone === 1 })),
    tell(type, id, { audience, entity: { publisher, version }, gone }) {
      tell.run(audience, TYPE_NUMBER[type], id, publisher, version, gone ? 1 : 0, clock.now().getTime());
    },
    forget: (type, id, audience) => void forget.run(TYPE_NUMBER[type], id, audience),
    subscribersOf: grants.subscribersOf,
    saveGrant: (grant) => grants.save(grant, clock.now()),
  };

  return {
    async apply(changes) {
      immediateTransaction(db, () => {
        const now = clock.now();
        for (const change of changes) takeIn(change, tables, now);
      });
    },
    async settleGrants() {
      if (!grants.hasWork(clock.now())) return false;
      return immediateTransaction(db, () => {
        grants.followClock(clock.now());
        const walk = grants.nextWalk();
        if (walk === undefined) return false;
        const partIds = privateParts.all(walk.publisher, walk.afterId, WALK);
        for (const partId of partIds) followGrants(partId, tables);
        grants.walkedTo(walk.publisher, partIds.length < WALK ? undefined : partIds.at(-1));
        return true;
      });
    },
    async forgetEvents(before) {
      immediateTransaction(db, () => {
        if (forgetEventChanges.run(before.getTime()).changes > 0) forgetEvents.run();
      });
    },
  };
}

function entityOf({ publisher, brand_id: brandId, is_public, gone, version }: EntityRow): KeptEntity {
  return { publisher, brandId, isPublic: is_public === 1, gone: gone === 1, version };
}

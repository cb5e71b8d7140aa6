import type { Clock } from '@qipei/kernel';
import { type Database, immediateTransaction } from '@qipei/sqlite';
import { audienceOf, type View, viewChanges } from '../../domain/audience.ts';
import type { FeedChange, FitmentsSaved, PartSaved, PartWithdrawn } from '../../domain/feed-change.ts';
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
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
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

  /** Brings what is told of an entity in step with who sees it; tells all of them once more where it has changed. */
  function tellOf(
    type: 'parts' | 'fitments' | 'releases',
    id: string,
    { version, gone, sight, changed }: { version: number; gone: boolean; sight: Sight; changed: boolean },
  ): void {
    const number = TYPE_NUMBER[type];
    const { publisher, brandId, isPublic } = sight;
    const hidden = gone || sight.gone;
    const grantable = type !== 'releases' && !hidden && !isPublic;
    const subscribers = grantable ? grants.subscribersOf(publisher, brandId) : [];
    const audience = audienceOf({ gone: hidden, isPublic, publisher, subscribers });
    const before: View[] = views.all(number, id).map((view) => ({ ...view, gone: view.gone === 1 }));
    const at = clock.now().getTime();
    for (const { audience: member, to } of viewChanges(before, audience, { changed })) {
      if (to === 'forgotten') forget.run(number, id, member);
      else tell.run(member, number, id, publisher, version, to === 'gone' ? 1 : 0, at);
    }
  }

  function applyPart(change: PartSaved | PartWithdrawn): void {
    const { partId, publisher, version } = change;
    const before = find.get(TYPE_NUMBER.parts, partId);
    if (before !== undefined && before.version >= version) return;
    const gone = change.kind === 'part-withdrawn';
    // Of what was withdrawn those are told who saw it; so what it was stays known.
    const brandId = gone ? (before?.brand_id ?? '') : change.brandId;
    const isPublic = gone ? before?.is_public === 1 : change.isPublic;
    const data = gone ? NO_DATA : change.data;
    save.run(
      ...[TYPE_NUMBER.parts, partId, publisher, brandId, isPublic ? 1 : 0, gone ? 1 : 0, version, '', data],
    );
    const sight = { publisher, brandId, isPublic, gone };
    tellOf('parts', partId, { version, gone, sight, changed: true });
    if (before === undefined || !sameSight(sightOf(before), sight)) followPart(partId, sight);
  }

  /** Fitments are seen by whoever sees their part. */
  function followPart(partId: string, sight: Sight): void {
    const fitments = find.get(TYPE_NUMBER.fitments, partId);
    if (fitments === undefined) return;
    const { version } = fitments;
    tellOf('fitments', partId, { version, gone: fitments.gone === 1, sight, changed: false });
  }

  function applyFitments({ partId, publisher, version, data }: FitmentsSaved): void {
    const before = find.get(TYPE_NUMBER.fitments, partId);
    if (before !== undefined && before.version >= version) return;
    const gone = data === undefined;
    save.run(...[TYPE_NUMBER.fitments, partId, publisher, '', 0, gone ? 1 : 0, version, '', data ?? NO_DATA]);
    const part = find.get(TYPE_NUMBER.parts, partId);
    // They may come before their part: then they wait for it.
    if (part === undefined) return;
    tellOf('fitments', partId, { version, gone, sight: sightOf(part), changed: true });
  }

  function applyOne(change: FeedChange): void {
    switch (change.kind) {
      case 'part-saved':
      case 'part-withdrawn':
        applyPart(change);
        return;
      case 'fitments-saved':
        applyFitments(change);
        return;
      case 'release-changed': {
        const { releaseId, publisher, version, data } = change;
        if ((find.get(TYPE_NUMBER.releases, releaseId)?.version ?? 0) >= version) return;
        save.run(...[TYPE_NUMBER.releases, releaseId, publisher, '', 0, 0, version, '', data]);
        const sight = { publisher, brandId: '', isPublic: false, gone: false };
        tellOf('releases', releaseId, { version, gone: false, sight, changed: true });
        return;
      }
      case 'tenant-event': {
        const { eventId, tenant, eventType, data } = change;
        if (addEvent.run(eventId, tenant, eventType, Buffer.from(JSON.stringify(data))).changes === 0) return;
        tell.run(tenant, TYPE_NUMBER.events, eventId, tenant, 1, 0, clock.now().getTime());
        return;
      }
      case 'grant-changed':
        grants.save(change.grant, clock.now());
    }
  }

  return {
    async apply(changes) {
      immediateTransaction(db, () => {
        for (const change of changes) applyOne(change);
      });
    },
    async settleGrants() {
      if (!grants.hasWork(clock.now())) return false;
      return immediateTransaction(db, () => {
        grants.followClock(clock.now());
        const walk = grants.nextWalk();
        if (walk === undefined) return false;
        const partIds = privateParts.all(walk.publisher, walk.afterId, WALK);
        for (const partId of partIds) {
          const part = find.get(TYPE_NUMBER.parts, partId);
          if (part === undefined) continue;
          const sight = sightOf(part);
          tellOf('parts', partId, { version: part.version, gone: false, sight, changed: false });
          followPart(partId, sight);
        }
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

interface Sight {
  publisher: string;
  brandId: string;
  isPublic: boolean;
  gone: boolean;
}

function sightOf(row: EntityRow): Sight {
  return {
    publisher: row.publisher,
    brandId: row.brand_id,
    isPublic: row.is_public === 1,
    gone: row.gone === 1,
  };
}

function sameSight(a: Sight, b: Sight): boolean {
  return (
    a.publisher === b.publisher && a.brandId === b.brandId && a.isPublic === b.isPublic && a.gone === b.gone
  );
}

import type { Release, SettleContext } from '@qipei/release';
import { type Database, sqliteOutbox } from '@qipei/sqlite';
import { FITMENTS_SAVED } from '../../application/saved-event.ts';
import { fitmentRecord } from '../events/fitment-event.ts';
import { AS_CHANGED } from './fitment-release-tables.ts';

interface EventRow {
  part_id: string;
  event: Buffer;
}

const EVENTS_AT_ONCE = 500;

/** Puts in what was made beforehand; each is part of the caller's transaction. */
export function fitmentReleaseWriter(db: Database) {
  const outbox = sqliteOutbox(db);
  const LIVE = `FROM fitment_release_write AS w
    LEFT JOIN part_fitments AS p ON p.part_id = w.part_id
    LEFT JOIN unresolved_of_part AS u ON u.publisher = @publisher AND u.part_id = w.part_id
    WHERE w.release = @release
      AND (coalesce(p.version, 0) <> w.base_version OR coalesce(u.body, '') <> w.waiting_before)`;
  const overtaken = db
    .prepare<[{ publisher: string; release: number; limit: number }], string>(
      `SELECT w.part_id ${LIVE} ORDER BY w.part_id LIMIT @limit`,
    )
    .pluck();
  const notIn = (live: string) => `SELECT part_id FROM ${live} AS live WHERE publisher = @publisher
    AND NOT EXISTS (SELECT 1 FROM fitment_release_write AS w WHERE w.release = @release AND w.part_id = live.part_id)`;
  const unseen = db
    .prepare<[{ publisher: string; release: number; limit: number }], string>(
      `${notIn('part_fitments')} UNION ${notIn('unresolved_of_part')} LIMIT @limit`,
    )
    .pluck();
  // In the order of the index, here and below: anything that has to be sorted, or kept aside to update from, is held in memory
  // with its documents.
  const put = db.prepare(
    `INSERT INTO part_fitments (part_id, publisher, public, part_version, version, body)
     SELECT w.part_id, @publisher, w.public, w.part_version, w.base_version + 1,
       CASE w.body WHEN '${AS_CHANGED}' THEN (SELECT c.after_fitments FROM fitment_release_change AS c
         WHERE c.release = w.release AND c.part_id = w.part_id) ELSE w.body END
     FROM fitment_release_write AS w
     WHERE w.release = @release AND w.body IS NOT NULL ORDER BY w.part_id
     ON CONFLICT (part_id) DO UPDATE SET version = excluded.version, body = excluded.body`,
  );
  const removeWaiting = db.prepare(
    `DELETE FROM unresolved_of_part WHERE publisher = @publisher AND part_id IN
       (SELECT part_id FROM fitment_release_write WHERE release = @release AND waiting <> waiting_before)`,
  );
  const insertWaiting = db.prepare(
    `INSERT INTO unresolved_of_part (publisher, part_id, row_count, body)
     SELECT @publisher, part_id, waiting_count, waiting FROM fitment_release_write
     WHERE release = @release AND waiting <> waiting_before AND waiting <> '' ORDER BY part_id`,
  );
  const events = db.prepare<[number, string, number], EventRow>(
    `SELECT part_id, event FROM fitment_release_write WHERE release = ? AND part_id > ? AND event IS NOT NULL
     ORDER BY part_id LIMIT ?`,
  );

  return {
    /** Parts that something else has changed since they were compared, also where that found no difference. */
    overtaken: (release: number, publisher: string, limit: number): string[] =>
      overtaken.all({ release, publisher, limit }),

    /** Parts of the publisher of which something is live by now, and nothing was when the difference was taken. */
    unseen: (release: number, publisher: string, limit: number): string[] =>
      unseen.all({ release, publisher, limit }),

    write(release: number, { tenant: publisher }: Pick<Release, 'tenant'>, context: SettleContext): void {
      put.run({ release, publisher });
      removeWaiting.run({ release, publisher });
      insertWaiting.run({ release, publisher });
      let after = '';
      for (;;) {
        const rows = events.all(release, after, EVENTS_AT_ONCE);
        for (const { part_id: partId, event: payload } of rows) {
          const event = { type: FITMENTS_SAVED, payload, traceparent: context.traceparent };
          const { topic, ...record } = fitmentRecord({ saved: { partId, publisher }, event }, context.now);
          outbox.add(topic, record);
        }
        const last = rows.at(-1);
        if (last === undefined) return;
        after = last.part_id;
      }
    },
  };
}

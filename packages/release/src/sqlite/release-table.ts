import { NotFound } from '@qipei/kernel';
import type { Database } from '@qipei/sqlite';
import type { Release } from '../release.ts';
import { readRelease, readRules } from '../release-body.ts';
import { DEFAULT_RULES, type ReleaseRules } from '../release-rules.ts';

/** A release as a row; `sequence` is a short key for what the kind keeps of it. */
export interface KeyedRelease {
  sequence: number;
  release: Release;
}

interface ReleaseRow {
  sequence: number;
  body: string;
}

/** Statements over `data_release`; each writer is inside the caller's transaction. */
export function releaseTable(db: Database) {
  const byId = db.prepare<[string], ReleaseRow>('SELECT sequence, body FROM data_release WHERE id = ?');
  const insert =
    db.prepare(`INSERT INTO data_release (id, tenant, feed, state, content, asked, published_at, body)
    VALUES (@id, @tenant, @feed, @state, @content, 0, NULL, @body)`);
  // What is asked for keeps its turn until it is done.
  const update = db.prepare(`UPDATE data_release SET state = @state, content = @content, body = @body,
      published_at = @publishedAt,
      asked = CASE WHEN @open = 0 THEN 0 WHEN asked > 0 THEN asked
        ELSE (SELECT coalesce(max(asked), 0) FROM data_release) + 1 END
    WHERE id = @id`);
  const inState = db.prepare<[string, string, string], ReleaseRow>(
    'SELECT sequence, body FROM data_release WHERE tenant = ? AND feed = ? AND state = ? LIMIT 1',
  );
  const waiting = db.prepare<[string, string], ReleaseRow>(
    "SELECT sequence, body FROM data_release WHERE tenant = ? AND feed = ? AND state IN ('staged', 'publishing')",
  );
  const open = db
    .prepare<[string], number>(
      `SELECT count(*) FROM data_release WHERE tenant = ? AND state IN ('staging', 'staged', 'publishing')`,
    )
    .pluck();
  const rules = db.prepare<[string], string>('SELECT body FROM data_release_rules WHERE tenant = ?').pluck();

  function find(id: string): KeyedRelease | undefined {
    const row = byId.get(id);
    return row && { sequence: row.sequence, release: readRelease(row.body) };
  }

  const save = (release: Release): Release => {
    const { id, state, content } = release;
    const open = state === 'publishing' || state === 'rolling-back' ? 1 : 0;
    const publishedAt = release.publishedAt?.getTime() ?? null;
    update.run({ id, state, content, open, publishedAt, body: JSON.stringify(release) });
    return release;
  };

  return {
    find,
    require(id: string): KeyedRelease {
      const found = find(id);
      if (found === undefined) throw new NotFound('release', id);
      return found;
    },
    add(release: Release): Release {
      const { id, tenant, feed, state, content } = release;
      insert.run({ id, tenant, feed, state, content, body: JSON.stringify(release) });
      return release;
    },
    save,
    /** How many of a tenant's releases wait to be published. */
    countOpen: (tenant: string): number => open.get(tenant) ?? 0,
    /** The feed's live release, also while it is being rolled back. */
    live({ tenant, feed }: Pick<Release, 'tenant' | 'feed'>): Release | undefined {
      const row = inState.get(tenant, feed, 'published') ?? inState.get(tenant, feed, 'rolling-back');
      return row && readRelease(row.body);
    },
    /** Marks those that were compared with something other than `live`. */
    markStale({ tenant, feed }: Pick<Release, 'tenant' | 'feed'>, live: string): void {
      for (const { body } of waiting.all(tenant, feed)) {
        const release = readRelease(body);
        if (release.stale !== (release.base !== live)) save({ ...release, stale: release.base !== live });
      }
    },
    rules(tenant: string): ReleaseRules {
      const body = rules.get(tenant);
      return body === undefined ? DEFAULT_RULES : readRules(body);
    },
  };
}

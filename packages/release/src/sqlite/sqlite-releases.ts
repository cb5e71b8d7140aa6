import { resolve } from 'node:path';
import { announceImport, onImportAnnounced } from '@qipei/import-job';
import { NotFound } from '@qipei/kernel';
import { type Database, immediateTransaction, patientTransaction } from '@qipei/sqlite';
import type { Release } from '../release.ts';
import { readRelease } from '../release-body.ts';
import { readReleasePage, toReleasePage } from '../release-page.ts';
import { mayReplaceRules } from '../release-rules.ts';
import type { Releases } from '../release-store.ts';
import {
  abandoned,
  askedToPublish,
  askedToRollBack,
  discarded,
  nextContent,
  refused,
} from '../release-transitions.ts';
import { releaseTable } from './release-table.ts';
import { type SqliteReleaseLedger, sqliteReleaseLedger } from './sqlite-release-ledger.ts';

export interface SqliteReleases extends Releases, SqliteReleaseLedger {
  begin: SqliteReleaseLedger['begin'];
  staged: SqliteReleaseLedger['staged'];
  published: SqliteReleaseLedger['published'];
  diverted: SqliteReleaseLedger['diverted'];
  rolledBack: SqliteReleaseLedger['rolledBack'];
}

const AT_ONCE = 100;

/**
 * The releases of one kind, in the service's own file (which has `RELEASE_MIGRATIONS` and an outbox). One for each
 * connection. There is one runner for a file, in any thread.
 */
export function sqliteReleases(db: Database, options: { kind: string; topic: string }): SqliteReleases {
  const storage = `releases:${resolve(db.name)}`;
  const table = releaseTable(db);
  const pageOf = (filter: string) =>
    db
      .prepare<[object], string>(
        `SELECT body FROM data_release WHERE tenant = @tenant AND id < @before ${filter} ORDER BY id DESC LIMIT @limit`,
      )
      .pluck();
  const [byFeed, byState] = ['AND feed = @feed', 'AND state = @state'];
  const pages = {
    ...{
      all: pageOf(''),
      feed: pageOf(byFeed),
      state: pageOf(byState),
      both: pageOf(`${byFeed} ${byState}`),
    },
  };
  const next = db
    .prepare<[], string>('SELECT body FROM data_release WHERE asked > 0 ORDER BY asked LIMIT 1')
    .pluck();
  // As the index of those that are open says it: those that are over are many, and aren't looked at.
  const staging = db
    .prepare<[number], string>(
      `SELECT body FROM data_release INDEXED BY data_release_open
       WHERE state IN ('staging', 'staged', 'publishing') AND state = 'staging' ORDER BY sequence LIMIT ?`,
    )
    .pluck();
  const holding = db.prepare<[{ keep: number }], { body: string; newer: number }>(
    `SELECT body, newer FROM (
       SELECT sequence, body, state, content, (SELECT count(*) FROM (SELECT 1 FROM data_release AS other
         WHERE other.tenant = data_release.tenant AND other.feed = data_release.feed
           AND other.published_at > data_release.published_at LIMIT @keep)) AS newer
       FROM data_release INDEXED BY data_release_content
       WHERE content <> 'gone' AND state NOT IN ('staging', 'staged', 'publishing'))
     WHERE newer >= @keep OR content IN ('trimming', 'going') OR state IN ('discarded', 'failed') ORDER BY sequence`,
  );
  const firstOpen = db
    .prepare<[], string>(
      `SELECT body FROM data_release WHERE state IN ('staging', 'staged', 'publishing', 'rolling-back')
       ORDER BY sequence LIMIT 1`,
    )
    .pluck();
  const putRules = db.prepare(
    'INSERT INTO data_release_rules VALUES (?, ?) ON CONFLICT DO UPDATE SET body = excluded.body',
  );

  function find(tenant: string, id: string): Release {
    const found = table.find(id)?.release;
    if (found?.tenant !== tenant) throw new NotFound('release', id);
    return found;
  }

  /** On a connection that answers calls: a release that is being published is waited for. */
  async function change(
    tenant: string,
    id: string,
    to: (release: Release) => Release | undefined,
  ): Promise<Release> {
    const changed = await patientTransaction(db, () => {
      const release = find(tenant, id);
      const after = to(release);
      return after === undefined ? release : table.save(after);
    });
    announceImport(storage);
    return changed;
  }

  function update(id: string, to: (release: Release) => Release | undefined): void {
    immediateTransaction(db, () => {
      const after = to(table.require(id).release);
      if (after !== undefined) table.save(after);
    });
  }

  return {
    ...sqliteReleaseLedger(db, options),
    get: async (tenant, id) => find(tenant, id),
    async list(tenant, { feed, state }, request) {
      const { size, before } = readReleasePage(request);
      const both = feed !== undefined && state !== undefined;
      const page = pages[both ? 'both' : feed !== undefined ? 'feed' : state !== undefined ? 'state' : 'all'];
      const bodies = page.all({ tenant, before, limit: size + 1, feed, state });
      return toReleasePage(bodies.map(readRelease), size);
    },
    askToPublish: (tenant, id) => change(tenant, id, askedToPublish),
    askToRollBack: (tenant, id) => change(tenant, id, askedToRollBack),
    discard: (tenant, id, now) => change(tenant, id, (release) => discarded(release, now)),
    rules: async (tenant) => table.rules(tenant),
    async setRules(tenant, rules, seen) {
      await patientTransaction(db, () => {
        if (mayReplaceRules(table.rules(tenant), rules, seen)) putRules.run(tenant, JSON.stringify(rules));
      });
    },
    async takeNext() {
      const body = next.get();
      return body === undefined ? undefined : readRelease(body);
    },
    hold: () => ({ [Symbol.asyncDispose]: async () => {} }),
    refuse: async (id, failure) => update(id, (release) => refused(release, failure)),
    staging: async () => staging.all(AT_ONCE).map(readRelease),
    async firstOpen() {
      const body = firstOpen.get();
      return body === undefined ? undefined : readRelease(body);
    },
    abandon: async (id, failure, now) => update(id, (release) => abandoned(release, failure, now)),
    async forgettable(keep) {
      return holding
        .all({ keep })
        .map(({ body, newer }) => {
          const release = readRelease(body);
          return { release, next: nextContent(release, keep, newer) };
        })
        .flatMap(({ release, next: content }) => (content === undefined ? [] : [{ release, next: content }]))
        .slice(0, AT_ONCE);
    },
    setContent: async (id, content) => update(id, (release) => ({ ...release, content })),
    onAnnounced: (listener) => onImportAnnounced(storage, listener),
  };
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvelope } from '@qipei/contracts';
import { ReleasePublished, ReleaseRolledBack } from '@qipei/contracts/releases/v1/releases_events';
import { immediateTransaction, OUTBOX_MIGRATION, openDatabase, sqliteOutbox } from '@qipei/sqlite';
import { afterAll, expect, test } from 'vitest';
import { diffOf, releaseOf, releaseStoreContract } from '../release-store.contract.ts';
import { failOpenReleases, RELEASE_MIGRATIONS, sqliteReleases } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'releases-'));
afterAll(() => rmSync(folder, { recursive: true }));

const OPTIONS = { kind: 'parts', topic: 'test.release' };
const openFile = (storage: string) =>
  openDatabase({
    file: join(folder, `${storage}.db`),
    migrations: [OUTBOX_MIGRATION, ...RELEASE_MIGRATIONS],
  });

releaseStoreContract('SQLite', async (storage) => {
  const db = openFile(storage);
  return { releases: sqliteReleases(db, OPTIONS), [Symbol.asyncDispose]: async () => void db.close() };
});

test('state and event are part of the caller’s transaction', async () => {
  const db = openFile('caller');
  const releases = sqliteReleases(db, OPTIONS);
  const start = releaseOf('a', { automatic: true });
  const now = new Date();
  const context = { now, traceparent: start.traceparent };
  releases.begin(start, now);
  releases.staged(start.id, diffOf(), now);
  expect(() =>
    immediateTransaction(db, () => {
      releases.published(start.id, context);
      throw new RangeError('content');
    }),
  ).toThrow('content');
  expect(await releases.get('a', start.id)).toMatchObject({ state: 'publishing' });
  expect(sqliteOutbox(db).read(9)).toEqual([]);
  releases.published(start.id, context);
  await releases.askToRollBack('a', start.id, now);
  releases.rolledBack(start.id, 2, context);
  const [published, rolledBack] = sqliteOutbox(db).read(9);
  expect(published).toMatchObject({ topic: 'test.release', key: start.id });
  const { tenant, type, payload } = readEnvelope(published?.value ?? new Uint8Array());
  expect([tenant, type]).toEqual(['a', 'qipei.releases.v1.ReleasePublished']);
  expect(ReleasePublished.decode(payload).release).toMatchObject({ releaseId: start.id, kind: 'parts' });
  const told = readEnvelope(rolledBack?.value ?? new Uint8Array());
  expect(ReleaseRolledBack.decode(told.payload)).toMatchObject({ release: { kept: 2 }, liveReleaseId: '' });
  db.close();
});

test('what isn’t published fails where its content means something else now; what is live stays', async () => {
  const db = openFile('rules');
  const releases = sqliteReleases(db, OPTIONS);
  const now = new Date();
  const [live, open] = [releaseOf('a', { automatic: true }), releaseOf('a', { automatic: true })];
  for (const start of [live, open]) {
    releases.begin(start, now);
    releases.staged(start.id, diffOf(), now);
  }
  releases.published(live.id, { now, traceparent: live.traceparent });
  failOpenReleases(db, 'rules-changed: x', now);
  expect(await releases.get('a', live.id)).toMatchObject({ state: 'published' });
  const failed = { state: 'failed', failure: 'rules-changed: x', endedAt: now };
  expect(await releases.get('a', open.id)).toMatchObject(failed);
  expect(await releases.takeNext()).toBeUndefined();
  expect((await releases.forgettable(5)).map(({ release, next }) => [release.id, next])).toContainEqual([
    open.id,
    'going',
  ]);
  db.close();
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TOPICS } from '@qipei/contracts';
import { sqliteReleases } from '@qipei/release/sqlite';
import { openDatabase } from '@qipei/sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { FITMENT_MIGRATIONS } from './fitment-migrations.ts';
import { MOVED_ROWS_OF_RELEASES_MIGRATION, movedRows } from './moved-rows.ts';

test('where rows went before it was kept of each release is known of those that can be rolled back', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'qipei-moved-rows-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'fitment.sqlite');
  const before = FITMENT_MIGRATIONS.slice(0, FITMENT_MIGRATIONS.indexOf(MOVED_ROWS_OF_RELEASES_MIGRATION));
  const db = openDatabase({ file, migrations: before });
  const releases = sqliteReleases(db, { kind: 'fitments', topic: TOPICS.fitmentRelease });
  const begin = async (tenant: string, jobId: string) => {
    const id = `rel-${jobId}`;
    const start = { id, tenant, jobId, feed: '', filename: '', traceparent: '' };
    releases.begin({ ...start, submission: 'update', automatic: false }, new Date(0));
    return id;
  };
  const [kept, gone, other] = [
    await begin('acme', 'fitments_1'),
    await begin('acme', 'fitments_2'),
    await begin('globex', 'fitments_3'),
  ];
  await releases.setContent(gone, 'gone');
  for (const from of ['unknown', 'part_W1'])
    db.prepare('INSERT INTO moved_rows VALUES (?, ?, ?)').run('acme', from, 'part_W5');
  db.close();

  const now = openDatabase({ file, migrations: FITMENT_MIGRATIONS });
  onTestFinished(() => void now.close());
  const moved = movedRows(now);
  expect([kept, gone, other].map((id) => moved.partsOf(id))).toEqual([['part_W5'], [], []]);
});
